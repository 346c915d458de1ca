// SPDX-License-Identifier: EUPL-1.2

/// Why somebody got what they got, wish by wish.
package struct Explanation: Sendable, Equatable {
    package var person: Int
    package var given: [Int]
    package var wishes: [Wish]

    package init(person: Int, given: [Int], wishes: [Wish]) {
        self.person = person
        self.given = given
        self.wishes = wishes
    }

    package struct Wish: Sendable, Equatable {
        package var option: Int, rank: Int
        package var answer: Answer

        package init(option: Int, rank: Int, answer: Answer) {
            self.option = option
            self.rank = rank
            self.answer = answer
        }
    }

    package enum Answer: Sendable, Equatable {
        case given
        /// It was never open to them, or to somebody they go with.
        case notOpen(person: Int, Instance.Obstacle)
        /// Somebody they go with did not wish it.
        case notWishedBy(person: Int)
        /// Alone they are more than a limit allows.
        case neverWithin
        /// They got as many options as they may have, all of them wished as much or more.
        case notNeeded
        /// It clashes with what they got.
        case clashes(with: Int)
        /// What was full, each with who holds it.
        case full([Standing])
        /// There was room, but only if somebody else had got less: the rule weighs all wishes together.
        case outweighed
    }

    /// A limit that is reached.
    package struct Standing: Sendable, Equatable {
        package var limit: LimitName
        package var most: Int
        /// Of the places under the limit, how many were of each rank.
        package var profile: [Int]

        package init(limit: LimitName, most: Int, profile: [Int]) {
            self.limit = limit
            self.most = most
            self.profile = profile
        }
    }
}

extension Draw {
    /// Whether somebody would have got an option if all limits that were full for them there had allowed one more: the draw is
    /// solved again.
    package func wouldGet(
        _ option: Int, _ person: Int, ifWider standings: [Explanation.Standing], than result: DrawResult,
        while mayGoOn: () -> Bool = { true }
    ) throws(DrawRefusal) -> Bool {
        var wider = instance
        // A place more on an option is one more besides the reserved ones, too.
        var widened: Set<Int> = []
        for standing in standings {
            switch standing.limit {
            case .option(let option), .reserved(let option, _):
                if widened.insert(option).inserted { wider.options[option].capacity += 1 }
            default: wider.widen(standing.limit)
            }
        }
        let other = try Draw(wider).result(result.rule, seed: result.seed, while: mayGoOn)
        return other.assignment[person].contains(option)
    }

    /// The explanation of a result for one person.
    package func explanation(for person: Int, in result: DrawResult) -> Explanation {
        let used = use(of: result.assignment)
        let given = result.assignment[person]
        guard let unit = problem.units.first(where: { problem.members[$0.members].contains(person) }) else {
            return Explanation(person: person, given: given, wishes: [])
        }
        let members = Array(problem.members[unit.members])
        let own = instance.people[person].wishes
        let wishes = own.isEmpty ? instance.people[members[0]].wishes : own
        let all = wishes.enumerated().flatMap { rank, options in
            options.map { option in
                Explanation.Wish(
                    option: option, rank: rank + 1,
                    answer: answer(option, rank + 1, person, members, unit, result.assignment, used))
            }
        }
        return Explanation(person: person, given: given, wishes: all)
    }

    private func answer(
        _ option: Int, _ rank: Int, _ person: Int, _ members: [Int], _ unit: Problem.Unit, _ assignment: [[Int]], _ used: [[Int]]
    ) -> Explanation.Answer {
        let given = assignment[person]
        if given.contains(option) { return .given }
        for member in members {
            if let obstacle = instance.obstacle(between: member, and: option) { return .notOpen(person: member, obstacle) }
        }
        guard let entry = unit.entries.first(where: { Int(problem.entries[$0].option) == option }) else {
            let other = members.first { member in
                member != person
                    && !(instance.people[member].wishes.isEmpty || instance.people[member].wishes.joined().contains(option))
            }
            return other.map { .notWishedBy(person: $0) } ?? .neverWithin
        }
        let full = problem.uses[problem.entries[entry].uses].filter { use in
            used[Int(use.limit)].reduce(0, +) + Int(use.places) > problem.limits[Int(use.limit)].most
        }
        if given.count >= unit.max, ranks(of: assignment, person).allSatisfy({ $0 <= rank }) { return .notNeeded }
        if let other = given.first(where: { problem.clashes.clash($0, option) && ranks(of: assignment, person, $0) <= rank }) {
            return .clashes(with: other)
        }
        guard !full.isEmpty else { return .outweighed }
        return .full(
            full.map { use in
                let limit = problem.limits[Int(use.limit)]
                return Explanation.Standing(limit: LimitName(limit.key), most: limit.most, profile: used[Int(use.limit)])
            })
    }

    private func ranks(of assignment: [[Int]], _ person: Int) -> [Int] {
        assignment[person].map { ranks(of: assignment, person, $0) }
    }

    private func ranks(of assignment: [[Int]], _ person: Int, _ option: Int) -> Int {
        let unit = problem.units.first { problem.members[$0.members].contains(person) }
        let own = instance.people[person].wishes
        let first = unit.map { problem.members[$0.members.lowerBound] } ?? person
        let wishes = own.isEmpty ? instance.people[first].wishes : own
        return (wishes.firstIndex { $0.contains(option) } ?? wishes.count) + 1
    }

    /// How many places of each rank are under each limit.
    private func use(of assignment: [[Int]]) -> [[Int]] {
        var used: [[Int]] = Array(repeating: Array(repeating: 0, count: problem.ranks), count: problem.limits.count)
        var check = FeasibilityCheck(problem: problem)
        _ = check.flaw(in: assignment)
        for entry in check.chosen {
            let ranks = problem.ranks(of: entry)
            for use in problem.uses[problem.entries[entry].uses] {
                for rank in ranks.prefix(Int(use.places)) { used[Int(use.limit)][Int(rank) - 1] += 1 }
            }
        }
        return used
    }
}

extension Instance {
    /// Allows one more.
    fileprivate mutating func widen(_ limit: LimitName) {
        switch limit {
        case .option(let option), .reserved(let option, _): options[option].capacity += 1
        case .delegation: perDelegationPerOption = perDelegationPerOption.map { $0 + 1 }
        case .delegationOnVisit: perDelegationPerVisit = perDelegationPerVisit.map { $0 + 1 }
        case .limit(let limit): limits[limit].most += 1
        }
    }
}
