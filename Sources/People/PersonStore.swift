// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// Persons in the database.
package struct PersonStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    private static let columns: SQL =
        "id, badge_name, document_name, published_name, honorific, office, language, invented, created, merged_into, erased_at"

    /// The person of an id; one that was merged leads to the person they turned out to be.
    package func person(_ id: ID<Person>) throws -> Person? {
        guard let row = try tx.first("SELECT \(Self.columns) FROM person WHERE id = \(id)") else { return nil }
        let person = Self.person(row)
        guard let kept = person.mergedInto else { return person }
        return try self.person(kept)
    }

    package func persons(_ ids: [ID<Person>]) throws -> [ID<Person>: Person] {
        guard !ids.isEmpty else { return [:] }
        let rows = try tx.rows("SELECT \(Self.columns) FROM person WHERE id IN \(list: ids)")
        return Dictionary(uniqueKeysWithValues: rows.map { ($0["id"], Self.person($0)) })
    }

    /// Everybody an address belongs to, the oldest first; nobody who was merged.
    package func persons(at address: String) throws -> [Person] {
        try tx.rows(
            """
            SELECT \(Self.columns) FROM person
            WHERE merged_into IS NULL AND id IN (SELECT person FROM person_address WHERE folded = \(PersonAddress.folded(address)))
            ORDER BY created, id
            """
        ).map(Self.person)
    }

    /// Addresses, the one that mail goes to first.
    package func addresses(of person: ID<Person>) throws -> [PersonAddress] {
        try tx.rows(
            """
            SELECT person, address, verified_at, preferred FROM person_address WHERE person = \(person)
            ORDER BY preferred DESC, folded
            """
        ).map(Self.address)
    }

    /// Stores a new person.
    package func add(_ person: Person) throws {
        try tx.run(
            """
            INSERT INTO person (id, badge_name, document_name, published_name, honorific, office, language, invented, created)
            VALUES (\(person.id), \(person.badgeName), \(person.documentName), \(person.publishedName), \(person.honorific),
                \(person.office), \(person.language.rawValue), \(person.isInvented), \(person.created.milliseconds))
            """)
        tx.record("person.added", Noun("person", person.id), "persons")
    }

    /// Stores many new persons at once.
    package func add(_ persons: [Person]) throws {
        try tx.run(inBatchesOf: persons) { part in
            let rows = part.map { person in
                """
                (\(person.id), \(person.badgeName), \(person.documentName), \(person.publishedName), \(person.honorific),
                \(person.office), \(person.language.rawValue), \(person.isInvented), \(person.created.milliseconds))
                """ as SQL
            }
            return """
                INSERT INTO person (id, badge_name, document_name, published_name, honorific, office, language, invented, created)
                VALUES \(SQL.joined(rows, by: ", "))
                """
        }
        for part in persons.parts(of: 100) { tx.record("person.added", ["persons"] + part.map { Noun("person", $0.id) }) }
    }

    /// Stores the first address of many persons at once.
    package func keep(_ addresses: [PersonAddress]) throws {
        try tx.run(inBatchesOf: addresses) { part in
            let rows = part.map {
                "(\($0.person), \(PersonAddress.folded($0.address)), \($0.address), \($0.verifiedAt?.milliseconds), \($0.isPreferred))"
                    as SQL
            }
            return """
                INSERT INTO person_address (person, folded, address, verified_at, preferred) VALUES \(SQL.joined(rows, by: ", "))
                """
        }
        for part in addresses.parts(of: 100) {
            tx.record("person.address-kept", ["persons"] + part.map { Noun("person", $0.person) })
        }
    }

    /// Stores the names and the language of a person that is there.
    package func keep(_ person: Person) throws {
        try tx.run(
            """
            UPDATE person SET badge_name = \(person.badgeName), document_name = \(person.documentName),
                published_name = \(person.publishedName), honorific = \(person.honorific), office = \(person.office),
                language = \(person.language.rawValue)
            WHERE id = \(person.id)
            """)
        tx.record("person.changed", Noun("person", person.id), "persons")
    }

    /// Stores an address, or what is now known of one that is there. One that is preferred takes that from the others.
    package func keep(_ address: PersonAddress) throws {
        if address.isPreferred { try tx.run("UPDATE person_address SET preferred = \(false) WHERE person = \(address.person)") }
        try tx.run(
            """
            INSERT INTO person_address (person, folded, address, verified_at, preferred)
            VALUES (\(address.person), \(PersonAddress.folded(address.address)), \(address.address),
                \(address.verifiedAt?.milliseconds), \(address.isPreferred))
            ON CONFLICT (person, folded) DO UPDATE SET address = excluded.address,
                verified_at = coalesce(excluded.verified_at, person_address.verified_at), preferred = excluded.preferred
            """)
        tx.record("person.address-kept", Noun("person", address.person), "persons")
    }

    /// Takes an address away.
    package func remove(_ address: PersonAddress) throws {
        try tx.run(
            "DELETE FROM person_address WHERE person = \(address.person) AND folded = \(PersonAddress.folded(address.address))")
        tx.record("person.address-removed", Noun("person", address.person), "persons")
    }

    // MARK: Rows to values

    static func person(_ row: Row) -> Person {
        Person(
            id: row["id"], badgeName: row["badge_name"], language: Language(rawValue: row["language"]) ?? .en,
            created: Date(milliseconds: row["created"]), documentName: row["document_name"], publishedName: row["published_name"],
            honorific: row["honorific"], office: row["office"], isInvented: row["invented"], mergedInto: row["merged_into"],
            erasedAt: (row["erased_at"] as Int?).map(Date.init(milliseconds:)))
    }

    static func address(_ row: Row) -> PersonAddress {
        PersonAddress(
            person: row["person"], address: row["address"],
            verifiedAt: (row["verified_at"] as Int?).map(Date.init(milliseconds:)),
            isPreferred: row["preferred"])
    }
}
