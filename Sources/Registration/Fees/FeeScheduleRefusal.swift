// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why seats cannot be quoted by a schedule of fees. The cases name the place, for the field of a form.
package enum FeeScheduleRefusal: Refusal, Equatable {
    case unreadable
    case noFee
    case categoryTwice(FeeCategory)
    case price(FeeCategory)
    case earlyOrder(FeeCategory)
    case earlyDearer(FeeCategory)
    case rate(FeeCategory)
    case reasonMissing(TaxCategory)
    case reasonNotNeeded(TaxCategory)
    case reasonText(TaxCategory)
    case outsideScopeMixed
    case freeSeats(limit: Int)
    case freeSeatCategories
    case codeText(String)
    case codeTwice(String)
    case codeBenefit(String)
    case codeCategories(String)
    case codeUses(String, limit: Int)
    case cancellationOrder
    case cancellationFalls
    case tooMany(limit: Int)

    package var kind: RefusalKind { .invalid }

    package var phrase: Phrase {
        switch self {
        case .unreadable: "fee.schedule-unreadable"
        case .noFee: "fee.none"
        case .categoryTwice: "fee.category-twice"
        case .price: Phrase("fee.price", ["most": .number(FeeSchedule.dearest / 100)])
        case .earlyOrder: "fee.early-order"
        case .earlyDearer: "fee.early-dearer"
        case .rate: "fee.rate"
        case .reasonMissing(let category): Phrase("fee.reason-missing", ["category": .text(category.rawValue)])
        case .reasonNotNeeded(let category): Phrase("fee.reason-not-needed", ["category": .text(category.rawValue)])
        case .reasonText: "fee.reason-text"
        case .outsideScopeMixed: "fee.outside-scope-mixed"
        case .freeSeats(let limit): Phrase("fee.free-seats", ["limit": .number(limit)])
        case .freeSeatCategories: "fee.free-seat-categories"
        case .codeText(let text): Phrase("fee.code-text", ["code": Self.shown(text)])
        case .codeTwice(let text): Phrase("fee.code-twice", ["code": Self.shown(text)])
        case .codeBenefit(let text): Phrase("fee.code-benefit", ["code": Self.shown(text)])
        case .codeCategories(let text): Phrase("fee.code-categories", ["code": Self.shown(text)])
        case .codeUses(let text, let limit): Phrase("fee.code-uses", ["code": Self.shown(text), "limit": .number(limit)])
        case .cancellationOrder: "fee.cancellation-order"
        case .cancellationFalls: "fee.cancellation-falls"
        case .tooMany(let limit): Phrase("fee.too-many", ["limit": .number(limit)])
        }
    }

    private static func shown(_ text: String) -> Phrase.Value { .text(String(text.prefix(40))) }
}
