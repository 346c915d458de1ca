// SPDX-License-Identifier: EUPL-1.2

/// Finds halved limits that an assignment with divided units exceeds: sums of full limits and full units that take an even number
/// of places of everything divided, and are odd. Found by elimination, where only even and odd matters.
struct Halving {
    private let problem: Problem
    private let entries: LimitEntries

    init(_ problem: Problem) {
        self.problem = problem
        entries = LimitEntries(problem)
    }

    /// A sum of full limits and units.
    private struct Sum {
        /// The divided entries of which it takes an odd number of places.
        var odd: Set<Int> = []
        /// Whether what it leaves to divided entries is odd.
        var isOdd = false
        var limits: Set<Int> = [], units: Set<Int> = []

        mutating func add(_ other: Sum) {
            odd.formSymmetricDifference(other.odd)
            isOdd = isOdd != other.isOdd
            limits.formSymmetricDifference(other.limits)
            units.formSymmetricDifference(other.units)
        }
    }

    /// `shares` by entry, out of `whole`.
    func exceeded(_ shares: [Int], of whole: Int) -> [HalvedLimit] {
        var pivots: [Int: Sum] = [:]
        var halves: [HalvedLimit] = []
        for var sum in sums(shares, whole) {
            while let entry = sum.odd.min() {
                guard let pivot = pivots[entry] else {
                    pivots[entry] = sum
                    break
                }
                sum.add(pivot)
            }
            if sum.odd.isEmpty, sum.isOdd, let half = half(sum, shares, whole) { halves.append(half) }
        }
        return halves
    }

    /// Full units and limits that divided entries fall under.
    private func sums(_ shares: [Int], _ whole: Int) -> [Sum] {
        let divided = shares.indices.filter { shares[$0] != 0 && shares[$0] != whole }
        let units = Set(divided.map { Int(problem.entries[$0].unit) }).sorted()
        let limits = Set(divided.flatMap { problem.uses[problem.entries[$0].uses].map { Int($0.limit) } }).sorted()
        return units.compactMap { unit in
            sum(problem.units[unit].entries.map { ($0, 1) }, most: problem.units[unit].max, Sum(units: [unit]), shares, whole)
        }
            + limits.compactMap { limit in
                sum(entries.of[limit], most: problem.limits[limit].most, Sum(limits: [limit]), shares, whole)
            }
    }

    /// Nil if it is not full.
    private func sum(
        _ entries: [(entry: Int, places: Int32)], most: Int, _ sum: Sum, _ shares: [Int], _ whole: Int
    ) -> Sum? {
        var sum = sum, left = most * whole
        sum.isOdd = most % 2 == 1
        for (entry, places) in entries where shares[entry] != 0 {
            left -= shares[entry] * Int(places)
            guard places % 2 == 1 else { continue }
            if shares[entry] == whole { sum.isOdd.toggle() } else { sum.odd.insert(entry) }
        }
        return left == 0 ? sum : nil
    }

    /// With the units that make places of what is not divided even, too; nil if a unit has several of them.
    private func half(_ sum: Sum, _ shares: [Int], _ whole: Int) -> HalvedLimit? {
        var places: [Int: Int32] = [:]
        for limit in sum.limits { for one in entries.of[limit] { places[one.entry, default: 0] += one.places } }
        var units = sum.units
        for unit in sum.units { for entry in problem.units[unit].entries { places[entry, default: 0] += 1 } }
        for (entry, places) in places where places % 2 == 1 && shares[entry] == whole {
            let unit = Int(problem.entries[entry].unit)
            guard problem.units[unit].max == 1, units.insert(unit).inserted else { return nil }
        }
        return HalvedLimit(of: sum.limits.sorted(), units: units.sorted(), entries, problem)
    }
}

extension PriceSearch {
    /// Goes on until all limits hold, and all halved limits that are found; or the least possible is more than `limit`.
    mutating func search(beyond limit: Cost?, halving: Halving, while mayGoOn: () -> Bool) -> End {
        while true {
            let end = search(beyond: limit, while: mayGoOn)
            guard case .best = end, !division().isWhole else { return end }
            let halves = halving.exceeded(entryShares, of: denominator)
            guard !halves.isEmpty else { return end }
            for half in halves { add(half) }
        }
    }

    /// How much of each entry is chosen, times the denominator.
    private var entryShares: [Int] {
        var result = Array(repeating: 0, count: columns.entryCosts.count)
        var left = Array(repeating: denominator, count: keys.count)
        for (extra, share) in zip(extras, shares) {
            left[Int(columns.unitOf[extra])] -= share
            for entry in columns.entryList[columns.entries[extra]] { result[entry] += share }
        }
        for (unit, key) in keys.enumerated() {
            for entry in columns.entryList[columns.entries[key]] { result[entry] += left[unit] }
        }
        return result
    }
}
