// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Programme
import Vocabulary

/// What `hemicycle edition` does, each inside a transaction of the caller's; returns what to print.
package enum EditionActs {
    /// One line for each edition; the current one has a star.
    package static func list(_ tx: Transaction) throws -> [String] {
        let store = EditionStore(tx: tx)
        let all = try store.all()
        let current = try store.current(among: all)?.edition.id
        return all.map { record in
            let edition = record.edition
            return
                "\(edition.id == current ? "*" : " ") \(edition.id)  \(edition.dates.text)  "
                + "\(edition.city)\(edition.isInvented ? "  (invented)" : "")"
        }
    }

    package static func move(_ slug: String, _ days: Int, _ tx: Transaction) throws -> String {
        let store = EditionStore(tx: tx)
        let edition = try store.edition(slug)
        let moved = try edition.moved(days: days, today: Day(tx.now, in: .gmt))
        try store.move(moved)
        try Reactions.editionMoved(moved, days: days, tx)
        return "\(slug) was \(edition.dates.text) and is \(moved.dates.text) now."
    }

    package static func makeCurrent(_ slug: String, _ tx: Transaction) throws -> String {
        let store = EditionStore(tx: tx)
        try store.makeCurrent(try store.edition(slug))
        return "\(slug) is the current edition now."
    }
}
