// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vocabulary

@testable import Programme

@Suite struct `Asking speakers by mail` {
    private static let path = "\(SpeakerWorld.organise)/speakers"

    /// Addresses for all three; one was asked, one confirmed.
    private func world(_ engine: TestEngine) async throws -> SpeakerWorld {
        let world = try await SpeakerWorld(engine)
        try await world.world.write { tx in
            func contact(_ state: SpeakerState, _ language: Language, _ address: String) -> SpeakerContact {
                SpeakerContact(
                    address: address, language: language, state: state,
                    askedAt: state == .notAsked ? nil : tx.now - 5 * 86_400)
            }
            try SpeakerStore(tx: tx).keep(
                [
                    (speaker: "mayor", contact: contact(.notAsked, .fr, "mayor@cities.example")),
                    (speaker: "deputy", contact: contact(.asked, .en, "ada@cities.example")),
                    (speaker: "chair", contact: contact(.confirmed, .en, "chair@cities.example")),
                ], in: "lakeside-2024")
        }
        return world
    }

    @Test(arguments: TestEngine.available)
    func `shows whom, how many and what before anything leaves`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let start = await world.secretariat.get("\(Self.path)/ask")
        #expect(start.parts(from: "<b>", to: "</b>") == ["1", "1", "1", "1"])
        let page = await world.secretariat.get("\(Self.path)/ask?who=unanswered")
        #expect(page.text.contains("Send 1 mail"))
        let letter = try #require(page.part(from: "<pre class=\"letter\"", to: "</pre>"))
        for part in [
            "Ada &lt;Example&gt;", "TH1 Safe &amp; calm &lt;streets&gt;, Wednesday 20 March 2024, 15:30–17:00, Hall",
            "TH2 Young people, Wednesday 20 March 2024, 16:00–17:00, Small room", "/en/lakeside-2024/speaking/",
        ] { #expect(letter.contains(part), "\(part)") }
        #expect(try await world.letters().isEmpty)
        #expect(try await world.profile().contact.state == .asked)
    }

    @Test(arguments: TestEngine.available)
    func `writes to a group, each in their language with a link that opens their page`(engine: TestEngine) async throws {
        let world = try await world(engine)
        let sent = await world.secretariat.post("\(Self.path)/ask", [("who", "not-asked")])
        #expect(sent.status == 303)
        #expect(sent.headers[.location]?.hasPrefix("/en/organise/outbox/batches/") == true)
        let letters = try await world.letters()
        #expect(letters.map(\.address) == ["mayor@cities.example"])
        #expect(letters.map(\.language) == ["fr"])
        let link = try #require(
            letters[0].body.components(separatedBy: "https://cities.example").last?.components(separatedBy: "\n").first)
        #expect(link.hasPrefix("/fr/lakeside-2024/speaking/"))
        #expect(await world.world.get(link).status == 200)
        let contact = try await world.profile("mayor").contact
        #expect(contact.state == .asked)
        #expect(contact.askedAt == world.world.now)
        let flags = try await world.world.read { try $0.rows("SELECT secret, transactional, kind FROM letter")[0] }
        #expect(flags["secret"] as Bool)
        #expect(flags["transactional"] as Bool)
        #expect(flags["kind"] as String == "speaker-request")
        #expect(try await world.verbs().last == "speaker.asked")
    }

    @Test(arguments: TestEngine.available)
    func `asks again, and for what is missing, and earlier links go on working`(engine: TestEngine) async throws {
        let world = try await world(engine)
        try await world.world.write {
            try SpeakerStore(tx: $0).keep([(speaker: "deputy", hash: SpeakerWorld.token.hash)], in: "lakeside-2024")
        }
        #expect(await world.secretariat.post("\(Self.path)/ask", [("who", "unanswered")]).status == 303)
        #expect(await world.secretariat.post("\(Self.path)/ask", [("who", "no-portrait")]).status == 303)
        #expect(try await world.profile().contact.state == .reminded)
        #expect(try await world.profile("chair").contact.state == .confirmed)
        #expect(try await world.letters().map(\.subject).map { $0.prefix(8) } == ["Reminder", "Lakeside"])
        #expect(await world.world.get(SpeakerWorld.own).status == 200)
        // At most one mail a day, however often the button is pressed.
        let again = await world.secretariat.post("\(Self.path)/ask", [("who", "unanswered")])
        #expect(again.status == 409)
        #expect(again.text.contains(Words(.en)("speaker.refused.nobody")))
        #expect(try await world.letters().count == 2)
    }

    @Test(arguments: [
        (SpeakerContact(state: .notAsked), "speaker.refused.no-address"),
        (SpeakerContact(address: "a@b.example", state: .declined), "speaker.refused.declined"),
        (
            SpeakerContact(address: "a@b.example", state: .asked, askedAt: Date(timeIntervalSince1970: 1_709_299_000)),
            "speaker.refused.lately"
        ),
    ])
    func `says why somebody is not written to`(contact: SpeakerContact, phrase: String) async throws {
        let world = try await SpeakerWorld(.sqlite)
        try await world.world.write {
            try SpeakerStore(tx: $0).keep([(speaker: "deputy", contact: contact)], in: "lakeside-2024")
        }
        let page = await world.secretariat.get("\(Self.path)/ask?speaker=deputy")
        #expect(page.text.contains(Words(.en)(phrase)))
        let answer = await world.secretariat.post("\(Self.path)/ask", [("speaker", "deputy")])
        #expect(answer.status == 409)
        #expect(answer.text.contains(Words(.en)(phrase)))
        #expect(try await world.letters().isEmpty)
    }

    @Test func `is refused when the edition has long been over, and for whom or what is not known`() async throws {
        let world = try await world(.sqlite)
        let late = world.secretariat.at(Date(timeIntervalSince1970: 1_800_000_000))
        #expect(await late.post("\(Self.path)/ask", [("speaker", "mayor")]).status == 409)
        #expect(await world.secretariat.get("\(Self.path)/ask?speaker=nobody").status == 404)
        #expect(await world.secretariat.post("\(Self.path)/ask", [("who", "everybody")]).status == 404)
        #expect(await world.secretariat.post("\(Self.path)/ask").status == 404)
    }

    @Test(arguments: TestEngine.available)
    func `a new link ends the old one, is shown once and mailed to nobody`(engine: TestEngine) async throws {
        let world = try await world(engine)
        try await world.linked()
        #expect(await world.world.get(SpeakerWorld.own).status == 200)
        let page = await world.secretariat.post("\(Self.path)/deputy/links")
        #expect(page.status == 200)
        let link = try #require(page.part(from: "<p class=\"secret\">https://cities.example", to: "<"))
        #expect(link.hasPrefix("/de/lakeside-2024/speaking/"))
        #expect(await world.world.get(link).status == 200)
        #expect(await world.world.get(SpeakerWorld.own).status == 404)
        #expect(try await world.letters().isEmpty)
        let stored = try await world.world.read { try $0.rows("SELECT hash FROM speaker_link").map { $0["hash"] as String } }
        #expect(stored.allSatisfy { !link.contains($0) })
    }
}
