// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// A letter that one lane of one process holds and nobody else sends meanwhile.
struct LeasedLetter: Sendable, Equatable {
    let letter: Letter
    let created: Date
    /// This attempt counted.
    let tries: Tries
    let lease: ID<Lease>
    let recipient: RecipientFacts
}

/// One holding of a letter or a call, by a name that nobody else has.
enum Lease {}

/// What there is to do, and when the next of it is due.
struct Outlook: Sendable, Equatable {
    /// Something is due now.
    var isDue = false
    /// Leases have run out, or letters have expired.
    var needsSweep = false
    var next: Date?

    mutating func add(_ row: Row?, _ column: String, at now: Date, isSweep: Bool = false) {
        guard let milliseconds = row.flatMap({ $0[column] as Int? }) else { return }
        let date = Date(milliseconds: milliseconds)
        if date > now {
            next = min(next ?? date, date)
        } else if isSweep {
            needsSweep = true
        } else {
            isDue = true
        }
    }
}

/// Letters on their way out. Every change of state that a worker makes is here.
struct LetterQueue {
    let tx: Transaction
    /// Whether letters that open something stay readable: only in the demonstration.
    var keepsSecrets = false

    static let open: SQL = "state IN ('waiting', 'deferred', 'unknown')"

    func isHeld() throws -> Bool { try tx.first("SELECT one FROM outbox_hold") != nil }

    func outlook() throws -> Outlook {
        var outlook = Outlook()
        if try !isHeld() {
            outlook.add(try tx.first("SELECT min(due) AS due FROM letter WHERE \(Self.open)"), "due", at: tx.now)
        }
        let leases = try tx.first("SELECT min(leased_until) AS due FROM letter WHERE state = 'sending'")
        outlook.add(leases, "due", at: tx.now, isSweep: true)
        let expiring = try tx.first("SELECT min(expires) AS due FROM letter WHERE \(Self.open) AND expires IS NOT NULL")
        outlook.add(expiring, "due", at: tx.now, isSweep: true)
        return outlook
    }

    // MARK: Leases

    /// Takes the letter that is due first, unless nothing may leave; the caller has five minutes to say what became of it.
    func take(_ lease: ID<Lease>) throws -> LeasedLetter? {
        let now = tx.now.milliseconds
        guard try !isHeld(),
            let row = try tx.first(
                """
                SELECT * FROM letter WHERE \(Self.open) AND due <= \(now) AND (expires IS NULL OR expires > \(now))
                ORDER BY due, id LIMIT 1
                """)
        else { return nil }
        let leased = try leased(row, lease)
        let count = try tx.run(
            """
            UPDATE letter SET state = 'sending', lease = \(lease), leased_until = \((tx.now + OutboxRules.lease).milliseconds),
                attempts = \(leased.tries.attempts), first_tried = \(leased.tries.first.milliseconds)
            WHERE id = \(leased.letter.id) AND \(Self.open)
            """)
        return count == 1 ? leased : nil
    }

    private func leased(_ row: Row, _ lease: ID<Lease>) throws -> LeasedLetter {
        let letter = LetterStore.letter(row)
        let first = (row["first_tried"] as Int?).map(Date.init(milliseconds:)) ?? tx.now
        return LeasedLetter(
            letter: letter, created: Date(milliseconds: row["created"]),
            tries: Tries(attempts: row["attempts"] + 1, first: first, doubts: row["doubts"]), lease: lease,
            recipient: try SuppressionStore(tx: tx).facts(of: letter.address))
    }

    /// Stores what became of a letter. One that lost its lease meanwhile is left alone, unless it is now known to have been taken.
    func settle(_ leased: LeasedLetter, _ step: LetterStep) throws {
        let isOurs: SQL = "lease = \(leased.lease)"
        let isStill: SQL = step.state == .sent ? "(\(isOurs) OR state = 'unknown')" : isOurs
        guard try keep(step, where: "id = \(leased.letter.id) AND \(isStill)") == 1 else { return }
        if step.isDeadAddress { try SuppressionStore(tx: tx).keep(leased.letter.address, .bounced, letter: leased.letter.id) }
        tx.record("letter.\(step.state.rawValue)", Noun("letter", leased.letter.id))
    }

    /// Lets letters of processes that ended go on, and lets go of those that are worth nothing any more.
    func sweep() throws {
        let now = tx.now.milliseconds
        let abandoned = try tx.rows(
            "SELECT id, attempts, first_tried, doubts FROM letter WHERE state = 'sending' AND leased_until <= \(now) LIMIT 200")
        for row in abandoned {
            let tries = Tries(
                attempts: row["attempts"], first: (row["first_tried"] as Int?).map(Date.init(milliseconds:)) ?? tx.now,
                doubts: row["doubts"])
            let id: ID<Letter> = row["id"]
            let step = OutboxRules.abandoned(tries, at: tx.now)
            _ = try keep(step, where: "id = \(id) AND state = 'sending' AND leased_until <= \(now)")
            tx.record("letter.\(step.state.rawValue)", Noun("letter", id), "outbox")
        }
        if try keep(LetterStep(state: .expired), where: "\(Self.open) AND expires <= \(now)") > 0 {
            tx.record("letter.expired", "letters")
        }
    }

    /// Brings letters to a state. What opens something is erased where it is not to leave any more.
    @discardableResult
    func keep(_ step: LetterStep, where condition: SQL) throws -> Int {
        let isOver = !LetterState.open.contains(step.state)
        let erased: SQL =
            isOver && !keepsSecrets
            ? """
            , subject = CASE WHEN secret THEN '' ELSE subject END, body = CASE WHEN secret THEN '' ELSE body END,
            html = CASE WHEN secret THEN NULL ELSE html END, calendar = CASE WHEN secret THEN NULL ELSE calendar END
            """ : ""
        let due: SQL = step.next.map { ", due = \($0.milliseconds)" } ?? ""
        let sent: SQL = step.state == .sent ? ", sent_at = \(tx.now.milliseconds)" : ""
        return try tx.run(
            """
            UPDATE letter SET state = \(step.state.rawValue), reason = \(step.reason?.rawValue), detail = \(step.detail),
                lease = NULL, leased_until = NULL, relay_fails = \(step.relayFails), doubts = doubts + \(step.isDoubtful ? 1 : 0)
                \(due)\(sent)\(erased)
            WHERE \(condition)
            """)
    }
}
