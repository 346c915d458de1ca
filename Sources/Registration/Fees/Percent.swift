// SPDX-License-Identifier: EUPL-1.2

/// A part of a hundred in hundredths of a percent, from 0 to 100 %: 33.33 % is 3333.
package struct Percent: Hashable, Sendable, Comparable {
    package let hundredths: Int

    package static let none = Percent(unchecked: 0)
    package static let all = Percent(unchecked: whole)
    private static let whole = 10_000

    /// Returns nil below nothing and above everything.
    package init?(hundredths: Int) {
        guard 0...Self.whole ~= hundredths else { return nil }
        self.hundredths = hundredths
    }
    private init(unchecked hundredths: Int) { self.hundredths = hundredths }

    package static func < (a: Self, b: Self) -> Bool { a.hundredths < b.hundredths }

    /// The part of an amount, rounded to the cent, half a cent away from zero.
    ///
    /// EN 16931 wants two decimals (BR-CO-17, BR-DEC-20) and leaves what happens to a half to the law. Up is what Council
    /// Regulation (EC) No 1103/97, Article 5, says where it speaks of cents (conversion to the euro), and what `round` does in
    /// the published validation rules; no amount of a quote is negative, so these are the same. Twice the width between the two
    /// steps: no amount is too large.
    package func of(_ cents: Int) -> Int {
        let (quotient, remainder) = Self.whole.dividingFullWidth(cents.multipliedFullWidth(by: hundredths))
        return remainder.magnitude * 2 >= Self.whole ? quotient + remainder.signum() : quotient
    }
}

extension Percent: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let percent = Percent(hundredths: try container.decode(Int.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a part of a hundred")
        }
        self = percent
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hundredths)
    }
}
