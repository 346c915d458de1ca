// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// The directory in the database.
package struct AuthorityStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    private static let columns: SQL = """
        a.id, a.name_local, a.name_en, a.country, a.kind, a.population, a.population_source, a.latitude, a.longitude, a.nuts_code,
        a.forum, a.parent, m.state, m.evidence, m.since, m.until
        """
    private static let tables: SQL = "authority a JOIN membership m ON m.authority = a.id"

    /// One page of those the filter lets through, the last one when there are fewer, and how many there are. `found` are the ids
    /// of a search, best first; `countries` their codes in the order of the reader's names for them.
    func list(
        _ filter: AuthorityFilter, among found: [ID<Authority>]?, countries: [String] = []
    ) throws -> (rows: [Authority], count: Int) {
        let size = AuthorityFilter.rowsPerPage
        return try part(filter, among: found, countries: countries) { (size, (filter.page(of: $0) - 1) * size) }
    }

    /// A part of those the filter lets through, and how many there are; `window` says how long it is and how many it passes over,
    /// by their count.
    func part(
        _ filter: AuthorityFilter, among found: [ID<Authority>]?, countries: [String] = [],
        _ window: (Int) -> (limit: Int, offset: Int)
    ) throws -> (rows: [Authority], count: Int) {
        tx.saw("authorities")
        if let found, filter.order == .name { return try ranked(filter, found, window) }
        let condition = condition(filter, among: found)
        let count: Int = try tx.rows("SELECT count(*) AS number FROM \(Self.tables) WHERE \(condition)")[0]["number"]
        let (limit, offset) = window(count)
        let rows = try tx.rows(
            """
            SELECT \(Self.columns) FROM \(Self.tables) WHERE \(condition)
            ORDER BY \(Self.order(filter, countries)) LIMIT \(limit) OFFSET \(offset)
            """)
        return (rows.map(today), count)
    }

    /// One page of what was found, in the order it was found in.
    private func ranked(
        _ filter: AuthorityFilter, _ found: [ID<Authority>], _ window: (Int) -> (limit: Int, offset: Int)
    ) throws -> (rows: [Authority], count: Int) {
        let passing = Set(
            try tx.rows("SELECT a.id FROM \(Self.tables) WHERE \(condition(filter, among: found))").map {
                $0["id"] as ID<Authority>
            })
        let ids = found.filter(passing.contains)
        let (limit, offset) = window(ids.count)
        let page = Array(ids.dropFirst(offset).prefix(limit))
        let rows = try tx.rows("SELECT \(Self.columns) FROM \(Self.tables) WHERE a.id IN \(list: page)")
        return (Self.inOrder(page, rows.map(today)), ids.count)
    }

    private static func inOrder(_ ids: [ID<Authority>], _ authorities: [Authority]) -> [Authority] {
        let byID = Dictionary(uniqueKeysWithValues: authorities.map { ($0.id, $0) })
        return ids.compactMap { byID[$0] }
    }

    /// All that the filter lets through, with their search names, for export.
    package func all(_ filter: AuthorityFilter = AuthorityFilter(), among found: [ID<Authority>]? = nil) throws -> [Authority] {
        tx.saw("authorities")
        let rows = try tx.rows(
            """
            SELECT \(Self.columns) FROM \(Self.tables) WHERE \(condition(filter, among: found)) ORDER BY \(Self.order(filter))
            """)
        let names = try tx.rows("SELECT authority, name FROM authority_name ORDER BY authority, position")
        let byAuthority = Dictionary(grouping: names) { $0["authority"] as String }
        let authorities = rows.map { row in Self.authority(row, names: byAuthority[row["id"]]?.map { $0["name"] } ?? []) }
        guard let found, filter.order == .name else { return authorities }
        return Self.inOrder(found, authorities)
    }

    /// The largest of those the filter lets through, to be drawn.
    func points(_ filter: AuthorityFilter, among found: [ID<Authority>]?) throws -> [AuthorityPoint] {
        try tx.rows(
            """
            SELECT a.name_local, a.kind, a.latitude, a.longitude, coalesce(a.population, 0) AS population, \(state) AS state
            FROM \(Self.tables) WHERE a.latitude IS NOT NULL AND \(condition(filter, among: found))
            ORDER BY coalesce(a.population, 0) DESC, a.id LIMIT \(Self.mostPoints)
            """
        ).map { row in
            AuthorityPoint(
                name: row["name_local"], place: Place(latitude: row["latitude"], longitude: row["longitude"]),
                population: row["population"], kind: AuthorityKind(rawValue: row["kind"]) ?? .city,
                isMember: row["state"] as String == Membership.State.yes.rawValue)
        }
    }

    /// What can be chosen in the filter.
    func choices() throws -> AuthorityChoices {
        try tx.keeping("authority-choices", about: "authorities") { try readChoices() }
    }

    private func readChoices() throws -> AuthorityChoices {
        let rows = try tx.rows("SELECT DISTINCT country, kind, forum FROM authority")
        return AuthorityChoices(
            countries: Set(rows.map { $0["country"] as String }),
            kinds: AuthorityKind.allCases.filter { kind in rows.contains { $0["kind"] as String == kind.rawValue } },
            forums: Set(rows.map { $0["forum"] as String }).subtracting([""]).sorted())
    }

    /// How many authorities, members and countries there are.
    package func figures() throws -> DirectoryFigures {
        let (figures, end) = try tx.keeping("directory-figures \(day)", about: "authorities") { try readFigures() }
        end.map(holds)
        return figures
    }

    private func readFigures() throws -> (DirectoryFigures, nextEnd: Day?) {
        let row = try tx.rows(
            """
            SELECT count(*) AS authorities, count(DISTINCT a.country) AS countries,
            coalesce(sum(CASE WHEN \(state) = 'yes' THEN 1 ELSE 0 END), 0) AS members,
            min(CASE WHEN \(state) = 'yes' THEN m.until END) AS next_end FROM \(Self.tables)
            """)[0]
        return (
            DirectoryFigures(authorities: row["authorities"], members: row["members"], countries: row["countries"]),
            row["next_end"]
        )
    }

    /// Memberships end with a day of Greenwich.
    private var day: Day { Day(tx.now, in: .gmt) }

    /// What a membership is today.
    private var state: SQL { "CASE WHEN m.state = 'yes' AND m.until < \(day) THEN 'no' ELSE m.state END" }

    /// An authority as it is today.
    private func today(_ row: Row) -> Authority {
        var authority = Self.authority(row, names: [])
        authority.membership.state = authority.membership.state(on: day)
        return authority
    }

    /// What shows a membership becomes wrong when its last day is over.
    private func holds(until last: Day) { if let next = last.adding(days: 1) { tx.holds(until: next.midnightUTC) } }

    /// One authority with what contains it, going up, and what it contains.
    func page(_ id: ID<Authority>) throws -> AuthorityFamily? {
        tx.saw(Noun("authority", id), "authorities")
        let rows = try tx.rows(
            """
            WITH RECURSIVE above (id, parent, depth) AS (
                SELECT id, parent, 0 FROM authority WHERE id = \(id)
                UNION ALL
                SELECT p.id, p.parent, above.depth + 1 FROM authority p JOIN above ON p.id = above.parent WHERE above.depth < 20
            )
            SELECT \(Self.columns), above.depth FROM above JOIN authority a ON a.id = above.id JOIN membership m ON m.authority = a.id
            ORDER BY above.depth
            """)
        guard let first = rows.first else { return nil }
        let below = try tx.rows("SELECT \(Self.columns) FROM \(Self.tables) WHERE a.parent = \(id) ORDER BY a.sort_key, a.id")
        let family = AuthorityFamily(authority: today(first), above: rows.dropFirst().map(today), below: below.map(today))
        if family.authority.membership.state == .yes { family.authority.membership.until.map(holds) }
        return family
    }

    /// Ids alone, in order, for the map of the site.
    package func ids(most: Int) throws -> [ID<Authority>] {
        tx.saw("authorities")
        return try tx.rows("SELECT id FROM authority ORDER BY id LIMIT \(max(0, most))").map { $0["id"] }
    }

    /// Those that one of their names finds, as the directory's own search does; what only comes near is left out.
    package func ids(named text: String) throws -> [ID<Authority>] {
        let found = try names().find(text)
        return found.isMisspelt ? [] : found.ids
    }

    /// Every name and the authority it leads to, to be searched.
    func names() throws -> AuthorityNames {
        try tx.keeping("authority-names", about: "authorities") {
            AuthorityNames(
                try tx.rows(
                    """
                    SELECT id, name_local AS name FROM authority UNION ALL SELECT id, name_en FROM authority WHERE name_en <> name_local
                    UNION ALL SELECT authority, name FROM authority_name
                    """
                ).map { ($0["name"], $0["id"]) })
        }
    }

    package func importFacts() throws -> AuthorityImportFacts {
        AuthorityImportFacts(known: Dictionary(uniqueKeysWithValues: try all().map { ($0.id, $0) }))
    }

    /// Stores what an import adds and changes, and records an act for each.
    package func keep(_ plan: AuthorityImportPlan) throws {
        let stored = plan.added + plan.changed
        guard !stored.isEmpty else { return }
        try tx.run(inBatchesOf: stored) { part in
            """
            INSERT INTO authority (id, name_local, name_en, sort_key, country, kind, population, population_source, latitude, longitude,
                nuts_code, forum, parent)
            VALUES \(SQL.joined(part.map(Self.row), by: ", "))
            ON CONFLICT (id) DO UPDATE SET name_local = excluded.name_local, name_en = excluded.name_en, sort_key = excluded.sort_key,
                country = excluded.country, kind = excluded.kind, population = excluded.population,
                population_source = excluded.population_source, latitude = excluded.latitude, longitude = excluded.longitude,
                nuts_code = excluded.nuts_code, forum = excluded.forum, parent = excluded.parent
            """
        }
        try keepMemberships(stored)
        try keepNames(stored, replacing: plan.changed)
        for authority in plan.added { tx.record("authority.added", Noun("authority", authority.id), "authorities") }
        for authority in plan.changed { tx.record("authority.changed", Noun("authority", authority.id), "authorities") }
    }

    private func keepMemberships(_ authorities: [Authority]) throws {
        try tx.run(inBatchesOf: authorities) { part in
            let rows = part.map { authority -> SQL in
                let membership = authority.membership
                return
                    "(\(authority.id), \(membership.state.rawValue), \(membership.evidence), \(membership.since), \(membership.until))"
            }
            return """
                INSERT INTO membership (authority, state, evidence, since, until) VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (authority) DO UPDATE SET state = excluded.state, evidence = excluded.evidence, since = excluded.since,
                    until = excluded.until
                """
        }
    }

    private func keepNames(_ authorities: [Authority], replacing changed: [Authority]) throws {
        try tx.run(inBatchesOf: changed) { part in "DELETE FROM authority_name WHERE authority IN \(list: part.map(\.id))" }
        let names = authorities.flatMap { authority in
            authority.otherNames.enumerated().map { "(\(authority.id), \($0.offset), \($0.element))" as SQL }
        }
        try tx.run(inBatchesOf: names) { part in
            "INSERT INTO authority_name (authority, position, name) VALUES \(SQL.joined(part, by: ", "))"
        }
    }

    private static func row(_ a: Authority) -> SQL {
        """
        (\(a.id), \(a.nameLocal), \(a.nameEnglish), \(Folding.folded(a.nameLocal)), \(a.country), \(a.kind.rawValue), \(a.population),
        \(a.populationSource), \(a.place?.latitude), \(a.place?.longitude), \(a.nutsCode), \(a.forum), \(a.parent))
        """
    }

    private func condition(_ filter: AuthorityFilter, among found: [ID<Authority>]?) -> SQL {
        var parts: [SQL] = ["1 = 1"]
        if let country = filter.country { parts.append("a.country = \(country)") }
        if let kind = filter.kind { parts.append("a.kind = \(kind.rawValue)") }
        if let member = filter.member { parts.append("\(state) = \(member.rawValue)") }
        if let forum = filter.forum { parts.append("a.forum = \(forum)") }
        if let found { parts.append("a.id IN \(list: found)") }
        return SQL.joined(parts, by: " AND ")
    }

    private static func order(_ filter: AuthorityFilter, _ countries: [String] = []) -> SQL {
        if filter.order == .country, !countries.isEmpty {
            let cases = countries.enumerated().map { "WHEN \($0.element) THEN CAST(\($0.offset) AS integer)" as SQL }
            return "CASE a.country \(SQL.joined(cases, by: " ")) END, a.country, a.sort_key, a.id"
        }
        return order(alone: filter)
    }

    private static func order(alone filter: AuthorityFilter) -> SQL {
        switch filter.order {
        case .name: "a.sort_key, a.id"
        case .country: "a.country, a.sort_key, a.id"
        case .population: "coalesce(a.population, -1) DESC, a.id"
        }
    }

    private static func authority(_ row: Row, names: [String]) -> Authority {
        let latitude: Double? = row["latitude"]
        let longitude: Double? = row["longitude"]
        return Authority(
            id: row["id"], nameLocal: row["name_local"], nameEnglish: row["name_en"], country: row["country"],
            kind: AuthorityKind(rawValue: row["kind"]) ?? .city, population: row["population"],
            populationSource: row["population_source"],
            place: latitude.flatMap { latitude in longitude.map { Place(latitude: latitude, longitude: $0) } },
            nutsCode: row["nuts_code"],
            forum: row["forum"],
            membership: Membership(
                state: Membership.State(rawValue: row["state"]) ?? .unknown, evidence: row["evidence"], since: row["since"],
                until: row["until"]),
            parent: row["parent"], otherNames: names)
    }

    /// More dots than this nobody can tell apart.
    private static let mostPoints = 2_000
}
