// SPDX-License-Identifier: EUPL-1.2
import Database
import Vocabulary

/// Everybody by their names and addresses, to be searched in memory.
struct PersonDirectory: Sendable {
    /// In the order of their names.
    let ids: [ID<Person>]
    private let facts: [DuplicateFacts]
    private let names: NameIndex
    private let addresses: [(folded: String, position: Int)]

    /// Beyond this a search is no search.
    private static let mostFound = 500
    /// More than anybody compares before adding somebody.
    private static let mostCandidates = 10

    /// What a search found.
    struct Found: Sendable, Equatable {
        /// Best first.
        let ids: [ID<Person>]
        /// Whether nothing begins so, and these only come near.
        var isMisspelt = false
    }

    init(_ everybody: [DuplicateFacts]) {
        facts = everybody.sorted { ($0.names.first ?? "", $0.id) < ($1.names.first ?? "", $1.id) }
        ids = facts.map(\.id)
        names = NameIndex(
            facts.enumerated().flatMap { position, one in one.names.flatMap(Self.readings).map { ($0, position) } })
        addresses = facts.enumerated().flatMap { position, one in one.addresses.map { ($0, position) } }.sorted { $0 < $1 }
    }

    /// A name as it stands, and with its last word first: lists have it so.
    private static func readings(_ name: String) -> [String] {
        let words = name.split(separator: " ")
        guard words.count > 1, let last = words.last else { return [name] }
        return [name, ([last] + words.dropLast()).joined(separator: " ")]
    }

    /// Everybody whose name or address begins so, else whose name comes near; all when nothing is asked.
    func find(_ text: String?) -> Found {
        guard let text else { return Found(ids: ids) }
        let byAddress = positions(addressBeginning: PersonAddress.folded(text))
        let matches = names.matches(text).prefix(Self.mostFound)
        let isMisspelt = matches.first.map { $0.distance > 2 } ?? false
        if isMisspelt, !byAddress.isEmpty { return Found(ids: byAddress.map { ids[$0] }) }
        var seen: Set<Int> = []
        let all = (matches.map(\.target) + byAddress).filter { seen.insert($0).inserted }
        return Found(ids: all.prefix(Self.mostFound).map { ids[$0] }, isMisspelt: isMisspelt)
    }

    private func positions(addressBeginning text: String) -> [Int] {
        guard !text.isEmpty else { return [] }
        var (low, high) = (0, addresses.count)
        while low < high {
            let middle = (low + high) / 2
            if addresses[middle].folded < text { low = middle + 1 } else { high = middle }
        }
        var seen: Set<Int> = []
        return addresses[low...].prefix(Self.mostFound).prefix { $0.folded.hasPrefix(text) }.map(\.position)
            .filter { seen.insert($0).inserted }
    }

    /// Who might be the person that somebody is about to add: who has the address, then whose name is similar.
    func candidates(name: String, address: String) -> [ID<Person>] {
        let folded = PersonAddress.folded(address)
        let name = Folding.folded(name)
        let sharing = facts.filter { !folded.isEmpty && $0.addresses.contains(folded) }
        let alike = facts.filter { one in one.names.contains { DuplicateRules.areSimilar($0, name) } }
        var seen: Set<ID<Person>> = []
        return Array((sharing + alike).map(\.id).filter { seen.insert($0).inserted }.prefix(Self.mostCandidates))
    }
}
