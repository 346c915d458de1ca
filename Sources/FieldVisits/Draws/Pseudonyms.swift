// SPDX-License-Identifier: EUPL-1.2
import Draw
import People
import Registration
import Vocabulary

/// Names in the published files that say nothing to anybody but the one they stand for.
struct Pseudonyms: Sendable {
    /// By the seat, the name of who holds it.
    let people: [ID<Seat>: String]
    /// Delegations have names of the same kind: who goes with whom decides, which authority it is does not.
    let delegations: [ID<Delegation>: String]

    /// Signs of a name: eight of 32, so that names of two are one only once in a million draws, and then one is made longer.
    private static let signs = 8

    /// - Parameter key: drawn for this draw alone, and not kept: without it nobody comes from a name to a seat.
    init(_ facts: DrawFacts, key: [UInt8]) {
        var used: Set<String> = []
        func named<Noun>(_ id: ID<Noun>, _ kind: String) -> String {
            let digits = Seed.fingerprint(key + Array("\(kind) \(id.value)".utf8))
            let text = RandomText.written(Self.bytes(digits))
            var length = Self.signs
            while !used.insert("\(kind)\(text.prefix(length))").inserted { length += 1 }
            return "\(kind)-\(text.prefix(length))"
        }
        people = Dictionary(uniqueKeysWithValues: facts.seats.map(\.seat).sorted().map { ($0, named($0, "p")) })
        let all = Set(facts.seats.map(\.delegation)).sorted()
        delegations = Dictionary(uniqueKeysWithValues: all.map { ($0, named($0, "d")) })
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.utf8.map { $0 < 58 ? $0 - 48 : $0 - 87 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
