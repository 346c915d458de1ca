// SPDX-License-Identifier: EUPL-1.2
import Foundation
@testable import Registration
import Testing
import Vocabulary

@Suite struct `Reading answers` {
    private func english(_ text: String) -> ReadText { ReadText(text: text, language: .en, isTranslated: true) }

    @Test func `values are in words`() throws {
        let kinds: [Question.Kind] = [.line, .many, .yesNo, .number, .day, .time, .country, .language, .languages]
        let form = try Sample.form(kinds.map { Sample.question(ID($0.rawValue), $0) })
        let typed = [
            "line": ["x"], "many": ["a", "c"], "yes-no": ["no"], "number": ["1200"], "day": ["2027-03-20"], "time": ["9:05"],
            "country": ["BE"], "language": ["fr"], "languages": ["nl", "en"],
        ]
        let answers = FormRules.take(typed: typed, over: nil, version: form.current, at: Sample.monday).answers
        let rows = form.reading(answers, in: Words(.en))
        #expect(rows.map(\.question.value) == kinds.map(\.rawValue))
        #expect(
            rows.map { $0.answer.map(\.text) } == [
                ["x"], ["Choice a", "Choice c"], ["No"], ["1,200"], ["20 March 2027"], ["09:05"], ["Belgium"], ["French"],
                ["Dutch", "English"],
            ])
        #expect(
            rows.first
                == AnswerRow(
                    question: "line", label: english("About line"), answer: [english("x")], version: 1, at: Sample.monday,
                    isAsked: true, isSensitive: false, seenBy: ["secretariat"]))
    }

    @Test func `an answer is read with the words it was given to`() throws {
        let before = [Sample.question("gone", .one), Sample.question("stays")]
        let form = try Sample.form(before)
        let answers = FormRules.take(typed: ["gone": ["b"], "stays": ["x"]], over: nil, version: form.current, at: Sample.monday)
            .answers
        var after = before[1]
        after.label = Sample.text("New words")
        let changed = try form.changed(to: [after], termsVersion: 1).form
        #expect(
            changed.reading(answers, in: Words(.fr)).map {
                "\($0.label.text): \($0.answer.map(\.text)) \($0.version) \($0.isAsked)"
            } == [
                "About stays: [\"x\"] 1 true", "About gone: [\"Choice b\"] 1 false",
            ])
        let again = FormRules.take(typed: ["stays": ["x"]], over: answers, version: changed.current, at: Sample.tuesday).answers
        #expect(changed.reading(again, in: Words(.en)).map(\.label) == [english("New words"), english("About gone")])
        #expect(changed.reading(again, in: Words(.en)).map(\.version) == [2, 1])
    }

    @Test func `only those see an answer who were promised then, and still are`() throws {
        var before = Sample.question("q")
        before.promise.seenBy = ["secretariat", "host"]
        let form = try Sample.form([before])
        let answers = FormRules.take(typed: ["q": ["x"]], over: nil, version: form.current, at: Sample.monday).answers
        var after = before
        after.promise.seenBy = ["press-officer", "host"]
        let changed = try form.changed(to: [after], termsVersion: 1).form
        #expect(form.reading(answers, in: Words(.en)).map(\.seenBy) == [["secretariat", "host"]])
        #expect(changed.reading(answers, in: Words(.en)).map(\.seenBy) == [["host"]])
    }

    @Test func `what no version knows is still shown, by its name`() throws {
        let form = try Sample.form([Sample.question("a", .one)])
        let answers = Answers(
            version: 9, isDraft: false,
            given: [
                "z": GivenAnswer(.text("x"), version: 9, at: Sample.monday),
                "a": GivenAnswer(.choices(["q"]), version: 9, at: Sample.monday),
            ])
        let rows = form.reading(answers, in: Words(.en))
        #expect(rows.map(\.label.text) == ["About a", "z"])
        #expect(rows.last?.seenBy == [])
        #expect(rows.map(\.answer) == [[english("q")], [english("x")]])
    }

    @Test(arguments: 0..<20)
    func `through any versions every answer has a row with the words of its version`(seed: Int) throws {
        var dice = Dice(UInt64(seed))
        var form = try Sample.form(RandomForm.questions(&dice, labelled: "v1"))
        var answers: Answers?
        for step in 1...5 {
            let typed = RandomForm.typed(&dice, for: form.current.questions, mistakes: false)
            let now = Sample.monday + Double(step)
            answers = FormRules.take(typed: typed, over: answers, version: form.current, at: now, isDraft: true).answers
            let rows = form.reading(try #require(answers), in: Words(.en))
            #expect(Set(rows.map(\.question)) == Set(try #require(answers).given.keys))
            #expect(rows.count == Set(rows.map(\.question)).count)
            for row in rows {
                #expect(row.version == answers?.given[row.question]?.version)
                #expect(row.label.text == "Question \(row.question.value.dropFirst()) v\(row.version)")
                #expect(row.isAsked == (form.current.question(row.question) != nil))
            }
            form = try form.changed(
                to: RandomForm.questions(&dice, labelled: "v\(step + 1)", from: dice.roll(4)), termsVersion: 1
            ).form
        }
    }
}
