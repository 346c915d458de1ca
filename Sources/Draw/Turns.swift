// SPDX-License-Identifier: EUPL-1.2

/// The seeded serial dictatorship: one after the other takes the best that is left. Documentation/Draw.md, section 2.
struct Turns {
    let problem: Problem
    private let ties: Ties
    private let numbers: [UInt64]
    private var left: [Int]

    init(_ problem: Problem, _ ties: Ties, seed: String) {
        self.problem = problem
        self.ties = ties
        let hash = Seed(seed)
        numbers = problem.units.map { unit in
            problem.members[unit.members].map { hash.turn(person: Array(problem.instance.people[$0].id.utf8)) }.min() ?? 0
        }
        left = problem.limits.map(\.most)
    }

    /// Units in the order of their turns.
    var order: [Int] {
        problem.units.indices.sorted { one, other in
            (problem.units[one].level, numbers[one]) < (problem.units[other].level, numbers[other])
        }
    }

    /// The entries taken.
    mutating func taken() throws(DrawRefusal) -> [Int] {
        let order = order
        for (one, other) in zip(order, order.dropFirst())
        where problem.units[one].level == problem.units[other].level && numbers[one] == numbers[other] {
            throw DrawRefusal("$", .tied)
        }
        var taken: [Int] = []
        for unit in order { taken += try turn(of: problem.units[unit]) }
        return taken.sorted()
    }

    private mutating func turn(of unit: Problem.Unit) throws(DrawRefusal) -> [Int] {
        let wishes = unit.entries.map { entry -> (rank: Int, tie: UInt128, entry: Int) in
            let start = problem.entries[entry].ranks
            let places = start..<start + unit.members.count
            return (
                places.reduce(0) { $0 + Int(problem.entryRanks[$1]) }, places.reduce(0) { $0 + UInt128(ties.values[$1]) }, entry
            )
        }.sorted { ($0.rank, $0.tie) < ($1.rank, $1.tie) }
        for (one, other) in zip(wishes, wishes.dropFirst()) where (one.rank, one.tie) == (other.rank, other.tie) {
            throw DrawRefusal("$", .tied)
        }
        var taken: [Int] = []
        for wish in wishes where taken.count < unit.max && isOpen(wish.entry, besides: taken) {
            taken.append(wish.entry)
            for use in problem.uses[problem.entries[wish.entry].uses] { left[Int(use.limit)] -= Int(use.places) }
        }
        return taken
    }

    private func isOpen(_ entry: Int, besides taken: [Int]) -> Bool {
        let option = Int(problem.entries[entry].option)
        return problem.uses[problem.entries[entry].uses].allSatisfy { left[Int($0.limit)] >= Int($0.places) }
            && !taken.contains { problem.clashes.clash(Int(problem.entries[$0].option), option) }
    }
}
