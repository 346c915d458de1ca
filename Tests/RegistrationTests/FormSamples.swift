// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
@testable import Registration
import TestKit
import Vocabulary

/// What the tests of forms are made from.
enum Sample {
    static let promise = Promise(.house("form.purpose.participation"), .contract, retentionDays: 30)

    static func question(_ id: ID<Question>, _ kind: Question.Kind = .line, if condition: Condition? = nil) -> Question {
        var question = Question(id, kind, label: text("About \(id)"), promise: promise)
        question.condition = condition
        if kind.hasChoices { question.choices = ["a", "b", "c"].map { Question.Choice($0, text("Choice \($0)")) } }
        return question
    }

    static func required(_ id: ID<Question>, _ kind: Question.Kind = .line, if condition: Condition? = nil) -> Question {
        var question = question(id, kind, if: condition)
        question.isRequired = true
        return question
    }

    static func consent(_ id: ID<Question>, _ basis: AnswerBasis = .consent) -> Question {
        var question = question(id, .consent)
        question.promise.legalBasis = basis
        return question
    }

    /// A sensitive question below its consent.
    static func sensitive(_ id: ID<Question>, by consent: ID<Question>, _ kind: Question.Kind = .line) -> Question {
        var question = question(id, kind)
        question.promise.legalBasis = .explicitConsent
        question.promise.isSensitive = true
        question.promise.consent = consent
        return question
    }

    static func text(_ english: String) -> FormText { .own(LocalizedText(english, in: .en)) }

    static func version(_ questions: [Question]) -> FormVersion { FormVersion(number: 1, questions: questions, termsVersion: 1) }

    static func form(_ questions: [Question]) throws -> RegistrationForm {
        try RegistrationForm(edition: "brussels-2027", kind: .officer, versions: [version(questions)])
    }

    static let monday = Date(timeIntervalSince1970: 1_800_000_000)
    static let tuesday = monday + 86_400
    static let wednesday = tuesday + 86_400
}

/// The dice of the tests, with the throws that forms need.
struct Dice: RandomNumberGenerator {
    private var seeded: SeededDice
    init(_ seed: UInt64) { seeded = SeededDice(state: seed) }

    mutating func next() -> UInt64 { seeded.next() }

    mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &self) }
    mutating func one<Element>(of elements: [Element]) -> Element { elements[roll(elements.count)] }
}

/// Forms and what is typed into them, at random.
enum RandomForm {
    static let kinds: [Question.Kind] = [.one, .many, .yesNo, .number, .consent, .line, .country, .languages, .day]

    static func questions(_ dice: inout Dice, labelled label: String = "", from first: Int = 0) -> [Question] {
        var questions: [Question] = []
        for position in 0...dice.roll(12) {
            var question = Sample.question(ID("q\(first + position)"), dice.one(of: kinds))
            question.label = Sample.text("Question \(first + position) \(label)")
            question.isRequired = dice.roll(3) == 0
            if !questions.isEmpty, dice.roll(3) > 0 { question.condition = condition(&dice, above: questions, depth: 0) }
            questions.append(question)
        }
        return questions
    }

    private static func condition(_ dice: inout Dice, above: [Question], depth: Int) -> Condition {
        switch depth < 3 ? dice.roll(6) : dice.roll(2) {
        case 0: return .answered(dice.one(of: above).id)
        case 1:
            let question = dice.one(of: above)
            return .has(question.id, (0...dice.roll(2)).map { _ in value(&dice, for: question) })
        case 2: return .not(condition(&dice, above: above, depth: depth + 1))
        case 3: return .any((0..<dice.roll(4)).map { _ in condition(&dice, above: above, depth: depth + 1) })
        default: return .all((0..<dice.roll(4)).map { _ in condition(&dice, above: above, depth: depth + 1) })
        }
    }

    /// A value the question takes.
    static func value(_ dice: inout Dice, for question: Question) -> String {
        switch question.kind {
        case .one, .many: dice.one(of: ["a", "b", "c"])
        case .yesNo: dice.one(of: ["yes", "no"])
        case .consent: "yes"
        case .number: String(dice.roll(3))
        case .country: dice.one(of: ["BE", "FR", "XK"])
        case .languages: dice.one(of: ["en", "fr", "nl"])
        case .day: "2027-03-2\(dice.roll(3))"
        default: dice.one(of: ["x", "y"])
        }
    }

    static func typed(_ dice: inout Dice, for questions: [Question], mistakes: Bool) -> [String: [String]] {
        var typed: [String: [String]] = [:]
        for question in questions where dice.roll(4) > 0 {
            typed[question.id.value] = mistakes && dice.roll(8) == 0 ? ["?\u{7}"] : [value(&dice, for: question)]
            if question.kind == .many || question.kind == .languages {
                typed[question.id.value]?.append(value(&dice, for: question))
            }
        }
        return typed
    }
}
