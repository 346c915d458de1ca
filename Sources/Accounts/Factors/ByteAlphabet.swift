// SPDX-License-Identifier: EUPL-1.2

/// Signs that bytes are written in, a few bits each, without padding. RFC 4648.
package struct ByteAlphabet: Sendable {
    /// Section 6, which the secrets of code generators are written in.
    package static let base32 = Self(digits: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bitsPerDigit: 5)
    /// Section 5, which browsers write binary values in.
    package static let base64URL = Self(
        digits: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", bitsPerDigit: 6)

    private let digits: [UInt8]
    private let bitsPerDigit: Int
    /// The value of each sign by its code; nil for what is no sign.
    private let values: [UInt32?]

    private init(digits: String, bitsPerDigit: Int) {
        self.digits = Array(digits.utf8)
        self.bitsPerDigit = bitsPerDigit
        var values = [UInt32?](repeating: nil, count: 256)
        for (value, digit) in digits.utf8.enumerated() { values[Int(digit)] = UInt32(value) }
        self.values = values
    }

    /// Returns the bytes written in this alphabet; the last sign is filled up with zero bits.
    package func text(of bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var waiting: UInt32 = 0, bits = 0
        for byte in bytes {
            waiting = waiting << 8 | UInt32(byte)
            bits += 8
            while bits >= bitsPerDigit {
                bits -= bitsPerDigit
                text.append(digits[Int(waiting >> bits)])
                waiting &= (1 << bits) - 1
            }
        }
        if bits > 0 { text.append(digits[Int(waiting << (bitsPerDigit - bits))]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Returns nil for what `text(of:)` never writes, so that no two texts mean the same bytes. Section 3.5.
    package func bytes(of text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var waiting: UInt32 = 0, bits = 0
        for digit in text.utf8 {
            guard let value = values[Int(digit)] else { return nil }
            waiting = waiting << bitsPerDigit | value
            bits += bitsPerDigit
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(waiting >> bits))
            waiting &= (1 << bits) - 1
        }
        return bits < bitsPerDigit && waiting == 0 ? bytes : nil
    }
}
