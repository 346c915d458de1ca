// SPDX-License-Identifier: EUPL-1.2

/// By what an assignment is chosen. Documentation/Draw.md, section 2.
package enum Rule: String, Sendable, CaseIterable {
    /// As many places as possible, then the fewest of the worst rank, then of the next.
    case generous
    /// As many places as possible, then the most first choices, then second.
    case greedy
    /// As many places as possible, then the least sum of ranks.
    case minsum
    /// The most first choices, then second, even if fewer places are given.
    case rankmax
    /// One after the other takes the best that is left, in a drawn order.
    case lottery
}

/// The list of numbers that a rule makes least, and their weights in one integer.
struct Objective: Sendable {
    /// One number of the list: it grows by `part` with each place that fits.
    struct Number: Sendable, Equatable {
        enum Measure: Sendable, Equatable { case places, rank(Int), ranks }
        var measure: Measure
        /// Whether more is better.
        var isMost: Bool
        /// Nil for all.
        var level: Int?
        /// The widest difference between two assignments.
        var range: Int

        func part(rank: Int, level: Int) -> Int {
            if let own = self.level, own != level { return 0 }
            switch measure {
            case .places: return -1
            case .rank(let other): return rank == other ? (isMost ? -1 : 1) : 0
            case .ranks: return rank
            }
        }
    }

    let numbers: [Number]

    init(_ rule: Rule, _ problem: Problem) {
        let most = problem.places
        var numbers = rule == .rankmax ? [] : [Number(measure: .places, isMost: true, range: most)]
        for level in 0..<problem.levels {
            func add(_ measure: Number.Measure, isMost: Bool) {
                numbers.append(
                    Number(measure: measure, isMost: isMost, level: level, range: measure == .ranks ? most * problem.ranks : most)
                )
            }
            if rule != .rankmax && problem.levels > 1 { add(.places, isMost: true) }
            switch rule {
            case .generous: for rank in stride(from: problem.ranks, to: 1, by: -1) { add(.rank(rank), isMost: false) }
            case .greedy: for rank in stride(from: 1, to: problem.ranks, by: 1) { add(.rank(rank), isMost: true) }
            case .minsum: add(.ranks, isMost: false)
            case .rankmax: for rank in stride(from: 1, through: problem.ranks, by: 1) { add(.rank(rank), isMost: true) }
            case .lottery: break
            }
        }
        self.numbers = numbers
    }

    /// Bits that the cost of any assignment fits in, with its sign.
    var bits: Int {
        let most = numbers.first?.range ?? 1
        return 64 + Self.bits(most) + numbers.reduce(0) { $0 + Self.bits($1.range + 1) } + 2
    }

    private static func bits(_ number: Int) -> Int { Int.bitWidth - number.leadingZeroBitCount }

    /// The weight of each number, the first first.
    func weights<Cost: ExactInteger>(_ places: Int) -> [Cost] {
        var weight = Cost(places).shifted(left: 64)
        var weights: [Cost] = []
        for number in numbers.reversed() {
            weights.append(weight)
            weight = weight * (number.range + 1)
        }
        return weights.reversed()
    }

    /// Weights that fit into 128 bits, nil if none do: each number of the list, and the tie sum, has room for the moves of a
    /// few dozen people, so that one way through the flow never spills into the number before. What is best by them is nearly
    /// always what is best; the exact prices tell.
    func narrowWeights(_ problem: Problem) -> [Int128]? {
        let extra = numbers.map { $0.measure == .ranks ? Self.bits(problem.ranks) : 0 }
        // No way has more than two arcs for each unit; twice two ways, a price and a sign are added up.
        let rest = Int128.bitWidth - 64 - Self.bits(problem.units.count + 2) - 4 - extra.reduce(0, +)
        let room = Swift.min(Self.mostNarrowBits, rest / Swift.max(1, numbers.count))
        guard room >= Self.leastNarrowBits else { return nil }
        var shift = 64
        return zip(numbers, extra).reversed().map { number, extra in
            shift += room
            defer { shift += extra }
            return Int128(1) << Int128(shift)
        }.reversed()
    }

    private static let leastNarrowBits = 5, mostNarrowBits = 12
}
