// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `What new texts make of the terms` {
    private static let now = Date(timeIntervalSince1970: 1_800_000_000)
    private static let first = Terms(edition: "hill-2027", number: 1, texts: [.en: "Be kind."], kept: now - 60)

    private func facts(_ current: Terms?, answered: Int = 0) -> TermsFacts {
        TermsFacts(edition: "hill-2027", current: current, answered: answered)
    }

    private func terms(_ number: Int, _ texts: [Language: String], at kept: Date = now) -> Terms {
        Terms(edition: "hill-2027", number: number, texts: texts, kept: kept)
    }

    @Test func `the first are version one, and are asked of those who answered before`() throws {
        #expect(try facts(nil).change(to: [.en: " A\n", .fr: " "], at: Self.now) == .amends(terms(1, [.en: "A"])))
        #expect(try facts(nil, answered: 2).change(to: [.en: "A"], at: Self.now) == .follows(terms(1, [.en: "A"])))
    }

    @Test func `what nobody agreed to is written anew`() throws {
        #expect(
            try facts(Self.first).change(to: [.en: "Be quick."], at: Self.now)
                == .amends(terms(1, [.en: "Be quick."], at: Self.first.kept)))
    }

    @Test func `a language more asks nobody again`() throws {
        let both = [Language.en: "Be kind.", .de: "Seien Sie freundlich."]
        #expect(
            try facts(Self.first, answered: 9).change(to: both, at: Self.now)
                == .amends(
                    Terms(edition: "hill-2027", number: 1, texts: both, kept: Self.first.kept, added: [.de: Self.now])))
    }

    @Test(arguments: [[Language.en: "Be quick."], [.de: "Seien Sie freundlich."]])
    func `another text, or one fewer, is another version`(_ texts: [Language: String]) throws {
        #expect(try facts(Self.first, answered: 1).change(to: texts, at: Self.now) == .follows(terms(2, texts)))
    }

    @Test func `what cannot be kept is said`() {
        func refusal(_ texts: [Language: String], _ current: Terms? = Self.first) -> TermsRefusal? {
            #expect(throws: TermsRefusal.self) { try facts(current, answered: 1).change(to: texts, at: Self.now) }
        }
        #expect(refusal([.en: " \n"]) == .empty)
        #expect(refusal([.en: "Be kind. "]) == .unchanged)
        #expect(refusal([.en: "x", .it: String(repeating: "x", count: 40_001)]) == .tooLong(.it))
        #expect(refusal([.en: "x"], terms(1_000, [.en: "y"])) == .tooMany)
    }
}

@Suite struct `The terms of an edition` {
    private static let base = "/en/hill-2027/organise/registration/terms"

    @Test(arguments: TestEngine.available)
    func `everybody reads them, each version at an address of its own`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        let page = await world.get("/fr/hill-2027/terms")
        #expect(page.status == 200)
        #expect(page.text.contains("<h2>Your place</h2>") && page.text.contains("<p>Be &lt;kind&gt;.</p>"))
        #expect(page.text.contains("lang=\"en\""))
        #expect(await world.get("/en/hill-2027/terms/1").status == 200)
        for path in ["/en/hill-2027/terms/2", "/en/hill-2027/terms/01", "/en/hill-2027/terms/x", "/en/nowhere/terms"] {
            #expect(await world.get(path).status == 404, "\(path)")
        }
        #expect(await world.get("/en/hill-2027/registration").text.contains("/en/hill-2027/terms"))
    }

    @Test(arguments: TestEngine.available)
    func `a new version is shown with what it means, then asked of everybody; the old one stays`(
        _ engine: TestEngine
    ) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, _) = try await registration.participant()
        _ = await registration.world.post(page, [("q-function", "Deputy head"), ("q-terms", "yes")])
        let world = registration.world.as(RegistrationWorld.secretariat)
        let new = [("text-en", "Be quick."), ("number", "1")]
        let seen = await world.post(Self.base, new)
        #expect(seen.status == 200 && seen.text.contains("This becomes version 2. 1 person has answered already"))
        #expect(await registration.world.get("/en/hill-2027/terms/2").status == 404)
        #expect(await world.post(Self.base, new + [("confirmed", "yes")]).status == 303)
        #expect(await registration.world.get("/en/hill-2027/terms").text.contains("Be quick."))
        #expect(await registration.world.get("/en/hill-2027/terms/1").text.contains("This is an earlier version."))
        let again = await registration.world.get(page)
        #expect(again.text.contains("Some questions have changed") && again.text.contains("/en/hill-2027/terms/2"))
        // Nobody agrees to it by leaving the box as it was.
        let box = try #require(again.text.firstMatch(of: #/<input[^>]*id="f-q-terms"[^>]*>/#))
        #expect(box.output.contains("checked") == false)
        #expect(await world.get(Self.base).text.contains("0 of the 1 people who have answered"))
        let german = [("text-en", "Be quick."), ("text-de", "Eilen Sie."), ("number", "2"), ("confirmed", "yes")]
        let later = registration.at(3_600).world
        #expect(await later.as(RegistrationWorld.secretariat).post(Self.base, german).status == 303)
        #expect(await later.get("/de/hill-2027/terms").text.contains("Diese Sprache kam am"))
        // A form that nobody answered yet asks for the same.
        for kind in [ActorKind.officer, .journalist] {
            let form = try await registration.world.read { try FormStore(tx: $0).form(RegistrationWorld.edition, kind) }
            #expect(form.current.termsVersion == 2)
        }
        // Somebody who looked before writes over nothing.
        let late = await world.post(Self.base, [("text-en", "Be <late>."), ("number", "1"), ("confirmed", "yes")])
        #expect(late.status == 422 && late.text.contains("Be &lt;late&gt;."))
        #expect(late.text.contains("Somebody else changed the terms"))
        #expect(await world.post(Self.base, [("text-en", " "), ("number", "2")]).status == 422)
    }

    @Test(arguments: TestEngine.available)
    func `where none are written, nobody is asked to agree`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        try await registration.world.write { try $0.run("DELETE FROM terms") }
        let (page, _) = try await registration.participant()
        #expect(await registration.world.get("/en/hill-2027/terms").status == 404)
        #expect(await registration.world.get(page).text.contains("q-terms") == false)
        #expect(await registration.world.post(page, [("q-function", "Deputy head")]).status == 303)
        let world = registration.world.as(RegistrationWorld.secretariat)
        #expect(await world.get("/en/hill-2027/organise/registration/forms").text.contains("nobody is asked"))
        let first = [("text-en", "Be kind."), ("number", "0"), ("confirmed", "yes")]
        #expect(await world.post(Self.base, first).status == 303)
        #expect(await registration.world.get(page).text.contains("q-terms"))
    }

    @Test(arguments: TestEngine.available)
    func `nobody else writes them`(_ engine: TestEngine) async throws {
        let world = try await RegistrationWorld(engine).world
        for stranger in [RegistrationWorld.coordinator, RegistrationWorld.otherSecretariat, RegistrationWorld.press] {
            #expect(await world.as(stranger).get(Self.base).status == 404)
            let yes = [("text-en", "x"), ("number", "1"), ("confirmed", "yes")]
            #expect(await world.as(stranger).post(Self.base, yes).status == 404)
        }
        #expect(await world.get(Self.base).status == 404)
        #expect(await world.get("/en/hill-2027/terms").text.contains("Be &lt;kind&gt;."))
    }
}
