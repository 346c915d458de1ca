// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// The number of a quote, without gaps in its edition: `Q-BRUSSELS-2027-0042`. Whoever stores quotes counts.
package struct QuoteNumber: Hashable, Sendable, Comparable, TextCodable {
    /// The edition as its address names it.
    package let series: String
    package let number: Int

    private static let numbers = 1...999_999, width = 4

    /// Returns nil unless the series can stand in an address and the number is counted from one.
    package init?(series: String, _ number: Int) {
        guard ID<Self>.isWellFormed(series), Self.numbers ~= number else { return nil }
        self.series = series
        self.number = number
    }

    /// Reads a number as someone types it: in any case, with spaces around, with or without leading zeros.
    package init?(_ text: String) {
        guard text.utf8.count <= 200 else { return nil }
        let typed = text.trimmingCharacters(in: .whitespacesAndNewlines).utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
        guard typed.starts(with: Array("q-".utf8)), let hyphen = typed.lastIndex(of: 45), hyphen > 1 else { return nil }
        let digits = typed[(hyphen + 1)...]
        guard 1...12 ~= digits.count, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        self.init(
            series: String(decoding: typed[2..<hyphen], as: UTF8.self), digits.reduce(0) { $0 * 10 + Int($1) - 48 })
    }

    package var description: String {
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, Self.width - digits.count))
        return "Q-\(series.uppercased())-\(zeros)\(digits)"
    }

    package static func < (a: Self, b: Self) -> Bool { (a.series, a.number) < (b.series, b.number) }
}
