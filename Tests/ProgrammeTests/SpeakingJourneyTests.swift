// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Formats
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `A speaker with a link` {
    private static let own = SpeakerWorld.own

    private func world(_ engine: TestEngine = .sqlite) async throws -> SpeakerWorld {
        let world = try await SpeakerWorld(engine)
        try await world.linked()
        return world
    }

    @Test(arguments: TestEngine.available)
    func `sees the sessions as they are planned, and nothing is kept anywhere`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let page = await world.world.get(Self.own)
        #expect(page.status == 200)
        #expect(page.parts(from: "<li><h3>", to: "</h3>") == ["TH1 Safe &amp; calm &lt;streets&gt;", "TH2 Young people"])
        #expect(page.text.contains("Ada &lt;Example&gt;"))
        #expect(page.text.contains("<meta name=\"robots\" content=\"noindex\">"))
        #expect(!page.text.contains("call the mayor"))
        #expect(page.headers[.setCookie] == nil)
        #expect(page.headers[.cacheControl] == nil)
        let calm = await world.world.get("/fr/lakeside-2024/speaking/\(SpeakerWorld.token.text)")
        #expect(calm.status == 200)
    }

    @Test(arguments: TestEngine.available)
    func `confirms, and may change it to a no`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let answer = await world.world.post("\(Self.own)/answer", [("answer", "confirm"), ("word", "Gladly\r\nAda")])
        #expect(answer.headers[.location] == "\(Self.own)?notice=speaking-answer#answer")
        var contact = try await world.profile().contact
        #expect(contact.state == .confirmed)
        #expect(contact.word == "Gladly\nAda")
        #expect(contact.answeredAt == world.world.now)
        let page = await world.world.get(Self.own).text
        #expect(page.contains("class=\"btn given\" type=\"submit\" name=\"answer\" value=\"confirm\""))
        #expect(page.contains("class=\"btn line\" type=\"submit\" name=\"answer\" value=\"decline\""))
        #expect(page.contains("if you agree") && !page.contains("if the speaker agrees"))
        #expect(await world.world.post("\(Self.own)/answer", [("answer", "decline")]).status == 303)
        contact = try await world.profile().contact
        #expect(contact.state == .declined)
        #expect(contact.word == "")
        #expect(try await world.verbs() == ["speaker.changed", "speaker.confirmed", "speaker.declined"])
        #expect(await world.world.post("\(Self.own)/answer", [("answer", "perhaps")]).status == 404)
        let long = await world.world.post(
            "\(Self.own)/answer", [("answer", "confirm"), ("word", String(repeating: "a", count: 2_001))])
        #expect(long.status == 422)
        #expect(long.parts(from: "<li><a href=\"#f-", to: "\"") == ["word"])
        #expect(try await world.profile().contact == contact)
    }

    @Test(arguments: TestEngine.available)
    func `corrects what is published, for the next release`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let form = [
            ("name", "Ada Lovelace"), ("office", "Vice-mayor"), ("biography", "First line.\nSecond."),
            ("biography-language", "it"),
        ]
        #expect(await world.world.post("\(Self.own)/details", form).status == 303)
        let speaker = try #require(try await world.speaker())
        #expect(speaker.name == "Ada Lovelace")
        #expect(speaker.office.values.mapValues(\.text) == [.en: "Vice-mayor", .fr: "Adjointe"])
        #expect(speaker.authority == "de-hill")
        #expect(try await world.profile().biography == LocalizedText("First line.\nSecond.", in: .it))
        #expect(
            await world.world.get("/en/lakeside-2024/speakers/deputy").part(from: "<h1>", to: "</h1>") == "Ada &lt;Example&gt;")
        let refused = await world.world.post(
            "/de/lakeside-2024/speaking/\(SpeakerWorld.token.text)/details",
            [("name", String(repeating: "n", count: 201)), ("biography", "Kept as typed")])
        #expect(refused.status == 422)
        #expect(refused.parts(from: "<li><a href=\"#f-", to: "\"") == ["name"])
        #expect(refused.text.contains("Kept as typed"))
        #expect(try await world.speaker() == speaker)
    }

    @Test(arguments: TestEngine.available)
    func `tells when and what, and what is wrong is said`(engine: TestEngine) async throws {
        let world = try await world(engine)
        try await world.world.write { tx in
            try DraftStore(tx: tx).keep(SpeakerPlan(isElected: true), of: "deputy", in: "lakeside-2024")
        }
        let form = [
            ("day-0", ""), ("from-0", ""), ("to-0", ""), ("day-1", "2024-03-21"), ("from-1", "10:00"), ("to-1", "12:00"),
            ("leaves-day", ""), ("leaves", ""), ("speaks", "de fr"), ("needs", "A ramp"),
        ]
        #expect(await world.world.post("\(Self.own)/practical", form).status == 303)
        let plan = try await world.world.read { tx in
            try DraftStore(tx: tx).draft(of: try EditionStore(tx: tx).edition("lakeside-2024")).speakers["deputy"]
        }
        var expected = SpeakerPlan(isElected: true, languages: ["de", "fr"])
        expected.availability = [
            SessionTime(day: try #require(Day("2024-03-21")), start: WallTime(minutes: 600), end: WallTime(minutes: 720))
        ]
        #expect(plan == expected)
        #expect(try await world.profile().needs == "A ramp")
        let refused = await world.world.post("\(Self.own)/practical", form.map { ($0.0, $0.0 == "to-1" ? "soon" : $0.1) })
        #expect(refused.status == 422)
        #expect(refused.parts(from: "<li><a href=\"#f-", to: "\"") == ["day-1"])
        #expect(refused.text.contains("value=\"soon\""))
        #expect(await world.world.post("\(Self.own)/practical").status == 303)
        #expect(try await world.profile().needs == "")
    }

    @Test func `what is needed is on no page of others`() async throws {
        let world = try await world()
        _ = await world.world.post("\(Self.own)/practical", [("needs", "A ramp")])
        #expect(await world.secretariat.get("\(SpeakerWorld.organise)/speakers/deputy").text.contains("A ramp"))
        for path in ["\(SpeakerWorld.organise)/speakers", "/en/lakeside-2024/speakers/deputy", "/en/lakeside-2024/programme/TH1"]
        {
            #expect(!(await world.secretariat.get(path).text.contains("A ramp")), "\(path)")
        }
    }

    @Test func `is nobody with a wrong, a foreign or an old link`() async throws {
        let world = try await world()
        let other = Secret(Array(repeating: 8, count: 32)).text
        let paths = [
            "/en/lakeside-2024/speaking/\(other)", "/en/hill-2027/speaking/\(SpeakerWorld.token.text)",
            "/en/nowhere/speaking/\(SpeakerWorld.token.text)", "/en/lakeside-2024/speaking/\(SpeakerWorld.token.hash)",
        ]
        func isClosed(_ asked: World, _ path: String) async {
            #expect(await asked.get(path).status == 404, "\(path)")
            #expect(await asked.get("\(path)/portrait.jpg").status == 404, "\(path)")
            for part in ["answer", "details", "consents", "practical", "portrait/removal"] {
                #expect(
                    await asked.post("\(path)/\(part)", [("answer", "confirm"), ("name", "Eve")]).status == 404, "\(path)/\(part)"
                )
            }
            #expect(await asked.upload("\(path)/portrait", "portrait", SpeakerWorld.picture).status == 404, "\(path)")
        }
        for path in paths { await isClosed(world.world, path) }
        let late = world.world.at(Date(timeIntervalSince1970: 1_712_354_400))
        await isClosed(late, Self.own)
        #expect(await late.at(late.now - 1).get(Self.own).status == 200)
        #expect(try await world.verbs() == ["speaker.changed"])
    }

    @Test func `is asked to slow down when guessing`() async throws {
        let world = try await world()
        var statuses: [Int] = []
        for number in 0..<125 {
            statuses.append(await world.world.get("/en/lakeside-2024/speaking/guess-\(number)").status)
        }
        #expect(statuses == Array(repeating: 404, count: 120) + Array(repeating: 429, count: 5))
    }
}

@Suite struct `A portrait` {
    private static let own = SpeakerWorld.own

    private func world(_ engine: TestEngine = .sqlite) async throws -> SpeakerWorld {
        let world = try await SpeakerWorld(engine)
        try await world.linked(.confirmed)
        return world
    }

    private func release(_ world: SpeakerWorld) async throws {
        try await world.world.write { tx in
            _ = try ReleaseStore(tx: tx).publish("lakeside-2024", note: LocalizedText(), at: tx.now)
        }
    }

    @Test(arguments: TestEngine.available)
    func `is public after a release to which its speaker agreed, and gone when that is taken back`(engine: TestEngine)
        async throws
    {
        let world = try await world(engine)
        let (page, session) = ("/en/lakeside-2024/speakers/deputy", "/en/lakeside-2024/programme/TH1")
        #expect(await world.world.upload("\(Self.own)/portrait", "portrait", SpeakerWorld.picture).status == 303)
        let portrait = try #require(try await world.profile().portrait)
        #expect((portrait.width, portrait.height) == (480, 600))
        let address = "/lakeside-2024/portraits/\(portrait.digest).jpg"
        let mine = await world.world.get("\(Self.own)/portrait.jpg")
        #expect(mine.bytes.starts(with: [0xFF, 0xD8, 0xFF]))
        #expect(mine.headers[.contentType] == "image/jpeg")
        #expect(
            await world.world.post(
                "\(Self.own)/details", [("name", "Ada"), ("biography", "Ada grew up here."), ("biography-language", "en")]
            ).status == 303)
        try await release(world)
        func isPublic() async -> [Bool] {
            [
                await world.world.get(address).status == 200, await world.world.get(page).text.contains(address),
                await world.world.get(session).text.contains(address),
                await world.world.get(page).text.contains("Ada grew up here."),
            ]
        }
        #expect(await isPublic() == [false, false, false, false])
        #expect(await world.secretariat.get(address).headers[.cacheControl] == "private, no-store")
        #expect(
            await world.world.post("\(Self.own)/consents", [("consent-portrait", "yes"), ("consent-contact", "yes")]).status
                == 303)
        #expect(try await world.profile().consents == [.portrait, .contact])
        #expect(await isPublic() == [false, false, false, false])
        try await release(world)
        #expect(await isPublic() == [true, true, true, true])
        let shown = await world.world.get(address)
        #expect(shown.headers[.cacheControl] == "public, max-age=604800, immutable")
        #expect(shown.headers[.contentDisposition] == "inline")
        #expect(await world.world.post("\(Self.own)/consents", [("consent-contact", "yes")]).status == 303)
        #expect(await isPublic() == [false, false, false, false])
        #expect(await world.world.post("\(Self.own)/consents", [("consent-portrait", "yes")]).status == 303)
        #expect(await isPublic() == [true, true, true, true])
        #expect(await world.secretariat.post("\(SpeakerWorld.organise)/speakers/deputy/withdrawal").status == 303)
        #expect(await isPublic() == [false, false, false, false])
        #expect(await world.world.post("\(Self.own)/portrait/removal").status == 303)
        #expect(await world.secretariat.get(address).status == 404)
    }

    @Test(arguments: [
        (SpeakerWorld.smallPicture, "48 × 60"), (Array(SpeakerWorld.picture.dropLast(30)), "part of the file is missing"),
        (Array("GIF89a".utf8), "not a picture"), ([], "Choose a picture first."),
    ])
    func `that cannot be taken is refused with why`(file: [UInt8], why: String) async throws {
        let world = try await world()
        let answer = await world.world.upload("\(Self.own)/portrait", "portrait", file)
        #expect(answer.status == 422)
        #expect(answer.part(from: "<a href=\"#f-portrait\">", to: "</a>")?.contains(why) == true)
        #expect(try await world.profile().portrait == nil)
        #expect(try await world.verbs() == ["speaker.changed"])
    }

    @Test func `that comes as no form with a file is refused`() async throws {
        let world = try await world()
        #expect(await world.world.post("\(Self.own)/portrait", [("portrait", "x")]).status == 422)
        #expect(await world.world.upload("\(Self.own)/portrait", "other", SpeakerWorld.picture).status == 422)
        #expect(try await world.profile().portrait == nil)
    }

    @Test(arguments: [
        "nothing.jpg", "\(String(repeating: "a", count: 64)).jpg", "\(String(repeating: "a", count: 64)).png", "..%2Fa.jpg",
    ])
    func `that is not there is not found`(file: String) async throws {
        #expect(await (try await world()).secretariat.get("/lakeside-2024/portraits/\(file)").status == 404)
    }

    @Test func `of another edition is not found`() async throws {
        let world = try await world()
        _ = await world.world.upload("\(Self.own)/portrait", "portrait", SpeakerWorld.picture)
        let digest = try #require(try await world.profile().portrait?.digest)
        #expect(await world.secretariat.get("/hill-2027/portraits/\(digest).jpg").status == 404)
        #expect(await world.secretariat.get("/lakeside-2024/portraits/\(digest).jpg").status == 200)
    }
}
