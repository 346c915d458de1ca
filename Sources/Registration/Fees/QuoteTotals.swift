// SPDX-License-Identifier: EUPL-1.2

extension FeeSchedule {
    /// Seats that cost the same in one line, in an order that does not depend on the order of seats.
    func lines(of seats: [PricedSeat]) throws(QuoteRefusal) -> [QuoteLine] {
        var lines: [QuoteLine] = []
        let groups = Dictionary(grouping: seats, by: \.line)
        for key in groups.keys.sorted() { lines.append(try QuoteLine(key, groups[key] ?? [])) }
        return lines
    }
}

extension QuoteLine {
    fileprivate init(_ key: QuoteLineKey, _ group: [PricedSeat]) throws(QuoteRefusal) {
        (category, standing, charged) = (key.category, key.standing, key.charged)
        (unitPrice, tax, seats) = (key.unitPrice, key.tax, group.count)
        quantity = try QuoteAmount.sum(group.map(\.quantity))
        allowances = try Allowance.together(group.flatMap(\.allowances))
        net = try QuoteAmount.difference(
            QuoteAmount.product(quantity, unitPrice), QuoteAmount.sum(allowances.map(\.cents)))
    }
}

extension Allowance {
    fileprivate static func together(_ single: [(reason: AllowanceReason, cents: Int)]) throws(QuoteRefusal) -> [Allowance] {
        var all: [Allowance] = []
        let groups = Dictionary(grouping: single, by: \.reason)
        for reason in groups.keys.sorted() {
            let amounts = (groups[reason] ?? []).map(\.cents)
            all.append(Allowance(reason: reason, seats: amounts.count, cents: try QuoteAmount.sum(amounts)))
        }
        return all
    }
}

extension Quote {
    /// The totals of lines, as EN 16931 adds up an invoice.
    init(lines: [QuoteLine], by schedule: FeeSchedule, codeUses: [String: Int]) throws(QuoteRefusal) {
        currency = schedule.currency
        self.lines = lines
        self.codeUses = codeUses
        taxes = try TaxTotal.totals(of: lines, exemptions: schedule.exemptions)
        // BR-CO-10, and BR-CO-13 without allowances of the whole document.
        net = try QuoteAmount.sum(lines.map(\.net))
        // BR-CO-14.
        tax = try QuoteAmount.sum(taxes.map(\.amount))
        // BR-CO-15.
        gross = try QuoteAmount.sum([net, tax])
    }
}

extension TaxTotal {
    /// BR-S-08 for each rate of the standard category; BR-Z-08, BR-E-08, BR-O-08 and BR-AE-08 for the others: lines are summed
    /// first. BR-CO-17: the tax is taken of that sum and rounded once.
    fileprivate static func totals(
        of lines: [QuoteLine], exemptions: [TaxCategory: String]
    ) throws(QuoteRefusal) -> [TaxTotal] {
        var totals: [TaxTotal] = []
        let groups = Dictionary(grouping: lines, by: \.tax)
        for tax in groups.keys.sorted(by: { ($0.category.position, $0.rate) < ($1.category.position, $1.rate) }) {
            let taxable = try QuoteAmount.sum((groups[tax] ?? []).map(\.net))
            totals.append(
                TaxTotal(tax: tax, taxable: taxable, amount: tax.rate.of(taxable), exemption: exemptions[tax.category]))
        }
        return totals
    }
}
