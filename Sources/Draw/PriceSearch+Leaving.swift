// SPDX-License-Identifier: EUPL-1.2

// What breaks a limit, and must leave the basis.
extension PriceSearch {
    enum Leaving {
        case slack(Int)
        /// The place of an extra, and whether it is too much rather than too little.
        case extra(Int, isTooMuch: Bool)
    }

    /// A banned key of a unit that is not divided gives way to the cheapest that is not banned. False if there is none.
    mutating func rekeyLonely() -> Bool {
        var table: [Cost]?
        let divided = Set(extras.map { columns.unitOf[$0] })
        var hasChanged = false
        for unit in bannedKeys() where !divided.contains(Int32(unit)) {
            let known = table ?? priceTable
            table = known
            let open = columns.units[unit].filter { !isBanned[$0] }
            guard let best = open.min(by: { price($0, known) < price($1, known) }) else { return false }
            setKey(unit, best)
            hasChanged = true
        }
        if hasChanged { setShares() }
        return true
    }

    func bannedKeys() -> [Int] { hasBans ? keys.indices.filter { isBanned[keys[$0]] } : [] }

    mutating func setKey(_ unit: Int, _ column: Int) {
        for use in columns.useList[columns.uses[keys[unit]]] { keyUse[Int(use.limit)] -= Int(use.places) }
        keys[unit] = column
        for use in columns.useList[columns.uses[column]] { keyUse[Int(use.limit)] += Int(use.places) }
    }

    mutating func leaving() -> Leaving? {
        var worst = 0
        var leaving: Leaving?
        var left: [Int32: Int] = [:]
        for (place, extra) in extras.enumerated() {
            left[columns.unitOf[extra], default: denominator] -= shares[place]
            let share = shares[place]
            if share < -worst || (isBanned[extra] && abs(share) > worst) {
                (worst, leaving) = (abs(share), .extra(place, isTooMuch: share > 0))
            }
        }
        var worstKey: Int32?
        for (unit, share) in left.sorted(by: { $0.key < $1.key })
        where share < -worst || (isBanned[keys[Int(unit)]] && abs(share) > worst) {
            (worst, worstKey) = (abs(share), unit)
        }
        var use = keyUse.map { $0 * denominator }
        for (place, extra) in extras.enumerated() where shares[place] != 0 {
            for one in columns.useList[columns.uses[extra]] { use[Int(one.limit)] += shares[place] * Int(one.places) }
            for one in columns.useList[columns.uses[key(of: extra)]] { use[Int(one.limit)] -= shares[place] * Int(one.places) }
        }
        var slack: Int?
        for limit in columns.most.indices where use[limit] - columns.most[limit] * denominator > worst {
            (worst, slack) = (use[limit] - columns.most[limit] * denominator, limit)
        }
        if let slack { return .slack(slack) }
        if let worstKey { return exchangeKey(Int(worstKey)) }
        return leaving
    }

    /// Makes the key of a divided unit an extra, and its greatest extra the key.
    mutating func exchangeKey(_ unit: Int) -> Leaving {
        let own = extras.indices.filter { Int(columns.unitOf[extras[$0]]) == unit }
        let place = own.max { (isBanned[extras[$0]] ? 0 : 1, shares[$0]) < (isBanned[extras[$1]] ? 0 : 1, shares[$1]) } ?? own[0]
        let share = denominator - own.reduce(0) { $0 + shares[$1] }
        let old = keys[unit]
        for row in rows.indices { inverse[place][row] = -own.reduce(0) { $0 + inverse[$1][row] } }
        isExtra[extras[place]] = false
        setKey(unit, extras[place])
        extras[place] = old
        isExtra[old] = true
        shares[place] = share
        return .extra(place, isTooMuch: share > 0)
    }
}
