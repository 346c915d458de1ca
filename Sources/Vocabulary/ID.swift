// SPDX-License-Identifier: EUPL-1.2

/// The lasting name of a noun, as data files and addresses use it (`be-liege`, `brussels-2027`).
package struct ID<Noun>: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let value: String
    package init(_ value: String) { self.value = value }
    package init(stringLiteral value: String) { self.value = value }
    package var description: String { value }
    package static func < (a: Self, b: Self) -> Bool { a.value < b.value }

    /// An id that says nothing, of random bytes: twelve or more make one that nobody meets by chance or by guessing.
    package init(random bytes: [UInt8]) { self.init(RandomText.written(bytes)) }

    /// Whether the text can stand in an address: lower-case letters, digits and hyphens, at most 80 signs.
    package static func isWellFormed(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}

/// Bytes in digits and lower-case letters without look-alikes, five bits a sign. Crockford's base 32, lower case.
package enum RandomText {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    package static func written(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            buffer = buffer << 8 | Int(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[buffer >> bits & 31])
            }
            buffer &= (1 << bits) - 1
        }
        if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }
}
