// SPDX-License-Identifier: EUPL-1.2
@testable import Registration
import Testing
import Vocabulary

@Suite struct `Answers whose time has come` {
    private let last = Day(2027, 3, 22)!

    private func question(_ id: ID<Question>, days: Int) -> Question {
        var question = Sample.question(id)
        question.promise.retentionDays = days
        return question
    }

    private func answers(_ ids: ID<Question>..., version: Int = 1) -> Answers {
        Answers(
            version: version, isDraft: false,
            given: Dictionary(
                uniqueKeysWithValues: ids.map { ($0, GivenAnswer(.text("x"), version: version, at: Sample.monday)) }))
    }

    @Test func `diet and access needs fall due thirty days after the last day`() throws {
        let form = RegistrationForm(edition: "brussels-2027", kind: .elected)
        let typed = [
            "elected-office": ["Mayor"], "diet-consent": ["yes"], "diet": ["vegan"], "access-consent": ["yes"],
            "access": ["A ramp"],
            "emergency-name": ["Ann"], "emergency-phone": ["+32 2 123 45 67"], "terms": ["yes"],
        ]
        let taken = FormRules.take(typed: typed, over: nil, version: form.current, at: Sample.monday)
        #expect(taken.isAccepted)
        let retention = FormRetention(form: form, lastDay: last)
        func due(_ day: Day?) throws -> [ID<Question>] { retention.due(taken.answers, on: try #require(day)).map(\.question) }
        #expect(try due(Day(2027, 3, 28)) == [])
        #expect(try due(Day(2027, 3, 29)) == ["emergency-name", "emergency-phone"])
        #expect(try due(Day(2027, 4, 20)) == ["emergency-name", "emergency-phone"])
        #expect(
            try due(Day(2027, 4, 21)) == [
                "emergency-name", "emergency-phone", "access", "access-consent", "diet", "diet-consent",
            ])
        #expect(retention.nextDue(taken.answers, from: last) == Day(2027, 3, 29))
        let left = taken.answers.erasing(Set(try due(Day(2027, 4, 21))))
        #expect(Set(left.given.keys) == ["elected-office", "terms"])
        #expect(left.consents == taken.answers.consents)
        #expect(retention.due(left, on: Day(2027, 4, 21)!) == [])
    }

    @Test func `that there was a consent is kept for three years after the edition`() throws {
        let form = RegistrationForm(edition: "brussels-2027", kind: .accompanying)
        let typed = ["accompanied": ["Ann"], "diet-consent": ["yes"], "terms": ["yes"]]
        let answers = FormRules.take(typed: typed, over: nil, version: form.current, at: Sample.monday).answers
        let retention = FormRetention(form: form, lastDay: last)
        let before = retention.kept(of: answers, on: try #require(last.adding(days: 1_094)))
        #expect(Set(before.given.keys) == ["accompanied", "terms"])
        #expect(before.consents.map(\.question) == ["diet-consent", "terms"])
        let after = retention.kept(of: answers, on: try #require(last.adding(days: 1_095)))
        #expect(after == Answers(version: 1, isDraft: false))
        #expect(
            retention.nextDue(Answers(version: 1, isDraft: false, consents: answers.consents), from: last)
                == last.adding(days: 1_095))
    }

    @Test func `an edition that moves moves what is due`() throws {
        let form = try Sample.form([question("a", days: 10)])
        let today = try #require(last.adding(days: 12))
        #expect(
            FormRetention(form: form, lastDay: last).due(answers("a"), on: today) == [
                DueAnswer(question: "a", retentionDays: 10, daysLate: 2)
            ])
        #expect(FormRetention(form: form, lastDay: today).due(answers("a"), on: today) == [])
    }

    @Test(arguments: [(20, 10, 10), (10, 20, 10)])
    func `the shorter of what was promised then and what is promised now holds`(then: Int, now: Int, days: Int) throws {
        let form = try Sample.form([question("a", days: then)]).changed(to: [question("a", days: now)], termsVersion: 1).form
        #expect(FormRetention(form: form, lastDay: last).nextDue(answers("a"), from: last) == last.adding(days: days))
    }

    @Test func `what is asked no more is kept as promised, and what no version knows as long as the edition lasts`() throws {
        let form = try Sample.form([question("a", days: 10), question("b", days: 5)]).changed(
            to: [question("b", days: 5)], termsVersion: 1
        )
        .form
        let retention = FormRetention(form: form, lastDay: last)
        #expect(retention.nextDue(answers("a"), from: last) == last.adding(days: 10))
        #expect(retention.due(answers("a", "stranger"), on: last).map(\.question) == ["stranger"])
        #expect(retention.due(answers("a", "stranger"), on: last.adding(days: -1)!) == [])
    }

    @Test func `nothing left is never due, nor is what the calendar does not reach`() throws {
        let form = try Sample.form([question("a", days: 3_660)])
        let end = Day(9999, 12, 31)!
        #expect(FormRetention(form: form, lastDay: last).nextDue(answers(), from: last) == nil)
        #expect(FormRetention(form: form, lastDay: end).nextDue(answers("a"), from: last) == nil)
        #expect(FormRetention(form: form, lastDay: end).due(answers("a"), on: end) == [])
        #expect(FormRetention(form: form, lastDay: last).nextDue(answers("a"), from: end) == end)
    }

    @Test(arguments: 0..<20)
    func `on any day what is due is what a calendar says`(seed: Int) throws {
        var dice = Dice(UInt64(seed))
        let questions = (0..<10).map { question(ID("q\($0)"), days: dice.roll(120)) }
        let form = try Sample.form(questions)
        let all = FormRules.take(
            typed: Dictionary(uniqueKeysWithValues: questions.map { ($0.id.value, ["x"]) }), over: nil, version: form.current,
            at: Sample.monday
        ).answers
        let retention = FormRetention(form: form, lastDay: last)
        for _ in 0..<40 {
            let today = try #require(last.adding(days: dice.roll(160) - 20))
            let expected = try questions.filter { try #require(last.adding(days: $0.promise.retentionDays)) <= today }
            let due = retention.due(all, on: today)
            #expect(Set(due.map(\.question)) == Set(expected.map(\.id)))
            #expect(due.map(\.daysLate) == due.map(\.daysLate).sorted(by: >))
            let left = all.erasing(Set(due.map(\.question)))
            #expect(left.given.count == 10 - expected.count)
            #expect(retention.nextDue(left, from: today).map { $0 > today } ?? left.given.isEmpty)
        }
    }
}
