// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why it cannot be said what a delegation owes.
package enum QuoteRefusal: Refusal, Equatable {
    case noFee(FeeCategory)
    case days(limit: Int)
    case cancelledBeforeTaken
    case unknownCode(String)
    case codeExpired(String, until: Day)
    case codeNotFor(String, FeeCategory)
    case codeForSeats(String)
    case codeForDelegations(String)
    case codeUsedUp(String, left: Int)
    case tooLarge

    package var kind: RefusalKind {
        switch self {
        case .codeExpired: .tooLate
        case .codeUsedUp: .conflict
        default: .invalid
        }
    }

    package var phrase: Phrase {
        switch self {
        case .noFee: "fee.not-in-schedule"
        case .days(let limit): Phrase("fee.days", ["limit": .number(limit)])
        case .cancelledBeforeTaken: "fee.cancelled-before-taken"
        case .unknownCode(let text): Phrase("fee.code-unknown", ["code": .text(String(text.prefix(40)))])
        case .codeExpired(let text, let until): Phrase("fee.code-expired", ["code": .text(text), "day": .day(until)])
        case .codeNotFor(let text, _): Phrase("fee.code-not-for", ["code": .text(text)])
        case .codeForSeats(let text): Phrase("fee.code-for-seats", ["code": .text(text)])
        case .codeForDelegations(let text): Phrase("fee.code-for-delegations", ["code": .text(text)])
        case .codeUsedUp(let text, 0): Phrase("fee.code-used-up", ["code": .text(text)])
        case .codeUsedUp(let text, let left): Phrase("fee.code-few-left", ["code": .text(text), "count": .number(left)])
        case .tooLarge: "fee.too-large"
        }
    }
}
