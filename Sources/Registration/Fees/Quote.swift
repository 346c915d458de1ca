// SPDX-License-Identifier: EUPL-1.2

/// What a delegation owes, as an invoice would say it. Amounts are cents of the currency; names in brackets are EN 16931's.
package struct Quote: Codable, Hashable, Sendable {
    package let currency: Currency
    package let lines: [QuoteLine]
    package let taxes: [TaxTotal]
    /// The sum of the lines (BT-106, BR-CO-10), and the total without tax (BT-109): no allowance stands outside the lines,
    /// so these are the same (BR-CO-13).
    package let net: Int
    /// BT-110.
    package let tax: Int
    /// BT-112.
    package let gross: Int
    /// How often each code lowers a fee here: what the store counts against its uses.
    package let codeUses: [String: Int]
}

/// Seats that cost the same: one line of the quote (BG-25).
package struct QuoteLine: Codable, Hashable, Sendable {
    package enum Standing: String, Codable, CaseIterable, Sendable {
        case expected, cancelled
        case noShow = "no-show"
    }

    package let category: FeeCategory
    package let standing: Standing
    /// The part that is owed: everything for who is expected.
    package let charged: Percent
    package let seats: Int
    /// Seats, or days of seats for the category `day` (BT-129).
    package let quantity: Int
    /// BT-146.
    package let unitPrice: Int
    package let allowances: [Allowance]
    package let tax: Tax
    /// Quantity times price less allowances (BT-131): whole cents, since each of these is.
    package let net: Int
}

/// An amount taken off a line, with its reason (BG-27: BT-136 and BT-139, which BR-CO-23 asks for).
package struct Allowance: Codable, Hashable, Sendable {
    package let reason: AllowanceReason
    package let seats: Int
    package let cents: Int
}

/// Why something is taken off.
package enum AllowanceReason: Hashable, Sendable {
    case freeSeat
    case code(String)
    /// The part that is not owed for a seat given back.
    case notCharged
}

/// The lines of one category and rate together (BG-23).
package struct TaxTotal: Codable, Hashable, Sendable {
    package let tax: Tax
    /// BT-116.
    package let taxable: Int
    /// BT-117.
    package let amount: Int
    /// BT-120.
    package let exemption: String?
}
