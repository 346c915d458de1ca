// SPDX-License-Identifier: EUPL-1.2
import Crypto

/// What the seed decides: ties between options, and turns of the lottery. Documentation/Draw.md, sections 2 and 3.
package struct Seed: Sendable {
    private let tie: SHA256, turn: SHA256

    package init(_ text: String) {
        tie = Self.started("hemicycle tie", seed: text)
        turn = Self.started("hemicycle turn", seed: text)
    }

    /// The tie of one person and one option, as UTF-8.
    package func tie(person: [UInt8], option: [UInt8]) -> UInt64 {
        tie(Self.framed(person) + Self.framed(option))
    }

    /// The same of both as `framed` gives them, one after the other.
    func tie(_ framed: [UInt8]) -> UInt64 {
        var hash = tie
        hash.take(framed)
        return hash.firstEightBytes
    }

    /// A text with its length before it, so that no two lists of texts hash the same bytes.
    static func framed(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt32(truncatingIfNeeded: bytes.count)
        return withUnsafeBytes(of: count.bigEndian) { Array($0) } + bytes
    }

    /// The number by which a person takes their turn, the least first.
    package func turn(person: [UInt8]) -> UInt64 {
        var hash = turn
        hash.take(Self.framed(person))
        return hash.firstEightBytes
    }

    private static func started(_ label: String, seed: String) -> SHA256 {
        var hash = SHA256()
        hash.take(Array(label.utf8) + [0])
        hash.take(framed(Array(seed.utf8)))
        return hash
    }

    /// SHA-256 in hexadecimal: of a seed, to commit to it; of a file, to name it.
    package static func fingerprint(_ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.take(bytes)
        let digits = Array("0123456789abcdef".utf8)
        let text = hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}

extension SHA256 {
    fileprivate mutating func take(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update(bufferPointer: $0) }
    }

    fileprivate var firstEightBytes: UInt64 {
        finalize().withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
    }
}
