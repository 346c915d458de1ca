// SPDX-License-Identifier: EUPL-1.2
import Foundation
@testable import Registration
import Testing
import Vocabulary

@Suite struct `Documents of forms and answers` {
    private static func answers(_ version: FormVersion) -> Answers {
        let typed = [
            "outlet": ["Le Soir"], "press-card": ["no"], "press-work": ["Here\r\nand there"], "languages": ["fr", "nl"],
            "departure": ["2027-03-22"], "departure-time": ["15:40"], "diet-consent": ["yes"], "diet": ["vegan", "other"],
            "diet-other": ["No garlic"], "photo": ["yes"], "terms": ["yes"],
        ]
        let taken = FormRules.take(typed: typed, over: nil, version: version, at: Date(timeIntervalSince1970: 1_800_000_000.123))
        #expect(taken.isAccepted)
        return taken.answers
    }

    @Test(arguments: ActorKind.allCases)
    func `a version is read as it was written`(kind: ActorKind) throws {
        let version = RegistrationForm(edition: "brussels-2027", kind: kind).current
        let data = FormDocument.data(of: version)
        #expect(try FormDocument.version(from: data) == version)
        #expect(FormDocument.data(of: try FormDocument.version(from: data)) == data)
    }

    @Test(arguments: 0..<20)
    func `any form and its answers are read as they were written`(seed: Int) throws {
        var dice = Dice(UInt64(seed))
        let version = Sample.version(RandomForm.questions(&dice))
        #expect(try FormDocument.version(from: FormDocument.data(of: version)) == version)
        let typed = RandomForm.typed(&dice, for: version.questions, mistakes: false)
        let answers = FormRules.take(typed: typed, over: nil, version: version, at: Sample.monday, isDraft: true).answers
        #expect(try FormDocument.answers(from: FormDocument.data(of: answers)) == answers)
    }

    @Test func `answers are read as they were written, with their consents`() throws {
        let version = RegistrationForm(edition: "brussels-2027", kind: .journalist).current
        let answers = try FormRules.withdraw("photo", from: Self.answers(version), version: version, at: Sample.tuesday)
        #expect(try FormDocument.answers(from: FormDocument.data(of: answers)) == answers)
    }

    @Test func `the shape of a document stays`() throws {
        let answers = Answers(
            version: 2, isDraft: true,
            given: [
                "a": GivenAnswer(.day(Day(2027, 3, 20)!), version: 1, at: Sample.monday, restsOn: "ok"),
                "b": GivenAnswer(.yes(true), version: 2, at: Sample.monday),
            ])
        #expect(
            String(decoding: FormDocument.data(of: answers), as: UTF8.self) == """
                {"consents":[],"given":{"a":{"at":1800000000000,"restsOn":"ok","value":{"day":"2027-03-20"},"version":1},\
                "b":{"at":1800000000000,"value":{"yes":true},"version":2}},"isDraft":true,"version":2}
                """)
        var question = Sample.question("q", if: .all([.has("a", ["x"]), .not(.answered("b"))]))
        question.label = .house("form.asks.function")
        #expect(
            String(decoding: FormDocument.data(of: FormVersion(number: 1, questions: [question], termsVersion: 4)), as: UTF8.self)
                == """
                {"number":1,"questions":[{"choices":[],"condition":{"all":[{"question":"a","values":["x"]},\
                {"not":{"question":"b"}}]},"id":"q","isRequired":false,"kind":"line","label":{"phrase":"form.asks.function"},\
                "promise":{"isSensitive":false,"legalBasis":"contract","purpose":{"phrase":"form.purpose.participation"},\
                "retentionDays":30,"seenBy":["secretariat"],"since":1},"wordedIn":1}],"termsVersion":4}
                """)
    }

    @Test(arguments: [
        "", "null", "[]", "{}", "{\"version\":1}", "\u{0}", "{\"number\":1e400,\"questions\":[],\"termsVersion\":1}",
    ])
    func `what is no document is refused`(text: String) {
        #expect(throws: FormRefusal.unreadable) { try FormDocument.answers(from: Data(text.utf8)) }
        #expect(throws: FormRefusal.unreadable) { try FormDocument.version(from: Data(text.utf8)) }
    }

    /// Answers of one question.
    private func document(_ value: String, at: String = "1", version: String = "1") -> Data {
        let given = "{\"a\":{\"at\":\(at),\"value\":\(value),\"version\":1}}"
        return Data("{\"version\":\(version),\"isDraft\":true,\"given\":\(given),\"consents\":[]}".utf8)
    }

    @Test func `answers that no form can have taken are refused`() throws {
        #expect(try FormDocument.answers(from: document("{\"yes\":true}")).value("a") == .yes(true))
        for value in [
            "{}", "{\"number\":9999999999}", "{\"number\":1.5}", "{\"day\":\"2027-02-30\"}", "{\"text\":\"\\u0000\"}",
            "{\"text\":\"\"}", "{\"choices\":[]}", "{\"choices\":[\"A b\"]}", "{\"yes\":\"yes\"}",
        ] { #expect(throws: FormRefusal.unreadable) { try FormDocument.answers(from: document(value)) } }
        for at in ["-1", "1e300", "253402300800000", "\"now\""] {
            #expect(throws: FormRefusal.unreadable) { try FormDocument.answers(from: document("{\"yes\":true}", at: at)) }
        }
        for version in ["0", "-1", "1001", "99999999999999999999"] {
            #expect(throws: FormRefusal.unreadable) {
                try FormDocument.answers(from: document("{\"yes\":true}", version: version))
            }
        }
    }

    @Test func `a document that can be read but not asked is refused with its reason`() throws {
        let version = Sample.version([Sample.question("q", if: .answered("q"))])
        #expect(throws: FormRefusal.question("q", .conditionBelow)) {
            try FormDocument.version(from: FormDocument.data(of: version))
        }
        let answers = Answers(version: 1, isDraft: false, given: ["A b": GivenAnswer(.yes(true), version: 1, at: Sample.monday)])
        #expect(throws: FormRefusal.question("A b", .id)) { try FormDocument.answers(from: FormDocument.data(of: answers)) }
    }

    @Test func `a document without measure or bottom is refused`() throws {
        let large = Data(repeating: UInt8(ascii: " "), count: 1_024 * 1_024 + 1)
        #expect(throws: FormRefusal.tooLarge(mostKilobytes: 1_024)) { try FormDocument.version(from: large) }
        func nested(_ depth: Int) -> Data {
            let condition =
                String(repeating: "{\"not\":", count: depth) + "{\"question\":\"a\"}" + String(repeating: "}", count: depth)
            let version = Sample.version([Sample.question("a"), Sample.question("q", if: .answered("a"))])
            let text = String(decoding: FormDocument.data(of: version), as: UTF8.self)
            return Data(text.replacing("{\"question\":\"a\"}", with: condition).utf8)
        }
        #expect(try FormDocument.version(from: nested(5)).questions.count == 2)
        #expect(throws: FormRefusal.question("q", .conditionSize)) { try FormDocument.version(from: nested(6)) }
        for depth in [50, 500, 100_000] {
            #expect(throws: FormRefusal.unreadable) { try FormDocument.version(from: nested(depth)) }
        }
    }

    @Test(arguments: 0..<12)
    func `a damaged document is refused or is a good one`(seed: Int) throws {
        var dice = Dice(UInt64(seed))
        let version = RegistrationForm(edition: "brussels-2027", kind: .journalist).current
        let pieces = [
            "\"", "{", "}", "[", "]", "null", "-1", "9223372036854775807", "\\u0000", "é", ",", ":", "\"consent\"", "true",
        ]
        .map { Array($0.utf8) }
        var refused = 0
        for document in [FormDocument.data(of: version), FormDocument.data(of: Self.answers(version))] {
            for _ in 0..<80 {
                var bytes = Array(document)
                for _ in 0...dice.roll(3) {
                    let start = dice.roll(bytes.count)
                    bytes.replaceSubrange(start..<min(bytes.count, start + dice.roll(12)), with: dice.one(of: pieces))
                }
                do {
                    #expect(try FormDocument.version(from: Data(bytes)).refusals == [])
                } catch { refused += 1 }
                if let answers = try? FormDocument.answers(from: Data(bytes)) {
                    let form = try RegistrationForm(edition: "brussels-2027", kind: .journalist, versions: [version])
                    #expect(form.reading(answers, in: Words(.it)).count == answers.given.count)
                    let again = FormRules.take(
                        typed: answers.typed, over: answers, version: version, at: Sample.tuesday, isDraft: true)
                    #expect(again.answers.version == 1)
                }
            }
        }
        #expect(refused > 80)
    }
}
