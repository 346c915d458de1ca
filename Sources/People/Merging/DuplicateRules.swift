// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// What is compared to tell whether two entries are one human.
struct DuplicateFacts: Sendable, Equatable {
    let id: ID<Person>
    /// Folded, each once; the badge's first.
    let names: [String]
    /// Folded.
    let addresses: [String]
    /// Folded; empty when it is not known.
    let office: String
}

/// Why two entries may be one human, the strongest reason first.
enum DuplicateReason: String, Sendable, CaseIterable, Comparable {
    case sameNameAndAddress = "same-name-and-address"
    case similarNameAndAddress = "similar-name-and-address"
    case sameNameAndOffice = "same-name-and-office"
    case exchangedNames = "exchanged-names"

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
}

/// Two persons, in whatever order they were named.
struct PersonPair: Sendable, Hashable {
    let one: ID<Person>, other: ID<Person>

    init(_ a: ID<Person>, _ b: ID<Person>) {
        one = min(a, b)
        other = max(a, b)
    }

    func contains(_ person: ID<Person>) -> Bool { one == person || other == person }
    func other(than person: ID<Person>) -> ID<Person> { person == one ? other : one }
}

/// Two entries that may be one human.
struct Duplicate: Sendable, Hashable {
    let pair: PersonPair
    let reason: DuplicateReason
}

/// Finds entries that may be one human. Only those who share something are ever compared: never everybody with everybody.
enum DuplicateRules {
    /// The likeliest first; without those somebody said are not the same.
    static func duplicates(among everybody: [DuplicateFacts], distinct: Set<PersonPair> = []) -> [Duplicate] {
        var reasons: [PersonPair: DuplicateReason] = [:]
        func suggest(_ a: Int, _ b: Int, _ reason: DuplicateReason) {
            guard a != b else { return }
            let pair = PersonPair(everybody[a].id, everybody[b].id)
            if !distinct.contains(pair) { reasons[pair] = min(reasons[pair] ?? reason, reason) }
        }
        for block in addressBlocks(everybody) {
            for (a, b) in pairs(of: block) {
                reason(everybody[a], everybody[b]).map { suggest(a, b, $0) }
            }
        }
        for block in nameBlocks(everybody) {
            for (a, b) in pairs(of: block.filter { !everybody[$0.person].office.isEmpty }.map(\.person)) {
                let shares =
                    everybody[a].office == everybody[b].office && !Set(everybody[a].names).isDisjoint(with: everybody[b].names)
                if shares { suggest(a, b, .sameNameAndOffice) }
            }
            for (a, b) in exchanged(block) { suggest(a, b, .exchangedNames) }
        }
        return reasons.map { Duplicate(pair: $0.key, reason: $0.value) }
            .sorted { ($0.reason, $0.pair.one, $0.pair.other) < ($1.reason, $1.pair.one, $1.pair.other) }
    }

    /// Two who have an address in common.
    private static func reason(_ a: DuplicateFacts, _ b: DuplicateFacts) -> DuplicateReason? {
        let similar = a.names.flatMap { name in b.names.map { (name, $0) } }.filter { areSimilar($0.0, $0.1) }
        if similar.contains(where: { $0.0 == $0.1 || inOrder($0.0) == inOrder($0.1) }) { return .sameNameAndAddress }
        return similar.isEmpty ? nil : .similarNameAndAddress
    }

    // MARK: Blocks

    /// Positions of those who share an address. Where one secretary wrote for hundreds, they share a word of the name as well.
    private static func addressBlocks(_ everybody: [DuplicateFacts]) -> [[Int]] {
        var byAddress: [String: [Int]] = [:]
        for (position, one) in everybody.enumerated() {
            for address in one.addresses { byAddress[address, default: []].append(position) }
        }
        return byAddress.values.filter { $0.count > 1 }.flatMap { block -> [[Int]] in
            guard block.count > mostCompared else { return [block] }
            var byWord: [Substring: [Int]] = [:]
            for position in block {
                for word in Set(everybody[position].names.flatMap { $0.split(separator: " ") }) {
                    byWord[word, default: []].append(position)
                }
            }
            return byWord.values.filter { $0.count > 1 }
        }
    }

    private struct Named {
        let person: Int
        let name: String
    }

    /// Those whose names have the same words, in whatever order.
    private static func nameBlocks(_ everybody: [DuplicateFacts]) -> [[Named]] {
        var byWords: [String: [Named]] = [:]
        for (position, one) in everybody.enumerated() {
            for name in one.names { byWords[inOrder(name), default: []].append(Named(person: position, name: name)) }
        }
        return byWords.values.filter { $0.count > 1 }
    }

    /// Those of a block whose words stand in another order than those of its first.
    private static func exchanged(_ block: [Named]) -> [(Int, Int)] {
        guard let first = block.first else { return [] }
        let others = block.filter { $0.name != first.name }
        guard block.count <= mostCompared else { return others.map { (first.person, $0.person) } }
        return others.flatMap { other in block.filter { $0.name != other.name }.map { ($0.person, other.person) } }
    }

    /// Every two of a small block; of a large one each with the first: once these are merged, the next come up.
    private static func pairs(of block: [Int]) -> [(Int, Int)] {
        guard let first = block.first else { return [] }
        guard block.count <= mostCompared else { return block.dropFirst().map { (first, $0) } }
        return block.indices.flatMap { a in block.indices.dropFirst(a + 1).map { (block[a], block[$0]) } }
    }

    /// Above this, comparing every two costs more than it finds.
    private static let mostCompared = 40

    // MARK: Names

    /// Whether two folded names may be one: the same words, one with more words than the other, or one or two typing errors.
    static func areSimilar(_ a: String, _ b: String) -> Bool {
        if a == b { return !a.isEmpty }
        let (first, second) = (words(a), words(b))
        let (fewer, more) = first.count < second.count ? (first, second) : (second, first)
        if fewer.count > 1, isPart(fewer, of: more) || fewer.count == more.count && isPart(more, of: fewer) { return true }
        if isMistyped(Substring(a.filter { $0 != " " }), Substring(b.filter { $0 != " " }), most: 1) { return true }
        guard first.count == second.count else { return false }
        return areMistyped(first, second) || areMistyped(first.sorted(), second.sorted())
    }

    /// Whether each word is the other one, or comes near it: short words have no room for errors.
    private static func areMistyped(_ a: [Substring], _ b: [Substring]) -> Bool {
        zip(a, b).allSatisfy { one, other in
            one == other || isMistyped(one, other, most: max(one.utf8.count, other.utf8.count) < 8 ? 1 : 2)
        }
    }

    private static func isMistyped(_ a: Substring, _ b: Substring, most: Int) -> Bool {
        let (one, other) = (Array(a.utf8), Array(b.utf8))
        guard max(one.count, other.count) > 3, !one.isEmpty, !other.isEmpty else { return false }
        return typingErrors(one, other, most: most) <= most
    }

    /// Whether each word stands in the other name; a single letter may stand for a word it begins.
    private static func isPart(_ fewer: [Substring], of more: [Substring]) -> Bool {
        var rest = more
        for word in fewer.sorted(by: { $0.count > $1.count }) {
            guard let found = rest.firstIndex(where: { $0 == word || word.count == 1 && $0.hasPrefix(word) }) else {
                return false
            }
            rest.remove(at: found)
        }
        return fewer.contains { $0.count > 1 }
    }

    private static func words(_ name: String) -> [Substring] { name.split(separator: " ") }
    private static func inOrder(_ name: String) -> String { words(name).sorted().joined(separator: " ") }

    /// Letters more, less, other, or two exchanged; more than `most` is said as `most + 1`. Optimal string alignment.
    private static func typingErrors(_ a: [UInt8], _ b: [UInt8], most: Int) -> Int {
        guard abs(a.count - b.count) <= most else { return most + 1 }
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in 1...a.count {
            var row = [i] + Array(repeating: 0, count: b.count)
            var least = i
            for j in 1...b.count {
                var errors = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { errors = min(errors, before[j - 2] + 1) }
                row[j] = errors
                least = min(least, errors)
            }
            if least > most { return most + 1 }
            (before, last) = (last, row)
        }
        return min(last[b.count], most + 1)
    }
}
