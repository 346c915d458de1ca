// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// What waits to be done, in the transaction of the decision.
package struct OutboxStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// Keeps a mail; it leaves after this transaction, and only if it commits.
    package func post(_ letter: Letter) throws { try post([letter]) }

    package func post(_ letters: [Letter]) throws {
        let now = tx.now.milliseconds
        for part in letters.parts(of: Self.lettersPerStatement) {
            let rows = part.map { l -> SQL in
                """
                (\(l.id), \(l.kind), \(l.batch), \(l.person), \(l.address), \(l.address.lowercased()), \(l.name), \(l.language.rawValue),
                \(l.subject), \(l.text), \(l.html), \(l.calendar), \(l.isTransactional), \(l.isSecret), \(now),
                \(l.expires?.milliseconds), 'waiting', 0, \(now), \(false), 0, \(Letter.token(l.id)))
                """
            }
            try tx.run(
                """
                INSERT INTO letter (id, kind, batch, person, address, folded, name, language, subject, body, html, calendar,
                    transactional, secret, created, expires, state, attempts, due, relay_fails, doubts, bounce_token)
                VALUES \(SQL.joined(rows, by: ", "))
                """)
        }
        for part in letters.parts(of: 100) { tx.record("letter.posted", ["outbox"] + part.map { Noun("letter", $0.id) }) }
    }

    /// For each parameter SQLite goes through the names of all: with 500 letters at once that took longer than all the rest.
    private static let lettersPerStatement = 50

    /// Keeps a batch, before the letters that belong to it.
    package func add(_ batch: ID<LetterBatch>, kind: String) throws {
        try tx.run("INSERT INTO letter_batch (id, kind, created) VALUES (\(batch), \(kind), \(tx.now.milliseconds))")
        tx.record("batch.added", Noun("batch", batch))
    }

    /// Asks to be called at a time; an earlier wish about the same subject gives way to this one.
    ///
    /// - Parameters:
    ///   - id: drawn before the transaction.
    ///   - kind: which handler is called: `sign-in.mail`.
    ///   - subject: the id of what it is about.
    package func schedule(_ id: ID<Timer>, _ kind: String, about subject: String, due: Date) throws {
        try schedule([(id, subject)], kind, due: due)
    }

    /// The same about many subjects at once.
    package func schedule(_ timers: [(id: ID<Timer>, subject: String)], _ kind: String, due: Date) throws {
        guard !timers.isEmpty else { return }
        try tx.run(inBatchesOf: timers) { part in
            let rows = part.map { "(\($0.id), \(kind), \($0.subject), \(due.milliseconds), 0)" as SQL }
            return """
                INSERT INTO timer (id, kind, subject, due, attempts) VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (kind, subject) DO UPDATE SET due = excluded.due, attempts = 0, reason = NULL
                """
        }
        tx.record("timer.set", ["outbox"])
    }
}

extension OutboxStore {
    /// Takes a wish to be called back.
    package func unschedule(_ kind: String, about subject: String) throws {
        let count = try tx.run("DELETE FROM timer WHERE kind = \(kind) AND subject = \(subject)")
        if count > 0 { tx.record("timer.removed", ["outbox"]) }
    }
}

/// Something that happens by itself when it is due.
package enum Timer {}

/// What happens when a timer is due, in the transaction that removes it. What it throws undoes all of it, and it is called again later.
///
/// `random` holds 96 bytes that nobody can guess, drawn before the transaction.
package typealias TimerHandler = @Sendable (_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws -> Void
