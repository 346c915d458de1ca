// SPDX-License-Identifier: EUPL-1.2

extension ExactInteger {
    /// Hexadecimal as certificates write it: lower case, a minus before it, no zeros before it.
    var hexadecimal: String {
        var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
        let start = text.count
        for word in (isNegative ? -self : self).words.reversed() {
            for shift in stride(from: 60, through: 0, by: -4) {
                let digit = UInt8(word >> UInt64(shift) & 15)
                if digit > 0 || text.count > start { text.append(digit < 10 ? 48 + digit : 87 + digit) }
            }
        }
        return text.isEmpty ? "0" : String(decoding: text, as: UTF8.self)
    }

    /// What `hexadecimal` writes, nil for anything else, and for what is wider than an eighth of the width short of it.
    init?(hexadecimal text: String) {
        var digits = Array(text.utf8)[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        guard let first = digits.first, digits.count * 4 < Self.bitWidth, first != UInt8(ascii: "0") || text == "0" else {
            return nil
        }
        var words = Array(repeating: UInt64(0), count: Self.bitWidth / 64)
        for (place, digit) in digits.reversed().enumerated() {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            words[place / 16] |= UInt64(value) << (UInt64(place % 16) * 4)
        }
        let magnitude = Self(words: words[...])
        self = isNegative ? -magnitude : magnitude
    }

    /// The bits that the magnitude takes.
    var bitsUsed: Int {
        let words = (isNegative ? -self : self).words
        guard let top = words.lastIndex(where: { $0 != 0 }) else { return 0 }
        return top * 64 + 64 - words[top].leadingZeroBitCount
    }

    /// Without the lowest bits, rounded down.
    func shifted(right bits: Int) -> Self {
        let source = words
        let fill: UInt64 = isNegative ? .max : 0
        let (skip, rest) = (bits / 64, UInt64(bits % 64))
        let result = source.indices.map { index -> UInt64 in
            let low = index + skip < source.count ? source[index + skip] : fill
            let high = index + skip + 1 < source.count ? source[index + skip + 1] : fill
            return rest == 0 ? low : low >> rest | high << (64 - rest)
        }
        return Self(words: result[...])
    }

    /// The quotient rounded up and nothing else; the divisor is above 0.
    func dividedUp(by divisor: Int) -> Self {
        guard divisor > 1 else { return self }
        let (quotient, remainder) = (isNegative ? -self : self).divided(by: UInt64(divisor))
        if isNegative { return -quotient }
        return remainder == 0 ? quotient : quotient + Self(1)
    }

    /// Quotient and remainder of an integer that is not negative.
    func divided(by divisor: UInt64) -> (quotient: Self, remainder: UInt64) {
        var words = words
        var remainder: UInt64 = 0
        for index in words.indices.reversed() {
            (words[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
        }
        return (Self(words: words[...]), remainder)
    }
}
