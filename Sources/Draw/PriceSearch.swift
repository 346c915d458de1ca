// SPDX-License-Identifier: EUPL-1.2

/// Prices of limits at which the best for everyone comes closest to keeping all limits, wherever limits cross: the dual simplex
/// method on the choice of one column for each unit, with integers only.
///
/// Every unit has a *key* column; where a unit is divided between columns, the others are *extras*, and there are as many of
/// them as *rows*, limits with a price. `inverse` over `denominator`, in lowest terms, inverts the matrix of rows and extras.
struct PriceSearch<Cost: ExactInteger> {
    private(set) var columns: Columns<Cost>
    var isBanned: [Bool]
    var keys: [Int]
    var extras: [Int] = [], rows: [Int] = []
    var inverse: [[Int]] = []
    var denominator = 1
    var isExtra: [Bool]
    var keyUse: [Int]
    /// What the extras are chosen to, times the denominator.
    var shares: [Int] = []
    /// The prices, times the denominator, by row.
    var prices: [Cost] = []

    var hasBans = false
    /// More than any cost.
    var farAway = Cost.zero
    /// What was right when it was last looked at, even if the search was given up in between.
    var known: (rows: [Int], prices: [Cost], denominator: Int) = ([], [], 1)

    enum End { case best, impossible([PricedLimit: Cost]), beyond, stopped }

    /// Beyond this the integers of the inverse, and the shares, are no longer multiplied safely.
    static var mostNumber: Int { 1 << 29 }
    static var mostShare: Int { 1 << 40 }

    init(_ columns: Columns<Cost>) {
        self.columns = columns
        isBanned = Array(repeating: false, count: columns.costs.count)
        isExtra = isBanned
        keyUse = Array(repeating: 0, count: columns.most.count)
        keys = []
        for unit in columns.units {
            let best = unit.min { columns.costs[$0] < columns.costs[$1] } ?? unit.lowerBound
            keys.append(best)
            for use in columns.useList[columns.uses[best]] { keyUse[Int(use.limit)] += Int(use.places) }
        }
    }

    /// Takes another limit in, which every assignment keeps.
    mutating func add(_ half: HalvedLimit) {
        columns.add(half)
        keyUse.append(keys.reduce(0) { $0 + places($1, of: columns.most.count - 1) })
    }

    func places(_ column: Int, of limit: Int) -> Int {
        Int(columns.useList[columns.uses[column]].first { $0.limit == Int32(limit) }?.places ?? 0)
    }

    func key(of column: Int) -> Int { keys[Int(columns.unitOf[column])] }

    /// What an extra takes more of a limit than its key.
    func difference(_ column: Int, _ limit: Int) -> Int { places(column, of: limit) - places(key(of: column), of: limit) }

    /// Goes on until all limits hold, or the least possible is more than `limit`.
    mutating func search(beyond limit: Cost?, while mayGoOn: () -> Bool) -> End {
        var steps = 0
        while true {
            setPrices()
            known = (rows, prices, denominator)
            steps += 1
            if steps % 16 == 0, !mayGoOn() { return .stopped }
            if steps % 8 == 0, let limit, limit * denominator < value { return .beyond }
            setShares()
            guard rekeyLonely() else { return .impossible([:]) }
            guard shares.allSatisfy({ abs($0) < Self.mostShare }) else { return .stopped }
            guard let leaving = leaving() else { return .best }
            let direction = direction(leaving)
            guard let entering = entering(direction) else { return .impossible(impossible(direction)) }
            guard pivot(leaving, entering) else { return .stopped }
        }
    }

    /// The least possible cost at the prices, times the denominator.
    var value: Cost {
        let table = priceTable
        var sum = Cost.zero
        for key in keys { sum += price(key, table) }
        for (row, price) in zip(rows, prices) { sum -= price.times(columns.most[row]) }
        return sum
    }

    var priceTable: [Cost] {
        var table = Array(repeating: Cost.zero, count: columns.most.count)
        for (row, price) in zip(rows, prices) { table[row] = price }
        return table
    }

    @inline(__always) func price(_ column: Int, _ table: [Cost]) -> Cost {
        var price = columns.costs[column].times(denominator)
        for use in columns.useList[columns.uses[column]] { price += table[Int(use.limit)].times(Int(use.places)) }
        return price
    }

    mutating func setPrices() {
        prices = Array(repeating: .zero, count: rows.count)
        for (place, extra) in extras.enumerated() {
            let cost = columns.costs[key(of: extra)] - columns.costs[extra]
            for (row, factor) in inverse[place].enumerated() where factor != 0 { prices[row] += cost.times(factor) }
        }
    }

    mutating func setShares() {
        let rest = rows.map { columns.most[$0] - keyUse[$0] }
        shares = inverse.map { line in zip(line, rest).reduce(0) { $0 + $1.0 * $1.1 } }
    }
}

extension PriceSearch {
    /// How much of each divided entry is chosen, times the denominator; and whether nothing is divided.
    func division() -> (shares: [Int: Int], isWhole: Bool) {
        var result: [Int: Int] = [:]
        var left: [Int32: Int] = [:]
        for (place, extra) in extras.enumerated() {
            left[columns.unitOf[extra], default: denominator] -= shares[place]
            for entry in columns.entryList[columns.entries[extra]] { result[entry, default: 0] += shares[place] }
        }
        for (unit, share) in left {
            for entry in columns.entryList[columns.entries[keys[Int(unit)]]] { result[entry, default: 0] += share }
        }
        return (
            result,
            result.values.allSatisfy { $0 == 0 || $0 == denominator } && shares.allSatisfy { $0 == 0 || $0 == denominator }
        )
    }

    /// The entries chosen where nothing is divided.
    var chosen: [Int] {
        var column = keys
        for (place, extra) in extras.enumerated() where shares[place] == denominator {
            column[Int(columns.unitOf[extra])] = extra
        }
        return column.flatMap { columns.entryList[columns.entries[$0]] }.sorted()
    }

    /// A column that is not chosen and costs no more at the prices: perhaps another best.
    func rival() -> Int? {
        if prices.contains(.zero), let place = extras.indices.first(where: { shares[$0] == 0 && !isBanned[extras[$0]] }) {
            return extras[place]
        }
        var table = Array(repeating: Cost.zero, count: columns.most.count)
        for (row, price) in zip(rows, prices) { table[row] = price }
        func price(_ column: Int) -> Cost {
            columns.useList[columns.uses[column]].reduce(columns.costs[column].times(denominator)) {
                $0 + table[Int($1.limit)].times(Int($1.places))
            }
        }
        for (unit, range) in columns.units.enumerated() {
            let base = price(keys[unit])
            for column in range where column != keys[unit] && !isExtra[column] && !isBanned[column] && !(base < price(column)) {
                return column
            }
        }
        return nil
    }
}
