// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Registration
import TestKit
import Testing

@Suite struct `A part of a hundred` {
    @Test(arguments: [
        (0, 2_100, 0), (1, 10_000, 1), (10_001, 3_333, 3_333), (30_000, 3_333, 9_999), (1, 5_000, 1), (3, 5_000, 2),
        (1, 4_999, 0),
        (-1, 5_000, -1), (-1, 4_999, 0), (333, 33, 1), (Int.max, 10_000, Int.max), (Int.min, 10_000, Int.min), (Int.max, 0, 0),
        (Int.max, 5_000, Int.max / 2 + 1), (Int.min, 5_000, Int.min / 2),
    ])
    func `is rounded to the cent, half a cent away from zero, of any amount`(cents: Int, hundredths: Int, part: Int) throws {
        #expect(try #require(Percent(hundredths: hundredths)).of(cents) == part)
    }

    @Test func `is never less than nothing nor more than all`() {
        #expect([-1, 10_001, .min, .max].compactMap(Percent.init(hundredths:)) == [])
        #expect([Percent(hundredths: 0), Percent(hundredths: 10_000)] == [Percent.none, .all])
    }

    @Test func `is the same as decimal arithmetic gives`() throws {
        var dice = SeededDice(state: 16_931)
        for _ in 0..<2_000 {
            let cents = Int.random(in: -1_000_000_000...1_000_000_000, using: &dice)
            let hundredths = Int.random(in: 0...10_000, using: &dice)
            var exact = Decimal(cents) * Decimal(hundredths) / 10_000
            var rounded = Decimal()
            NSDecimalRound(&rounded, &exact, 0, .plain)
            #expect(Decimal(try #require(Percent(hundredths: hundredths)).of(cents)) == rounded)
        }
    }

    @Test(arguments: ["33.333", "10001", "-1", "\"21\"", "1e400", "null", "9223372036854775808"])
    func `is not read from anything else`(text: String) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Percent.self, from: Data(text.utf8)) }
    }
}
