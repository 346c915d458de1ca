// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// An answer as people read it.
package struct AnswerRow: Sendable, Hashable {
    package var question: ID<Question>
    /// As it was asked when it was answered.
    package var label: ReadText
    /// One piece, or one per choice.
    package var answer: [ReadText]
    /// The version of the form the answer was given to.
    package var version: Int
    package var at: Date
    /// Whether the form still asks it.
    package var isAsked: Bool
    package var isSensitive: Bool
    /// The roles that may see it: none but those that were promised when it was answered, and are still.
    package var seenBy: [String]
}

extension RegistrationForm {
    /// Every answer with the words of the version it was given to: first what the form asks now, then what it asked before.
    package func reading(_ answers: Answers, in words: Words) -> [AnswerRow] {
        order(of: answers).compactMap { id in
            guard let given = answers.given[id] else { return nil }
            let question = question(id, in: given.version)
            let label = question?.label.read(in: words) ?? Self.bare(id.value, words)
            return AnswerRow(
                question: id, label: label, answer: Self.pieces(of: given.value, to: question, words), version: given.version,
                at: given.at, isAsked: current.question(id) != nil, isSensitive: question?.promise.isSensitive ?? false,
                seenBy: Self.roles(then: question, now: latest(id)))
        }
    }

    private static func roles(then: Question?, now: Question?) -> [String] {
        (then?.promise.seenBy ?? []).filter { now?.promise.seenBy.contains($0) ?? false }
    }

    /// As the current version has them, then as older versions had them, the newest first; what no version knows comes last.
    private func order(of answers: Answers) -> [ID<Question>] {
        var seen: Set<ID<Question>> = []
        let known = versions.reversed().flatMap(\.questions).map(\.id)
        return (known + answers.given.keys.sorted()).filter { answers.given[$0] != nil && seen.insert($0).inserted }
    }

    private static func pieces(of value: AnswerValue, to question: Question?, _ words: Words) -> [ReadText] {
        switch value {
        case .choices(let ids) where question?.kind == .languages: ids.map { bare(words.language(code: $0), words) }
        case .choices(let ids):
            ids.map { id in
                question?.choices.first { $0.id == id }?.label.read(in: words) ?? bare(id, words)
            }
        case .text(let code) where question?.kind == .country: [bare(words.country(code), words)]
        case .text(let code) where question?.kind == .language: [bare(words.language(code: code), words)]
        case .text(let text): [bare(text, words)]
        case .yes(let yes): [bare(yes ? words("form.value.yes") : words("form.value.no"), words)]
        case .number(let number): [bare(words.number(number), words)]
        case .day(let day): [bare(words.day(day), words)]
        }
    }

    private static func bare(_ text: String, _ words: Words) -> ReadText {
        ReadText(text: text, language: words.language, isTranslated: true)
    }
}
