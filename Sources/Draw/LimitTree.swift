// SPDX-License-Identifier: EUPL-1.2

/// The shared limits that stand inside one another or apart, as a tree: those a flow can keep. Others are left out of it.
struct LimitTree: Sendable {
    /// The limit that each stands in; `none` at the top, `absent` where it is not in the tree.
    private(set) var parents: [Int32]
    /// The smallest limit around each entry.
    private(set) var leaves: [Int32] = []
    /// Limits that can be exceeded and cross others; and whether the tree keeps every rule of the problem but these.
    private(set) var crossing: [Int] = []

    static let none: Int32 = -1, absent: Int32 = -2

    init(_ problem: Problem) {
        parents = Array(repeating: Self.absent, count: problem.limits.count)
        var (sizes, canExceed) = Self.measured(problem)
        while let dropped = grow(problem, sizes, canExceed) {
            crossing += dropped
            for limit in dropped { canExceed[limit] = false }
        }
        crossing.sort()
        sizes = []
    }

    /// How many entries each limit holds, and whether there can be more places than it allows.
    private static func measured(_ problem: Problem) -> (sizes: [Int], canExceed: [Bool]) {
        var sizes = Array(repeating: 0, count: problem.limits.count), most = sizes, ofUnit = sizes
        var unitOfLimit = Array(repeating: Int32(-1), count: problem.limits.count)
        for entry in problem.entries {
            for place in entry.uses {
                let use = problem.uses[place], limit = Int(use.limit)
                sizes[limit] += 1
                if unitOfLimit[limit] != entry.unit { (unitOfLimit[limit], ofUnit[limit]) = (entry.unit, 0) }
                guard ofUnit[limit] < problem.units[Int(entry.unit)].max else { continue }
                ofUnit[limit] += 1
                most[limit] += Int(use.places)
            }
        }
        return (sizes, problem.limits.indices.map { most[$0] > problem.limits[$0].most })
    }

    /// Sets the tree, or returns limits to leave out because they cross others.
    private mutating func grow(_ problem: Problem, _ sizes: [Int], _ kept: [Bool]) -> [Int]? {
        parents = Array(repeating: Self.absent, count: problem.limits.count)
        leaves = []
        leaves.reserveCapacity(problem.entries.count)
        var crossing: Set<Int> = []
        var chain: [Int] = []
        for entry in problem.entries {
            chain.removeAll(keepingCapacity: true)
            for place in entry.uses where kept[Int(problem.uses[place].limit)] { chain.append(Int(problem.uses[place].limit)) }
            if chain.count > 1 { chain.sort { (sizes[$1], $0) < (sizes[$0], $1) } }
            var above = Self.none
            for limit in chain {
                if parents[limit] == Self.absent {
                    parents[limit] = above
                } else if parents[limit] != above {
                    let other = parents[limit] >= 0 && !chain.contains(Int(parents[limit])) ? parents[limit] : above
                    crossing.insert(Self.lessApt(problem, limit, Int(other >= 0 ? other : parents[limit])))
                }
                above = Int32(limit)
            }
            leaves.append(above)
        }
        return crossing.isEmpty ? nil : crossing.sorted()
    }

    /// Which of two crossing limits the tree does without.
    private static func lessApt(_ problem: Problem, _ one: Int, _ other: Int) -> Int {
        func order(_ limit: Int) -> Int {
            switch problem.limits[limit].key {
            case .option: 0
            case .delegation: 1
            case .limit: 2
            case .reserved: 3
            case .delegationOnVisit: 4
            }
        }
        return (order(one), one) < (order(other), other) ? other : one
    }
}
