// SPDX-License-Identifier: EUPL-1.2
@testable import Registration
import Testing
import Vocabulary

@Suite struct `Changing a form` {
    private func change(_ before: [Question], _ after: [Question], terms: Int = 1) throws -> FormChange {
        try Sample.form(before).changed(to: after, termsVersion: terms)
    }

    private static func changed(_ question: Question, _ change: (inout Question) -> Void) -> Question {
        var question = question
        change(&question)
        return question
    }

    private static let one = Sample.question("one", .one), must = Sample.required("must", .one), tick = Sample.consent("tick")
    private static let first = Sample.question("first")

    static let cases: [(before: [Question], after: [Question], difference: FormDifference, isDecisive: Bool)] = [
        ([first], [first, Sample.question("q")], .added("q", isRequired: false), false),
        ([first], [first, Sample.required("q")], .added("q", isRequired: true), true),
        ([first, one], [first], .removed("one"), false),
        ([Sample.question("q")], [Sample.required("q")], .nowRequired("q"), true),
        ([Sample.required("q")], [Sample.question("q")], .nowOptional("q"), false),
        ([Sample.question("q", .number)], [Sample.question("q", .day)], .answeredOtherwise("q"), true),
        (
            [Sample.question("q", .number)], [changed(Sample.question("q", .number)) { $0.bounds = .init(least: 0, most: 2) }],
            .answeredOtherwise("q"), true
        ),
        (
            [one], [changed(one) { $0.choices.append(.init("d", Sample.text("D"))) }], .choicesAdded("one", isRequired: false),
            false
        ),
        (
            [must], [changed(must) { $0.choices.append(.init("d", Sample.text("D"))) }], .choicesAdded("must", isRequired: true),
            true
        ),
        ([one], [changed(one) { $0.choices.removeLast() }], .choicesRemoved("one"), true),
        (
            [first, one], [first, changed(one) { $0.condition = .answered("first") }],
            .conditionChanged("one", isRequired: false), false
        ),
        (
            [first, must], [first, changed(must) { $0.condition = .answered("first") }],
            .conditionChanged("must", isRequired: true), true
        ),
        ([one], [changed(one) { $0.promise.retentionDays += 1 }], .promiseWidened("one"), true),
        ([one], [changed(one) { $0.promise.seenBy.append("host") }], .promiseWidened("one"), true),
        ([one], [changed(one) { $0.promise.legalBasis = .legitimateInterest }], .promiseWidened("one"), true),
        ([one], [changed(one) { $0.promise.retentionDays -= 1 }], .promiseNarrowed("one"), false),
        ([one], [changed(one) { $0.promise.seenBy = [] }], .promiseNarrowed("one"), false),
        ([one], [changed(one) { $0.label = Sample.text("Better words") }], .worded("one"), false),
        ([one], [changed(one) { $0.choices[0].label = Sample.text("Better words") }], .worded("one"), false),
        ([one], [changed(one) { $0.help = Sample.text("Help") }], .worded("one"), false),
        ([tick], [changed(tick) { $0.label = Sample.text("I agree to more") }], .consentWorded("tick"), true),
        (
            [tick],
            [
                changed(tick) {
                    $0.label = .own(LocalizedText([.en: .init("About tick", .authentic), .fr: .init("Sur cela", .reviewed)]))
                }
            ], .worded("tick"), false
        ),
        ([first, one], [one, first], .reordered, false),
    ]

    @Test(arguments: cases.indices)
    func `each difference is told, and whether people are asked again`(index: Int) throws {
        let (before, after, difference, isDecisive) = Self.cases[index]
        let change = try change(before, after)
        #expect(change.differences == [difference])
        #expect(change.isDecisive == isDecisive)
        #expect(change.form.versions.map(\.number) == [1, 2])
        #expect(change.form.versions[0] == Sample.version(before))
        let phrase = difference.phrase(question: "X")
        #expect(Words(.en)(phrase) != phrase.key)
        #expect(!Words(.en)(phrase).contains("{"))
    }

    @Test func `new terms are decisive, older ones refused, and no change is none`() throws {
        let change = try change([Self.one], [Self.one], terms: 2)
        #expect(change.differences == [.terms(from: 1, to: 2)])
        #expect(change.isDecisive)
        #expect(Words(.en)(change.differences[0].phrase(question: "")) == "The terms are now version 2 instead of 1.")
        #expect(throws: FormRefusal.unchanged) { try self.change([Self.one], [Self.one]) }
        #expect(throws: FormRefusal.olderTerms) { try change.form.changed(to: [Self.first], termsVersion: 1) }
        #expect(throws: FormRefusal.noQuestions) { try self.change([Self.one], []) }
    }

    @Test func `since when a question says what it says is counted, not believed`() throws {
        let lied = Self.changed(Self.one) {
            ($0.label, $0.wordedIn, $0.promise.since) = (Sample.text("New"), 77, -3)
        }
        let form = try change([Self.one, Self.first], [lied, Self.first]).form
        #expect(form.current.questions.map(\.wordedIn) == [2, 1])
        #expect(form.current.questions.map(\.promise.since) == [1, 1])
    }

    @Test(arguments: 0..<20)
    func `through any changes old versions stay, and questions know since when they are worded`(seed: Int) throws {
        var dice = Dice(UInt64(seed))
        var form = try Sample.form(RandomForm.questions(&dice))
        for step in 0..<8 {
            let before = form
            let label = dice.roll(2) == 0 ? "" : "again \(step)"
            guard let change = try? form.changed(to: RandomForm.questions(&dice, labelled: label), termsVersion: 1 + step / 3)
            else { continue }
            form = change.form
            #expect(Array(form.versions.dropLast()) == before.versions)
            for question in form.current.questions {
                var since = form.current.number
                while let old = form.version(since - 1)?.question(question.id), old.label == question.label { since -= 1 }
                #expect(question.wordedIn == since)
            }
            #expect(change.differences.contains { $0.isDecisive } == change.isDecisive)
        }
        #expect(form.versions.count > 1)
    }
}

@Suite struct `Asking people again after a change` {
    private let questions = [
        Sample.required("name"), Sample.question("pick", .one), Sample.consent("photo"),
        Sample.required(Question.terms, .consent),
    ]

    private func again(
        typed: [String: [String]] = ["name": ["x"], "pick": ["a"], "photo": ["yes"], "terms": ["yes"]], terms: Int = 1,
        _ change: (inout [Question]) -> Void
    ) throws -> [ID<Question>] {
        let form = try Sample.form(questions)
        let taken = FormRules.take(typed: typed, over: nil, version: form.current, at: Sample.monday)
        #expect(taken.isAccepted)
        #expect(form.questionsToAskAgain(taken.answers) == [])
        var after = questions
        change(&after)
        return try form.changed(to: after, termsVersion: terms).form.questionsToAskAgain(taken.answers)
    }

    @Test func `only those are asked whose answers a change touches`() throws {
        #expect(try again { $0.append(Sample.required("new")) } == ["new"])
        #expect(try again { $0.append(Sample.question("new")) } == [])
        #expect(try again { $0.append(Sample.required("new", if: .has("pick", ["b"]))) } == [])
        #expect(try again { $0[1].choices.removeFirst() } == ["pick"])
        #expect(try again { $0[1].choices.removeLast() } == [])
        #expect(try again { $0[0].label = Sample.text("Better words") } == [])
        #expect(try again { $0[0].promise.retentionDays = 200 } == ["name"])
        #expect(try again { $0[2].label = Sample.text("I agree to more") } == ["photo"])
        #expect(try again(typed: ["name": ["x"], "terms": ["yes"]]) { $0[2].label = Sample.text("I agree to more") } == [])
        #expect(try again(terms: 2) { $0[0].label = Sample.text("Better words") } == ["terms"])
    }

    @Test func `an answer that becomes sensitive is asked again with its consent`() throws {
        #expect(
            try again {
                $0[1].promise = Sample.sensitive("pick", by: "ok").promise
                $0.insert(Sample.consent("ok", .explicitConsent), at: 0)
            } == ["pick"])
    }

    @Test func `whoever answers again is done`() throws {
        let form = try Sample.form(questions)
        let typed = ["name": ["x"], "photo": ["yes"], "terms": ["yes"]]
        let old = FormRules.take(typed: typed, over: nil, version: form.current, at: Sample.monday).answers
        var after = questions
        after[2].label = Sample.text("I agree to more")
        after.append(Sample.required("new"))
        let changed = try form.changed(to: after, termsVersion: 5).form
        #expect(changed.questionsToAskAgain(old) == ["photo", "terms", "new"])
        let answered = old.typed.merging(["new": ["y"]]) { _, new in new }
        let taken = FormRules.take(typed: answered, over: old, version: changed.current, at: Sample.tuesday)
        #expect(taken.isAccepted)
        #expect(changed.questionsToAskAgain(taken.answers) == [])
    }
}
