// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why a form, or a document of one, is not taken.
package enum FormRefusal: Refusal, Hashable {
    case unreadable
    case tooLarge(mostKilobytes: Int)
    case noQuestions
    case tooManyQuestions(most: Int)
    case question(ID<Question>, Reason)
    case badNumber
    case notInOrder
    case unchanged
    case olderTerms

    /// What is wrong with one question.
    package enum Reason: String, Sendable, Hashable, CaseIterable {
        case id, twice, label, help, bounds
        case noChoices = "no-choices"
        case tooManyChoices = "too-many-choices"
        case choicesNotAsked = "choices-not-asked"
        case choiceId = "choice-id"
        case choiceTwice = "choice-twice"
        case choiceLabel = "choice-label"
        case conditionUnknown = "condition-unknown"
        case conditionBelow = "condition-below"
        case conditionValues = "condition-values"
        case conditionSize = "condition-size"
        case purpose, retention, roles
        case sensitiveRequired = "sensitive-required"
        case sensitiveRetention = "sensitive-retention"
        case sensitiveBasis = "sensitive-basis"
        case sensitiveConsent = "sensitive-consent"
        case consentRequired = "consent-required"
        case consentBasis = "consent-basis"
        case terms, history
    }

    package var kind: RefusalKind { self == .unchanged ? .conflict : .invalid }

    package var phrase: Phrase {
        switch self {
        case .unreadable: "form.check.unreadable"
        case .tooLarge(let most): Phrase("form.check.too-large", ["most": .number(most)])
        case .noQuestions: "form.check.no-questions"
        case .tooManyQuestions(let most): Phrase("form.check.too-many-questions", ["most": .number(most)])
        case .question(let id, let reason):
            Phrase("form.question.\(reason.rawValue)", ["question": .text(String(id.value.prefix(60)))])
        case .badNumber: "form.check.bad-number"
        case .notInOrder: "form.check.not-in-order"
        case .unchanged: "form.check.unchanged"
        case .olderTerms: "form.check.older-terms"
        }
    }
}
