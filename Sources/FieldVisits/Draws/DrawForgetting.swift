// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// Which editions are over long enough.
enum DrawForgetting {
    static func over(before days: Int, _ tx: Transaction) throws -> [ID<Edition>] {
        let day = Day(tx.now, in: .gmt).adding(days: -days) ?? Day(tx.now, in: .gmt)
        return try EditionStore(tx: tx).all().map(\.edition).filter { edition in
            edition.dates.lastDay.map { $0 < day } ?? false
        }.map(\.id)
    }
}
