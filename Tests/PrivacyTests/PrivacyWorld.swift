// SPDX-License-Identifier: EUPL-1.2
import Access
import Application
import Database
import Editions
import Foundation
import People
import Privacy
import TestKit
import Vocabulary

/// A world in which every feature keeps something about one person, who stands in it twice, beside others who must not be touched.
struct PrivacyWorld {
    let world: World

    static let officer = Actor.signedIn("dora", .dataProtectionOfficer)
    static let anna = Actor.signedIn("anna", grants: [])

    /// What must be found nowhere once she is erased.
    static let traces = ["Quirrelworth", "quirrelworth", "annabelle.q", "old.anna", "seafood-allergy"]

    init(_ engine: TestEngine) async throws {
        world = try await World(engine)
        try await world.write { tx in
            try Self.people(tx)
            try Self.accounts(tx)
            try Self.registration(tx)
            try Self.programme(tx)
            try Self.letters(tx)
        }
    }

    private static func people(_ tx: Transaction) throws {
        let store = PersonStore(tx: tx)
        try store.add(
            Person(
                id: "anna", badgeName: "Annabelle Quirrelworth", language: .fr, created: tx.now,
                documentName: "QUIRRELWORTH Annabelle Marie", publishedName: "A. Quirrelworth", honorific: "Dr",
                office: "Deputy mayor Quirrelworth"))
        try store.add(Person(id: "anna2", badgeName: "Quirrelworth, A.", language: .fr, created: tx.now))
        for (id, name) in [("dora", "Dora Datenschutz"), ("bert", "Bert Nachbar"), ("clara", "Clara Coordinator")] {
            try store.add(Person(id: ID(id), badgeName: name, language: .en, created: tx.now))
        }
        try store.keep(PersonAddress(person: "anna", address: "Annabelle.Q@city.example", isPreferred: true))
        try store.keep(PersonAddress(person: "anna", address: "office@city.example"))
        try store.keep(PersonAddress(person: "bert", address: "office@city.example", isPreferred: true))
        try store.keep(PersonAddress(person: "anna2", address: "old.anna@city.example", isPreferred: true))
        try tx.run("UPDATE person SET merged_into = 'anna' WHERE id = 'anna2'")
        try tx.run(
            "INSERT INTO person_merge (id, number, kept, gone, at) VALUES ('m1', 1, 'anna', 'anna2', \(tx.now.milliseconds))")
        try tx.run(
            "INSERT INTO person_merge_name (merge, field, before, after) VALUES ('m1', 'office', 'Dr Quirrelworth', 'Mayor Quirrelworth')"
        )
        try tx.run(
            "INSERT INTO person_merge_move (merge, spot, row_key) VALUES ('m1', 'person_address.person', 'annabelle.q@city.example')"
        )
        try tx.run("INSERT INTO person_distinct (one, other, since) VALUES ('anna', 'bert', 1)")
    }

    private static func accounts(_ tx: Transaction) throws {
        let (now, later) = (tx.now.milliseconds, tx.now.milliseconds + 1_000_000)
        let some: [UInt8] = [1, 2, 3]
        try tx.run("INSERT INTO account (person, created, handle) VALUES ('anna', \(now), \(some))")
        try tx.run(
            """
            INSERT INTO role_grant (id, person, role, scope, since, ended_at)
            VALUES ('g1', 'anna', 'host', 'edition:hill-2027', \(now), \(now))
            """)
        try tx.run(
            """
            INSERT INTO sign_in (id, folded, address, language, created, expires, tries)
            VALUES ('s1', 'annabelle.q@city.example', 'Annabelle.Q@city.example', 'fr', \(now), \(later), 0)
            """)
        try tx.run(
            """
            INSERT INTO stay (id, token_hash, person, device, created, last_used, expires)
            VALUES ('t1', 'h1', 'anna', 'Phone of Quirrelworth', \(now), \(now), \(later))
            """)
        try tx.run(
            """
            INSERT INTO api_token (id, hash, person, name, permissions, created, expires)
            VALUES ('k1', 'h2', 'anna', 'Quirrelworth program', '', \(now), \(later))
            """)
        try tx.run(
            "INSERT INTO address_check (hash, person, address, expires) VALUES ('h3', 'anna', 'annabelle.q@new.example', \(later))"
        )
        try tx.run("INSERT INTO identity (provider, subject, person, since) VALUES ('city', 'quirrelworth-17', 'anna', \(now))")
        try tx.run("INSERT INTO totp (person, secret, created, last_step) VALUES ('anna', \(some), \(now), 0)")
        try tx.run(
            """
            INSERT INTO suppression (folded, reason, since) VALUES ('annabelle.q@city.example', 'bounced', \(now))
            """)
    }

    private static func registration(_ tx: Transaction) throws {
        let now = tx.now.milliseconds
        try tx.run("INSERT INTO registration (edition, offer_hours, delegation_places) VALUES ('hill-2027', 48, 6)")
        try tx.run("INSERT INTO registration (edition, offer_hours, delegation_places) VALUES ('lakeside-2024', 48, 6)")
        func delegation(_ id: String, _ edition: String, _ authority: String?, _ coordinator: String) throws {
            try tx.run(
                """
                INSERT INTO delegation (id, edition, authority, body, country, language, coordinator, state, order_number, invited_at,
                    reserved_at, reminders)
                VALUES (\(id), \(edition), \(authority), '', 'FR', 'fr', \(coordinator), 'reserved', '', \(now), \(now), 0)
                """)
        }
        try delegation("city", "hill-2027", "fr-lakeside", "anna")
        try delegation("past", "lakeside-2024", "fr-lakeside", "anna")
        for (seat, edition, delegation, number) in [("s-now", "hill-2027", "city", 1), ("s-past", "lakeside-2024", "past", 1)] {
            try tx.run(
                """
                INSERT INTO seat (id, edition, delegation, number, kind, person, above_quota, taken_at)
                VALUES (\(seat), \(edition), \(delegation), \(number), 'elected', 'anna', \(false), \(now))
                """)
            try tx.run("INSERT INTO seat_holder (seat, position, person, since) VALUES (\(seat), 1, 'anna', \(now))")
        }
        try tx.run("INSERT INTO delegation_person (person, delegation) VALUES ('anna', 'city')")
        try tx.run("INSERT INTO delegation_link (hash, delegation, created) VALUES ('dl1', 'city', \(now))")
        try tx.run(
            """
            INSERT INTO answers (edition, person, kind, document, draft, updated)
            VALUES ('hill-2027', 'anna', 'elected', \(Self.answers), \(false), \(now))
            """)
        try tx.run(
            """
            INSERT INTO participation_link (hash, edition, person, address, created)
            VALUES ('pl1', 'hill-2027', 'anna', 'annabelle.q@city.example', \(now))
            """)
        for (id, person, state) in [("ap1", "anna" as String?, "withdrawn"), ("ap2", nil, "unverified")] {
            try tx.run(
                """
                INSERT INTO application (id, edition, kind, body, country, language, name, office, address, folded, person, state,
                    reason, created)
                VALUES (\(id), 'hill-2027', 'officer', '', 'FR', 'fr', 'Annabelle Quirrelworth', 'Dr', 'Annabelle.Q@city.example',
                    'annabelle.q@city.example', \(person), \(state), '', \(now))
                """)
        }
        let bytes = Array("name\nQuirrelworth".utf8)
        try tx.run(
            """
            INSERT INTO registration_upload (edition, person, kind, bytes, at)
            VALUES ('hill-2027', 'clara', 'participants', \(bytes), \(now))
            """)
    }

    /// As forms store them.
    private static let answers = """
        {"consents":[],"given":{"q-diet":{"at":0,"value":{"text":"seafood-allergy of Quirrelworth"},"version":1}},"isDraft":false,"version":1}
        """

    private static func programme(_ tx: Transaction) throws {
        let now = tx.now.milliseconds
        try tx.run(
            """
            INSERT INTO calendar_feed (id, edition, person, token_hash, created)
            VALUES ('f1', 'hill-2027', 'anna', \(String(repeating: "9", count: 64)), \(now))
            """)
        try tx.run(
            """
            INSERT INTO session (edition, code, slot, sign, uid, position, kind, status, registration, notes)
            VALUES ('hill-2027', 'P1', 1, 'ABCDEF', \(String(repeating: "u", count: 36)), 1, 'plenary', 'confirmed', 'open', '')
            """)
        try tx.run("INSERT INTO favourite (edition, person, session, at) VALUES ('hill-2027', 'anna', 'P1', \(now))")
        try tx.run(
            "INSERT INTO speaker (edition, id, position, name, body, country) VALUES ('hill-2027', 'sp1', 1, 'A. Speaker', '', 'FR')"
        )
        try tx.run(
            """
            INSERT INTO speaker_contact (edition, speaker, person, address, folded, language, state, reminders, word)
            VALUES ('hill-2027', 'sp1', 'anna', 'Annabelle.Q@city.example', 'annabelle.q@city.example', 'fr', 'confirmed', 0,
                'Yours, Quirrelworth')
            """)
        try tx.run(
            """
            INSERT INTO speaker_biography (edition, speaker, language, value, state)
            VALUES ('hill-2027', 'sp1', 'en', 'Annabelle Quirrelworth was born by the lake.', 'draft')
            """)
        try tx.run("INSERT INTO speaker_need (edition, speaker, value) VALUES ('hill-2027', 'sp1', 'seafood-allergy')")
        for kind in ["portrait", "recording"] {
            try tx.run(
                "INSERT INTO speaker_consent (edition, speaker, kind, given_at) VALUES ('hill-2027', 'sp1', \(kind), \(now))")
        }
        try tx.run("INSERT INTO speaker_language (edition, speaker, language) VALUES ('hill-2027', 'sp1', 'fr')")
    }

    private static func letters(_ tx: Transaction) throws {
        func letter(_ id: String, to person: String?, _ address: String, _ body: String, _ state: String) throws {
            try tx.run(
                """
                INSERT INTO letter (id, kind, person, address, folded, language, subject, body, transactional, secret, created, state,
                    attempts, due, relay_fails, doubts, bounce_token)
                VALUES (\(id), 'test', \(person), \(address), \(address.lowercased()), 'fr', 'Hello', \(body), \(true), \(false),
                    \(tx.now.milliseconds), \(state), 0, 0, \(false), 0, \(id))
                """)
        }
        try letter("l1", to: "anna", "Annabelle.Q@city.example", "Dear Annabelle Quirrelworth", "waiting")
        try letter("l2", to: "clara", "clara@city.example", "Annabelle Quirrelworth asks to come.", "sent")
        try letter("l3", to: "bert", "office@city.example", "Dear Bert Nachbar", "sent")
        try letter("l4", to: nil, "annabelle.q@city.example", "A code", "sent")
    }

    // MARK: Asking

    @discardableResult
    func erase(_ id: ID<Person> = "anna") async throws -> Erasure {
        try await world.write { try ErasureStore(tx: $0).erase(id, .asked, Features.people) }
    }

    /// How many rows each table has: what tests of a trial compare.
    func counts() async throws -> [String: Int] {
        try await world.read { tx in
            try Self.tables.reduce(into: [:]) {
                $0[$1] = try tx.rows("SELECT count(*) AS n FROM \(SQL(stringLiteral: $1))")[0]["n"]
            }
        }
    }

    private static let tables = [
        "person_address", "person_merge", "account", "stay", "api_token", "identity", "totp", "answers", "participation_link",
        "application", "favourite", "calendar_feed", "speaker_biography", "speaker_need", "letter", "erasure", "act",
    ]

    var keeping: ErasureKeeping { keeping(world.database) }
    func keeping(_ database: Database) -> ErasureKeeping {
        ErasureKeeping(database, file: ErasureFile(path: world.place.erasures), suppliers: Features.people)
    }
}
