// SPDX-License-Identifier: EUPL-1.2

/// What was drawn, with its certificate. Documentation/Draw.md, sections 5 and 6.
package struct DrawResult: Sendable {
    package var rule: Rule
    package var seed: String
    /// Places of rank 1, rank 2, ….
    package var profile: [Int]
    package var unplaced: Int
    package var rankSum: Int
    /// For each person options as indices, the best first.
    package var assignment: [[Int]]
    /// Whether the certificate proves that nothing is better.
    package var isProven: Bool
    package var underMinimum: [UnderMinimum]
    var certificate: JSON

    /// An option that got fewer than its minimum; whether it is cancelled a person decides.
    package struct UnderMinimum: Sendable, Equatable {
        package var option: Int, places: Int, minimum: Int

        package init(option: Int, places: Int, minimum: Int) {
            self.option = option
            self.places = places
            self.minimum = minimum
        }
    }
}

/// What an assignment amounts to.
struct Outcome: Sendable, Equatable {
    var profile: [Int]
    var unplaced: Int
    var rankSum: Int
    var assignment: [[Int]]
    var underMinimum: [DrawResult.UnderMinimum]

    init(_ problem: Problem, chosen: [Int]) {
        var profile = Array(repeating: 0, count: problem.ranks)
        var places: [[(rank: Int32, option: Int)]] = Array(repeating: [], count: problem.instance.people.count)
        var filled = Array(repeating: 0, count: problem.instance.options.count)
        for entry in chosen {
            let one = problem.entries[entry]
            let members = problem.members[problem.units[Int(one.unit)].members]
            for (member, rank) in zip(members, problem.ranks(of: entry)) {
                places[member].append((rank, Int(one.option)))
                profile[Int(rank) - 1] += 1
                filled[Int(one.option)] += 1
            }
        }
        self.profile = profile
        unplaced = problem.instance.people.reduce(0) { $0 + $1.max } - profile.reduce(0, +)
        rankSum = profile.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
        // Nearly everyone has one place or none, and sorting is not free.
        assignment = places.map { list in
            list.count < 2 ? list.map(\.option) : list.sorted { problem.instance.isBefore($0, $1) }.map(\.option)
        }
        underMinimum = problem.instance.options.indices.compactMap { index in
            let option = problem.instance.options[index]
            guard option.cancelled == nil, filled[index] < option.minimum else { return nil }
            return DrawResult.UnderMinimum(option: index, places: filled[index], minimum: option.minimum)
        }
    }
}

extension Instance {
    /// The order of a person's places in a result.
    fileprivate func isBefore(_ one: (rank: Int32, option: Int), _ other: (rank: Int32, option: Int)) -> Bool {
        if one.rank != other.rank { return one.rank < other.rank }
        return hasIndices
            ? one.option < other.option : options[one.option].id.utf8.lexicographicallyPrecedes(options[other.option].id.utf8)
    }
}
