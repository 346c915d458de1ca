// SPDX-License-Identifier: EUPL-1.2

/// What seats of one line have in common.
struct QuoteLineKey: Hashable, Comparable {
    let category: FeeCategory
    let tax: Tax
    let standing: QuoteLine.Standing
    let charged: Percent
    let unitPrice: Int

    /// Who is expected before who is not, then by category, then the dearest first.
    static func < (a: Self, b: Self) -> Bool { a.order.lexicographicallyPrecedes(b.order) }

    private var order: [Int] {
        [
            QuoteLine.Standing.allCases.firstIndex(of: standing) ?? 0, category.position, -charged.hundredths, -unitPrice,
            tax.category.position, tax.rate.hundredths,
        ]
    }
}

extension PricedSeat {
    var line: QuoteLineKey {
        QuoteLineKey(category: category, tax: tax, standing: standing, charged: charged, unitPrice: unitPrice)
    }

    /// What is taken off this seat, each amount rounded for itself: so the same seats cost the same however they are grouped.
    var allowances: [(reason: AllowanceReason, cents: Int)] {
        let first: [(AllowanceReason, Int)] =
            isFree ? [(.freeSeat, price)] : code.map { [(.code($0.text), codeAllowance + sharedAllowance)] } ?? []
        return (first + [(.notCharged, remaining - chargedPart)]).filter { $0.1 > 0 }.map { (reason: $0.0, cents: $0.1) }
    }
}
