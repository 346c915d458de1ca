// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Network
import People
import Server
import Vocabulary

/// Which delegations an organiser asks for.
struct DelegationQuery: Sendable, Equatable {
    /// For whom somebody comes.
    enum Whose: String, Sendable, CaseIterable { case bodies, alone }

    var state: Delegation.State?
    /// Only those with seats that nobody is named for.
    var isUnnamed = false
    var whose: Whose?
    var country: String?
    /// Only those with a seat for this kind of actor.
    var kind: ActorKind?
    var text: String?
    /// Counted from 1.
    var page = 1

    static let rowsPerPage = 50

    init(_ query: Query) {
        state = query.choice("state") { Delegation.State(rawValue: $0) }
        isUnnamed = query.choice("state") { $0 == "unnamed" ? true : nil } ?? false
        whose = query.choice("whose") { Whose(rawValue: $0) }
        country = query.choice("country") { text in text.count == 2 ? text.uppercased() : nil }
        kind = query.choice("kind") { ActorKind(rawValue: $0) }
        text = query["q"].map { String($0.prefix(100)) }
        page = query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
    }

    func address(_ path: Address, page: Int) -> Address {
        path.with([
            ("whose", whose?.rawValue), ("state", isUnnamed ? "unnamed" : state?.rawValue), ("country", country),
            ("kind", kind?.rawValue), ("q", text), ("page", page == 1 ? nil : String(page)),
        ])
    }
}

/// A delegation in a list, with what is counted of it.
struct ListedDelegation: Sendable {
    let delegation: Delegation
    let name: String
    /// Who comes or answers for a body that is not in the directory: several of one may have come alone.
    var contact: String?
    let seats: Int, named: Int, waiting: Int
}

/// Finds delegations of an edition in the database, by name; who comes for nobody stands behind all others.
struct DelegationSearch {
    /// One page of those found.
    struct Found: Sendable {
        let rows: [ListedDelegation]
        let here: Int
        /// On all pages.
        let count: Int
    }

    private let edition: ID<Edition>
    private let query: DelegationQuery
    private let words: Words
    private let withPersons: Bool
    /// Those who come for nobody, or for a body that is not in the directory, and whose name was asked for.
    private let alone: [ID<Delegation>]
    /// Those that have the name in any language.
    private let authorities: [ID<Authority>]
    private let tx: Transaction

    /// - Parameter withPersons: whether whoever looks may read the names of persons.
    init(_ edition: ID<Edition>, _ query: DelegationQuery, _ words: Words, withPersons: Bool, _ tx: Transaction) throws {
        (self.edition, self.query, self.words, self.withPersons, self.tx) = (edition, query, words, withPersons, tx)
        authorities = try query.text.map { try AuthorityStore(tx: tx).ids(named: $0) } ?? []
        alone = try withPersons ? Self.alone(edition, named: Folding.folded(query.text ?? ""), tx) : []
    }

    /// Their names are compared here: a folded copy of a name would be one more place to erase it from.
    private static func alone(_ edition: ID<Edition>, named text: String, _ tx: Transaction) throws -> [ID<Delegation>] {
        guard !text.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT d.id, p.badge_name FROM delegation d JOIN person p ON p.id = d.coordinator
            WHERE d.edition = \(edition) AND d.authority IS NULL AND d.institution IS NULL
            """
        ).filter { Folding.folded($0["badge_name"]).contains(text) }.map { $0["id"] }
    }

    /// A fixed number of statements.
    func page() throws -> Found {
        let size = DelegationQuery.rowsPerPage
        let count: Int = try tx.rows("SELECT count(*) AS n FROM delegation WHERE \(narrow)")[0]["n"]
        let here = min(query.page, max(1, (count + size - 1) / size))
        return Found(rows: try listed("LIMIT \(size) OFFSET \((here - 1) * size)"), here: here, count: count)
    }

    /// All that the filters let through.
    func all() throws -> [ListedDelegation] { try listed("", of: "(SELECT id FROM delegation WHERE \(narrow))") }

    /// - Parameter found: the same once more, for what is counted of them; a list of ids where there are few.
    private func listed(_ part: SQL, of found: SQL? = nil) throws -> [ListedDelegation] {
        let delegations = try tx.rows(
            "SELECT \(DelegationStore.columns) FROM delegation WHERE \(narrow) ORDER BY alone, folded, id \(part)"
        ).map(DelegationStore.delegation)
        let ids: SQL = found ?? "\(list: delegations.map(\.id))"
        let names = try BodyNames(of: delegations, words, withPersons: withPersons, tx)
        let contacts = try PersonStore(tx: tx).persons(
            withPersons ? delegations.filter { !$0.body.name.isEmpty }.compactMap(\.coordinator) : [])
        let (seats, waiting) = (try seats(of: ids), try waiting(of: ids))
        return delegations.map { one in
            let (count, named) = seats[one.id] ?? (0, 0)
            return ListedDelegation(
                delegation: one, name: names[one], contact: one.coordinator.flatMap { contacts[$0]?.badgeName }, seats: count,
                named: named, waiting: waiting[one.id] ?? 0)
        }
    }

    private func seats(of ids: SQL) throws -> [ID<Delegation>: (Int, Int)] {
        try tx.rows(
            """
            SELECT delegation, count(*) AS seats, count(person) AS named FROM seat
            WHERE delegation IN \(ids) AND given_back_at IS NULL GROUP BY delegation
            """
        ).reduce(into: [:]) { $0[$1["delegation"]] = ($1["seats"], $1["named"]) }
    }

    private func waiting(of ids: SQL) throws -> [ID<Delegation>: Int] {
        try tx.rows(
            """
            SELECT delegation, count(*) AS n FROM waiting
            WHERE delegation IN \(ids) AND state IN ('waiting', 'offered') GROUP BY delegation
            """
        ).reduce(into: [:]) { $0[$1["delegation"]] = $1["n"] }
    }

    // MARK: Filters

    private var narrow: SQL {
        var parts: [SQL] = ["edition = \(edition)"]
        if let state = query.state { parts.append("state = \(state.rawValue)") }
        if let whose = query.whose { parts.append("alone = \(whose == .alone)") }
        if let country = query.country { parts.append("country = \(country)") }
        // Seats are gone through once, not for each delegation.
        if query.isUnnamed { parts.append("id IN (\(held) AND s.person IS NULL)") }
        if let kind = query.kind { parts.append("id IN (\(held) AND s.kind = \(kind.rawValue))") }
        if let text = query.text, !text.isEmpty { parts.append(named(text)) }
        return SQL.joined(parts, by: " AND ")
    }

    private var held: SQL {
        "SELECT s.delegation FROM seat s WHERE s.edition = \(edition) AND s.given_back_at IS NULL"
    }

    /// Bodies and persons by their folded name; persons for those who may read it.
    private func named(_ text: String) -> SQL {
        let folded = Folding.folded(text), body = "%\(Self.escaped(folded))%"
        // Signs alone fold to nothing, which every name contains.
        let bodies: SQL = folded.isEmpty ? "1 = 0" : "(alone = \(false) AND folded LIKE \(body) ESCAPE '!')"
        let known: SQL? = authorities.isEmpty ? nil : "authority IN \(list: authorities)"
        let persons: SQL? = alone.isEmpty ? nil : "id IN \(list: alone)"
        return "(\(SQL.joined([bodies, known, persons].compactMap { $0 }, by: " OR ")))"
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { $0 += "!%_".contains($1) ? "!\($1)" : String($1) }
    }
}
