// SPDX-License-Identifier: EUPL-1.2
import Testing
import Vocabulary

@testable import Registration

@Suite struct `A code` {
    typealias Example = FeeExample

    @Test func `takes a percentage of each seat, rounded for each`() throws {
        let seat = Example.seat(.nonMember, code: " third-off ")
        let quote = try Example.quote(seat, seat, Example.seat(.nonMember))
        #expect(quote.lines.map(\.allowances) == [[Allowance(reason: .code("THIRD-OFF"), seats: 2, cents: 53_328)]])
        #expect(quote.net == 240_000 - 53_328)
        #expect(quote.codeUses == ["THIRD-OFF": 2])
    }

    @Test func `never takes more than the price`() throws {
        var schedule = Example.schedule
        schedule.codes[1].benefit = .amount(10_002)
        let seat = Example.seat(.privatePerson, taken: Example.january, code: "HUNDRED-OFF")
        let quote = try Example.quote(seat, seat, by: schedule)
        #expect(quote.lines.map(\.allowances) == [[Allowance(reason: .code("HUNDRED-OFF"), seats: 2, cents: 20_002)]])
        #expect(quote.gross == 0)
    }

    @Test func `makes a seat free`() throws {
        let quote = try Example.quote(Example.seat(.privatePerson, code: "YOUNG-FREE"))
        #expect([quote.net, quote.tax, quote.gross] == [0, 0, 0])
    }

    @Test func `of a delegation lowers every seat it is for, unless that has its own or was added too late`() throws {
        let seat = Example.seat(.nonMember, taken: Example.january)
        let quote = try Example.quote(
            seat, Example.seat(.nonMember, taken: Example.january, code: "THIRD-OFF"), Example.seat(.nonMember),
            Example.seat(.institution, taken: Example.january), seat, code: "ALL-TENTH")
        #expect(
            quote.lines.map(\.allowances) == [
                [
                    Allowance(reason: .code("ALL-TENTH"), seats: 2, cents: 16_000),
                    Allowance(reason: .code("THIRD-OFF"), seats: 1, cents: 26_664),
                ], [],
            ])
        #expect(quote.codeUses == ["ALL-TENTH": 1, "THIRD-OFF": 1])
    }

    @Test func `of a delegation takes its amount once, off what is owed, for the dearest first`() throws {
        let cancelled = Example.seat(.nonMember, .cancelled(on: Example.march))
        let both = try Example.quote(cancelled, Example.seat(.member), Example.seat(.institution), code: "ONCE-700")
        #expect(
            both.lines.map(\.allowances) == [
                [Allowance(reason: .code("ONCE-700"), seats: 1, cents: 6_000)], [],
                [
                    Allowance(reason: .code("ONCE-700"), seats: 1, cents: 64_000),
                    Allowance(reason: .notCharged, seats: 1, cents: 16_000),
                ],
            ])
        let two = try Example.quote(Example.seat(.member), Example.seat(.nonMember), code: "ONCE-700")
        #expect(two.lines.map(\.net) == [50_000, 10_000])
        #expect(two.codeUses == ["ONCE-700": 1])
    }

    @Test func `of a delegation is not lost on the seats that are free`() throws {
        let seat = Example.seat(.member)
        let quote = try Example.quote(seat, seat, seat, seat, isMember: true, code: "ONCE-700")
        #expect(
            quote.lines.map(\.allowances) == [
                [
                    Allowance(reason: .freeSeat, seats: 2, cents: 100_000),
                    Allowance(reason: .code("ONCE-700"), seats: 2, cents: 70_000),
                ]
            ])
    }

    @Test func `is not used up on a free seat, nor where nothing is owed`() throws {
        let coded = Example.seat(.member, code: "THIRD-OFF"), full = Example.seat(.member)
        #expect(try Example.quote(coded, coded, isMember: true).codeUses == [:])
        // The seat without a code would cost more, so that is the free one.
        #expect(try Example.quote(coded, full, full, isMember: true).codeUses == ["THIRD-OFF": 1])
        let early = Example.seat(.member, taken: Example.january, code: "THIRD-OFF", .cancelled(on: Example.january))
        #expect(try Example.quote(early).codeUses == [:])
    }

    @Test func `is saved by the free seat, the same of two as good in whichever order`() throws {
        var schedule = Example.schedule
        schedule.freeSeats.count = 1
        schedule.codes.append(FeeCode("ANOTHER-THIRD", schedule.codes[0].benefit, for: [.member]))
        let seats = (Example.seat(.member, code: "THIRD-OFF"), Example.seat(.member, code: "ANOTHER-THIRD"))
        let quote = try Example.quote(seats.0, seats.1, isMember: true, by: schedule)
        #expect(quote.codeUses == ["THIRD-OFF": 1])
        #expect(try Example.quote(seats.1, seats.0, isMember: true, by: schedule) == quote)
    }

    @Test func `is refused with the number of uses that are left`() throws {
        let seat = Example.seat(.member, code: "THIRD-OFF")
        #expect(try Example.quote(seat, usedElsewhere: ["THIRD-OFF": 2]).codeUses == ["THIRD-OFF": 1])
        #expect(throws: QuoteRefusal.codeUsedUp("THIRD-OFF", left: 1)) {
            try Example.quote(seat, seat, usedElsewhere: ["THIRD-OFF": 2])
        }
        #expect(throws: QuoteRefusal.codeUsedUp("THIRD-OFF", left: 0)) {
            try Example.quote(seat, usedElsewhere: ["THIRD-OFF": .max])
        }
        #expect(throws: QuoteRefusal.codeUsedUp("ONCE-700", left: 0)) {
            try Example.quote(Example.seat(.member), code: "ONCE-700", usedElsewhere: ["ONCE-700": 5])
        }
        #expect(throws: QuoteRefusal.codeUsedUp("THIRD-OFF", left: 3)) {
            try Example.quote(seat, seat, seat, seat, usedElsewhere: ["THIRD-OFF": .min])
        }
    }

    @Test func `is good on its last day, and not after`() throws {
        let last = GivenCode("HUNDRED-OFF", on: Example.february), late = GivenCode("HUNDRED-OFF", on: Example.march)
        #expect(try Example.schedule.code(last, for: .nonMember) == Example.schedule.codes[1])
        #expect(throws: QuoteRefusal.codeExpired("HUNDRED-OFF", until: Example.february)) {
            try Example.schedule.code(late, for: .nonMember)
        }
    }

    @Test func `is refused when nobody knows it, or for others`() {
        #expect(throws: QuoteRefusal.unknownCode("NOBODY")) { try Example.quote(Example.seat(.member, code: "nobody")) }
        #expect(throws: QuoteRefusal.codeNotFor("THIRD-OFF", .press)) {
            try Example.quote(Example.seat(.press, code: "third-off"))
        }
        #expect(throws: QuoteRefusal.codeForSeats("THIRD-OFF")) { try Example.quote(code: "THIRD-OFF") }
        #expect(throws: QuoteRefusal.codeForDelegations("ALL-TENTH")) {
            try Example.quote(Example.seat(.member, taken: Example.january, code: "ALL-TENTH"))
        }
    }
}
