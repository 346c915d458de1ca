// SPDX-License-Identifier: EUPL-1.2
import Registration
import Testing
import Vocabulary

/// Fees that the tests of fees speak of: two rates, early prices, free seats, a code of each sort, terms in steps.
enum FeeExample {
    static let january = day("2027-01-31"), february = day("2027-02-28"), march = day("2027-03-10")
    static let terms = CancellationTerms(
        steps: [.init(until: january, .none), .init(until: february, percent(5_000))], after: percent(8_000), noShow: .all)

    static let schedule = FeeSchedule(
        fees: [
            Fee(.member, 50_000, early: [EarlyPrice(until: january, 42_000)], tax: standard),
            Fee(.nonMember, 80_000, tax: standard), Fee(.institution, 65_050, tax: standard),
            Fee(.researchOrNGO, 33_333, tax: Tax(.standard, percent(600))), Fee(.privatePerson, 10_001, tax: standard),
            Fee(.speaker, 0, tax: standard), Fee(.press, 0, tax: Tax(.zero)),
            Fee(.accompanying, 12_345, tax: Tax(.exempt)),
            Fee(.day, 17_500, early: [EarlyPrice(until: january, 15_000)], tax: standard),
        ], exemptions: [.exempt: "Article 132(1)(n) of Directive 2006/112/EC"], freeSeats: FreeSeats(2, [.member, .day]),
        codes: [
            FeeCode("THIRD-OFF", .percent(percent(3_333)), for: [.member, .nonMember], uses: 3),
            FeeCode("HUNDRED-OFF", .amount(10_000), for: [.nonMember, .privatePerson], until: february),
            FeeCode("YOUNG-FREE", .free, for: [.privatePerson], uses: 1),
            FeeCode("ALL-TENTH", .percent(percent(1_000)), for: [.member, .nonMember, .day], per: .delegation, until: february),
            FeeCode("ONCE-700", .amount(70_000), for: [.member, .nonMember], per: .delegation, uses: 5),
        ], cancellation: terms)

    static let standard = Tax(.standard, percent(2_100))

    static func day(_ text: String) -> Day { Day(text) ?? Day(ordinal: 0)! }
    static func percent(_ hundredths: Int) -> Percent { Percent(hundredths: hundredths) ?? .none }

    /// A seat taken in March, at the full price.
    static func seat(
        _ category: FeeCategory, days: Int? = nil, taken: Day = march, code: String? = nil,
        _ outcome: QuotedSeat.Outcome = .expected
    ) -> QuotedSeat {
        QuotedSeat(category, days: days, taken: taken, code: code.map { GivenCode($0, on: taken) }, outcome: outcome)
    }

    static func quote(
        _ seats: QuotedSeat..., isMember: Bool = false, code: String? = nil, on day: Day = january,
        usedElsewhere: [String: Int] = [:],
        by schedule: FeeSchedule = schedule
    ) throws -> Quote {
        try schedule.quote(
            for: QuotedDelegation(
                isMember: isMember, seats: seats, code: code.map { GivenCode($0, on: day) }, usesElsewhere: usedElsewhere))
    }
}

@Suite struct `The fees of the tests` {
    @Test func `are sound`() { #expect(FeeExample.schedule.flaws == []) }
}
