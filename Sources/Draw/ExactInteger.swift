// SPDX-License-Identifier: EUPL-1.2

/// A signed integer of fixed width in two's complement. The draw needs 150 to 4,096 bits: lexicographic weights pass 64 bits
/// at about 200 people, and whoever takes Double for them gets a wrong result without a word.
protocol ExactInteger: Comparable, Sendable, BitwiseCopyable {
    static var bitWidth: Int { get }
    static var zero: Self { get }
    init(_ value: Int)
    init(_ value: UInt64)
    /// The sum as of unsigned integers; `carry` is taken in and given out.
    func adding(_ other: Self, carry: inout Bool) -> Self
    /// The product with a factor, all read as unsigned; `carry` is taken in and given out.
    func multiplied(by factor: UInt64, carry: inout UInt64) -> Self
    var inverted: Self { get }
    var isNegative: Bool { get }
    /// Both read as unsigned.
    func isBelow(_ other: Self) -> Bool
    /// The words from the least on, 64 bits each.
    var words: [UInt64] { get }
    init(words: ArraySlice<UInt64>)
}

extension ExactInteger {
    @inline(__always) static func + (one: Self, other: Self) -> Self {
        var carry = false
        return one.adding(other, carry: &carry)
    }

    @inline(__always) static func - (one: Self, other: Self) -> Self {
        var carry = true
        return one.adding(other.inverted, carry: &carry)
    }

    @inline(__always) static prefix func - (one: Self) -> Self { zero - one }
    @inline(__always) static func += (one: inout Self, other: Self) { one = one + other }
    @inline(__always) static func -= (one: inout Self, other: Self) { one = one - other }

    static func * (one: Self, factor: Int) -> Self {
        var carry: UInt64 = 0
        let product = one.multiplied(by: UInt64(factor.magnitude), carry: &carry)
        return factor < 0 ? -product : product
    }

    /// Two to the power of `bits` times as much.
    func shifted(left bits: Int) -> Self { (0..<bits).reduce(self) { sum, _ in sum + sum } }
}

extension Int128: ExactInteger {
    init(_ value: UInt64) { self.init(truncatingIfNeeded: value) }

    @inline(__always) func adding(_ other: Int128, carry: inout Bool) -> Int128 {
        let (first, one) = UInt128(bitPattern: self).addingReportingOverflow(UInt128(bitPattern: other))
        let (sum, two) = first.addingReportingOverflow(carry ? 1 : 0)
        carry = one || two
        return Int128(bitPattern: sum)
    }

    @inline(__always) func multiplied(by factor: UInt64, carry: inout UInt64) -> Int128 {
        let product = UInt128(bitPattern: self).multipliedFullWidth(by: UInt128(factor))
        let (sum, isOver) = product.low.addingReportingOverflow(UInt128(carry))
        carry = UInt64(truncatingIfNeeded: product.high) &+ (isOver ? 1 : 0)
        return Int128(bitPattern: sum)
    }

    var inverted: Int128 { ~self }
    var isNegative: Bool { self < 0 }
    @inline(__always) func isBelow(_ other: Int128) -> Bool { UInt128(bitPattern: self) < UInt128(bitPattern: other) }
    var words: [UInt64] { [UInt64(truncatingIfNeeded: self), UInt64(truncatingIfNeeded: self >> 64)] }
    init(words: ArraySlice<UInt64>) {
        self = Int128(truncatingIfNeeded: words[words.startIndex]) | Int128(truncatingIfNeeded: words[words.startIndex + 1]) << 64
    }
}

/// An integer of twice as many bits.
struct Twice<Half: ExactInteger>: ExactInteger {
    var low: Half, high: Half

    static var bitWidth: Int { 2 * Half.bitWidth }
    static var zero: Twice { Twice(low: .zero, high: .zero) }

    init(low: Half, high: Half) {
        self.low = low
        self.high = high
    }

    init(_ value: Int) { self.init(low: Half(value), high: value < 0 ? Half.zero.inverted : .zero) }
    init(_ value: UInt64) { self.init(low: Half(value), high: .zero) }

    @inline(__always) func adding(_ other: Twice, carry: inout Bool) -> Twice {
        let sum = low.adding(other.low, carry: &carry)
        return Twice(low: sum, high: high.adding(other.high, carry: &carry))
    }

    @inline(__always) func multiplied(by factor: UInt64, carry: inout UInt64) -> Twice {
        let product = low.multiplied(by: factor, carry: &carry)
        return Twice(low: product, high: high.multiplied(by: factor, carry: &carry))
    }

    var inverted: Twice { Twice(low: low.inverted, high: high.inverted) }
    var isNegative: Bool { high.isNegative }

    @inline(__always) func isBelow(_ other: Twice) -> Bool {
        high == other.high ? low.isBelow(other.low) : high.isBelow(other.high)
    }

    @inline(__always) static func < (one: Twice, other: Twice) -> Bool {
        one.high == other.high ? one.low.isBelow(other.low) : one.high < other.high
    }

    @inline(__always) static func == (one: Twice, other: Twice) -> Bool { one.low == other.low && one.high == other.high }

    var words: [UInt64] { low.words + high.words }
    init(words: ArraySlice<UInt64>) {
        let middle = words.startIndex + words.count / 2
        self.init(low: Half(words: words[..<middle]), high: Half(words: words[middle...]))
    }
}

typealias Integer256 = Twice<Int128>
typealias Integer512 = Twice<Integer256>
typealias Integer1024 = Wide<Integer512>
typealias Integer4096 = Wide<Wide<Integer1024>>

/// As `Twice`, for widths that are rare: the compiler does not write its steps out everywhere.
struct Wide<Half: ExactInteger>: ExactInteger {
    private var both: Twice<Half>

    private init(_ both: Twice<Half>) { self.both = both }

    static var bitWidth: Int { 2 * Half.bitWidth }
    static var zero: Wide { Wide(.zero) }
    init(_ value: Int) { both = Twice(value) }
    init(_ value: UInt64) { both = Twice(value) }
    init(words: ArraySlice<UInt64>) { both = Twice(words: words) }

    @inline(never) func adding(_ other: Wide, carry: inout Bool) -> Wide { Wide(both.adding(other.both, carry: &carry)) }
    @inline(never) func isBelow(_ other: Wide) -> Bool { both.isBelow(other.both) }
    @inline(never) static func < (one: Wide, other: Wide) -> Bool { one.both < other.both }

    @inline(never) func multiplied(by factor: UInt64, carry: inout UInt64) -> Wide {
        Wide(both.multiplied(by: factor, carry: &carry))
    }

    var inverted: Wide { Wide(both.inverted) }
    var isNegative: Bool { both.isNegative }
    var words: [UInt64] { both.words }
}

extension ExactInteger {
    /// Times a factor that is most often 0, 1 or -1.
    @inline(__always) func times(_ factor: Int) -> Self {
        switch factor {
        case 0: .zero
        case 1: self
        case -1: -self
        default: self * factor
        }
    }
}
