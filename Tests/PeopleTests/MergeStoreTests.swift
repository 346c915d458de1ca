// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import People

@Suite struct `Merging in the database` {
    private static let journal: Set<String> = [
        "act", "act_noun", "migration", "person_merge", "person_merge_move", "person_merge_name",
    ]

    private func merge(
        _ kept: ID<Person>, _ gone: ID<Person>, as id: ID<PersonMerge>, in world: World, taking: Set<MergeField> = []
    )
        async throws
    {
        try await world.write { tx in
            let persons = try PersonStore(tx: tx).persons([kept, gone])
            let facts = MergeFacts(kept: try #require(persons[kept]), gone: try #require(persons[gone]))
            try PersonMergeStore(tx: tx, references: Features.personReferences).keep(id, of: facts, taking: taking)
        }
    }

    private func undo(_ id: ID<PersonMerge>, in world: World) async throws {
        try await world.write { tx in
            _ = try #require(try PersonMergeStore(tx: tx, references: Features.personReferences).undo(id))
        }
    }

    /// Both have accounts, roles, second factors and letters.
    private func world(_ engine: TestEngine) async throws -> World {
        let world = try await PeopleWorld.make(engine)
        try await world.write { tx in
            let handles = (1...2).map { [UInt8](repeating: $0, count: 32) }
            try tx.run(
                "INSERT INTO account (person, created, handle) VALUES ('anna', 1, \(handles[0])), ('anna2', 2, \(handles[1]))")
            try tx.run(
                """
                INSERT INTO role_grant (id, person, role, scope, since, given_by, ended_at) VALUES
                    ('r1', 'anna', 'host', 'server', 1, 'bert', NULL), ('r2', 'anna2', 'host', 'server', 2, 'anna', NULL),
                    ('r3', 'anna2', 'host', 'server', 1, 'anna2', 2), ('r4', 'anna2', 'finance', 'server', 1, NULL, NULL)
                """)
            try tx.run(
                """
                INSERT INTO stay (id, token_hash, person, device, created, last_used, expires) VALUES
                    ('s1', 'h1', 'anna', '', 1, 1, 9), ('s2', 'h2', 'anna2', '', 1, 1, 9), ('s3', 'h3', 'anna2', '', 1, 1, 9)
                """)
            try tx.run(
                "INSERT INTO totp (person, secret, created, last_step) VALUES ('anna', \([1] as [UInt8]), 1, 0), ('anna2', \([2] as [UInt8]), 1, 0)"
            )
            try tx.run("INSERT INTO recovery_code (person, hash) VALUES ('anna2', 'c1'), ('anna2', 'c2')")
            try tx.run("INSERT INTO identity (provider, subject, person, since) VALUES ('city', 'am', 'anna2', 1)")
            try tx.run("INSERT INTO factor_reset (id, person, asked_by, asked_at) VALUES ('f', 'anna2', 'anna', 1)")
            try tx.run(
                """
                INSERT INTO letter (id, kind, person, address, folded, language, subject, body, transactional, secret, created,
                    state, attempts, due, relay_fails, doubts, bounce_token)
                VALUES ('l', 'k', 'anna2', 'a', 'a', 'fr', 's', 'b', \(true), \(false), 1, 'sent', 1, 1, \(false), 0, 't')
                """)
            try PersonStore(tx: tx).add(PeopleWorld.person("anna3", "A. Müller", tx.now))
        }
        try await merge("anna2", "anna3", as: "m0", in: world)
        return world
    }

    private func owners(_ world: World) async throws -> [String] {
        try await world.read { tx in
            try tx.rows(
                """
                SELECT 'account' AS what, CAST(created AS text) AS row_key, person FROM account
                UNION ALL SELECT 'role', id, person FROM role_grant UNION ALL SELECT 'stay', id, person FROM stay
                UNION ALL SELECT 'totp', CAST(created AS text), person FROM totp
                UNION ALL SELECT 'code', hash, person FROM recovery_code UNION ALL SELECT 'identity', subject, person FROM identity
                UNION ALL SELECT 'reset', asked_by, person FROM factor_reset UNION ALL SELECT 'letter', id, person FROM letter
                UNION ALL SELECT 'merged', id, merged_into FROM person WHERE merged_into IS NOT NULL
                """
            ).map { "\($0["what"] as String) \($0["row_key"] as String) \($0["person"] as String)" }.sorted()
        }
    }

    @Test(arguments: TestEngine.available)
    func `rows go over, what there is one of stays, and who did something once stays who did it`(engine: TestEngine) async throws
    {
        let world = try await world(engine)
        try await merge("anna", "anna2", as: "m1", in: world, taking: [.language])
        #expect(
            try await owners(world) == [
                "account 1 anna", "account 2 anna2", "code c1 anna", "code c2 anna", "identity am anna", "letter l anna",
                "merged anna2 anna", "merged anna3 anna", "reset anna anna", "role r1 anna", "role r2 anna2", "role r3 anna",
                "role r4 anna", "stay s1 anna", "stay s2 anna", "stay s3 anna", "totp 1 anna", "totp 1 anna2",
            ])
        let (person, addresses) = try await world.read { tx in
            let store = PersonStore(tx: tx)
            return (try store.person("anna3"), try store.addresses(of: "anna"))
        }
        #expect(person?.id == "anna")
        #expect(person?.language == .fr)
        let then = world.now - 86_400
        #expect(
            addresses == [
                PersonAddress(person: "anna", address: "Anna@hill.example", isPreferred: true),
                PersonAddress(person: "anna", address: "am@home.example", verifiedAt: then),
                PersonAddress(person: "anna", address: "office@hill.example", verifiedAt: then),
            ])
    }

    @Test(arguments: TestEngine.available)
    func `undoing restores exactly the rows there were`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let before = try await world.read { try Dump.tables($0, without: Self.journal) }
        try await merge("anna", "anna2", as: "m1", in: world, taking: Set(MergeField.allCases))
        #expect(try await world.read { try Dump.tables($0, without: Self.journal) } != before)
        try await undo("m1", in: world)
        #expect(try await world.read { try Dump.tables($0, without: Self.journal) } == before)
        #expect(before["person_address"]?.count == 4)
    }

    @Test(arguments: TestEngine.available)
    func `what came after a merge stays where it is, and what was taken away does not come back`(engine: TestEngine) async throws
    {
        let world = try await world(engine)
        try await merge("anna", "anna2", as: "m1", in: world)
        try await world.write { tx in
            try tx.run("DELETE FROM stay WHERE id = 's2'")
            try PersonStore(tx: tx).keep(PersonAddress(person: "anna", address: "new@hill.example", isPreferred: true))
        }
        try await undo("m1", in: world)
        let stays = try await owners(world).filter { $0.hasPrefix("stay") }
        #expect(stays == ["stay s1 anna", "stay s3 anna2"])
        let addresses = try await world.read { tx in
            try ["anna", "anna2"].map { try PersonStore(tx: tx).addresses(of: ID($0)).map(\.address) }
        }
        #expect(
            addresses == [
                ["new@hill.example", "Anna@hill.example", "office@hill.example"], ["am@home.example", "office@hill.example"],
            ])
    }

    @Test(arguments: TestEngine.available)
    func `merges are undone from the top, once`(engine: TestEngine) async throws {
        let world = try await world(engine)
        try await merge("anna", "anna2", as: "m1", in: world)
        await #expect(throws: MergeRefusal.mergedAgain) { try await undo("m0", in: world) }
        try await undo("m1", in: world)
        await #expect(throws: MergeRefusal.undoneAlready) { try await undo("m1", in: world) }
        try await undo("m0", in: world)
        #expect(try await owners(world).filter { $0.hasPrefix("merged") } == [])
        try await merge("anna", "anna2", as: "m2", in: world)
        #expect(try await world.read { try PersonStore(tx: $0).person("anna2") }?.id == "anna")
    }

    @Test(arguments: TestEngine.available)
    func `a merge that is refused leaves nothing`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let before = try await world.read { try Dump.tables($0) }
        await #expect(throws: MergeRefusal.mergedAlready) { try await merge("anna", "anna3", as: "m1", in: world) }
        await #expect(throws: MergeRefusal.samePerson) { try await merge("anna", "anna", as: "m1", in: world) }
        #expect(try await world.read { try Dump.tables($0) } == before)
    }

    @Test(arguments: TestEngine.available)
    func `what was told apart is not suggested, also under the entry it became`(engine: TestEngine) async throws {
        let world = try await PeopleWorld.make(engine)
        func suggested() async throws -> [PersonPair] {
            try await world.read { try PersonMergeStore(tx: $0, references: []).duplicates().map(\.pair) }
        }
        try await world.write { try PersonStore(tx: $0).add(PeopleWorld.person("anna4", "Anna Müller", $0.now)) }
        #expect(try await suggested() == [PersonPair("anna", "anna2"), PersonPair("anna2", "anna4")])
        try await world.write { try PersonMergeStore(tx: $0, references: []).tellApart(PersonPair("anna2", "anna4")) }
        try await world.write { try PersonMergeStore(tx: $0, references: []).tellApart(PersonPair("anna4", "anna2")) }
        #expect(try await suggested() == [PersonPair("anna", "anna2")])
        try await merge("anna", "anna4", as: "m1", in: world)
        #expect(try await suggested() == [])
    }

    @Test(arguments: TestEngine.available)
    func `every column that refers to a person is declared, and is there`(engine: TestEngine) async throws {
        let world = try await World(engine, isEmpty: true)
        let (foreign, columns) = try await world.read { tx in
            switch engine {
            case .sqlite:
                (
                    try tx.rows(
                        """
                        SELECT m.name || '.' || f."from" AS spot FROM sqlite_master m, pragma_foreign_key_list(m.name) f
                        WHERE m.type = 'table' AND f."table" = 'person'
                        """),
                    try tx.rows(
                        """
                        SELECT m.name || '.' || c.name AS spot FROM sqlite_master m, pragma_table_info(m.name) c
                        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'
                        """)
                )
            case .postgres:
                (
                    try tx.rows(
                        """
                        SELECT CAST(c.conrelid::regclass AS text) || '.' || CAST(a.attname AS text) AS spot FROM pg_constraint c
                        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
                        WHERE c.contype = 'f' AND c.confrelid = CAST('person' AS regclass)
                        """),
                    try tx.rows(
                        """
                        SELECT CAST(table_name AS text) || '.' || CAST(column_name AS text) AS spot FROM information_schema.columns
                        WHERE table_schema = current_schema()
                        """)
                )
            }
        }
        let declared = Features.personReferences.map(\.spot)
        #expect(Set(foreign.map { $0["spot"] as String }).subtracting(declared).sorted() == [])
        #expect(declared.count == Set(declared).count)
        let known = Set(columns.map { $0["spot"] as String })
        for reference in Features.personReferences {
            let named = [reference.column] + reference.key + reference.fills + [reference.single].compactMap { $0 }
            #expect(named.filter { !known.contains("\(reference.table).\($0)") } == [], "\(reference.spot)")
        }
    }
}
