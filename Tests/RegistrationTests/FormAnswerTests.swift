// SPDX-License-Identifier: EUPL-1.2
@testable import Registration
import Testing
import Vocabulary

@Suite struct `Reading what was typed` {
    @Test(arguments: [
        (Question.Kind.line, ["\u{A0} Rue  de la Loi\t16 \n"], AnswerValue.text("Rue  de la Loi 16")),
        (.text, ["one\r\ntwo\rthree"], .text("one\ntwo\nthree")),
        (.one, ["b"], .choices(["b"])), (.many, ["c", "a", "c", ""], .choices(["a", "c"])),
        (.yesNo, ["no"], .yes(false)), (.yesNo, ["yes"], .yes(true)), (.consent, ["no", "yes"], .yes(true)),
        (.number, ["-012"], .number(-12)), (.number, ["999999999"], .number(999_999_999)),
        (.day, ["2027-03-20"], .day(Day(2027, 3, 20)!)), (.time, ["9:05"], .text("09:05")), (.time, ["23:59"], .text("23:59")),
        (.country, ["be"], .text("BE")), (.country, ["XK"], .text("XK")), (.language, ["fr"], .text("fr")),
        (.languages, ["nl", "en"], .choices(["nl", "en"])),
        (.mail, ["o'neil+city@köln.example.org"], .text("o'neil+city@köln.example.org")),
        (.phone, ["+32 (0)2 123.45-67"], .text("+32 (0)2 123.45-67")),
    ])
    func `a value is read`(kind: Question.Kind, typed: [String], value: AnswerValue) throws {
        let question = Sample.question("q", kind)
        #expect(try question.value(of: typed) == value)
        #expect(try question.value(of: value.typed) == value)
    }

    @Test(arguments: [
        (Question.Kind.line, ["two\nlines"], AnswerRefusal.unreadableSigns), (.line, ["a\u{0}b"], .unreadableSigns),
        (.text, ["turn\u{202E}ed"], .unreadableSigns), (.line, ["a\u{2028}b"], .unreadableSigns), (.line, ["a", "b"], .onlyOne),
        (.one, ["d"], .unknownChoice), (.many, ["a", "d"], .unknownChoice), (.yesNo, ["maybe"], .notYesOrNo),
        (.number, ["1e3"], .notNumber), (.number, ["١٢"], .notNumber), (.number, ["1234567890"], .notNumber),
        (.number, ["-"], .notNumber),
        (.day, ["2027-02-29"], .notDay), (.time, ["24:00"], .notTime), (.time, ["9:5"], .notTime), (.time, ["a:bc"], .notTime),
        (.country, ["ZZ"], .unknownCountry), (.country, ["001"], .unknownCountry), (.language, ["xx"], .unknownLanguage),
        (.languages, ["en", "english"], .unknownLanguage),
        (.mail, ["a@b"], .notMail), (.mail, ["a b@c.org"], .notMail), (.mail, ["a..b@c.org"], .notMail),
        (.mail, ["a@-c.org"], .notMail),
        (.mail, ["a@b@c.org"], .notMail), (.phone, ["12345"], .notPhone), (.phone, ["call me"], .notPhone),
        (.phone, ["1+23456"], .notPhone),
    ])
    func `what cannot be a value is refused`(kind: Question.Kind, typed: [String], refusal: AnswerRefusal) {
        #expect(throws: refusal) { try Sample.question("q", kind).value(of: typed) }
    }

    @Test(arguments: ["1899-12-31", "2200-01-01", "0001-01-01"])
    func `a day that no edition needs is refused`(text: String) throws {
        let days = (least: try #require(Day(1900, 1, 1)), most: try #require(Day(2199, 12, 31)))
        let question = Sample.question("q", .day)
        #expect(throws: AnswerRefusal.dayOutside(least: days.least, most: days.most)) { try question.value(of: [text]) }
        #expect(try question.value(of: [days.least.description]) == .day(days.least))
        #expect(try question.value(of: [days.most.description]) == .day(days.most))
    }

    @Test(arguments: Question.Kind.allCases)
    func `nothing typed is no answer`(kind: Question.Kind) throws {
        #expect(try Sample.question("q", kind).value(of: []) == nil)
        #expect(try Sample.question("q", kind).value(of: ["", " \n"]) == nil)
    }

    @Test(arguments: [(Question.Kind.line, 200), (.text, 4_000)])
    func `texts are limited by their signs`(kind: Question.Kind, limit: Int) throws {
        let question = Sample.question("q", kind)
        let full = String(repeating: "ж", count: limit)
        #expect(try question.value(of: [full]) == .text(full))
        #expect(throws: AnswerRefusal.tooLong(most: limit)) { try question.value(of: [full + "a"]) }
        // One character to the eye, and far too long.
        #expect(throws: AnswerRefusal.tooLong(most: limit)) {
            try question.value(of: ["e" + String(repeating: "\u{301}", count: limit)])
        }
    }

    @Test func `numbers stay within their bounds`() throws {
        var question = Sample.question("q", .number)
        question.bounds = Question.Bounds(least: 1, most: 6)
        #expect(try question.value(of: ["6"]) == .number(6))
        #expect(throws: AnswerRefusal.tooSmall(least: 1)) { try question.value(of: ["0"]) }
        #expect(throws: AnswerRefusal.tooLarge(most: 6)) { try question.value(of: ["7"]) }
    }

    @Test func `at most fifty languages are taken`() throws {
        let letters = "abcdefghijklmnopqrstuvwxyz".map(String.init)
        let all = letters.flatMap { a in letters.map { a + $0 } }
        let known = all.filter { (try? Sample.question("q", .language).value(of: [$0])) != nil }
        #expect(try Sample.question("q", .languages).value(of: Array(known.prefix(50))) == .choices(Array(known.prefix(50))))
        #expect(throws: AnswerRefusal.tooManyChoices(most: 50)) {
            try Sample.question("q", .languages).value(of: Array(known.prefix(51)))
        }
    }
}
