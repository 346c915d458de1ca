// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

// Quotes and terms in a reader's words.

extension FeeCategory {
    package func name(in words: Words) -> String { words("fee.category.\(rawValue)") }
}

extension QuoteLine {
    /// Who pays, and what is owed if they do not come: the first column of a quote.
    package func title(in words: Words) -> String {
        let values: [String: Phrase.Value] = [
            "category": .text(category.name(in: words)), "charged": .text(words.percent(charged)),
        ]
        return switch standing {
        case .expected: category.name(in: words)
        case .cancelled: words("fee.line.cancelled", values)
        case .noShow: words("fee.line.no-show", values)
        }
    }
}

extension Allowance {
    /// Why something is taken off (BT-139).
    package func title(in words: Words) -> String {
        switch reason {
        case .freeSeat: words("fee.allowance.free-seat", ["count": .number(seats)])
        case .code(let text): words("fee.allowance.code", ["code": .text(text)])
        case .notCharged: words("fee.allowance.not-charged")
        }
    }
}

extension Tax {
    package func name(in words: Words) -> String {
        words("fee.tax.\(category.rawValue)", ["rate": .text(words.percent(rate))])
    }
}

extension CancellationOutlook {
    /// One step of the terms, with what is owed.
    package func sentence(in words: Words, currency: Currency) -> String {
        let owed: [String: Phrase.Value] = [
            "charged": .text(words.percent(charged)), "amount": .text(words.money(self.owed, currency)),
        ]
        return switch when {
        case .until(let day): words("fee.terms.until", owed.merging(["day": .day(day)]) { a, _ in a })
        case .after(let day?): words("fee.terms.after", owed.merging(["day": .day(day)]) { a, _ in a })
        case .after(nil): words("fee.terms.any-time", owed)
        case .noShow: words("fee.terms.no-show", owed)
        }
    }
}
