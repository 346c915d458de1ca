// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import Vocabulary

/// Which acts a reader asks for; what is nil or empty leaves nothing out.
package struct ActFilter: Sendable, Equatable {
    /// `person.added`, or all that begins so: `person`.
    package var verb: String?
    /// Verbs that are left out.
    package var without: [String] = []
    /// About any of these.
    package var nouns: [Noun] = []
    /// Done by any of these persons.
    package var persons: [String]?
    /// Done by one of the persons or about one of the nouns.
    package var concerning: Concerning?
    package var role: Role?
    package var from: Date?
    /// Before this instant.
    package var until: Date?
    /// Only acts with a smaller number: what comes after on the next page.
    package var before: Int?

    package struct Concerning: Sendable, Equatable {
        package let persons: [String], nouns: [Noun]
        package init(persons: [String], nouns: [Noun]) {
            self.persons = persons
            self.nouns = nouns
        }
    }

    package init() {}

    /// Everything about one of several nouns.
    package init(about nouns: [Noun]) { self.nouns = nouns }
}

/// The record of acts, to be read: the newest first.
package struct ActRecord {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// The newest acts the filter lets through, and whether there are more: two statements, three for the beginning of a verb.
    package func page(_ filter: ActFilter, most: Int = 50, offset: Int = 0) throws -> (acts: [Act], hasMore: Bool) {
        let rows = try tx.rows(
            """
            SELECT number, at, actor, role, verb, person FROM act WHERE \(try condition(filter))
            ORDER BY number DESC LIMIT \(most + 1) OFFSET \(offset)
            """)
        let shown = Array(rows.prefix(most))
        let numbers = shown.map { $0["number"] as Int }
        let nouns = try tx.rows("SELECT act, noun FROM act_noun WHERE act IN \(list: numbers)")
        return (Self.acts(shown, nouns), rows.count > most)
    }

    /// All acts the filter lets through, at most so many, for files: as many statements as a page.
    package func all(_ filter: ActFilter, most: Int) throws -> [Act] {
        let condition = try condition(filter)
        let rows = try tx.rows(
            """
            SELECT number, at, actor, role, verb, person FROM act WHERE \(condition) ORDER BY number DESC LIMIT \(most)
            """)
        let nouns = try tx.rows(
            """
            SELECT act, noun FROM act_noun WHERE act IN
                (SELECT number FROM act WHERE \(condition) ORDER BY number DESC LIMIT \(most))
            """)
        return Self.acts(rows, nouns)
    }

    package func count(_ filter: ActFilter) throws -> Int {
        try tx.rows("SELECT count(*) AS count FROM act WHERE \(try condition(filter))")[0]["count"]
    }

    package func act(_ number: Int) throws -> Act? {
        let rows = try tx.rows("SELECT number, at, actor, role, verb, person FROM act WHERE number = \(number)")
        return Self.acts(rows, try tx.rows("SELECT act, noun FROM act_noun WHERE act = \(number)")).first
    }

    /// Every verb that was ever recorded, in order. Goes from one to the next by the index, however many acts there are.
    package func verbs() throws -> [String] {
        try tx.rows(
            """
            WITH RECURSIVE step (verb) AS (
                SELECT min(verb) FROM act
                UNION ALL
                SELECT (SELECT min(verb) FROM act WHERE verb > step.verb) FROM step WHERE step.verb IS NOT NULL
            )
            SELECT verb FROM step WHERE verb IS NOT NULL
            """
        ).map { $0["verb"] as String }.sorted()
    }

    private func condition(_ filter: ActFilter) throws -> SQL {
        var parts: [SQL] = ["number > 0"]
        if let before = filter.before { parts.append("number < \(before)") }
        if let verb = filter.verb { parts.append(try condition(verb: verb)) }
        if !filter.without.isEmpty { parts.append("verb NOT IN \(list: filter.without)") }
        if let persons = filter.persons { parts.append("person IN \(list: persons)") }
        if let role = filter.role { parts.append("role = \(role.rawValue)") }
        if let from = filter.from { parts.append("at >= \(from.milliseconds)") }
        if let until = filter.until { parts.append("at < \(until.milliseconds)") }
        if !filter.nouns.isEmpty { parts.append("number IN (\(Self.about(filter.nouns)))") }
        if let concerning = filter.concerning {
            parts.append(
                """
                number IN (SELECT number FROM act WHERE person IN \(list: concerning.persons)
                    UNION \(Self.about(concerning.nouns)))
                """)
        }
        return SQL.joined(parts, by: " AND ")
    }

    /// The verbs that begin so are named one by one: how databases order signs differs, which ranges of text would show.
    private func condition(verb: String) throws -> SQL {
        if verb.contains("."), !verb.hasSuffix(".") { return "verb = \(verb)" }
        let beginning = verb.hasSuffix(".") ? verb : verb + "."
        return "verb IN \(list: try verbs().filter { $0.hasPrefix(beginning) })"
    }

    private static func about(_ nouns: [Noun]) -> SQL {
        "SELECT act FROM act_noun WHERE noun IN \(list: nouns.map(\.description))"
    }

    private static func acts(_ rows: [Row], _ nouns: [Row]) -> [Act] {
        let byAct = Dictionary(grouping: nouns) { $0["act"] as Int }
        return rows.map { row in
            let number: Int = row["number"]
            return Act(
                number: number, at: Date(milliseconds: row["at"]), actor: Actor.Kind(rawValue: row["actor"]) ?? .public,
                role: Role(rawValue: row["role"]) ?? .reader, verb: row["verb"],
                nouns: (byAct[number] ?? []).map { $0["noun"] as String }.sorted().map { Noun($0) }, person: row["person"])
        }
    }
}

extension Transaction {
    /// Those of the nouns that this actor has no act of this verb about since an instant.
    package func unrecorded(_ verb: String, about nouns: [Noun], since: Date) throws -> [Noun] {
        let known = try rows(
            """
            SELECT DISTINCT n.noun FROM act_noun n JOIN act a ON a.number = n.act
            WHERE n.noun IN \(list: nouns.map(\.description)) AND a.verb = \(verb) AND a.at > \(since.milliseconds)
                AND a.actor = \(actor.kind.rawValue) AND coalesce(a.person, '') = \(actor.person ?? "")
            """
        ).map { $0["noun"] as String }
        return nouns.filter { !known.contains($0.description) }
    }
}
