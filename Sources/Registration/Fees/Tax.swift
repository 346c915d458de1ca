// SPDX-License-Identifier: EUPL-1.2

/// How a fee stands to value added tax, by the codes of EN 16931 (BT-151, of UNTDID 5305).
package enum TaxCategory: String, Codable, CodingKeyRepresentable, CaseIterable, Sendable, Hashable {
    case standard = "S"
    case zero = "Z"
    case exempt = "E"
    case outsideScope = "O"
    case reverseCharge = "AE"

    /// BR-E-10, BR-O-10 and BR-AE-10 want a reason on the invoice; BR-S-10 and BR-Z-10 want none.
    package var needsReason: Bool { [.exempt, .outsideScope, .reverseCharge].contains(self) }
    var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The tax of a line: its category and, for the standard one, a rate.
package struct Tax: Codable, Hashable, Sendable {
    package let category: TaxCategory, rate: Percent

    package init(_ category: TaxCategory, _ rate: Percent = .none) {
        self.category = category
        self.rate = rate
    }

    /// BR-S-05: above nothing; BR-Z-05, BR-E-05 and BR-AE-05: nothing. BR-O-05 wants no rate at all, kept here as nothing.
    var isSound: Bool { (category == .standard) == (rate > .none) }
}
