// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import Vocabulary

/// Roles in the database.
package struct RoleStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// Roles of a person, each with whether it asks for a second factor.
    func held(by person: ID<Person>) throws -> [(grant: Grant, needsFactor: Bool)] {
        try tx.rows(
            """
            SELECT g.role, g.scope, r.role IS NOT NULL AS needs_factor
            FROM role_grant g LEFT JOIN role_requirement r ON r.role = g.role
            WHERE g.person = \(person) AND g.ended_at IS NULL
            """
        ).compactMap { row in Self.grant(row).map { ($0, row["needs_factor"]) } }
    }

    /// Roles that are held in some scopes, all of them when the server is among these; by name of the person.
    package func all(in scopes: Set<Scope>, role: Role? = nil) throws -> [(grant: RoleGrant, person: Person)] {
        try read(Self.held(in: scopes, role))
    }

    static let rowsPerPage = 50

    /// A page of them, counted from 1 and at most the last there is, with how many there are.
    func page(_ asked: Int, in scopes: Set<Scope>, role: Role?) throws -> (
        rows: [(grant: RoleGrant, person: Person)], count: Int, here: Int
    ) {
        let condition = Self.held(in: scopes, role)
        let count: Int = try tx.rows("SELECT count(*) AS number FROM role_grant g WHERE \(condition)")[0]["number"]
        let here = max(1, min(asked, (count + Self.rowsPerPage - 1) / Self.rowsPerPage))
        let part: SQL = "LIMIT \(Self.rowsPerPage) OFFSET \((here - 1) * Self.rowsPerPage)"
        return (try read(condition, part), count, here)
    }

    private static func held(in scopes: Set<Scope>, _ role: Role?) -> SQL {
        var condition: SQL = "g.ended_at IS NULL"
        if !scopes.contains(.server) { condition += " AND g.scope IN \(list: scopes.map(\.description).sorted())" }
        if let role { condition += " AND g.role = \(role.rawValue)" }
        return condition
    }

    package func of(_ person: ID<Person>) throws -> [RoleGrant] {
        try read("g.ended_at IS NULL AND g.person = \(person)").map(\.grant)
    }

    /// Whether somebody holds a role with which they see or change what is somebody else's.
    func holdsPower(_ person: ID<Person>) throws -> Bool { try of(person).contains(where: \.isOfPower) }

    /// The roles of each of some persons who hold any, each once, the most powerful first.
    func roles(of persons: [ID<Person>]) throws -> [ID<Person>: [Role]] {
        let rows = try tx.rows(
            "SELECT DISTINCT person, role FROM role_grant WHERE ended_at IS NULL AND person IN \(list: persons)")
        let held = Dictionary(grouping: rows) { $0["person"] as ID<Person> }
        return held.mapValues { rows in
            let names = Set(rows.map { $0["role"] as String })
            return Role.allCases.filter { names.contains($0.rawValue) }
        }
    }

    package func grant(_ id: ID<RoleGrant>) throws -> RoleGrant? {
        try read("g.ended_at IS NULL AND g.id = \(id)").first?.grant
    }

    private func read(_ condition: SQL, _ part: SQL = "") throws -> [(grant: RoleGrant, person: Person)] {
        try tx.rows(
            """
            SELECT g.id, g.person, g.role, g.scope, g.since, g.given_by, p.badge_name, p.language, p.created, p.invented
            FROM role_grant g JOIN person p ON p.id = g.person
            WHERE \(condition) ORDER BY p.badge_name, g.person, g.scope, g.role \(part)
            """
        ).compactMap { row in
            guard let grant = Self.grant(row) else { return nil }
            let given = RoleGrant(
                id: row["id"], person: row["person"], grant: grant, since: Date(milliseconds: row["since"]),
                givenBy: row["given_by"])
            let person = Person(
                id: row["person"], badgeName: row["badge_name"], language: Language(rawValue: row["language"]) ?? .en,
                created: Date(milliseconds: row["created"]), isInvented: row["invented"])
            return (given, person)
        }
    }

    func secretaries() throws -> Int {
        try tx.rows(
            """
            SELECT count(DISTINCT person) AS number FROM role_grant
            WHERE role = \(Role.secretariat.rawValue) AND scope = 'server' AND ended_at IS NULL
            """)[0]["number"]
    }

    package func give(_ grant: Grant, to person: ID<Person>, id: ID<RoleGrant>) throws {
        try tx.run(
            """
            INSERT INTO role_grant (id, person, role, scope, since, given_by)
            VALUES (\(id), \(person), \(grant.role.rawValue), \(grant.scope.description), \(tx.now.milliseconds), \(tx.actor.person))
            """)
        // A code on paper that somebody else may have seen does not open what a role opens.
        if grant.isOfPower { try SignInStore(tx: tx).endPaper(of: person) }
        tx.record("role.given", [Noun("person", person), "roles"] + Self.nouns(of: grant))
    }

    func end(_ given: RoleGrant) throws {
        try tx.run(
            "UPDATE role_grant SET ended_at = \(tx.now.milliseconds), ended_by = \(tx.actor.person) WHERE id = \(given.id)")
        try SignInStore(tx: tx).endInvitations(of: given.person)
        tx.record("role.ended", [Noun("person", given.person), "roles"] + Self.nouns(of: given.grant))
    }

    // MARK: Which roles ask for a second factor

    func requirements() throws -> Set<Role> {
        Set(try tx.rows("SELECT role FROM role_requirement").compactMap { Role(rawValue: $0["role"]) })
    }

    func keepRequirements(_ roles: Set<Role>) throws {
        let known = try requirements()
        for role in known.subtracting(roles) { try tx.run("DELETE FROM role_requirement WHERE role = \(role.rawValue)") }
        for role in roles.subtracting(known) {
            try tx.run(
                """
                INSERT INTO role_requirement (role, since, required_by)
                VALUES (\(role.rawValue), \(tx.now.milliseconds), \(tx.actor.person))
                """)
        }
        if known != roles { tx.record("role.requirement-changed", "roles") }
    }

    private static func grant(_ row: Row) -> Grant? {
        guard let role = Role(rawValue: row["role"]), let scope = Scope(row["scope"] as String) else { return nil }
        return Grant(role, in: scope)
    }

    /// What else an act about a role concerns: its edition or authority.
    private static func nouns(of grant: Grant) -> [Noun] {
        switch grant.scope {
        case .server: []
        case .edition(let slug): [Noun("edition:\(slug)")]
        case .authority(let id): [Noun("authority:\(id)")]
        }
    }
}
