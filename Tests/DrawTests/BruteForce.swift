// SPDX-License-Identifier: EUPL-1.2
@testable import Draw

/// The draw as the specification says it, by trying everything. Shares nothing with the engine but the reading of an instance and
/// the hash of the seed.
struct BruteForce {
    private let instance: Instance
    private let rule: Rule
    private let longest: Int
    /// The units, and for each every set of options that is open to it.
    private var units: [[Int]] = [], open: [[[Int]]] = []
    private var ties: [[UInt128]] = [], rank: [[Int]] = []
    /// For each person and option the limits that hold them, and what is left of each limit.
    private var holders: [[[Int]]] = [], left: [Int] = []
    private var assignment: [[Int]], counts: [[Int]], tieSum: UInt128 = 0
    private var best: (numbers: [Int], ties: UInt128, assignment: [[Int]])?

    init(_ instance: Instance, _ rule: Rule, seed: String) {
        self.instance = instance
        self.rule = rule
        longest = instance.people.map(\.wishes.count).max() ?? 0
        assignment = instance.people.map { _ in [] }
        counts = Array(repeating: Array(repeating: 0, count: longest + 1), count: instance.priorities.count + 1)
        let together = Set(instance.together.flatMap { $0 })
        units = instance.together + instance.people.indices.filter { !together.contains($0) }.map { [$0] }
        let hash = Seed(seed)
        ties = instance.people.map { person in
            instance.options.map { UInt128(hash.tie(person: Array(person.id.utf8), option: Array($0.id.utf8))) }
        }
        rank = instance.people.indices.map { person in
            instance.options.indices.map { option in (wishes(person).firstIndex { $0.contains(option) } ?? -1) + 1 }
        }
        holders = instance.people.map { _ in instance.options.map { _ in [] } }
        open = units.map { unit in
            (0..<(1 << instance.options.count)).map { set in instance.options.indices.filter { set >> $0 & 1 == 1 } }
                .filter { isOpen($0, to: unit) }
        }
        addLimits()
    }

    /// The best assignment by person.
    mutating func solve() -> [[Int]] {
        extend(0)
        return best?.assignment ?? []
    }

    private mutating func extend(_ index: Int) {
        guard index < units.count else { return consider() }
        for options in open[index] {
            for person in units[index] { give(options, to: person, 1) }
            if left.allSatisfy({ $0 >= 0 }) { extend(index + 1) }
            for person in units[index] { give(options, to: person, -1) }
        }
    }

    private mutating func give(_ options: [Int], to person: Int, _ times: Int) {
        assignment[person] = times > 0 ? options : []
        let level = instance.people[person].priority ?? instance.priorities.count
        for option in options {
            counts[level][rank[person][option]] += times
            if times > 0 { tieSum += ties[person][option] } else { tieSum -= ties[person][option] }
            for limit in holders[person][option] { left[limit] -= times }
        }
    }

    private mutating func consider() {
        let numbers = numbers()
        if let best, best.numbers.lexicographicallyPrecedes(numbers) || (best.numbers == numbers && best.ties <= tieSum) {
            return
        }
        best = (numbers, tieSum, assignment)
    }

    private func numbers() -> [Int] {
        var numbers = rule == .rankmax ? [] : [-counts.joined().reduce(0, +)]
        for level in counts {
            if rule != .rankmax && counts.count > 1 { numbers.append(-level.reduce(0, +)) }
            switch rule {
            case .generous: numbers += level.dropFirst(2).reversed()
            case .greedy, .rankmax: numbers += level.dropFirst().map { -$0 }
            case .minsum: numbers.append(level.enumerated().reduce(0) { $0 + $1.offset * $1.element })
            case .lottery: break
            }
        }
        return numbers
    }
}

// What is open to whom.
extension BruteForce {
    private func wishes(_ person: Int) -> [[Int]] {
        let own = instance.people[person].wishes
        guard own.isEmpty, let unit = instance.together.first(where: { $0.contains(person) }) else { return own }
        return instance.people[unit[0]].wishes
    }

    private func isOpen(_ options: [Int], to unit: [Int]) -> Bool {
        for (index, one) in options.enumerated() {
            for other in options[..<index] {
                let (first, second) = (instance.options[one], instance.options[other])
                if first.slot != nil && first.slot == second.slot { return false }
                if first.visit != nil && first.visit == second.visit { return false }
                if instance.exclusive.contains(where: { Set($0) == [one, other] }) { return false }
            }
        }
        return unit.allSatisfy { person in
            options.count <= instance.people[person].max && options.allSatisfy { rank[person][$0] > 0 && fits(person, $0) }
        }
    }

    private func fits(_ person: Int, _ option: Int) -> Bool {
        let (one, place) = (instance.people[person], instance.options[option])
        if place.cancelled != nil || place.capacity == 0 { return false }
        if one.clashes.contains(where: { $0.option == option || ($0.slot != nil && $0.slot == place.slot) }) { return false }
        return place.languages.isEmpty || one.languages.isEmpty || !Set(one.languages).isDisjoint(with: place.languages)
    }

    private func belongs(_ person: Instance.Person, to limit: Instance.Limit) -> Bool {
        (limit.delegations?.contains { $0 == person.delegation } ?? true)
            && (limit.countries?.contains { $0 == person.country } ?? true)
            && (limit.kinds?.contains { $0 == person.kind } ?? true)
    }

    private mutating func addLimits() {
        for (most, holds) in limits {
            for (person, one) in instance.people.enumerated() {
                for option in instance.options.indices where holds(one, option) { holders[person][option].append(left.count) }
            }
            left.append(most)
        }
    }

    private typealias Holds = (Instance.Person, Int) -> Bool

    private var limits: [(Int, Holds)] {
        var limits: [(Int, Holds)] = instance.limits.map { limit in
            (limit.most, { belongs($0, to: limit) && (limit.options?.contains($1) ?? true) })
        }
        for (index, option) in instance.options.enumerated() {
            limits.append((option.capacity, { $1 == index }))
            // Reserved places: whoever may not use some of them fits into the rest.
            let reserved = instance.reservations.filter { $0.options?.contains(index) ?? true }
            for set in 1..<(1 << reserved.count) {
                let chosen = reserved.indices.filter { set >> $0 & 1 == 1 }.map { reserved[$0] }
                let most = option.capacity - chosen.reduce(0) { $0 + $1.most }
                limits.append((most, { person, other in other == index && !chosen.contains { belongs(person, to: $0) } }))
            }
        }
        for delegation in Set(instance.people.compactMap(\.delegation)) {
            if let most = instance.perDelegationPerOption {
                limits += instance.options.indices.map { index in (most, { $0.delegation == delegation && $1 == index }) }
            }
            if let most = instance.perDelegationPerVisit {
                limits += Set(instance.options.compactMap(\.visit)).map { visit in
                    (most, { $0.delegation == delegation && instance.options[$1].visit == visit })
                }
            }
        }
        return limits
    }
}
