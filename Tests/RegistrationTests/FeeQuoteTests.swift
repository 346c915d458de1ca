// SPDX-License-Identifier: EUPL-1.2
import Testing
import Vocabulary

@testable import Registration

@Suite struct `A quote` {
    typealias Example = FeeExample

    @Test func `of nothing is nothing`() throws {
        #expect(
            try Example.quote()
                == Quote(currency: .eur, lines: [], taxes: [], net: 0, tax: 0, gross: 0, codeUses: [:]))
    }

    @Test func `groups equal seats, with the price of the day each was taken`() throws {
        let quote = try Example.quote(
            Example.seat(.member), Example.seat(.member, taken: Example.january), Example.seat(.nonMember), Example.seat(.member))
        #expect(
            quote.lines == [
                line(.member, seats: 2, unitPrice: 50_000, net: 100_000), line(.member, seats: 1, unitPrice: 42_000, net: 42_000),
                line(.nonMember, seats: 1, unitPrice: 80_000, net: 80_000),
            ])
        #expect([quote.net, quote.tax, quote.gross] == [222_000, 46_620, 268_620])
    }

    @Test func `takes the tax of each category and rate of its sum, and rounds once`() throws {
        // Three times 100.01 at 21 %: 63.0063; each alone would be 21.0021. Three times 333.33 at 6 %: 59.9994, not 3 × 20.00.
        let research = Example.seat(.researchOrNGO), person = Example.seat(.privatePerson)
        let quote = try Example.quote(
            research, person, research, person, research, person, Example.seat(.accompanying), Example.seat(.press))
        #expect(
            quote.taxes == [
                TaxTotal(tax: Tax(.standard, Example.percent(600)), taxable: 99_999, amount: 6_000, exemption: nil),
                TaxTotal(tax: Example.standard, taxable: 30_003, amount: 6_301, exemption: nil),
                TaxTotal(tax: Tax(.zero), taxable: 0, amount: 0, exemption: nil),
                TaxTotal(
                    tax: Tax(.exempt), taxable: 12_345, amount: 0, exemption: "Article 132(1)(n) of Directive 2006/112/EC"),
            ])
        #expect([quote.net, quote.tax, quote.gross] == [142_347, 12_301, 154_648])
    }

    @Test func `makes the dearest seats of a member free, and says so`() throws {
        let seats = (Example.seat(.member), Example.seat(.member, taken: Example.january), Example.seat(.day, days: 3))
        let quote = try Example.quote(seats.0, seats.1, seats.2, Example.seat(.nonMember), isMember: true)
        #expect(
            quote.lines == [
                line(.member, seats: 1, unitPrice: 50_000, .init(reason: .freeSeat, seats: 1, cents: 50_000), net: 0),
                line(.member, seats: 1, unitPrice: 42_000, net: 42_000),
                line(.nonMember, seats: 1, unitPrice: 80_000, net: 80_000),
                line(.day, seats: 1, quantity: 3, unitPrice: 17_500, .init(reason: .freeSeat, seats: 1, cents: 52_500), net: 0),
            ])
        #expect(try Example.quote(seats.0, seats.1, seats.2).net == 144_500)
    }

    @Test func `makes the same seat free, whichever of two equally dear ones comes first`() throws {
        var schedule = Example.schedule
        schedule.fees[1].cents = 50_000
        schedule.freeSeats = FreeSeats(1, [.nonMember, .member])
        let seats = (Example.seat(.member), Example.seat(.nonMember))
        let quote = try Example.quote(seats.0, seats.1, isMember: true, by: schedule)
        #expect(quote.lines.map(\.net) == [0, 50_000])
        #expect(try Example.quote(seats.1, seats.0, isMember: true, by: schedule) == quote)
    }

    @Test func `charges a day's seat for each day`() throws {
        let quote = try Example.quote(Example.seat(.day, days: 2), Example.seat(.day, days: 1), Example.seat(.day, days: 3))
        #expect(quote.lines == [line(.day, seats: 3, quantity: 6, unitPrice: 17_500, net: 105_000)])
    }

    @Test(arguments: [
        (FeeCategory.day, nil), (.day, 0), (.day, 32), (.day, -1), (.day, Int.max), (.member, 1), (.member, 2), (.member, 0),
    ])
    func `wants days for a day's seat, and for no other`(category: FeeCategory, days: Int?) {
        #expect(throws: QuoteRefusal.days(limit: 31)) { try Example.quote(Example.seat(category, days: days)) }
    }

    @Test func `is refused for who has no fee in this edition`() {
        #expect(throws: QuoteRefusal.noFee(.host)) { try Example.quote(Example.seat(.host)) }
    }

    @Test func `is refused rather than counted wrong when a schedule was not checked`() {
        func schedule(_ cents: Int) -> FeeSchedule { FeeSchedule(fees: [Fee(.day, cents, tax: Example.standard)]) }
        let one = Example.seat(.day, days: 1), two = Example.seat(.day, days: 2)
        #expect(throws: QuoteRefusal.tooLarge) { try Example.quote(two, by: schedule(.max)) }
        #expect(throws: QuoteRefusal.tooLarge) { try Example.quote(one, one, by: schedule(.max)) }
        // The sum of the lines is the largest number; the tax is too much.
        #expect(throws: QuoteRefusal.tooLarge) { try Example.quote(one, by: schedule(.max)) }
        #expect(throws: QuoteRefusal.tooLarge) { try Example.quote(one, by: schedule(-1)) }
    }

    private func line(
        _ category: FeeCategory, seats: Int, quantity: Int? = nil, unitPrice: Int, _ allowances: Allowance..., net: Int
    ) -> QuoteLine {
        QuoteLine(
            category: category, standing: .expected, charged: .all, seats: seats, quantity: quantity ?? seats,
            unitPrice: unitPrice, allowances: allowances, tax: Example.standard, net: net)
    }
}
