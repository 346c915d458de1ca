// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// What those who draw should do next, in sentences: two statements.
struct DrawWaiting {
    let phrases: [Phrase]

    init(_ edition: ID<Edition>, closes: Date?, _ tx: Transaction) throws {
        let draws = try DrawStore(tx: tx).draws(of: edition)
        let appeals: Int = try tx.rows(
            "SELECT count(*) AS n FROM draw_appeal WHERE edition = \(edition) AND answered_at IS NULL")[0]["n"]
        let isClosed = closes.map { tx.now >= $0 } ?? false
        var phrases: [Phrase] = []
        if let open = draws.last(where: \.isOpen) {
            let number: [String: Phrase.Value] = ["number": .number(open.number)]
            if open.state == .solved { phrases.append(Phrase("draw.waiting.publish", number)) }
            if open.state == .committed, isClosed { phrases.append(Phrase("draw.waiting.freeze", number)) }
        } else if closes != nil, !isClosed, !draws.contains(where: { $0.state == .published }) {
            phrases.append("draw.waiting.commit")
        }
        if appeals > 0 { phrases.append(Phrase("draw.waiting.appeals", ["count": .number(appeals)])) }
        self.phrases = phrases
    }
}
