// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import TestKit
import Vocabulary

@testable import People

/// Three persons of one city: Anna twice, and Bert.
enum PeopleWorld {
    static func make(_ engine: TestEngine) async throws -> World {
        let world = try await World(engine)
        try await world.write { tx in
            let store = PersonStore(tx: tx)
            let then = tx.now - 86_400
            try store.add(person("anna", "Anna Müller", then, office: "Mayor"))
            try store.add(person("anna2", "Müller Anna", then + 60, language: .fr))
            try store.add(person("bert", "Bert Jansen", then + 120))
            try store.keep(PersonAddress(person: "anna", address: "Anna@hill.example", isPreferred: true))
            try store.keep(PersonAddress(person: "anna", address: "office@hill.example"))
            try store.keep(PersonAddress(person: "anna2", address: "office@hill.example", verifiedAt: then))
            try store.keep(PersonAddress(person: "anna2", address: "am@home.example", verifiedAt: then, isPreferred: true))
        }
        return world
    }

    static func person(
        _ id: String, _ name: String, _ created: Date, language: Language = .de, office: String? = nil
    ) -> Person {
        Person(id: ID(id), badgeName: name, language: language, created: created, office: office)
    }

    static let secretariat = Actor.signedIn("bert", .secretariat)
    static let officer = Actor.signedIn("bert", .dataProtectionOfficer)
    static let desk = Actor.signedIn("bert", .registrationDesk)
    /// Who has roles elsewhere, or others.
    static let neighbours = [
        Actor.signedIn("bert", .programmeEditor, .participant, .contractor),
        Actor.signedIn("bert", grants: [Grant(.secretariat, in: .edition("lakeside-2024"))]),
    ]
}

/// Every row of every table, so that two moments can be compared.
enum Dump {
    static func tables(_ tx: Transaction, without: Set<String> = []) throws -> [String: [String]] {
        let names: [String] =
            switch tx.dialect {
            case .sqlite:
                try tx.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'").map { $0["name"] }
            case .postgres:
                try tx.rows("SELECT CAST(tablename AS text) AS name FROM pg_tables WHERE schemaname = current_schema()").map {
                    $0["name"]
                }
            }
        return try names.filter { !without.contains($0) }.reduce(into: [:]) { all, name in
            all[name] = try tx.rows(SQL(stringLiteral: "SELECT * FROM \(name)")).map { row in
                zip(row.columns.names, row.values).map { "\($0)=\($1)" }.joined(separator: " ")
            }.sorted()
        }
    }
}
