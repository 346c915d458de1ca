// SPDX-License-Identifier: EUPL-1.2

/// All rules side by side: what each gives, and to whom.
package struct Comparison: Sendable, Equatable {
    package var rules: [Summary]
    package var groups: [Group]

    /// What a rule gives as a whole.
    package struct Summary: Sendable, Equatable {
        package var rule: Rule
        package var profile: [Int]
        package var unplaced: Int, rankSum: Int
        package var isProven: Bool
    }

    package enum Kind: String, Sendable, CaseIterable {
        case country, kind, delegationSize
    }

    /// People of one country, kind or size of delegation.
    package struct Group: Sendable, Equatable {
        package var by: Kind
        /// Empty for people of whom it is not known; for sizes as in `2-3`.
        package var name: String
        package var people: Int
        /// In the order of the rules.
        package var counts: [Count]
    }

    /// What a rule gives to a group; better and worse as against the first rule.
    package struct Count: Sendable, Equatable {
        package var placed = 0, firstChoices = 0, better = 0, worse = 0
    }
}

extension Draw {
    /// All rules with one seed, the default rule first.
    package func comparison(
        seed: String, rules: [Rule] = Rule.allCases, while mayGoOn: () -> Bool = { true }
    ) throws(DrawRefusal) -> Comparison {
        var results: [DrawResult] = []
        for rule in rules { results.append(try result(rule, seed: seed, while: mayGoOn)) }
        return comparison(of: results)
    }

    package func comparison(of results: [DrawResult]) -> Comparison {
        let ranks = results.map { self.ranks(of: $0.assignment) }
        let summaries = results.map {
            Comparison.Summary(
                rule: $0.rule, profile: $0.profile, unplaced: $0.unplaced, rankSum: $0.rankSum, isProven: $0.isProven)
        }
        return Comparison(rules: summaries, groups: Comparison.Kind.allCases.flatMap { groups(by: $0, ranks) })
    }

    /// The ranks each person got.
    func ranks(of assignment: [[Int]]) -> [[Int]] {
        var ranks: [[Int]] = Array(repeating: [], count: instance.people.count)
        for unit in problem.units {
            for (index, person) in problem.members[unit.members].enumerated() {
                ranks[person] = assignment[person].compactMap { option in
                    let entry = unit.entries.first { Int(problem.entries[$0].option) == option }
                    return entry.map { Int(problem.entryRanks[problem.entries[$0].ranks + index]) }
                }
            }
        }
        return ranks
    }

    private func groups(by kind: Comparison.Kind, _ ranks: [[[Int]]]) -> [Comparison.Group] {
        var names: [[UInt8]: Comparison.Group] = [:]
        let sizes = kind == .delegationSize ? sizes : [:]
        for (index, person) in instance.people.enumerated() {
            let name: String
            switch kind {
            case .country: name = person.country ?? ""
            case .kind: name = person.kind ?? ""
            case .delegationSize: name = Self.sizeName(person.delegation.flatMap { sizes[Array($0.utf8)] })
            }
            let empty = Comparison.Group(
                by: kind, name: name, people: 0, counts: Array(repeating: Comparison.Count(), count: ranks.count))
            var group = names[Array(name.utf8)] ?? empty
            group.people += 1
            for rule in ranks.indices { group.counts[rule].add(ranks[rule][index], against: ranks[0][index]) }
            names[Array(name.utf8)] = group
        }
        return names.values.sorted { Self.order($0.name).lexicographicallyPrecedes(Self.order($1.name)) }
    }

    private var sizes: [[UInt8]: Int] {
        instance.people.reduce(into: [:]) { sizes, person in
            if let delegation = person.delegation { sizes[Array(delegation.utf8), default: 0] += 1 }
        }
    }

    private static let sizeBounds = [1, 3, 6, 10]

    private static func sizeName(_ size: Int?) -> String {
        guard let size else { return "" }
        let index = sizeBounds.firstIndex { size <= $0 } ?? sizeBounds.count
        guard index > 0 else { return "1" }
        return index < sizeBounds.count ? "\(sizeBounds[index - 1] + 1)-\(sizeBounds[index])" : "\(sizeBounds[index - 1] + 1)+"
    }

    /// Shorter names first where they begin with digits: 2-3 before 11+.
    private static func order(_ name: String) -> [UInt8] {
        let digits = name.utf8.prefix { (48...57).contains($0) }
        return Array(repeating: UInt8(ascii: "0"), count: digits.isEmpty ? 0 : Swift.max(0, 6 - digits.count)) + Array(name.utf8)
    }
}

extension Comparison.Count {
    fileprivate mutating func add(_ ranks: [Int], against first: [Int]) {
        if !ranks.isEmpty { placed += 1 }
        firstChoices += ranks.filter { $0 == 1 }.count
        if Self.isBetter(ranks, than: first) { better += 1 }
        if Self.isBetter(first, than: ranks) { worse += 1 }
    }

    /// More places, or with as many the better ranks.
    private static func isBetter(_ one: [Int], than other: [Int]) -> Bool {
        one.count != other.count ? one.count > other.count : one.lexicographicallyPrecedes(other)
    }
}
