// SPDX-License-Identifier: EUPL-1.2

extension Problem {
    init(_ instance: Instance) {
        var builder = ProblemBuilder(instance)
        builder.build()
        self = builder.problem
    }

    fileprivate init(empty instance: Instance) {
        self.instance = instance
        places = Swift.max(1, instance.people.reduce(0) { $0 + $1.max })
        ranks = instance.people.reduce(0) { Swift.max($0, $1.wishes.count) }
        levels = instance.priorities.count + 1
        clashes = OptionClashes(instance)
    }
}

/// Makes the numbers of a problem from an instance.
private struct ProblemBuilder {
    var problem: Problem
    private let instance: Instance
    private var languages: [Set<[UInt8]>]
    /// What people belong to, as numbers.
    private var delegations: [Int] = [], countries: [Int] = [], kinds: [Int] = []
    private let visits: [Int]
    /// Limits by delegation and option, or delegation and visit, once they are needed.
    private var byDelegation: [Int: Int32] = [:], byVisit: [Int: Int32] = [:]
    private var numbers = Numbers()
    private var named: [PeopleLimit] = [], reserved: [[(set: UInt8, limit: Int32)]] = [], reservers: [[PeopleLimit]] = []

    /// An entry of `limits` or `reserved` with numbers in place of texts.
    private struct PeopleLimit {
        var limit: Int32
        var options: Set<Int>?, delegations: Set<Int>?, countries: Set<Int>?, kinds: Set<Int>?
    }

    init(_ instance: Instance) {
        self.instance = instance
        problem = Problem(empty: instance)
        languages = instance.options.map { Set($0.languages.map { Array($0.utf8) }) }
        var numbers = Numbers()
        visits = instance.options.map { numbers.number($0.visit) }
        delegations = instance.people.map { self.numbers.number($0.delegation) }
        countries = instance.people.map { self.numbers.number($0.country) }
        kinds = instance.people.map { self.numbers.number($0.kind) }
    }

    mutating func build() {
        addLimits()
        let wishes = instance.people.reduce(0) { $0 + $1.wishes.count }
        problem.entries.reserveCapacity(wishes)
        problem.entryRanks.reserveCapacity(wishes)
        problem.uses.reserveCapacity(2 * wishes)
        if instance.perDelegationPerOption != nil { byDelegation.reserveCapacity(wishes) }
        var unit: [Int?] = Array(repeating: nil, count: instance.people.count)
        for members in instance.together { for member in members { unit[member] = members[0] } }
        let together = Dictionary(uniqueKeysWithValues: instance.together.map { ($0[0], $0) })
        for person in instance.people.indices {
            if let first = unit[person] {
                if first == person { add(together[first] ?? [first]) }
            } else {
                add([person])
            }
        }
    }

    private mutating func addLimits() {
        for (index, option) in instance.options.enumerated() {
            problem.limits.append(SharedLimit(key: .option(index), most: option.capacity))
        }
        for (index, limit) in instance.limits.enumerated() {
            named.append(peopleLimit(limit, at: problem.limits.count))
            problem.limits.append(SharedLimit(key: .limit(index), most: limit.most))
        }
        let all = instance.reservations.map { peopleLimit($0, at: 0) }
        for (index, option) in instance.options.enumerated() {
            let here = all.indices.filter { all[$0].options?.contains(index) ?? true }
            reservers.append(here.map { all[$0] })
            reserved.append([])
            for set in 1..<(1 << here.count) {
                let chosen = here.indices.filter { set >> $0 & 1 == 1 }.map { here[$0] }
                let places = chosen.reduce(0) { $0 + instance.reservations[$1].most }
                reserved[index].append((UInt8(set), Int32(problem.limits.count)))
                problem.limits.append(SharedLimit(key: .reserved(option: index, chosen), most: option.capacity - places))
            }
        }
    }

    private mutating func peopleLimit(_ limit: Instance.Limit, at index: Int) -> PeopleLimit {
        PeopleLimit(
            limit: Int32(index), options: limit.options.map { Set($0) },
            delegations: limit.delegations.map { Set($0.map { numbers.number($0) }) },
            countries: limit.countries.map { Set($0.map { numbers.number($0) }) },
            kinds: limit.kinds.map { Set($0.map { numbers.number($0) }) })
    }

    private func holds(_ limit: PeopleLimit, _ person: Int) -> Bool {
        limit.delegations?.contains(delegations[person]) ?? true && limit.countries?.contains(countries[person]) ?? true
            && limit.kinds?.contains(kinds[person]) ?? true
    }

    private mutating func add(_ members: [Int]) {
        let start = problem.entries.count, wishes = instance.people[members[0]].wishes
        let others = members.dropFirst().map {
            ranks(of: instance.people[$0].wishes.isEmpty ? wishes : instance.people[$0].wishes)
        }
        for (rank, options) in wishes.enumerated() {
            for option in options { addEntry(option, members, rank: Int32(rank + 1), others) }
        }
        problem.units.append(
            Problem.Unit(
                members: problem.members.count..<problem.members.count + members.count,
                entries: start..<problem.entries.count, max: members.map { instance.people[$0].max }.min() ?? 1,
                level: members.map { problem.level(of: $0) }.min() ?? 0))
        problem.members += members
    }

    private func ranks(of wishes: [[Int]]) -> [Int: Int32] {
        var ranks: [Int: Int32] = [:]
        for (rank, options) in wishes.enumerated() { for option in options { ranks[option] = Int32(rank + 1) } }
        return ranks
    }

    /// Adds what all members wish, and may have.
    private mutating func addEntry(_ option: Int, _ members: [Int], rank: Int32, _ others: [[Int: Int32]]) {
        guard others.allSatisfy({ $0[option] != nil }),
            members.allSatisfy({ instance.isOpen(option, to: $0, languages[option]) })
        else { return }
        let start = problem.uses.count
        for person in members { addUses(person, option, from: start) }
        // Whoever alone is more than a limit allows can never get this.
        let isAllowed = (start..<problem.uses.count).allSatisfy { place in
            let use = problem.uses[place]
            return Int(use.places) <= problem.limits[Int(use.limit)].most
        }
        guard isAllowed else {
            problem.uses.removeSubrange(start...)
            return
        }
        problem.entries.append(
            Problem.Entry(
                unit: Int32(problem.units.count), option: Int32(option), ranks: problem.entryRanks.count,
                uses: start..<problem.uses.count))
        problem.entryRanks.append(rank)
        for ranks in others { problem.entryRanks.append(ranks[option] ?? rank) }
    }

    private mutating func addUses(_ person: Int, _ option: Int, from start: Int) {
        use(Int32(option), from: start)
        if let most = instance.perDelegationPerOption, delegations[person] >= 0 {
            let key = delegations[person] * instance.options.count + option, name = instance.people[person].delegation ?? ""
            let limit = Self.limit(key, &byDelegation, &problem.limits, most) { .delegation(name, option: option) }
            use(limit, from: start)
        }
        if let most = instance.perDelegationPerVisit, delegations[person] >= 0, let visit = instance.options[option].visit {
            let key = delegations[person] * instance.options.count + visits[option],
                name = instance.people[person].delegation ?? ""
            let limit = Self.limit(key, &byVisit, &problem.limits, most) { .delegationOnVisit(name, visit: visit) }
            use(limit, from: start)
        }
        for limit in named where limit.options?.contains(option) ?? true && holds(limit, person) { use(limit.limit, from: start) }
        for (set, limit) in reserved[option] {
            let belongs = reservers[option].indices.contains { set >> $0 & 1 == 1 && holds(reservers[option][$0], person) }
            if !belongs { use(limit, from: start) }
        }
    }

    private static func limit(
        _ key: Int, _ known: inout [Int: Int32], _ limits: inout [SharedLimit], _ most: Int, _ name: () -> SharedLimit.Key
    ) -> Int32 {
        if let index = known[key] { return index }
        let index = Int32(limits.count)
        known[key] = index
        limits.append(SharedLimit(key: name(), most: most))
        return index
    }

    private mutating func use(_ limit: Int32, from start: Int) {
        for place in start..<problem.uses.count where problem.uses[place].limit == limit {
            problem.uses[place].places += 1
            return
        }
        problem.uses.append(Problem.Use(limit: limit, places: 1))
    }
}
