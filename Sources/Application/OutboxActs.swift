// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Outbox
import Vocabulary

/// What the command line does with the outbox, and says about it.
package enum OutboxActs {
    /// The last hundred letters, the newest first. Addresses stand in it: it is for whoever runs the server.
    package static func list(_ tx: Transaction) throws -> [String] {
        let standing = try OutboxStore(tx: tx).standing()
        let counts = LetterState.allCases.compactMap { state in standing.counts[state].map { "\($0) \(state.rawValue)" } }
        let summary = counts.isEmpty ? "The outbox is empty." : "Mails: \(counts.joined(separator: ", "))."
        return try OutboxStore(tx: tx).lines(100) + [summary] + (try holdNotice(tx))
    }

    package static func release(_ tx: Transaction) throws -> String {
        let open = try OutboxStore(tx: tx).standing().open
        return try OutboxStore(tx: tx).release() ? "Mail leaves again: \(open) mails wait." : "Nothing was held."
    }

    /// What whoever restored a backup has to know.
    package static func holdNotice(_ tx: Transaction) throws -> [String] {
        let standing = try OutboxStore(tx: tx).standing()
        guard standing.hold != nil else { return [] }
        return [
            "\(standing.open) mails had not left when the backup was made. Nothing leaves until you look through them (hemicycle "
                + "outbox list) and run: hemicycle outbox release"
        ]
    }
}
