// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
@testable import Formats
import Foundation
import People
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `What is kept of speakers` {
    @Test(arguments: TestEngine.available)
    func `comes back as it was kept`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        let contact = SpeakerContact(
            address: "Ada@Cities.example", language: .nl, state: .confirmed, askedAt: Date(milliseconds: 1),
            remindedAt: Date(milliseconds: 2), reminders: 3, answeredAt: Date(milliseconds: 4), word: "Graag")
        try await world.world.write { tx in
            let store = SpeakerStore(tx: tx)
            try store.keep(
                [(speaker: "deputy", contact: SpeakerContact()), (speaker: "chair", contact: SpeakerContact())],
                in: "lakeside-2024")
            try store.keep([(speaker: "deputy", contact: contact)], in: "lakeside-2024")
            try store.keepBiography("Ada", in: .nl, of: "deputy", "lakeside-2024")
            try store.keep([.contact, .portrait], of: "deputy", in: "lakeside-2024")
            try store.keepNeeds("No nuts", of: "deputy", in: "lakeside-2024")
        }
        #expect(
            try await world.profile()
                == SpeakerProfile(
                    contact: contact, biography: LocalizedText("Ada", in: .nl), consents: [.contact, .portrait], needs: "No nuts")
        )
        #expect(try await world.profile("chair") == SpeakerProfile())
        let standing = try await world.world.read { try SpeakerStore(tx: $0).standing(of: "lakeside-2024") }
        #expect(standing.contacts == ["deputy": contact, "chair": SpeakerContact()])
        #expect(standing.withBiography == ["deputy"])
        #expect(standing.withPortrait == [])
    }

    @Test(arguments: TestEngine.available)
    func `a biography that changes leaves its translations to be done again`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        try await world.world.write { tx in
            let store = SpeakerStore(tx: tx)
            try store.keepBiography("One", in: .en, of: "deputy", "lakeside-2024")
            try tx.run(
                "INSERT INTO speaker_biography (edition, speaker, language, value, state) VALUES ('lakeside-2024', 'deputy', 'fr', 'Un', 'reviewed')"
            )
            try store.keepBiography("One", in: .en, of: "deputy", "lakeside-2024")
        }
        #expect(try await world.profile().biography.values[.fr]?.state == .reviewed)
        try await world.world.write { try SpeakerStore(tx: $0).keepBiography("Two", in: .en, of: "deputy", "lakeside-2024") }
        #expect(
            try await world.profile().biography.values == [.en: .init("Two", .authentic), .fr: .init("Un", .draft)])
        try await world.world.write { try SpeakerStore(tx: $0).keepBiography("", in: .en, of: "deputy", "lakeside-2024") }
        #expect(try await world.profile().biography.isEmpty)
    }

    @Test(arguments: TestEngine.available)
    func `what stays agreed to keeps its date`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        let later = world.world.at(world.world.now + 60)
        try await world.world.write { try SpeakerStore(tx: $0).keep([.contact, .recording], of: "deputy", in: "lakeside-2024") }
        try await later.write { try SpeakerStore(tx: $0).keep([.portrait, .recording], of: "deputy", in: "lakeside-2024") }
        let given = try await world.world.read { tx in
            try tx.rows("SELECT kind, given_at FROM speaker_consent ORDER BY kind").map {
                "\($0["kind"] as String) \($0["given_at"] as Int)"
            }
        }
        #expect(given == ["portrait \(later.now.milliseconds)", "recording \(world.world.now.milliseconds)"])
        try await world.world.write { try SpeakerStore(tx: $0).keep([], of: "deputy", in: "lakeside-2024") }
        #expect(try await world.profile().consents == [])
    }

    @Test(arguments: TestEngine.available)
    func `of the pictures the newest and the published one stay`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        func keep(_ bytes: [UInt8], _ seconds: TimeInterval) async throws {
            let picture = Picture(bytes: bytes, kind: .jpeg, width: 4, height: 5)
            try await world.world.at(world.world.now + seconds).write { tx in
                try SpeakerStore(tx: tx).keep(picture, of: "deputy", in: "lakeside-2024")
            }
        }
        func kept() async throws -> [[UInt8]] {
            try await world.world.read { try $0.rows("SELECT bytes FROM portrait ORDER BY at").map { $0["bytes"] } }
        }
        try await world.world.write { try SpeakerStore(tx: $0).keep([.portrait], of: "deputy", in: "lakeside-2024") }
        try await keep([1], 0)
        try await keep([2], 1)
        #expect(try await kept() == [[2]])
        try await world.world.write { tx in try ReleaseStore(tx: tx).publish("lakeside-2024", note: LocalizedText(), at: tx.now) }
        try await keep([3], 2)
        try await keep([4], 3)
        #expect(try await kept() == [[2], [4]])
        #expect(try await world.profile().portrait?.width == 4)
        try await world.world.write { try SpeakerStore(tx: $0).removePortraits(of: "deputy", in: "lakeside-2024") }
        #expect(try await kept() == [])
    }

    @Test(arguments: TestEngine.available)
    func `is erased when its time is over`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        try await world.linked()
        try await world.world.write { tx in
            try SpeakerStore(tx: tx).keepNeeds("No nuts", of: "deputy", in: "lakeside-2024")
            try DraftStore(tx: tx).keep(SpeakerPlan(isElected: true, languages: ["de"]), of: "deputy", in: "lakeside-2024")
        }
        func left(_ day: String) async throws -> [Int] {
            let now = try #require(Day(day)).midnightUTC + 43_200
            return try await world.world.at(now).write { tx in
                _ = try ProgrammeFeature.forget(tx)
                let statements: [SQL] = [
                    "SELECT count(*) AS n FROM speaker_need", "SELECT count(*) AS n FROM speaker_link",
                    "SELECT count(*) AS n FROM speaker_language", "SELECT count(*) AS n FROM speaker_contact WHERE address <> ''",
                ]
                return try statements.map { try tx.rows($0)[0]["n"] as Int }
            }
        }
        #expect(try await left("2024-04-05") == [1, 1, 1, 1])
        #expect(try await left("2024-04-06") == [1, 0, 1, 1])
        #expect(try await left("2024-04-21") == [1, 0, 1, 1])
        #expect(try await left("2024-04-22") == [0, 0, 1, 1])
        #expect(try await left("2024-09-18") == [0, 0, 1, 1])
        #expect(try await left("2024-09-19") == [0, 0, 0, 0])
    }

    @Test(arguments: TestEngine.available)
    func `is what its person takes along`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        let sections = try await world.world.write { tx in
            try PersonStore(tx: tx).add(Person(id: "ada", badgeName: "Ada", language: .de, created: tx.now))
            let store = SpeakerStore(tx: tx)
            try store.keep(
                [(speaker: "deputy", contact: SpeakerContact(person: "ada", address: "ada@cities.example"))], in: "lakeside-2024")
            try store.keep([(speaker: "chair", contact: SpeakerContact(address: "else@cities.example"))], in: "lakeside-2024")
            try store.keepNeeds("No nuts", of: "deputy", in: "lakeside-2024")
            try store.keepNeeds("Of another", of: "chair", in: "lakeside-2024")
            return try ProgrammeFeature.speakerExport(tx, ["ada"])
        }
        #expect(
            sections.map(\.table) == [
                "speaker_contact", "speaker_biography", "portrait", "speaker_consent", "speaker_need", "speaker_plan",
                "speaker_language", "speaker_availability",
            ])
        #expect(sections.map(\.rows.count) == [1, 0, 0, 0, 1, 0, 0, 0])
        #expect(sections[4].rows[0].map { "\($0.name) \($0.value)" }.joined().contains("No nuts"))
    }
}

@Suite struct `A release of an older program` {
    @Test func `is read without portraits and biographies`() throws {
        let text = #"{"id":"a","name":"A","office":{},"body":"","country":"FR"}"#
        let speaker = try JSONDecoder().decode(Speaker.self, from: Data(text.utf8))
        #expect(
            speaker
                == Speaker(
                    id: "a", name: "A", office: LocalizedText(), authority: nil, institution: nil, body: "", country: "FR"))
        #expect(!String(decoding: try JSONEncoder().encode(speaker), as: UTF8.self).contains("portrait"))
    }
}

@Suite struct `Speakers who are in the directory` {
    @Test(arguments: TestEngine.available)
    func `have duties in their sessions`(engine: TestEngine) async throws {
        let world = try await ProgrammeWorld.make(engine)
        let duties = try await world.write { tx in
            try PersonStore(tx: tx).add(Person(id: "ada", badgeName: "Ada", language: .en, created: tx.now))
            var contact = SpeakerContact(address: "ada@cities.example", language: .en, state: .confirmed, askedAt: nil)
            contact.person = "ada"
            try SpeakerStore(tx: tx).keep([(speaker: "deputy", contact: contact)], in: "lakeside-2024")
            let sessions = try ProgrammeStore(tx: tx).content(of: "lakeside-2024").sessions
            return try SessionDuties(of: "lakeside-2024", tx).duties(in: sessions).mapValues { $0.map(\.description).sorted() }
        }
        #expect(duties == ["ada": ["TH1", "TH2"]])
    }
}
