// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// What was answered to one question.
package enum AnswerValue: Sendable, Hashable {
    /// A line, a text, a mail address, a phone number, a time, a country or a language by its code.
    case text(String)
    /// One or more choices, or languages, by their ids.
    case choices([String])
    case yes(Bool)
    case number(Int)
    case day(Day)

    /// The values a form's field sends for it, which are also what conditions look at.
    package var typed: [String] {
        switch self {
        case .text(let text): [text]
        case .choices(let ids): ids
        case .yes(let yes): [yes ? "yes" : "no"]
        case .number(let number): [String(number)]
        case .day(let day): [day.description]
        }
    }
}

/// An answer, with the version of the form that asked for it.
package struct GivenAnswer: Sendable, Hashable, Codable {
    package var value: AnswerValue
    package var version: Int
    package var at: Date
    /// The consent without which it may not be kept.
    package var restsOn: ID<Question>?

    package init(_ value: AnswerValue, version: Int, at: Date, restsOn: ID<Question>? = nil) {
        self.value = value
        self.version = version
        self.at = at
        self.restsOn = restsOn
    }
}

/// A yes that was given, and perhaps taken back. Article 7 (1) of Regulation (EU) 2016/679: that it was given can be shown.
package struct Consent: Sendable, Hashable, Codable {
    package var question: ID<Question>
    package var purpose: FormText
    package var legalBasis: AnswerBasis
    /// The version of the terms; for everything else, the version of the form that worded it or promised more.
    package var textVersion: Int
    package var given: Date
    package var withdrawn: Date?
}

/// What one participant answered to the form of their kind.
package struct Answers: Sendable, Hashable {
    /// The version of the form that was last filled in.
    package var version: Int
    /// Whether it was saved to be continued, rather than sent.
    package var isDraft: Bool
    package var given: [ID<Question>: GivenAnswer]
    /// In the order they were given.
    package var consents: [Consent]

    package init(version: Int, isDraft: Bool, given: [ID<Question>: GivenAnswer] = [:], consents: [Consent] = []) {
        self.version = version
        self.isDraft = isDraft
        self.given = given
        self.consents = consents
    }

    package func value(_ id: ID<Question>) -> AnswerValue? { given[id]?.value }

    /// The last consent to this question that was not taken back.
    package func consent(to id: ID<Question>) -> Consent? { consents.last { $0.question == id && $0.withdrawn == nil } }

    /// What the fields of a form show: also the base to which a form in several steps adds what was typed in one of them.
    package var typed: [String: [String]] {
        Dictionary(uniqueKeysWithValues: given.map { ($0.key.value, $0.value.value.typed) })
    }

    /// Without these answers. That a consent was given stays on record until the proof of it is not needed any more.
    package func erasing(_ ids: Set<ID<Question>>) -> Answers {
        var left = self
        left.given = given.filter { !ids.contains($0.key) }
        return left
    }
}
