// SPDX-License-Identifier: EUPL-1.2

/// The ties of all entries, for each member: what the seed decides, the same for every rule.
struct Ties: Sendable {
    /// In the order of `Problem.entryRanks`.
    let values: [UInt64]

    init(values: [UInt64]) { self.values = values }

    init(_ problem: Problem, seed: String) {
        let hash = Seed(seed)
        let options = problem.instance.options.map { Seed.framed(Array($0.id.utf8)) }
        var values: [UInt64] = [], text: [UInt8] = []
        values.reserveCapacity(problem.entryRanks.count)
        for unit in problem.units {
            let people = problem.members[unit.members].map { Seed.framed(Array(problem.instance.people[$0].id.utf8)) }
            for entry in unit.entries {
                for person in people {
                    text.removeAll(keepingCapacity: true)
                    text += person
                    text += options[Int(problem.entries[entry].option)]
                    values.append(hash.tie(text))
                }
            }
        }
        self.values = values
    }
}

/// What each entry costs under a rule, as one integer.
struct Costs<Cost: ExactInteger>: Sendable {
    let objective: Objective
    let entries: [Cost]
    let weights: [Cost]

    /// With weights of one's own, or those of the rule.
    init(_ problem: Problem, _ objective: Objective, _ ties: Ties, weights: [Cost]? = nil) {
        self.objective = objective
        let weights = weights ?? objective.weights(problem.places)
        // The part of a place depends on rank and level only: a small table instead of a sum for each pair.
        let table = (0..<problem.levels).map { level in
            (0...problem.ranks).map { rank in
                zip(weights, objective.numbers).reduce(Cost.zero) { sum, one in
                    sum + one.0 * one.1.part(rank: rank, level: level)
                }
            }
        }
        self.weights = weights
        var entries: [Cost] = []
        entries.reserveCapacity(problem.entries.count)
        for unit in problem.units {
            let levels = problem.members[unit.members].map { problem.level(of: $0) }
            for entry in problem.entries[unit.entries] {
                var cost = Cost.zero
                for (index, level) in levels.enumerated() {
                    let place = entry.ranks + index
                    cost += table[level][Int(problem.entryRanks[place])] + Cost(ties.values[place])
                }
                entries.append(cost)
            }
        }
        self.entries = entries
    }

    /// The numbers of the list, and the tie sum, that a cost stands for.
    func cost(of chosen: some Sequence<Int>) -> Cost { chosen.reduce(Cost.zero) { $0 + entries[$1] } }
}
