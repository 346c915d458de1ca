// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import Vocabulary

/// Stays in the database.
struct StayStore {
    let tx: Transaction

    private static let columns: SQL = "s.id, s.person, s.device, s.created, s.last_used, s.expires, s.factor_at"

    /// All that the actor of a request depends on: two statements.
    func holder(token hash: String) throws -> HolderFacts? {
        guard
            let row = try tx.first(
                """
                SELECT \(Self.columns), \(FactorStore.hasFactors(of: "s.person")) AS has_factors
                FROM stay s JOIN account a ON a.person = s.person AND a.closed_at IS NULL
                WHERE s.token_hash = \(hash) AND s.ended_at IS NULL
                """)
        else { return nil }
        let stay = Self.stay(row)
        return HolderFacts(stay: stay, hasFactors: row["has_factors"], grants: try RoleStore(tx: tx).held(by: stay.person))
    }

    func begin(_ stay: Stay, token hash: String) throws {
        try tx.run(
            """
            INSERT INTO stay (id, token_hash, person, device, created, last_used, expires, factor_at)
            VALUES (\(stay.id), \(hash), \(stay.person), \(stay.device), \(stay.created.milliseconds),
                \(stay.lastUsed.milliseconds), \(stay.expires.milliseconds), \(stay.factorAt?.milliseconds))
            """)
        tx.record("account.signed-in", Noun("person", stay.person), "stays")
    }

    /// Writes down the last use; no act, since nothing was decided.
    func touch(_ id: ID<Stay>) throws { try tx.run("UPDATE stay SET last_used = \(tx.now.milliseconds) WHERE id = \(id)") }

    /// A second factor was shown: the stay is worth more, so its token is another one.
    func prove(_ id: ID<Stay>, person: ID<Person>, token hash: String) throws {
        try tx.run(
            "UPDATE stay SET factor_at = \(tx.now.milliseconds), token_hash = \(hash) WHERE id = \(id) AND ended_at IS NULL")
        tx.record("account.factor-shown", Noun("person", person), "stays")
    }

    func stay(_ id: ID<Stay>) throws -> Stay? {
        try tx.first("SELECT \(Self.columns) FROM stay s WHERE s.id = \(id) AND s.ended_at IS NULL").map(Self.stay)
    }

    /// Those that are open, the last used one first.
    func open(of person: ID<Person>) throws -> [Stay] {
        try tx.rows(
            """
            SELECT \(Self.columns) FROM stay s WHERE s.person = \(person) AND s.ended_at IS NULL
            ORDER BY s.last_used DESC, s.id
            """
        ).map(Self.stay).filter { $0.isOpen(at: tx.now) }
    }

    /// Ends one stay of a person; throws when it is not theirs.
    func end(_ id: ID<Stay>, of person: ID<Person>) throws {
        let count = try tx.run(
            "UPDATE stay SET ended_at = \(tx.now.milliseconds) WHERE id = \(id) AND person = \(person) AND ended_at IS NULL")
        guard count == 1 else { throw AccessRefusal.notFound }
        tx.record("account.signed-out", Noun("person", person), "stays")
    }

    /// Ends all stays of a person, perhaps but for one.
    func endAll(of person: ID<Person>, except kept: String? = nil) throws {
        try tx.run(
            """
            UPDATE stay SET ended_at = \(tx.now.milliseconds)
            WHERE person = \(person) AND ended_at IS NULL AND id <> \(kept ?? "")
            """)
        tx.record("account.signed-out-everywhere", Noun("person", person), "stays")
    }

    private static func stay(_ row: Row) -> Stay {
        Stay(
            id: row["id"], person: row["person"], device: row["device"], created: Date(milliseconds: row["created"]),
            lastUsed: Date(milliseconds: row["last_used"]), expires: Date(milliseconds: row["expires"]),
            factorAt: (row["factor_at"] as Int?).map(Date.init(milliseconds:)))
    }
}
