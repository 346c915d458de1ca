// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// A name to show for an id, and the page it leads to: of the person they turned out to be.
package struct PersonName: Sendable, Equatable {
    package let id: ID<Person>
    package let name: String
}

extension PersonStore {
    /// Ids that lead to this person since they were merged.
    package func gone(into person: ID<Person>) throws -> [ID<Person>] {
        try tx.rows("SELECT id FROM person WHERE merged_into = \(person) ORDER BY id").map { $0["id"] }
    }

    /// Ids that lead to any of these.
    func gone(intoAny persons: [ID<Person>]) throws -> [ID<Person>] {
        try tx.rows("SELECT id FROM person WHERE merged_into IN \(list: persons) ORDER BY id").map { $0["id"] }
    }

    /// Names for ids as acts hold them, of persons who are there and of those who were merged.
    package func names(of ids: Set<String>) throws -> [String: PersonName] {
        let rows = try tx.rows(
            """
            SELECT p.id, coalesce(k.id, p.id) AS shown, coalesce(k.badge_name, p.badge_name) AS name
            FROM person p LEFT JOIN person k ON k.id = p.merged_into WHERE p.id IN \(list: ids.sorted())
            """)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], PersonName(id: $0["shown"], name: $0["name"])) })
    }

    /// The addresses of several persons, the one that mail goes to first.
    func addresses(of persons: [ID<Person>]) throws -> [ID<Person>: [PersonAddress]] {
        let rows = try tx.rows(
            """
            SELECT person, address, verified_at, preferred FROM person_address WHERE person IN \(list: persons)
            ORDER BY preferred DESC, folded
            """)
        return Dictionary(grouping: rows.map(Self.address), by: \.person)
    }

    /// Everybody who was not merged, to be searched.
    func directory() throws -> PersonDirectory {
        try tx.keeping("person-directory", about: "persons") { PersonDirectory(try duplicateFacts()) }
    }

    /// The names and addresses of everybody, folded.
    func duplicateFacts() throws -> [DuplicateFacts] {
        let addresses = Dictionary(
            grouping: try tx.rows("SELECT person, folded FROM person_address ORDER BY person, folded")
        ) { $0["person"] as String }
        return try tx.rows(
            """
            SELECT id, badge_name, document_name, published_name, office FROM person
            WHERE merged_into IS NULL AND erased_at IS NULL ORDER BY id
            """
        ).map { row in
            let names = [row["badge_name"] as String?, row["published_name"], row["document_name"]].compactMap { $0 }
            var folded: [String] = []
            for name in names.map(Folding.folded) where !name.isEmpty && !folded.contains(name) { folded.append(name) }
            return DuplicateFacts(
                id: row["id"], names: folded, addresses: (addresses[row["id"]] ?? []).map { $0["folded"] },
                office: Folding.folded(row["office"] ?? ""))
        }
    }
}
