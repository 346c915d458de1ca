// SPDX-License-Identifier: EUPL-1.2

/// Sums and products of cents; what is larger than any number is refused.
enum QuoteAmount {
    static func sum(_ amounts: some Sequence<Int>) throws(QuoteRefusal) -> Int {
        var total = 0
        for amount in amounts { total = try checked(total.addingReportingOverflow(amount)) }
        return total
    }

    static func product(_ a: Int, _ b: Int) throws(QuoteRefusal) -> Int { try checked(a.multipliedReportingOverflow(by: b)) }

    static func difference(_ a: Int, _ b: Int) throws(QuoteRefusal) -> Int { try checked(a.subtractingReportingOverflow(b)) }

    private static func checked(_ result: (partialValue: Int, overflow: Bool)) throws(QuoteRefusal) -> Int {
        guard !result.overflow else { throw .tooLarge }
        return result.partialValue
    }
}
