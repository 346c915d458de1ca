// SPDX-License-Identifier: EUPL-1.2

/// Why no assignment costs less than a bound: prices of limits, for each branch of a case distinction. Documentation/Draw.md,
/// section 6.
indirect enum Proof<Cost: ExactInteger>: Sendable {
    /// Prices by limit, those above 0, multiplied by the denominator.
    case prices([PricedLimit: Cost], denominator: Int)
    case branch(entry: Int, without: Proof, with: Proof)

    /// The bits of the widest price.
    var bits: Int {
        switch self {
        case .prices(let prices, _): prices.values.map(\.bitsUsed).max() ?? 0
        case .branch(_, let without, let with): Swift.max(without.bits, with.bits)
        }
    }
}

/// Prices where they are paid: by limit, and those of halved limits by entry.
struct PriceTable<Cost: ExactInteger> {
    var limits: [Cost]
    var entries: [Int: Cost] = [:]

    init(_ problem: Problem) { limits = Array(repeating: .zero, count: problem.limits.count) }
}

/// Adds up what a proof proves: weak duality, without solving anything.
struct Bound<Cost: ExactInteger> {
    let problem: Problem
    let costs: [Cost]

    /// What each branch has decided, by entry.
    private var decided: [Int: Bool] = [:]
    private var decidedUnits: [Int: Int] = [:]
    /// Halved limits met before.
    private var halved: [PricedLimit: HalvedLimit] = [:]
    private lazy var limitEntries = LimitEntries(problem)

    init(_ problem: Problem, _ costs: [Cost]) {
        self.problem = problem
        self.costs = costs
    }

    /// More steps for one unit are not taken: only made-up instances need them.
    private static var mostSteps: Int { 1_000_000 }

    /// The least cost that the proof leaves possible; nil if it leaves nothing.
    mutating func value(of proof: Proof<Cost>) throws(DrawRefusal) -> Cost? {
        switch proof {
        case .prices(let prices, let denominator):
            return try leaf(prices, denominator)?.dividedUp(by: denominator)
        case .branch(let entry, let without, let with):
            let unit = Int(problem.entries[entry].unit)
            let before = decided[entry]
            decidedUnits[unit, default: 0] += 1
            decided[entry] = false
            let one = try value(of: without)
            decided[entry] = true
            let other = try value(of: with)
            decided[entry] = before
            decidedUnits[unit, default: 1] -= 1
            guard let one, let other else { return one ?? other }
            return Swift.min(one, other)
        }
    }

    private mutating func leaf(_ prices: [PricedLimit: Cost], _ denominator: Int) throws(DrawRefusal) -> Cost? {
        var table = PriceTable<Cost>(problem)
        var sum = Cost.zero
        for (limit, price) in prices { sum -= price * add(price, of: limit, to: &table) }
        for unit in problem.units.indices {
            guard let best = try best(unit, table, denominator) else { return nil }
            sum += best
        }
        return sum
    }

    /// Sets the price, and returns the greatest number of places that it is to be paid for.
    private mutating func add(_ price: Cost, of limit: PricedLimit, to table: inout PriceTable<Cost>) -> Int {
        switch limit {
        case .limit(let index):
            table.limits[index] = price
            return problem.limits[index].most
        case .half(let limits, let units):
            let half = halved[limit] ?? HalvedLimit(of: limits, units: units, limitEntries, problem)
            halved[limit] = half
            for (entry, places) in half.places { table.entries[entry, default: .zero] += price.times(Int(places)) }
            return half.most
        }
    }

    @inline(__always) func price(_ entry: Int, _ table: PriceTable<Cost>, _ denominator: Int) -> Cost {
        var price = denominator == 1 ? costs[entry] : costs[entry] * denominator
        for place in problem.entries[entry].uses {
            let use = problem.uses[place]
            for _ in 0..<use.places { price += table.limits[Int(use.limit)] }
        }
        if !table.entries.isEmpty, let more = table.entries[entry] { price += more }
        return price
    }

    /// The least that a unit's options can cost at these prices; nil if no set of options obeys the branches.
    func best(_ index: Int, _ table: PriceTable<Cost>, _ denominator: Int) throws(DrawRefusal) -> Cost? {
        let unit = problem.units[index]
        if decidedUnits[index, default: 0] > 0 || unit.max > 1 { return try search(unit, table, denominator) }
        var best = Cost.zero
        for entry in unit.entries {
            let price = price(entry, table, denominator)
            if price < best { best = price }
        }
        return best
    }

    private func search(_ unit: Problem.Unit, _ table: PriceTable<Cost>, _ denominator: Int) throws(DrawRefusal) -> Cost? {
        var forced: [Int] = [], free: [(entry: Int, price: Cost)] = []
        var sum = Cost.zero
        for entry in unit.entries {
            switch decided[entry] {
            case true?:
                forced.append(entry)
                sum += price(entry, table, denominator)
            case false?: break
            case nil:
                let price = price(entry, table, denominator)
                if price.isNegative { free.append((entry, price)) }
            }
        }
        for (place, entry) in forced.enumerated() where forced[..<place].contains(where: { clash($0, entry) }) { return nil }
        guard forced.count <= unit.max else { return nil }
        free.sort { $0.price < $1.price }
        free.removeAll { one in forced.contains { clash($0, one.entry) } }
        var search = OwnSearch(free: free, most: unit.max - forced.count, steps: Self.mostSteps) { clash($0, $1) }
        guard let rest = search.least() else { throw DrawRefusal("$.people", .tooMany(most: Self.mostSteps)) }
        return sum + rest
    }

    private func clash(_ one: Int, _ other: Int) -> Bool {
        problem.clashes.clash(Int(problem.entries[one].option), Int(problem.entries[other].option))
    }
}

/// The cheapest set of options for one unit that keeps its own rules.
private struct OwnSearch<Cost: ExactInteger> {
    let free: [(entry: Int, price: Cost)]
    let most: Int
    var steps: Int
    let clash: (Int, Int) -> Bool
    private var best = Cost.zero
    private var taken: [Int] = []
    private let sums: [Cost]

    init(free: [(entry: Int, price: Cost)], most: Int, steps: Int, clash: @escaping (Int, Int) -> Bool) {
        self.free = free
        self.most = most
        self.steps = steps
        self.clash = clash
        sums = free.reduce(into: [Cost.zero]) { $0.append($0[$0.count - 1] + $1.price) }
    }

    /// Nil if it takes too many steps.
    mutating func least() -> Cost? {
        look(from: 0, .zero)
        return steps > 0 ? best : nil
    }

    private mutating func look(from index: Int, _ sum: Cost) {
        if sum < best { best = sum }
        var index = index
        while index < free.count, taken.count < most, steps > 0 {
            steps -= 1
            let end = Swift.min(free.count, index + most - taken.count)
            guard sum + sums[end] - sums[index] < best else { return }
            if !taken.contains(where: { clash($0, free[index].entry) }) {
                taken.append(free[index].entry)
                look(from: index + 1, sum + free[index].price)
                taken.removeLast()
            }
            index += 1
        }
    }
}
