// SPDX-License-Identifier: EUPL-1.2
import Foundation
@testable import Registration
import Testing
import Vocabulary

@Suite struct `Taking a form` {
    private func take(
        _ typed: [String: [String]], _ questions: [Question], over old: Answers? = nil, at now: Date = Sample.monday,
        isDraft: Bool = false
    ) -> TakenAnswers {
        FormRules.take(typed: typed, over: old, version: Sample.version(questions), at: now, isDraft: isDraft)
    }

    @Test func `answers are kept with the version and the time`() {
        let taken = take(["a": ["x"], "stranger": ["y"]], [Sample.required("a"), Sample.question("b")])
        let answers = Answers(version: 1, isDraft: false, given: ["a": GivenAnswer(.text("x"), version: 1, at: Sample.monday)])
        #expect(taken == TakenAnswers(answers: answers, refusals: [:], asked: ["a", "b"]))
    }

    @Test func `a required answer is missed when the form is sent, not in a draft`() {
        let questions = [Sample.required("a")]
        #expect(take([:], questions).refusals == ["a": RefusedAnswer(refusal: .missing, typed: [])])
        let draft = take([:], questions, isDraft: true)
        #expect(draft.isAccepted)
        #expect(draft.answers.isDraft)
    }

    @Test func `a draft refuses what is wrong, and what was typed is kept for the field`() {
        let taken = take(["a": ["x"], "m": ["nobody"]], [Sample.question("a"), Sample.question("m", .mail)], isDraft: true)
        #expect(taken.refusals == ["m": RefusedAnswer(refusal: .notMail, typed: ["nobody"])])
        #expect(Set(taken.answers.given.keys) == ["a"])
    }

    @Test func `what is not asked is dropped, also when it was answered before`() {
        let questions = [Sample.question("a", .yesNo), Sample.required("b", if: .has("a", ["yes"]))]
        let before = take(["a": ["yes"], "b": ["x"]], questions).answers
        let after = take(["a": ["no"], "b": ["x"]], questions, over: before, at: Sample.tuesday)
        #expect(after.isAccepted)
        #expect(after.asked == ["a"])
        #expect(after.answers.given == ["a": GivenAnswer(.yes(false), version: 1, at: Sample.tuesday)])
    }

    @Test func `the same answer to the same version keeps its time`() {
        let questions = [Sample.question("a"), Sample.question("b")]
        let before = take(["a": ["x"], "b": ["y"]], questions).answers
        let after = take(["a": ["x"], "b": ["z"]], questions, over: before, at: Sample.tuesday).answers
        #expect(after.given.mapValues(\.at) == ["a": Sample.monday, "b": Sample.tuesday])
    }

    @Test func `answers to questions that are gone stay`() {
        let before = take(["a": ["x"], "b": ["y"]], [Sample.question("a"), Sample.question("b")]).answers
        let after = take(["a": ["z"]], [Sample.question("a")], over: before, at: Sample.tuesday).answers
        #expect(after.given["b"] == before.given["b"])
        #expect(after.given.count == 2)
    }

    @Test func `nobody leaves before coming, whichever is asked first`() {
        let questions = [Sample.question("arrival", .day), Sample.question("departure", .day)]
        let (first, second) = (["2027-03-20"], ["2027-03-21"])
        #expect(take(["arrival": first, "departure": first], questions).isAccepted)
        #expect(take(["departure": first], questions).isAccepted)
        let refused = RefusedAnswer(refusal: .departsBeforeArrival, typed: first)
        #expect(take(["arrival": second, "departure": first], questions, isDraft: true).refusals == ["departure": refused])
        let other = RefusedAnswer(refusal: .departsBeforeArrival, typed: second)
        #expect(take(["arrival": second, "departure": first], questions.reversed()).refusals == ["arrival": other])
    }

    @Test func `an agreement must be ticked to send the form`() {
        let terms = [Sample.required(Question.terms, .consent)]
        #expect(take([:], terms).refusals == ["terms": RefusedAnswer(refusal: .notAgreed, typed: [])])
        #expect(take(["terms": ["yes"]], terms).isAccepted)
    }
}

@Suite struct `Consents` {
    private let questions = [
        Sample.consent("photo"), Sample.consent("may-keep", .explicitConsent), Sample.sensitive("diet", by: "may-keep"),
        Sample.question("more", if: .answered("diet")), Sample.required(Question.terms, .consent),
    ]
    private var version: FormVersion { Sample.version(questions) }
    private let everything = ["photo": ["yes"], "may-keep": ["yes"], "diet": ["vegan"], "more": ["x"], "terms": ["yes"]]

    private func take(_ typed: [String: [String]], over old: Answers? = nil, at now: Date = Sample.monday, isDraft: Bool = false)
        -> TakenAnswers
    { FormRules.take(typed: typed, over: old, version: version, at: now, isDraft: isDraft) }

    private func consent(_ id: ID<Question>, _ basis: AnswerBasis, withdrawn: Date? = nil) -> Consent {
        var consent = take(everything).answers.consents.first { $0.question == id }
        consent?.withdrawn = withdrawn
        #expect(consent?.legalBasis == basis)
        return consent!
    }

    @Test(arguments: [false, true])
    func `what is sensitive is not taken without its consent, not even in a draft`(isDraft: Bool) {
        let taken = take(["diet": ["vegan"], "terms": ["yes"]], isDraft: isDraft)
        #expect(taken.refusals == ["diet": RefusedAnswer(refusal: .needsConsent, typed: ["vegan"])])
        #expect(Set(taken.answers.given.keys) == ["terms"])
    }

    @Test func `a consent is kept with its purpose, its text and its time`() {
        let answers = take(everything).answers
        #expect(answers.consents.map(\.question) == ["photo", "may-keep", "terms"])
        let photo = Consent(
            question: "photo", purpose: .house("form.purpose.participation"), legalBasis: .consent, textVersion: 1,
            given: Sample.monday)
        #expect(answers.consent(to: "photo") == photo)
        #expect(answers.given["diet"]?.restsOn == "may-keep")
    }

    @Test func `sending the same form again gives no second consent`() {
        let before = take(everything).answers
        #expect(take(everything, over: before, at: Sample.tuesday).answers == before)
    }

    @Test func `a tick taken away takes the consent back`() {
        var typed = everything
        typed["photo"] = nil
        let after = take(typed, over: take(everything).answers, at: Sample.tuesday).answers
        #expect(after.consents.first == consent("photo", .consent, withdrawn: Sample.tuesday))
        #expect(after.consent(to: "photo") == nil)
    }

    @Test func `taking a consent back takes what rests on it, and what was asked because of it`() throws {
        let after = try FormRules.withdraw("may-keep", from: take(everything).answers, version: version, at: Sample.tuesday)
        #expect(Set(after.given.keys) == ["photo", "terms"])
        #expect(after.consents.map(\.withdrawn) == [nil, Sample.tuesday, nil])
    }

    @Test func `taking back works for what the form asked in an earlier version`() throws {
        let answers = take(everything).answers
        let shorter = Sample.version([questions[4]])
        let resent = FormRules.take(typed: ["terms": ["yes"]], over: answers, version: shorter, at: Sample.tuesday).answers
        #expect(resent.given.count == 5)
        let after = try FormRules.withdraw("may-keep", from: resent, version: shorter, at: Sample.wednesday)
        #expect(Set(after.given.keys) == ["photo", "more", "terms"])
    }

    @Test func `giving and taking back is one step each, and both stay on record`() throws {
        let none = take(["terms": ["yes"]]).answers
        let given = try FormRules.give("photo", to: none, version: version, at: Sample.tuesday)
        let back = try FormRules.withdraw("photo", from: given, version: version, at: Sample.wednesday)
        let again = try FormRules.give("photo", to: back, version: version, at: Sample.wednesday)
        #expect(back.given == none.given)
        #expect(again.consents.filter { $0.question == "photo" }.map(\.withdrawn) == [Sample.wednesday, nil])
    }

    @Test func `what is not a free consent cannot be taken back, nor what is not asked be given`() {
        let answers = take(everything).answers
        #expect(throws: AnswerRefusal.notWithdrawable) {
            try FormRules.withdraw(Question.terms, from: answers, version: version, at: Sample.tuesday)
        }
        #expect(throws: AnswerRefusal.notAsked) {
            try FormRules.withdraw("diet", from: answers, version: version, at: Sample.tuesday)
        }
        #expect(throws: AnswerRefusal.notAsked) { try FormRules.give("diet", to: answers, version: version, at: Sample.tuesday) }
        #expect(throws: AnswerRefusal.notAsked) { try FormRules.give("none", to: answers, version: version, at: Sample.tuesday) }
    }

    @Test func `a consent to another text is another consent`() {
        var worded = version
        worded.number = 2
        worded.questions[0].wordedIn = 2
        worded.termsVersion = 3
        let after = FormRules.take(typed: everything, over: take(everything).answers, version: worded, at: Sample.tuesday).answers
        #expect(after.consents.map(\.question) == ["photo", "may-keep", "terms", "photo", "terms"])
        #expect(after.consents.map(\.textVersion) == [1, 1, 1, 2, 3])
        #expect(after.consents.map(\.withdrawn) == [nil, nil, nil, nil, nil])
    }

    @Test func `a consent to be used for more is another consent`() throws {
        let form = try Sample.form(questions)
        let answers = take(everything).answers
        var after = questions
        after[0].promise.purpose = .house("form.purpose.photo")
        let changed = try form.changed(to: after, termsVersion: 1).form
        #expect(changed.questionsToAskAgain(answers) == ["photo"])
        let again = FormRules.take(typed: everything, over: answers, version: changed.current, at: Sample.tuesday).answers
        #expect(again.consent(to: "photo")?.purpose == .house("form.purpose.photo"))
        #expect(again.consents.map(\.textVersion) == [1, 1, 1, 2])
    }

    /// A form with consents that depend on each other, without some of its questions.
    private static func chained(_ dice: inout Dice) -> FormVersion {
        var late = Sample.consent("late", .explicitConsent)
        late.condition = .has("pick", ["yes"])
        var access = Sample.sensitive("access", by: "late")
        access.condition = late.condition
        var photo = Sample.consent("photo")
        photo.condition = .answered("access")
        let all = [
            Sample.consent("may-keep", .explicitConsent), Sample.sensitive("pick", by: "may-keep", .yesNo), late, access, photo,
            Sample.question("more", if: .answered("photo")), Sample.required(Question.terms, .consent),
        ]
        let gone = dice.one(
            of: [[], [], ["access", "photo", "more"], ["more"], ["late", "access", "photo", "more"]] as [[ID<Question>]])
        return Sample.version(all.filter { !gone.contains($0.id) })
    }

    @Test(arguments: 0..<20)
    func `whatever people send, give and take back, nothing is kept without its consent`(seed: Int) {
        var dice = Dice(UInt64(seed))
        var answers = Answers(version: 1, isDraft: true)
        for step in 0..<100 {
            let version = Self.chained(&dice)
            #expect(version.refusals == [])
            let now = Sample.monday + Double(step)
            let id = dice.one(of: ["may-keep", "late", "photo", "terms"] as [ID<Question>])
            switch dice.roll(4) {
            case 0: answers = (try? FormRules.give(id, to: answers, version: version, at: now)) ?? answers
            case 1: answers = (try? FormRules.withdraw(id, from: answers, version: version, at: now)) ?? answers
            default:
                let typed = RandomForm.typed(&dice, for: version.questions, mistakes: false)
                let taken = FormRules.take(typed: typed, over: answers, version: version, at: now, isDraft: true)
                if taken.isAccepted { answers = taken.answers }
            }
            let standing = Set(answers.consents.filter { $0.withdrawn == nil }.map(\.question))
            #expect(Set(answers.given.values.compactMap(\.restsOn)).isSubset(of: standing))
            #expect(standing == Set(["may-keep", "late", "photo", "terms"].filter { answers.given[$0] != nil }))
            #expect(answers.consents.allSatisfy { $0.withdrawn.map { $0 <= now } ?? true })
        }
        #expect(answers.consents.contains { $0.withdrawn != nil })
    }

    @Test func `a record of hundreds of changes of mind does not grow for ever`() throws {
        var answers = take(everything).answers
        for step in 0..<400 {
            let now = Sample.monday + Double(step)
            answers = try FormRules.withdraw("photo", from: answers, version: version, at: now)
            answers = try FormRules.give("photo", to: answers, version: version, at: now)
        }
        #expect(answers.consents.count == 300)
        #expect(answers.consents.filter { $0.withdrawn == nil }.map(\.question) == ["may-keep", "terms", "photo"])
    }
}
