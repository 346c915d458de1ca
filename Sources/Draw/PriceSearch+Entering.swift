// SPDX-License-Identifier: EUPL-1.2

// How prices change then, and what stops them and comes in.
extension PriceSearch {
    /// How the prices change, times the denominator, by limit.
    func direction(_ leaving: Leaving) -> [Int] {
        var direction = Array(repeating: 0, count: columns.most.count)
        switch leaving {
        case .slack(let limit):
            for (row, factor) in slackRow(limit).enumerated() { direction[rows[row]] = -factor }
            direction[limit] = denominator
        case .extra(let place, let isTooMuch):
            for (row, factor) in inverse[place].enumerated() { direction[rows[row]] = isTooMuch ? -factor : factor }
        }
        return direction
    }

    func slackRow(_ limit: Int) -> [Int] {
        var sum = Array(repeating: 0, count: rows.count)
        for (place, extra) in extras.enumerated() {
            let factor = difference(extra, limit)
            if factor != 0 { for row in rows.indices { sum[row] += factor * inverse[place][row] } }
        }
        return sum
    }

    enum Entering {
        case row(Int), column(Int)
    }

    /// What first forbids to go on in the direction.
    func entering(_ direction: [Int]) -> Entering? {
        var best: (cost: Cost, rate: Int, entering: Entering)?
        func offer(_ cost: Cost, _ rate: Int, _ entering: Entering) {
            if let known = best, !(cost.times(known.rate) < known.cost.times(rate)) { return }
            best = (cost, rate, entering)
        }
        for (row, limit) in rows.enumerated() where direction[limit] < 0 { offer(prices[row], -direction[limit], .row(row)) }
        let table = priceTable
        for (unit, range) in columns.units.enumerated() {
            let keyRate = rate(keys[unit], direction)
            var keyPrice: Cost?
            for column in range {
                let rate = rate(column, direction) - keyRate
                guard rate < 0, !isBanned[column], !isExtra[column] else { continue }
                let base = keyPrice ?? price(keys[unit], table)
                keyPrice = base
                offer(price(column, table) - base, -rate, .column(column))
            }
        }
        return best?.entering
    }

    @inline(__always) func rate(_ column: Int, _ direction: [Int]) -> Int {
        var rate = 0
        for use in columns.useList[columns.uses[column]] { rate += direction[Int(use.limit)] * Int(use.places) }
        return rate
    }

    /// Prices that no assignment can meet: so far in the direction that the bound is beyond every cost.
    func impossible(_ direction: [Int]) -> [PricedLimit: Cost] {
        var result = leafPrices
        for (limit, factor) in direction.enumerated() where factor != 0 {
            result[columns.priced(limit), default: .zero] += farAway.times(factor)
        }
        return result
    }

    /// The prices above 0 by limit, times the denominator.
    var leafPrices: [PricedLimit: Cost] {
        var result: [PricedLimit: Cost] = [:]
        for (row, price) in zip(known.rows, known.prices) where price != .zero && !price.isNegative {
            result[columns.priced(row)] = price
        }
        return result
    }
}
