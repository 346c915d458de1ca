// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// One thing that a form asks.
package struct Question: Sendable, Hashable, Codable {
    /// What can be answered.
    package enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        /// One line, at most 200 signs.
        case line
        /// Several lines, at most 4,000 signs.
        case text
        case one, many
        case yesNo = "yes-no"
        case number, day
        /// Wall time in the zone of the edition: the train one has to take.
        case time
        /// ISO 3166-1, two letters.
        case country
        /// ISO 639-1, two letters; one language, or any number of them.
        case language, languages
        case mail, phone
        /// A box to tick, empty at first: a consent, or the agreement to terms.
        case consent

        /// Whether it is answered by choosing among choices of its own.
        package var hasChoices: Bool { self == .one || self == .many }
    }

    /// One of the answers that can be chosen.
    package struct Choice: Sendable, Hashable, Codable {
        package var id: String
        package var label: FormText

        package init(_ id: String, _ label: FormText) {
            self.id = id
            self.label = label
        }
    }

    /// Between which numbers an answer lies, both included.
    package struct Bounds: Sendable, Hashable, Codable {
        package var least: Int, most: Int

        package init(least: Int, most: Int) {
            self.least = least
            self.most = most
        }
    }

    /// Stays the same in all versions of the form.
    package var id: ID<Question>
    package var kind: Kind
    package var label: FormText
    package var help: FormText?
    package var choices: [Choice] = []
    package var bounds: Bounds?
    package var isRequired = false
    /// Nil when it is always asked.
    package var condition: Condition?
    package var promise: Promise
    /// The version of the form that gave it its present words.
    package var wordedIn = 1

    package init(_ id: ID<Question>, _ kind: Kind, label: FormText, isRequired: Bool = false, promise: Promise) {
        self.id = id
        self.kind = kind
        self.label = label
        self.isRequired = isRequired
        self.promise = promise
    }

    /// The agreement to the terms, which have a version of their own.
    package static let terms: ID<Question> = "terms"

    /// Whether ticking it is a consent that is free to give and to take back, rather than an agreement that a place depends on.
    package var isFreeConsent: Bool { kind == .consent && promise.legalBasis.isConsent }
}

/// What the person is told will be done with an answer.
package struct Promise: Sendable, Hashable, Codable {
    package var purpose: FormText
    package var legalBasis: AnswerBasis
    /// Days the answer is kept after the edition's last day.
    package var retentionDays: Int
    /// Roles that may see it, as `Access` names them.
    package var seenBy: [String]
    /// About health, belief and the like: Article 9 (1) of Regulation (EU) 2016/679.
    package var isSensitive = false
    /// The question above by which the person consents that this is kept.
    package var consent: ID<Question>?
    /// The version of the form that last promised less than before.
    package var since = 1

    package init(
        _ purpose: FormText, _ legalBasis: AnswerBasis, retentionDays: Int, seenBy: [String] = ["secretariat"]
    ) {
        self.purpose = purpose
        self.legalBasis = legalBasis
        self.retentionDays = retentionDays
        self.seenBy = seenBy
    }

    /// Ten years, in days: what a funder or a court of auditors can ask for.
    static let longestRetention = 3_660
    /// Days after the edition by which sensitive answers, diet and access needs among them, are erased.
    static let longestSensitive = 30

    /// Whether somebody who answered under the other promise may be surprised by this one.
    func isWider(than other: Promise) -> Bool {
        !purpose.saysTheSame(as: other.purpose) || legalBasis != other.legalBasis || retentionDays > other.retentionDays
            || !Set(seenBy).isSubset(of: other.seenBy) || consent != other.consent || isSensitive != other.isSensitive
    }
}

/// On which ground an answer is kept: Regulation (EU) 2016/679, Article 6 (1) (a) to (f), and for what is sensitive
/// Article 9 (2) (a).
package enum AnswerBasis: String, Sendable, Hashable, CaseIterable, Codable {
    case consent, contract
    case legalObligation = "legal-obligation"
    case vitalInterest = "vital-interest"
    case publicInterest = "public-interest"
    case legitimateInterest = "legitimate-interest"
    case explicitConsent = "explicit-consent"

    /// Whether the person can take it back at any time (Article 7 (3)).
    package var isConsent: Bool { self == .consent || self == .explicitConsent }

    package var phrase: Phrase { Phrase("form.basis.\(rawValue)") }
}
