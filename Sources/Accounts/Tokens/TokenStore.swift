// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import Vocabulary

/// API tokens in the database.
struct TokenStore {
    let tx: Transaction

    private static let columns: SQL = "t.id, t.person, t.name, t.permissions, t.created, t.expires, t.last_used"

    /// All that the actor of a token depends on: two statements.
    func facts(_ hash: String) throws -> TokenFacts? {
        guard
            let row = try tx.first(
                """
                SELECT \(Self.columns), \(FactorStore.hasFactors(of: "t.person")) AS has_factors
                FROM api_token t JOIN account a ON a.person = t.person AND a.closed_at IS NULL
                WHERE t.hash = \(hash) AND t.ended_at IS NULL
                """)
        else { return nil }
        let token = Self.token(row)
        return TokenFacts(token: token, hasFactors: row["has_factors"], grants: try RoleStore(tx: tx).held(by: token.person))
    }

    func open(of person: ID<Person>) throws -> [APIToken] {
        try tx.rows(
            "SELECT \(Self.columns) FROM api_token t WHERE t.person = \(person) AND t.ended_at IS NULL ORDER BY t.created DESC, t.id"
        ).map(Self.token)
    }

    func keep(_ token: APIToken, hash: String) throws {
        try tx.run(
            """
            INSERT INTO api_token (id, hash, person, name, permissions, created, expires)
            VALUES (\(token.id), \(hash), \(token.person), \(token.name), \(token.permissions.sorted().joined(separator: " ")),
                \(token.created.milliseconds), \(token.expires.milliseconds))
            """)
        tx.record("token.made", Noun("token", token.id), Noun("person", token.person))
    }

    func touch(_ id: ID<APIToken>) throws {
        try tx.run("UPDATE api_token SET last_used = \(tx.now.milliseconds) WHERE id = \(id)")
    }

    /// Throws when it is not this person's.
    func end(_ id: ID<APIToken>, of person: ID<Person>) throws {
        let count = try tx.run(
            "UPDATE api_token SET ended_at = \(tx.now.milliseconds) WHERE id = \(id) AND person = \(person) AND ended_at IS NULL")
        guard count == 1 else { throw AccessRefusal.notFound }
        tx.record("token.ended", Noun("token", id), Noun("person", person))
    }

    /// How many count towards the most that one person may have.
    func number(of person: ID<Person>) throws -> Int { try open(of: person).count { $0.expires > tx.now } }

    /// Ends every token of a person: what is lost may have been stolen.
    func endAll(of person: ID<Person>) throws {
        let count = try tx.run(
            "UPDATE api_token SET ended_at = \(tx.now.milliseconds) WHERE person = \(person) AND ended_at IS NULL")
        if count > 0 { tx.record("token.ended", Noun("person", person)) }
    }

    private static func token(_ row: Row) -> APIToken {
        APIToken(
            id: row["id"], person: row["person"], name: row["name"],
            permissions: Set((row["permissions"] as String).split(separator: " ").map(String.init)),
            created: Date(milliseconds: row["created"]), expires: Date(milliseconds: row["expires"]),
            lastUsed: (row["last_used"] as Int?).map(Date.init(milliseconds:)))
    }
}
