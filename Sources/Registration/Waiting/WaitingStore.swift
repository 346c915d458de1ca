// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// The waiting list in the database.
package struct WaitingStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    private static let columns: SQL = "id, delegation, kind, number, state, since, offered_at, expires, answered_at, seat"

    /// Everybody who waits or is offered a place, by number.
    package func open(of edition: ID<Edition>) throws -> [Waiting] {
        try tx.rows(
            """
            SELECT \(Self.columns) FROM waiting WHERE edition = \(edition) AND state IN ('waiting', 'offered') ORDER BY number
            """
        ).map(Self.waiting)
    }

    /// All entries of a delegation, also those that have ended, by number.
    package func entries(of delegation: ID<Delegation>) throws -> [Waiting] {
        try tx.rows("SELECT \(Self.columns) FROM waiting WHERE delegation = \(delegation) ORDER BY number").map(Self.waiting)
    }

    package func entry(_ id: ID<Waiting>) throws -> Waiting? {
        try tx.first("SELECT \(Self.columns) FROM waiting WHERE id = \(id)").map(Self.waiting)
    }

    package func nextNumber(of edition: ID<Edition>) throws -> Int {
        try tx.rows("SELECT coalesce(max(number), 0) + 1 AS next FROM waiting WHERE edition = \(edition)")[0]["next"]
    }

    package func add(_ entry: Waiting, of edition: ID<Edition>) throws {
        try tx.run(
            """
            INSERT INTO waiting (id, edition, delegation, kind, number, state, since, offered_at, expires, answered_at, seat)
            VALUES (\(entry.id), \(edition), \(entry.delegation), \(entry.kind.rawValue), \(entry.number), \(entry.state.rawValue),
                \(entry.since.milliseconds), \(entry.offeredAt?.milliseconds), \(entry.expires?.milliseconds),
                \(entry.answeredAt?.milliseconds), \(entry.seat))
            """)
    }

    package func keep(_ entry: Waiting) throws {
        try tx.run(
            """
            UPDATE waiting SET state = \(entry.state.rawValue), offered_at = \(entry.offeredAt?.milliseconds),
                expires = \(entry.expires?.milliseconds), answered_at = \(entry.answeredAt?.milliseconds), seat = \(entry.seat)
            WHERE id = \(entry.id)
            """)
    }

    static func waiting(_ row: Row) -> Waiting {
        func date(_ column: String) -> Date? { (row[column] as Int?).map(Date.init(milliseconds:)) }
        return Waiting(
            id: row["id"], delegation: row["delegation"], kind: ActorKind(rawValue: row["kind"]) ?? .officer,
            number: row["number"], state: Waiting.State(rawValue: row["state"]) ?? .left, since: Date(milliseconds: row["since"]),
            offeredAt: date("offered_at"), expires: date("expires"), answeredAt: date("answered_at"), seat: row["seat"])
    }
}
