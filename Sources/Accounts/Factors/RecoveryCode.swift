// SPDX-License-Identifier: EUPL-1.2
import Crypto

/// A code on paper that lets someone in once who has lost the telephone and the passkey.
package struct RecoveryCode: Sendable, Hashable {
    /// How many an account gets at a time.
    package static let count = 10
    /// 75 bits, so that a plain digest protects them: 2^75 guesses are out of reach even for those who have the database.
    static let lengthOfCode = 15, lengthOfGroup = 5
    /// Douglas Crockford, "Base 32": no I, L, O and U.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The signs alone.
    let signs: [UInt8]

    /// Returns the codes of an account; each takes as many random bytes as it has signs.
    package static func codes(random: [UInt8]) -> [RecoveryCode] {
        precondition(random.count == count * lengthOfCode, "every sign takes a byte")
        return (0..<count).map { number in
            let bytes = random[number * lengthOfCode..<(number + 1) * lengthOfCode]
            return RecoveryCode(signs: bytes.map { alphabet[Int($0 & 31)] })
        }
    }

    /// How many random bytes `codes(random:)` takes.
    package static var lengthOfRandom: Int { count * lengthOfCode }

    private init(signs: [UInt8]) { self.signs = signs }

    /// What somebody typed: small letters, other groups and the letters taken for digits do no harm. Nil if it is no code.
    package init?(typed: String) {
        var signs: [UInt8] = []
        for scalar in typed.unicodeScalars where !Self.isBetweenGroups(scalar) {
            guard let sign = Self.sign(of: scalar), signs.count < Self.lengthOfCode else { return nil }
            signs.append(sign)
        }
        guard signs.count == Self.lengthOfCode else { return nil }
        self.signs = signs
    }

    /// As it is shown: in groups with hyphens.
    package var text: String {
        stride(from: 0, to: signs.count, by: Self.lengthOfGroup)
            .map { String(decoding: signs[$0..<min($0 + Self.lengthOfGroup, signs.count)], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// What is kept of it: SHA-256 of its signs.
    package var digest: [UInt8] { Array(SHA256.hash(data: signs)) }

    private static func isBetweenGroups(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.generalCategory == .dashPunctuation
    }

    private static func sign(of scalar: Unicode.Scalar) -> UInt8? {
        guard scalar.isASCII else { return nil }
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        let capital = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte - 32 : byte
        switch capital {
        case UInt8(ascii: "O"): return UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return UInt8(ascii: "1")
        default: return alphabet.contains(capital) ? capital : nil
        }
    }
}
