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
        delegations = instance.people.map { self.numbers.number($0.delegation, in: 0) }
        countries = instance.people.map { self.numbers.number($0.country, in: 1) }
        kinds = instance.people.map { self.numbers.number($0.kind, in: 2) }
    }

    mutating func build() {
        addLimits()
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
            delegations: limit.delegations.map { Set($0.map { numbers.number($0, in: 0) }) },
            countries: limit.countries.map { Set($0.map { numbers.number($0, in: 1) }) },
            kinds: limit.kinds.map { Set($0.map { numbers.number($0, in: 2) }) })
    }

    private func holds(_ limit: PeopleLimit, _ person: Int) -> Bool {
        limit.delegations?.contains(delegations[person]) ?? true && limit.countries?.contains(countries[person]) ?? true
            && limit.kinds?.contains(kinds[person]) ?? true
    }

    private mutating func add(_ members: [Int]) {
        let start = problem.entries.count
        let ranks = members.enumerated().map { place, member in
            let wishes = instance.people[member].wishes
            return self.ranks(of: place > 0 && wishes.isEmpty ? instance.people[members[0]].wishes : wishes)
        }
        for (option, _) in ranks[0] {
            let all = ranks.compactMap { list in list.first { $0.option == option }?.rank }
            guard all.count == members.count, members.allSatisfy({ instance.isOpen(option, to: $0, languages[option]) }) else {
                continue
            }
            addEntry(option, members, all)
        }
        problem.units.append(
            Problem.Unit(
                members: problem.members.count..<problem.members.count + members.count,
                entries: start..<problem.entries.count, max: members.map { instance.people[$0].max }.min() ?? 1,
                level: members.map { problem.level(of: $0) }.min() ?? 0))
        problem.members += members
    }

    private func ranks(of wishes: [[Int]]) -> [(option: Int, rank: Int32)] {
        var ranks: [(option: Int, rank: Int32)] = []
        for (rank, options) in wishes.enumerated() { for option in options { ranks.append((option, Int32(rank + 1))) } }
        return ranks
    }

    private mutating func addEntry(_ option: Int, _ members: [Int], _ ranks: [Int32]) {
        let start = problem.uses.count
        for person in members {
            use(Int32(option), from: start)
            if let most = instance.perDelegationPerOption, let name = instance.people[person].delegation {
                let key = delegations[person] * instance.options.count + option
                let limit = limit(key, in: \.byDelegation, SharedLimit(key: .delegation(name, option: option), most: most))
                use(limit, from: start)
            }
            if let most = instance.perDelegationPerVisit, let name = instance.people[person].delegation,
                let visit = instance.options[option].visit
            {
                let key = delegations[person] * instance.options.count + visits[option]
                let limit = limit(key, in: \.byVisit, SharedLimit(key: .delegationOnVisit(name, visit: visit), most: most))
                use(limit, from: start)
            }
            for limit in named where limit.options?.contains(option) ?? true && holds(limit, person) {
                use(limit.limit, from: start)
            }
            for (set, limit) in reserved[option] {
                let belongs = reservers[option].indices.contains { set >> $0 & 1 == 1 && holds(reservers[option][$0], person) }
                if !belongs { use(limit, from: start) }
            }
        }
        // Whoever alone is more than a limit allows can never get this.
        guard problem.uses[start...].allSatisfy({ Int($0.places) <= problem.limits[Int($0.limit)].most }) else {
            problem.uses.removeSubrange(start...)
            return
        }
        problem.entries.append(
            Problem.Entry(
                unit: Int32(problem.units.count), option: Int32(option), ranks: problem.entryRanks.count,
                uses: start..<problem.uses.count))
        problem.entryRanks += ranks
    }

    private mutating func limit(
        _ key: Int, in known: WritableKeyPath<ProblemBuilder, [Int: Int32]>, _ limit: @autoclosure () -> SharedLimit
    ) -> Int32 {
        if let index = self[keyPath: known][key] { return index }
        let index = Int32(problem.limits.count)
        self[keyPath: known][key] = index
        problem.limits.append(limit())
        return index
    }

    private mutating func use(_ limit: Int32, from start: Int) {
        if let same = problem.uses[start...].firstIndex(where: { $0.limit == limit }) {
            problem.uses[same].places += 1
        } else {
            problem.uses.append(Problem.Use(limit: limit, places: 1))
        }
    }
}
