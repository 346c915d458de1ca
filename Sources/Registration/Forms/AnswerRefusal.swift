// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why an answer is not taken.
package enum AnswerRefusal: Refusal, Hashable {
    case missing
    /// An agreement that a place depends on was not ticked.
    case notAgreed
    case tooLong(most: Int)
    case unreadableSigns
    case onlyOne
    case unknownChoice
    case tooManyChoices(most: Int)
    case notYesOrNo
    case notNumber, tooSmall(least: Int), tooLarge(most: Int)
    case notDay, notTime
    /// In the calendar, but of no use to an edition.
    case dayOutside(least: Day, most: Day)
    case departsBeforeArrival
    case unknownCountry, unknownLanguage
    case notMail, notPhone
    /// Of somebody else it has to be, not of who answers.
    case ownAddress
    /// It may be kept only with the consent that goes with it.
    case needsConsent
    /// The form does not ask this person.
    case notAsked
    /// An agreement ends with the registration, not by itself.
    case notWithdrawable

    package var kind: RefusalKind {
        switch self {
        case .notAsked: .notFound
        case .notWithdrawable: .conflict
        default: .invalid
        }
    }

    package var phrase: Phrase {
        switch self {
        case .missing: "form.answer.missing"
        case .notAgreed: "form.answer.not-agreed"
        case .tooLong(let most): Phrase("form.answer.too-long", ["most": .number(most)])
        case .unreadableSigns: "form.answer.unreadable-signs"
        case .onlyOne: "form.answer.only-one"
        case .unknownChoice: "form.answer.unknown-choice"
        case .tooManyChoices(let most): Phrase("form.answer.too-many-choices", ["most": .number(most)])
        case .notYesOrNo: "form.answer.not-yes-or-no"
        case .notNumber: "form.answer.not-number"
        case .tooSmall(let least): Phrase("form.answer.too-small", ["least": .number(least)])
        case .tooLarge(let most): Phrase("form.answer.too-large", ["most": .number(most)])
        case .notDay: "form.answer.not-day"
        case .dayOutside(let least, let most):
            Phrase("form.answer.day-outside", ["least": .day(least), "most": .day(most)])
        case .departsBeforeArrival: "form.answer.departs-before-arrival"
        case .notTime: "form.answer.not-time"
        case .unknownCountry: "form.answer.unknown-country"
        case .unknownLanguage: "form.answer.unknown-language"
        case .notMail: "form.answer.not-mail"
        case .notPhone: "form.answer.not-phone"
        case .ownAddress: "form.answer.own-address"
        case .needsConsent: "form.answer.needs-consent"
        case .notAsked: "form.answer.not-asked"
        case .notWithdrawable: "form.answer.not-withdrawable"
        }
    }
}
