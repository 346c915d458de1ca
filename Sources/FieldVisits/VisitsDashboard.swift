// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// Where visits stand, for the page that those who organise an edition begin with.
package struct VisitsDashboard: Sendable {
    /// What somebody should do, in a sentence, and where it is done.
    package let waiting: [(text: String, address: Address, label: String)]
    /// Under a title: what is counted, with the list behind it.
    package let figures: [(title: String, rows: [(label: String, count: Int, address: Address?)])]

    /// Nil where the edition has no visits, or whoever asks does not organise them.
    package init?(_ tx: Transaction, _ record: EditionRecord, _ request: Request) throws {
        let edition = record.edition.id
        guard request.allows("visit.organise", in: .edition(edition.value)) else { return nil }
        let visits = try VisitStore(tx: tx).visits(of: edition)
        guard !visits.isEmpty else { return nil }
        let words = request.words
        let path = request.page("/\(edition)/organise/visits")
        let counts = try WishStore(tx: tx).counts(in: edition)
        let drafts = visits.count { !$0.isPublic && !$0.isCancelled }
        let settings = try VisitStore(tx: tx).settings(of: edition)
        var items: [(text: String, address: Address, label: String)] = []
        func add(_ phrase: Phrase, _ address: Address, _ label: String) {
            items.append((words(phrase), address, words(label)))
        }
        if request.allows("visit.change", in: .edition(edition.value)),
            !record.edition.dates.isOver(on: Day(tx.now, in: .gmt))
        {
            if drafts > 0 { add(Phrase("visits-dashboard.drafts", ["count": .number(drafts)]), path, "visits.title") }
            if settings?.opens == nil { add("visits-dashboard.not-decided", "\(path)/settings", "visits.settings") }
        }
        if request.allows("draw.make", in: .edition(edition.value)) {
            for phrase in try DrawWaiting(edition, closes: settings?.closes, tx).phrases {
                add(phrase, "\(path)/draws", "draws.title")
            }
        }
        waiting = items
        figures = [
            (
                words("visits.title"),
                [
                    (words("visits-dashboard.places"), visits.filter(\.isPublic).reduce(0) { $0 + $1.capacity }, path),
                    (words("visits-dashboard.ranked"), counts.wishing, path),
                    (words("visits-dashboard.unranked"), counts.seated - counts.wishing, path),
                ]
            )
        ]
    }
}
