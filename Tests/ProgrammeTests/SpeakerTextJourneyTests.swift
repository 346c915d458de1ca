// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Translating what is said of speakers` {
    private static let path = "\(SpeakerWorld.organise)/texts/speakers"
    private static let translator = Actor.signedIn("tom", grants: [Grant(.translator, in: .edition("lakeside-2024"))])

    /// The deputy wrote a biography in German, and agrees that it is read.
    private func world(_ engine: TestEngine, agrees: Bool = true) async throws -> SpeakerWorld {
        let world = try await SpeakerWorld(engine)
        try await world.world.write { tx in
            let store = SpeakerStore(tx: tx)
            try store.keepBiography("Ada lebt hier.", in: .de, of: "deputy", "lakeside-2024")
            if agrees { try store.keep([.portrait], of: "deputy", in: "lakeside-2024") }
        }
        return world
    }

    @Test(arguments: TestEngine.available)
    func `an office and a biography are written in another language, beside what they are translated from`(
        engine: TestEngine
    ) async throws {
        let world = try await world(engine)
        let tom = world.world.as(Self.translator)
        let before = await tom.get("\(Self.path)/deputy?to=nl")
        #expect(
            before.parts(from: "<div class=\"source\" lang=\"", to: "</div>") == [
                "en\"><p>Deputy mayor</p>", "de\"><p>Ada lebt hier.</p>",
            ])
        let form = [("to", "nl"), ("office", "Wethouder"), ("biography", "Ada woont hier."), ("state", "draft")]
        let saved = await tom.save("\(Self.path)/deputy?to=nl", form)
        #expect(saved.headers[.location] == "\(Self.path)?lacking=nl&notice=text-saved")
        let speaker = try #require(try await world.speaker())
        #expect(speaker.office.values[.nl] == .init("Wethouder", .draft))
        #expect(speaker.office.values.mapValues(\.text) == [.en: "Deputy mayor", .fr: "Adjointe", .nl: "Wethouder"])
        let biography = try await world.profile().biography
        #expect(biography.values == [.de: .init("Ada lebt hier.", .authentic), .nl: .init("Ada woont hier.", .draft)])
        // What is a draft is to be done still, and is not published.
        #expect(await tom.get("\(Self.path)?lacking=nl").text.contains("href=\"\(Self.path)/deputy?to=nl\""))
        #expect(
            await tom.save("\(Self.path)/deputy?to=nl", form.map { $0.0 == "state" ? ("state", "reviewed") : $0 }).status == 303)
        #expect(!(await tom.get("\(Self.path)?lacking=nl").text.contains("href=\"\(Self.path)/deputy?to=nl\"")))
        // The speaker writes anew: what was translated is a draft again.
        try await world.world.write {
            try SpeakerStore(tx: $0).keepBiography("Ada lebte hier.", in: .de, of: "deputy", "lakeside-2024")
        }
        #expect(await tom.get("\(Self.path)?lacking=nl").text.contains("href=\"\(Self.path)/deputy?to=nl\""))
        // A source is nobody's translation: it stays, whatever is sent.
        let german = [("to", "de"), ("office", "Beigeordnete"), ("biography", "Anders."), ("state", "authentic")]
        #expect(await tom.save("\(Self.path)/deputy?to=de", german).status == 303)
        #expect(try await world.profile().biography.values[.de] == .init("Ada lebte hier.", .authentic))
        #expect(try await world.speaker()?.office.values[.de] == .init("Beigeordnete", .reviewed))
        // Empty takes a translation away.
        #expect(await tom.save("\(Self.path)/deputy?to=nl", [("to", "nl")]).status == 303)
        #expect(try await world.profile().biography.values[.nl] == nil)
        #expect(try await world.speaker()?.office.values[.nl] == nil)
    }

    @Test(arguments: TestEngine.available)
    func `two who translate do not overwrite each other unseen`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let tom = world.world.as(Self.translator)
        let seen = try #require(await tom.get("\(Self.path)/deputy?to=nl").seen)
        func form(_ text: String, _ seen: String) -> [(String, String)] {
            [("to", "nl"), ("office", "Wethouder"), ("biography", text), ("state", "reviewed"), ("seen", seen)]
        }
        #expect(await world.secretariat.post("\(Self.path)/deputy", form("Theirs.", seen)).status == 303)
        let clash = await tom.post("\(Self.path)/deputy", form("Mine.", seen))
        #expect(clash.status == 409)
        #expect(
            clash.part(from: "<tbody>", to: "</tbody>")?.contains("Mine.</td><td data-h=\"What is saved now\">Theirs.</td>")
                == true)
        #expect(try await world.profile().biography.values[.nl]?.text == "Theirs.")
        #expect(await tom.post("\(Self.path)/deputy", form("Mine.", try #require(clash.seen))).status == 303)
        #expect(try await world.profile().biography.values[.nl]?.text == "Mine.")
        let long = await tom.save("\(Self.path)/deputy?to=nl", Array(form(String(repeating: "x", count: 2_001), "").dropLast()))
        #expect(long.status == 422)
        #expect(long.text.contains(String(repeating: "x", count: 2_001)))
    }

    @Test func `a biography that nobody may read is nobody's to translate`() async throws {
        let world = try await world(.sqlite, agrees: false)
        let tom = world.world.as(Self.translator)
        let page = await tom.get("\(Self.path)/deputy?to=nl")
        #expect(page.parts(from: "<textarea id=\"f-", to: "\"") == ["office"])
        #expect(!page.text.contains("Ada lebt hier."))
        #expect(await tom.save("\(Self.path)/deputy?to=nl", [("to", "nl"), ("biography", "Geheim.")]).status == 303)
        #expect(try await world.profile().biography.values.mapValues(\.text) == [.de: "Ada lebt hier."])
        #expect(try await world.verbs().contains("speaker.read"))
    }

    @Test func `is for those who translate this programme, fifty at a time`() async throws {
        let world = try await world(.sqlite)
        let host = world.world.as(.signedIn("joke", grants: [Grant(.host, in: .edition("lakeside-2024"))]))
        let neighbour = world.world.as(.signedIn("other", grants: [Grant(.translator, in: .edition("hill-2027"))]))
        #expect(await host.get(Self.path).status == 200)
        for asked in [world.world, host, neighbour] {
            #expect(await asked.get("\(Self.path)/deputy").status == 404)
            #expect(await asked.post("\(Self.path)/deputy", [("to", "nl")]).status == 404)
        }
        for asked in [world.world, neighbour] { #expect(await asked.get(Self.path).status == 404) }
        let tom = world.world.as(Self.translator)
        #expect(await tom.get("\(Self.path)/nobody").status == 404)
        #expect(await tom.post("\(Self.path)/deputy", [("to", "xx")]).status == 404)
        _ = await tom.get(Self.path)
        let few = await tom.get(Self.path).statements
        let rows = (0..<60).map { "lakeside-2024,extra-\($0),,Officer \($0),,,,,\n" }.joined()
        try await world.world.write { tx in
            _ = try ProgrammeImport(tx: tx).speakers(
                Array("edition,id,name,office_en,office_fr,authority,institution,body,country\n\(rows)".utf8))
        }
        _ = await tom.get(Self.path)
        let many = await tom.get(Self.path)
        #expect(many.statements == few)
        #expect(many.parts(from: "<th scope=\"row\">", to: "<").count == 50)
        #expect(await tom.get("\(Self.path)?page=2").parts(from: "<th scope=\"row\">", to: "<").count == 13)
    }
}
