// SPDX-License-Identifier: EUPL-1.2

/// For each unit every set of options open to it, the empty one first: exactly one of them is chosen.
struct Columns<Cost: ExactInteger>: Sendable {
    private(set) var units: [Range<Int>] = []
    private(set) var unitOf: [Int32] = []
    private(set) var costs: [Cost] = []
    private(set) var entries: [Range<Int>] = [], entryList: [Int] = []
    private(set) var uses: [Range<Int>] = [], useList: [Problem.Use] = []

    let entryCosts: [Cost]
    /// The greatest number of places of each limit, those of the problem first, and the halved ones after them.
    private(set) var most: [Int]
    private let ownLimits: Int
    private var halved: [PricedLimit] = []

    /// More sets than this are not listed.
    private static var mostSets: Int { 1_000_000 }

    /// Nil if there are too many.
    init?(_ problem: Problem, _ entryCosts: [Cost]) {
        self.entryCosts = entryCosts
        most = problem.limits.map(\.most)
        ownLimits = most.count
        for index in problem.units.indices {
            let start = costs.count
            var listing = Listing(problem: problem, unit: problem.units[index])
            listing.list(from: problem.units[index].entries.lowerBound)
            guard costs.count + listing.sets.count <= Self.mostSets else { return nil }
            for set in listing.sets { add(set, of: index, problem, entryCosts) }
            units.append(start..<costs.count)
        }
    }

    private mutating func add(_ set: [Int], of unit: Int, _ problem: Problem, _ entryCosts: [Cost]) {
        unitOf.append(Int32(unit))
        costs.append(set.reduce(Cost.zero) { $0 + entryCosts[$1] })
        entries.append(entryList.count..<entryList.count + set.count)
        entryList += set
        let start = useList.count
        for entry in set {
            for use in problem.uses[problem.entries[entry].uses] {
                if let same = useList[start...].firstIndex(where: { $0.limit == use.limit }) {
                    useList[same].places += use.places
                } else {
                    useList.append(use)
                }
            }
        }
        uses.append(start..<useList.count)
    }

    func priced(_ limit: Int) -> PricedLimit {
        limit < ownLimits ? PricedLimit.limit(limit) : halved[limit - ownLimits]
    }

    /// Counts the places of a halved limit in every set.
    mutating func add(_ half: HalvedLimit) {
        let index = Int32(most.count)
        most.append(half.most)
        halved.append(half.priced)
        let old = (uses, useList)
        (uses, useList) = ([], [])
        useList.reserveCapacity(old.1.count + half.places.count)
        for column in costs.indices {
            let start = useList.count
            useList += old.1[old.0[column]]
            let places = entryList[entries[column]].reduce(0) { $0 + half.places[$1, default: 0] }
            if places > 0 { useList.append(Problem.Use(limit: index, places: places)) }
            uses.append(start..<useList.count)
        }
    }

    private struct Listing {
        let problem: Problem
        let unit: Problem.Unit
        var sets: [[Int]] = [[]]
        private var taken: [Int] = []

        init(problem: Problem, unit: Problem.Unit) {
            self.problem = problem
            self.unit = unit
        }

        mutating func list(from first: Int) {
            guard taken.count < unit.max else { return }
            for entry in first..<Swift.max(first, unit.entries.upperBound) where sets.count <= Columns.mostSets {
                let option = Int(problem.entries[entry].option)
                if taken.contains(where: { problem.clashes.clash(Int(problem.entries[$0].option), option) }) { continue }
                taken.append(entry)
                sets.append(taken)
                list(from: entry + 1)
                taken.removeLast()
            }
        }
    }
}
