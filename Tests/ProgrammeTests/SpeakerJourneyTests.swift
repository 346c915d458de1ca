// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTTPTypes
import People
import TestKit
import Testing
import Timetable
import Vocabulary

@testable import Programme

@Suite struct `Looking after speakers` {
    private static let path = "\(SpeakerWorld.organise)/speakers"

    @Test(arguments: TestEngine.available)
    func `are listed with where they stand`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        try await world.linked(.confirmed)
        let list = await world.secretariat.get(Self.path)
        #expect(list.parts(from: "<th scope=\"row\"><a href=\"\(Self.path)/", to: "\"") == ["deputy", "chair", "mayor"])
        #expect(list.parts(from: "<td data-h=\"Answer\"><span class=\"state ", to: "\"") == ["is-for", "is-off", "is-off"])
        for (query, found) in [
            ("state=confirmed", ["deputy"]), ("state=not-asked", ["chair", "mayor"]), ("state=declined", []),
            ("state=no-portrait", ["deputy", "chair", "mayor"]), ("q=ADA", ["deputy"]), ("q=hugel", ["deputy"]),
            ("q=mayor&state=not-asked", ["mayor"]), ("q=%3Cscript%3E", []), ("state=nonsense", ["deputy", "chair", "mayor"]),
            ("page=9", ["deputy", "chair", "mayor"]),
        ] {
            let answer = await world.secretariat.get("\(Self.path)?\(query)")
            #expect(answer.parts(from: "<th scope=\"row\"><a href=\"\(Self.path)/", to: "\"") == found, "\(query)")
            #expect(!answer.text.contains("ada@cities.example"))
        }
    }

    @Test func `three speakers or sixty take the same number of statements, fifty on a page`() async throws {
        let world = try await SpeakerWorld(.sqlite)
        _ = await world.secretariat.get(Self.path)
        let few = await world.secretariat.get(Self.path).statements
        let rows = (0..<60).map { "lakeside-2024,extra-\($0),,Officer \($0),,,,,\n" }.joined()
        try await world.world.write { tx in
            _ = try ProgrammeImport(tx: tx).speakers(
                Array("edition,id,name,office_en,office_fr,authority,institution,body,country\n\(rows)".utf8))
        }
        _ = await world.secretariat.get(Self.path)
        let many = await world.secretariat.get(Self.path)
        #expect(many.statements == few)
        #expect(many.parts(from: "<th scope=\"row\">", to: "<").count == 50)
        #expect(await world.secretariat.get("\(Self.path)?page=2").parts(from: "<th scope=\"row\">", to: "<").count == 13)
    }

    private static let form = [
        ("name", "Ada Example"), ("office", "Deputy mayor"), ("authority", "fr-lakeside"), ("institution", ""), ("body", ""),
        ("country", "fr"), ("elected", "yes"), ("day-0", "2024-03-20"), ("from-0", "9:00"), ("to-0", "18:00"),
        ("leaves-day", "2024-03-21"), ("leaves", "15:40"), ("speaks", "FR, en"), ("address", "ada@cities.example"),
        ("contact-language", "fr"), ("biography", "Ada grew up here."), ("biography-language", "en"),
    ]

    @Test(arguments: TestEngine.available)
    func `one is changed, and everything typed is kept`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        let answer = await world.secretariat.save("\(Self.path)/deputy", Self.form)
        #expect(answer.headers[.location] == "\(Self.path)/deputy?notice=speaker-kept")
        let speaker = try #require(try await world.speaker())
        #expect(speaker.name == "Ada Example")
        #expect(speaker.office.values.mapValues(\.text) == [.en: "Deputy mayor", .fr: "Adjointe"])
        #expect(speaker.authority == "fr-lakeside")
        #expect(speaker.country == "FR")
        let plan = try await world.world.read { tx in
            try DraftStore(tx: tx).draft(of: try EditionStore(tx: tx).edition("lakeside-2024")).speakers["deputy"]
        }
        var expected = SpeakerPlan(isElected: true, languages: ["en", "fr"])
        expected.leaves = (try #require(Day("2024-03-21")), WallTime(minutes: 940))
        expected.availability = [
            SessionTime(day: try #require(Day("2024-03-20")), start: WallTime(minutes: 540), end: WallTime(minutes: 1_080))
        ]
        #expect(plan == expected)
        let profile = try await world.profile()
        #expect(profile.contact == SpeakerContact(address: "ada@cities.example", language: .fr))
        #expect(profile.biography == LocalizedText("Ada grew up here.", in: .en))
        let page = await world.secretariat.get("\(Self.path)/deputy")
        for value in ["value=\"15:40\"", "value=\"ada@cities.example\"", "value=\"en fr\"", "Ada grew up here."] {
            #expect(page.text.contains(value), "\(value)")
        }
        #expect(try await world.verbs() == ["speaker.changed", "speaker.read", "speaker.changed"])
    }

    @Test(arguments: [
        ("name", "", ["name"]), ("country", "XX", ["country"]), ("country", "France", ["country"]),
        ("speaks", "french", ["speaks"]),
        ("day-0", "tomorrow", ["day-0"]), ("to-0", "", ["day-0"]), ("to-0", "9:00", ["day-0"]),
        ("leaves-day", "", ["leaves-day"]),
        ("leaves", "25:00", ["leaves"]), ("address", "ada", ["address"]),
        ("biography", String(repeating: "a", count: 2_001), ["biography"]),
        ("body", String(repeating: "b", count: 201), ["body"]),
    ])
    func `what is wrong is said beside what was typed`(field: String, value: String, wrong: [String]) async throws {
        let world = try await SpeakerWorld(.sqlite)
        let form = Self.form.map { $0.0 == field ? (field, value) : field == "name" && $0.0 == "office" ? ("office", "") : $0 }
        let answer = await world.secretariat.post("\(Self.path)/new", form)
        #expect(answer.status == 422)
        #expect(answer.parts(from: "<li><a href=\"#f-", to: "\"") == wrong)
        #expect(answer.text.contains("value=\"15:40\"") || field == "leaves")
        let before = try await world.speaker()
        let changed = await world.secretariat.post(
            "\(Self.path)/deputy",
            field == "name" ? form.map { ($0.0, $0.0 == "name" ? String(repeating: "n", count: 201) : $0.1) } : form)
        #expect(changed.status == 422)
        #expect(changed.parts(from: "<li><a href=\"#f-", to: "\"") == wrong)
        #expect(try await world.speaker() == before)
    }

    @Test func `a new one gets an address that says nothing`() async throws {
        let world = try await SpeakerWorld(.sqlite)
        let answer = await world.secretariat.post("\(Self.path)/new", Self.form)
        let path = try #require(answer.headers[.location]?.components(separatedBy: "?").first)
        #expect(answer.status == 303)
        #expect(!path.lowercased().contains("ada"))
        #expect(await world.secretariat.get(path).part(from: "<h1>", to: "</h1>") == "Ada Example")
    }

    @Test(arguments: TestEngine.available)
    func `another speaker takes the place, which can be undone`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        func who(_ code: String) async throws -> [ID<Speaker>] {
            try await world.world.read { tx in
                try ProgrammeStore(tx: tx).content(of: "lakeside-2024").sessions.first { $0.code.description == code }?
                    .speakers(as: .speaker) ?? []
            }
        }
        let one = await world.secretariat.post("\(Self.path)/mayor/replacement", [("by", "deputy"), ("session", "OP")])
        #expect(one.headers[.location] == "\(SpeakerWorld.organise)/edits?notice=speaker-replaced")
        #expect(try await who("OP") == ["deputy"])
        #expect(try await who("TH1") == ["mayor", "deputy"])
        let all = await world.secretariat.post("\(Self.path)/mayor/replacement", [("by", "deputy"), ("session", "")])
        #expect(all.status == 303)
        #expect(try await who("TH1") == ["deputy"])
        #expect(await world.secretariat.post("\(SpeakerWorld.organise)/edits/2/undo").status == 303)
        #expect(try await who("TH1") == ["mayor", "deputy"])
    }

    // Somebody in two rooms at once is what the organisers never want saved.
    @Test(
        arguments: [
            ([("by", "nobody")], Phrase("speaker.replace.choose")), ([], "speaker.replace.choose"),
            ([("by", "chair"), ("session", "OP")], "edit.nothing"),
            ([("by", "chair"), ("session", "TH2")], Phrase("edit.blocked", ["count": 1])),
        ] as [([(String, String)], Phrase)])
    func `another speaker does not take the place`(form: [(String, String)], why: Phrase) async throws {
        let world = try await SpeakerWorld(.sqlite)
        try await world.world.write { try SeverityStore(tx: $0).keep([.personTwice: .blocksSaving], of: "lakeside-2024") }
        let refused = await world.secretariat.post("\(Self.path)/deputy/replacement", form)
        #expect(refused.status == 422)
        #expect(refused.text.contains(Words(.en)(why)))
        #expect(try await world.world.read { try EditStore(tx: $0).number(of: "lakeside-2024") } == 0)
    }

    @Test(arguments: TestEngine.available)
    func `one is linked to the directory by the address`(engine: TestEngine) async throws {
        let world = try await SpeakerWorld(engine)
        try await world.linked()
        try await world.world.write { tx in
            let store = PersonStore(tx: tx)
            for id in ["ada", "bob"] {
                try store.add(Person(id: ID(id), badgeName: "Badge of \(id)", language: .de, created: tx.now))
            }
            try store.keep(PersonAddress(person: "ada", address: "ada@cities.example", isPreferred: true))
        }
        let page = await world.secretariat.get("\(Self.path)/deputy")
        #expect(page.text.contains("It is Badge of ada"))
        #expect(!page.text.contains("Badge of bob"))
        let wrong = await world.secretariat.post("\(Self.path)/deputy/person", [("person", "bob")])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains(Words(.en)("speaker.refused.not-this-person")))
        #expect(await world.secretariat.post("\(Self.path)/deputy/person", [("person", "ada")]).status == 303)
        #expect(try await world.profile().contact.person == "ada")
        #expect(await world.secretariat.get("\(Self.path)/deputy").text.contains("/en/organise/people/ada\">Badge of ada"))
        #expect(await world.secretariat.post("\(Self.path)/deputy/person").status == 303)
        #expect(try await world.profile().contact.person == nil)
        // Who plans this edition alone does not look into the directory.
        let editor = world.world.as(.signedIn("anna", grants: [Grant(.programmeEditor, in: .edition("lakeside-2024"))]))
        let seen = await editor.get("\(Self.path)/deputy")
        #expect(seen.status == 200)
        #expect(!seen.text.contains("Badge of"))
        #expect(await editor.post("\(Self.path)/deputy/person", [("person", "ada")]).status == 404)
    }

    @Test func `is for those who look after them`() async throws {
        let world = try await SpeakerWorld(.sqlite)
        try await world.linked()
        let host = world.world.as(.signedIn("joke", grants: [Grant(.host, in: .edition("lakeside-2024"))]))
        let neighbour = world.world.as(.signedIn("other", grants: [Grant(.secretariat, in: .edition("hill-2027"))]))
        let list = await host.get(Self.path)
        #expect(list.status == 200)
        #expect(list.parts(from: "<th scope=\"row\">", to: "<").count == 3)
        for path in ["/deputy", "/new", "/ask", "/ask?who=unanswered"] {
            for asked in [host, neighbour, world.world] { #expect(await asked.get(Self.path + path).status == 404, "\(path)") }
        }
        #expect(await neighbour.get(Self.path).status == 404)
        for path in ["/deputy", "/new", "/ask", "/deputy/links", "/deputy/person", "/deputy/replacement", "/deputy/withdrawal"] {
            for asked in [host, neighbour, world.world] {
                #expect(await asked.post(Self.path + path, [("who", "unanswered")]).status == 404, "\(path)")
            }
        }
        for path in ["/nobody", "/nobody/links", "/nobody/replacement", "/nobody/withdrawal", "/nobody/person"] {
            #expect(await world.secretariat.post(Self.path + path, Self.form).status == 404, "\(path)")
        }
        #expect(await world.secretariat.get("\(Self.path)/nobody").status == 404)
        #expect(try await world.letters().isEmpty)
        // The speakers of one edition are not those of its neighbour.
        #expect(await world.secretariat.get("/en/hill-2027/organise/programme/speakers/deputy").status == 404)
    }
}
