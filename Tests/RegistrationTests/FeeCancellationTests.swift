// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import Registration

@Suite struct `Giving a seat back` {
    typealias Example = FeeExample

    @Test(arguments: [
        ("2027-01-01", 0), ("2027-01-31", 0), ("2027-02-01", 25_000), ("2027-02-28", 25_000), ("2027-03-01", 40_000),
        ("9999-12-31", 40_000),
    ])
    func `costs more with every step, whose day is included`(day: String, owed: Int) {
        #expect(Example.terms.owed(of: 50_000, on: Example.day(day)) == owed)
    }

    @Test func `costs by the day where the edition is`() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Brussels"))
        // Half past eleven in the evening of 31 January in Universal Time.
        let instant = Date(timeIntervalSince1970: 1_801_438_200)
        #expect(Example.terms.charged(on: Day(instant, in: .gmt)) == .none)
        #expect(Example.terms.charged(on: Day(instant, in: zone)) == Example.percent(5_000))
    }

    @Test func `is a line of its own, with what is not owed taken off`() throws {
        let quote = try Example.quote(
            Example.seat(.institution, taken: Example.january, .cancelled(on: Example.february)), Example.seat(.institution),
            Example.seat(.institution, .cancelled(on: Example.march)), Example.seat(.institution, .noShow))
        #expect(quote.lines.map(\.standing) == [.expected, .cancelled, .cancelled, .noShow])
        #expect(quote.lines.map(\.net) == [65_050, 52_040, 32_525, 65_050])
        #expect(
            quote.lines.map(\.allowances) == [
                [], [Allowance(reason: .notCharged, seats: 1, cents: 13_010)],
                [Allowance(reason: .notCharged, seats: 1, cents: 32_525)], [],
            ])
    }

    @Test func `leaves the free seats to those that cost most`() throws {
        let gone = Example.seat(.member, taken: Example.january, .cancelled(on: Example.january))
        #expect(try Example.quote(gone, Example.seat(.member), Example.seat(.member), isMember: true).net == 0)
        // Two of four are free: one owed in half is left beside one that comes.
        let half = Example.seat(.member, taken: Example.january, .cancelled(on: Example.february))
        let seat = Example.seat(.member)
        #expect(try Example.quote(half, seat, seat, seat, isMember: true).net == 50_000 + 21_000)
    }

    @Test func `charges the part of what a code left`() throws {
        let seat = Example.seat(.nonMember, code: "THIRD-OFF", .cancelled(on: Example.march))
        #expect(try Example.quote(seat).net == Example.percent(8_000).of(80_000 - 26_664))
    }

    @Test func `cannot be before it was taken`() {
        #expect(throws: QuoteRefusal.cancelledBeforeTaken) {
            try Example.quote(Example.seat(.member, .cancelled(on: Example.february)))
        }
    }

    @Test func `is shown with all steps beforehand`() {
        let rows = Example.terms.outlook(of: 33_333)
        #expect(
            rows.map(\.when) == [.until(Example.january), .until(Example.february), .after(Example.february), .noShow])
        #expect(rows.map(\.owed) == [0, 16_667, 26_666, 33_333])
        #expect(CancellationTerms.free.outlook(of: 100).map(\.when) == [.after(nil), .noShow])
        #expect(CancellationTerms.free.outlook(of: 100).map(\.owed) == [0, 0])
    }
}
