// SPDX-License-Identifier: EUPL-1.2

/// What has a price in a proof: a shared limit, or the half of some. Documentation/Draw.md, section 6.
enum PricedLimit: Hashable, Sendable {
    case limit(Int)
    /// Shared limits and units, each in order and each once.
    case half(limits: [Int], units: [Int])

    /// Limits, units and whether it is a half, to sort by.
    var order: [Int] {
        switch self {
        case .limit(let limit): [limit]
        case .half(let limits, let units): limits + [.max] + units
        }
    }
}

/// Shared limits and the `max` of some units, added, halved and rounded down. Where people go together this says more than the
/// limits: of two pairs that share two places one can have them, but not each half of them.
struct HalvedLimit {
    let priced: PricedLimit
    let most: Int
    /// How many places each entry takes, where it takes any.
    private(set) var places: [Int: Int32] = [:]

    init(of limits: [Int], units: [Int], _ entries: LimitEntries, _ problem: Problem) {
        priced = .half(limits: limits, units: units)
        let sum = limits.reduce(0) { $0 + problem.limits[$1].most } + units.reduce(0) { $0 + problem.units[$1].max }
        most = sum / 2
        var doubled: [Int: Int32] = [:]
        for limit in limits { for one in entries.of[limit] { doubled[one.entry, default: 0] += one.places } }
        for unit in units { for entry in problem.units[unit].entries { doubled[entry, default: 0] += 1 } }
        for (entry, places) in doubled where places > 1 { self.places[entry] = places / 2 }
    }
}

/// For each shared limit the entries that it holds, with their places.
struct LimitEntries {
    private(set) var of: [[(entry: Int, places: Int32)]]

    init(_ problem: Problem) {
        of = Array(repeating: [], count: problem.limits.count)
        for (index, entry) in problem.entries.enumerated() {
            for use in problem.uses[entry.uses] { of[Int(use.limit)].append((index, use.places)) }
        }
    }
}
