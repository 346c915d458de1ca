// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

@Suite struct `Wide integers` {
    private func check<Wide: ExactInteger>(_ type: Wide.Type) {
        var numbers = SeededNumbers(Wide.bitWidth)
        for _ in 0..<200 {
            let one = Int(truncatingIfNeeded: numbers.next()) >> 2, other = Int(truncatingIfNeeded: numbers.next()) >> 2
            let factor = numbers.number(-1_000...1_000)
            let high = Wide(one).shifted(left: Wide.bitWidth - 80), low = Wide(other)
            #expect(Wide(one) + Wide(other) == Wide(one + other))
            #expect(Wide(one) - Wide(other) == Wide(one - other))
            #expect((Wide(one) < Wide(other)) == (one < other))
            #expect((high + low) - high == low)
            #expect((high < high + low) == (other > 0))
            #expect((low * factor) == low.times(factor) && low * 3 == low + low + low)
            #expect(high.shifted(right: Wide.bitWidth - 80) == Wide(one))
            let rounded = (high + low).shifted(right: 40).shifted(left: 40)
            #expect(!(high + low < rounded) && high + low < rounded + Wide(1).shifted(left: 40))
            #expect(Wide(hexadecimal: (high + low).hexadecimal) == high + low)
            #expect((low * 7).dividedUp(by: 7) == low && (low * 7 + Wide(1)).dividedUp(by: 7) == low + Wide(1))
            #expect((low * 7 - Wide(1)).dividedUp(by: 7) == low)
        }
    }

    @Test func `count as integers do at every width`() {
        check(Int128.self)
        check(Integer256.self)
        check(Integer512.self)
        check(Integer1024.self)
        check(Integer4096.self)
    }

    @Test(arguments: [("0", 0), ("-1f", -31), ("ff", 255)]) func `are written in hexadecimal`(_ text: String, _ value: Int) {
        #expect(Integer256(value).hexadecimal == text && Integer256(hexadecimal: text) == Integer256(value))
    }

    @Test(arguments: ["", "-", "00", "0x1", "1F", " 1", "+1", String(repeating: "f", count: 64)])
    func `are read only as they are written`(_ text: String) {
        #expect(Integer256(hexadecimal: text) == nil)
    }
}
