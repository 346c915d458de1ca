// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// A seat on its way into a quote: its price, and what is taken off before the part that is owed.
struct PricedSeat {
    let category: FeeCategory
    let tax: Tax
    let taken: Day
    let standing: QuoteLine.Standing
    let charged: Percent
    let quantity: Int, unitPrice: Int, price: Int
    var isFree = false
    var code: FeeCode?
    var codeAllowance = 0
    /// Its part of an amount for the whole delegation.
    var sharedAllowance = 0

    private static let mostDays = 31

    /// Throws when the schedule has no fee for the seat, or its days make no sense.
    init(_ seat: QuotedSeat, by schedule: FeeSchedule) throws(QuoteRefusal) {
        guard let fee = schedule.fee(seat.category) else { throw .noFee(seat.category) }
        let most = seat.category == .day ? Self.mostDays : 1
        let quantity = seat.days ?? (seat.category == .day ? 0 : 1)
        guard 1...most ~= quantity, seat.category == .day || seat.days == nil else { throw .days(limit: Self.mostDays) }
        (category, tax, taken) = (seat.category, fee.tax, seat.taken)
        (standing, charged) = try Self.standing(seat, by: schedule.cancellation)
        self.quantity = quantity
        unitPrice = fee.price(on: seat.taken)
        // A schedule that was not checked must not turn a debt around.
        guard unitPrice >= 0 else { throw .tooLarge }
        price = try QuoteAmount.product(quantity, unitPrice)
    }

    private static func standing(
        _ seat: QuotedSeat, by terms: CancellationTerms
    ) throws(QuoteRefusal) -> (QuoteLine.Standing, Percent) {
        switch seat.outcome {
        case .expected: return (.expected, .all)
        case .noShow: return (.noShow, terms.noShow)
        case .cancelled(let day):
            guard day >= seat.taken else { throw .cancelledBeforeTaken }
            return (.cancelled, terms.charged(on: day))
        }
    }

    /// What is left of the price after free seats and codes.
    var remaining: Int { isFree ? 0 : price - codeAllowance }
    var chargedPart: Int { charged.of(remaining) }
    var owed: Int { isFree ? 0 : chargedPart - sharedAllowance }
    /// No code is used up on a free seat, nor where nothing is owed anyway.
    var usesCode: Bool { !isFree && codeAllowance + sharedAllowance > 0 && charged > .none }

    mutating func apply(_ code: FeeCode, allowance: Int) { (self.code, codeAllowance) = (code, allowance) }
    mutating func take(_ part: Int, of shared: FeeCode) { (code, sharedAllowance) = (shared, part) }

    /// Dearest first; what differs in anything that shows differs here, so that the order seats are given in never matters.
    static func dearestFirst(_ a: PricedSeat, _ b: PricedSeat) -> Bool {
        if (a.owed, a.tax.rate, a.price) != (b.owed, b.tax.rate, b.price) {
            return (a.owed, a.tax.rate, a.price) > (b.owed, b.tax.rate, b.price)
        }
        if a.line != b.line { return a.line < b.line }
        // Two seats of one line may still have codes of the same worth.
        return (a.code?.text ?? "") < (b.code?.text ?? "")
    }
}
