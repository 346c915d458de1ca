// SPDX-License-Identifier: EUPL-1.2
@testable import Registration
import Testing
import Vocabulary

@Suite struct `Kinds of actors and what the house asks them` {
    @Test func `delegations come through an authority, companions with a participant, everybody else alone`() {
        #expect(ActorKind.allCases.filter { $0.way == .authority } == [.elected, .officer, .host])
        #expect(ActorKind.allCases.filter { $0.way == .companion } == [.accompanying])
        #expect(ActorKind.allCases.filter { $0.approver == .focalPoint } == [.elected, .officer, .host])
        #expect(ActorKind.allCases.filter { !$0.needsApproval } == [.accompanying])
        #expect(ActorKind.allCases.filter(\.needsGuardian) == [.young])
    }

    @Test(arguments: ActorKind.allCases)
    func `the form a kind starts with can be asked, and all its words exist`(kind: ActorKind) throws {
        let form = RegistrationForm(edition: "brussels-2027", kind: kind)
        #expect(form.current.refusals == [])
        let words = Words(.en)
        let texts = form.current.questions.flatMap { question in
            [question.label, question.help, question.promise.purpose].compactMap { $0 } + question.choices.map(\.label)
        }
        let keys = texts.map { text in if case .house(let key) = text { key } else { "" } }
        #expect(keys.filter { words($0) == $0 } == [])
        #expect(words(kind.phrase) != kind.phrase.key)
    }

    @Test(arguments: ActorKind.allCases)
    func `everybody is asked for the terms, and never has to agree to photographs`(kind: ActorKind) throws {
        let questions = BuiltInQuestions.of(kind)
        #expect(questions.last?.id == Question.terms)
        #expect(questions.last?.isRequired == true)
        let photo = try #require(questions.first { $0.id == "photo" })
        #expect([photo.isRequired, photo.isFreeConsent] == [false, true])
        #expect(questions.filter(\.promise.isSensitive).map(\.id) == ["diet", "diet-other", "access"])
        #expect(questions.filter(\.promise.isSensitive).map(\.promise.retentionDays) == [30, 30, 30])
    }

    @Test func `a guardian is asked for only under age`() throws {
        let version = RegistrationForm(edition: "brussels-2027", kind: .young).current
        let guardian: [ID<Question>] = ["guardian-name", "guardian-mail", "guardian-phone", "guardian-consent"]
        let grown = FormRules.take(
            typed: ["under-age": ["no"], "terms": ["yes"]], over: nil, version: version, at: Sample.monday)
        #expect(grown.isAccepted)
        #expect(grown.asked.filter(guardian.contains) == [])
        let young = FormRules.take(
            typed: ["under-age": ["yes"], "terms": ["yes"]], over: nil, version: version, at: Sample.monday)
        #expect(
            young.refusals.mapValues(\.refusal) == [
                "guardian-name": .missing, "guardian-mail": .missing, "guardian-phone": .missing, "guardian-consent": .notAgreed,
            ])
    }

    @Test func `a journalist shows a card or recent work`() {
        let version = RegistrationForm(edition: "brussels-2027", kind: .journalist).current
        let typed = ["outlet": ["Le Soir"], "press-card": ["yes"], "press-work": ["dropped"], "terms": ["yes"]]
        let taken = FormRules.take(typed: typed, over: nil, version: version, at: Sample.monday)
        #expect(taken.refusals.mapValues(\.refusal) == ["press-card-number": .missing])
        #expect(Set(taken.answers.given.keys) == ["outlet", "press-card", "terms"])
    }
}
