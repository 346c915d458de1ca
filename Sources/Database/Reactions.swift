// SPDX-License-Identifier: EUPL-1.2

/// What another feature does when an act is recorded, in the same transaction: it gets the nouns of the act.
package typealias Reaction = @Sendable (Transaction, [Noun]) throws -> Void

/// Which act is answered how.
struct Reactions: Sendable {
    private let byVerb: [String: Reaction]

    init(of byVerb: [String: Reaction] = [:]) { self.byVerb = byVerb }

    /// Answers every act of a transaction, those of the answers too.
    func follow(_ tx: Transaction) throws {
        guard !byVerb.isEmpty else { return }
        var answered = 0
        while answered < tx.journal.acts.count {
            let act = tx.journal.acts[answered]
            answered += 1
            try byVerb[act.verb]?(tx, act.nouns)
        }
    }
}
