// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Registration

@Suite struct `The secretariat says what is asked` {
    private static let base = "/en/hill-2027/organise/registration/forms"
    private static let new = [
        ("label-en", "Size of your shirt"), ("purpose-en", "To order shirts"), ("kind", "one"), ("required", "yes"),
        ("choices-en", "s: Small\nExtra large"), ("basis", "legitimate-interest"), ("days", "30"), ("seen-by", "secretariat"),
    ]

    private func form(_ registration: RegistrationWorld) async throws -> RegistrationForm {
        try await registration.world.read { try FormStore(tx: $0).form(RegistrationWorld.edition, .officer) }
    }

    @Test(arguments: TestEngine.available)
    func `a change is shown with what it means, then kept, and old answers stay readable`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let (page, _) = try await registration.participant()
        _ = await registration.world.post(page, [("q-function", "Deputy head"), ("q-terms", "yes")])
        let world = registration.world.as(RegistrationWorld.secretariat)
        let seen = await world.post("\(Self.base)/officer/questions/new", Self.new)
        #expect(seen.status == 200)
        #expect(seen.text.contains("is new and needs an answer") && seen.text.contains("1 person has answered already"))
        #expect(try await form(registration).versions.count == 1)
        let yes = Self.new + [("confirmed", "yes"), ("version", "1")]
        #expect(await world.post("\(Self.base)/officer/questions/new", yes).status == 303)
        let kept = try await form(registration)
        #expect(kept.versions.count == 2)
        let question = try #require(kept.current.questions.last)
        #expect(question.choices.map(\.id) == ["s", "extra-large"] && question.isRequired)
        // The same yes again was given to another form.
        #expect(await world.post("\(Self.base)/officer/questions/new", yes).status == 200)
        #expect(try await form(registration).versions.count == 2)
        #expect(await registration.world.get(page).text.contains("Some questions have changed"))
        let removal = [("confirmed", "yes"), ("version", "2")]
        #expect(await world.post("\(Self.base)/officer/questions/function/removal", removal).status == 303)
        let answers = await world.get("/en/hill-2027/organise/registration/answers/paula")
        #expect(answers.text.contains("Deputy head") && answers.text.contains("no longer asked"))
    }

    @Test(arguments: TestEngine.available)
    func `questions are moved and changed, and house words stay the house's`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(RegistrationWorld.secretariat)
        let before = try await form(registration).current.questions.map(\.id)
        let moved = [("direction", "down"), ("confirmed", "yes"), ("version", "1")]
        #expect(await world.post("\(Self.base)/officer/questions/\(before[0])/move", moved).status == 303)
        #expect(try await form(registration).current.questions.prefix(2).map(\.id) == [before[1], before[0]])
        let asked = try #require(try await form(registration).current.question("field"))
        #expect(QuestionDraft(asked).question("field", over: asked) == asked)
        for question in ActorKind.allCases.flatMap(BuiltInQuestions.of) {
            #expect(QuestionDraft(question).question(question.id, over: question) == question, "\(question.id)")
        }
    }

    @Test(arguments: TestEngine.available)
    func `what cannot be asked is said, and what was typed stays`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world.as(RegistrationWorld.secretariat)
        let wrong = await world.post(
            "\(Self.base)/officer/questions/new",
            [("label-en", "Your <faith>"), ("kind", "line"), ("sensitive", "yes"), ("days", "x")])
        #expect(wrong.status == 422 && wrong.text.contains("Your &lt;faith&gt;"))
        #expect(await world.post("\(Self.base)/officer/questions/diet-consent/removal").status == 422)
        #expect(await world.post("\(Self.base)/officer/questions/nothing/removal").status == 422)
        #expect(await world.get("\(Self.base)/officer/questions/nothing").status == 404)
        #expect(await world.get("\(Self.base)/nobody").status == 404)
        #expect(try await form(registration).versions.count == 1)
    }

    @Test(arguments: TestEngine.available)
    func `nobody else finds the forms`(_ engine: TestEngine) async throws {
        let registration = try await RegistrationWorld(engine)
        let world = registration.world
        for path in [Self.base, "\(Self.base)/officer", "\(Self.base)/officer/questions/field"] {
            #expect(await world.as(RegistrationWorld.secretariat).get(path).status == 200)
            for stranger in [RegistrationWorld.coordinator, RegistrationWorld.otherSecretariat, RegistrationWorld.press] {
                #expect(await world.as(stranger).get(path).status == 404)
            }
            #expect(await world.get(path).status == 404)
        }
        let yes = Self.new + [("confirmed", "yes"), ("version", "1")]
        for stranger in [RegistrationWorld.coordinator, RegistrationWorld.otherSecretariat, RegistrationWorld.press] {
            for path in ["questions/new", "questions/field/removal", "questions/field/move"] {
                #expect(await world.as(stranger).post("\(Self.base)/officer/\(path)", yes).status == 404)
            }
        }
        #expect(try await form(registration).versions.count == 1)
    }
}
