// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// How the outbox is doing, for the dashboard, for `/metrics` and for the doctor.
package struct OutboxStanding: Sendable, Equatable {
    package var counts: [LetterState: Int] = [:]
    /// Since when letters wait that could have left.
    package var oldestDue: Date?
    package var lastSent: Date?
    package var hold: OutboxHold?
    package var isConfigured = true
    /// Whether something should leave and nothing has for ten minutes.
    package var isAlarm = false
    /// Timers that are due and failed at least once.
    package var failingTimers = 0
    /// Calls of webhooks that could not be made in two days of trying, within the last week.
    package var failedCalls = 0

    package init() {}

    /// Letters that are still to leave.
    package var open: Int { LetterState.open.reduce(0) { $0 + (counts[$1] ?? 0) } }
    package var heldSince: Date? { hold?.since }
}

extension OutboxStore {
    /// Six statements, however many letters there are.
    ///
    /// - Parameter isConfigured: whether this server was told where mail goes.
    package func standing(isConfigured: Bool = true) throws -> OutboxStanding {
        let now = tx.now.milliseconds
        var standing = OutboxStanding()
        standing.isConfigured = isConfigured
        standing.counts = LetterStore.counts(try tx.rows("SELECT state, count(*) AS number FROM letter GROUP BY state"))
        standing.hold = try LetterStore(tx: tx).hold()
        // Letters that a recipient's server has put off wait for that server; the others wait for us.
        standing.oldestDue = try date(
            "SELECT min(CASE WHEN relay_fails THEN created ELSE due END) AS at FROM letter WHERE \(LetterQueue.open) AND (due <= \(now) OR relay_fails = \(true))"
        )
        standing.lastSent = try date("SELECT max(sent_at) AS at FROM letter")
        standing.failingTimers = try number("SELECT count(*) AS number FROM timer WHERE attempts > 0")
        let week = now - 7 * 86_400_000
        standing.failedCalls = try number(
            "SELECT count(*) AS number FROM webhook_delivery WHERE state = 'failed' AND created > \(week)")
        standing.isAlarm = OutboxRules.isAlarm(
            waitingSince: standing.oldestDue, lastSent: standing.lastSent, isHeld: standing.hold != nil, at: tx.now)
        return standing
    }

    private func date(_ statement: SQL) throws -> Date? {
        (try tx.rows(statement)[0]["at"] as Int?).map(Date.init(milliseconds:))
    }

    private func number(_ statement: SQL) throws -> Int { try tx.rows(statement)[0]["number"] }
}

extension OutboxStanding {
    /// As a collector of Prometheus reads it.
    package func metrics(at now: Date) -> [String] {
        var lines = ["# HELP hemicycle_outbox_letters Letters, by state.", "# TYPE hemicycle_outbox_letters gauge"]
        for state in LetterState.allCases where state != .held {
            lines.append("hemicycle_outbox_letters{state=\"\(state.rawValue)\"} \(counts[state] ?? 0)")
        }
        let waits = oldestDue.map { max(0, Int(now.timeIntervalSince($0))) } ?? 0
        let gauges: [(String, String, Int)] = [
            ("hemicycle_outbox_oldest_due_seconds", "How long the oldest letter waits that could have left.", waits),
            ("hemicycle_outbox_alarm", "1 when letters wait and none has left for ten minutes.", isAlarm ? 1 : 0),
            ("hemicycle_outbox_held", "1 while nothing leaves until the outbox is released.", hold == nil ? 0 : 1),
            ("hemicycle_outbox_failing_timers", "Timers that failed and are tried again.", failingTimers),
            ("hemicycle_outbox_failed_calls", "Calls of webhooks given up in the last week.", failedCalls),
        ]
        return lines
            + gauges.flatMap { name, help, value in ["# HELP \(name) \(help)", "# TYPE \(name) gauge", "\(name) \(value)"] }
    }
}

extension OutboxStore {
    /// One line for each of the newest letters, for whoever runs the server.
    package func lines(_ count: Int) throws -> [String] {
        let isHeld = try LetterStore(tx: tx).hold() != nil
        return try LetterStore(tx: tx).newest(count).map { stored in
            let state = stored.state.shown(isHeld: isHeld).rawValue + (stored.isMaybeTwice ? " (perhaps twice)" : "")
            let parts = [stored.created.ISO8601Format(), state, stored.letter.kind, stored.letter.address]
            return (parts + [stored.reason?.rawValue, stored.detail].compactMap { $0 }).joined(separator: "  ")
        }
    }

    /// Lets letters leave again. Returns whether they were held.
    package func release() throws -> Bool { try LetterStore(tx: tx).release() }
}
