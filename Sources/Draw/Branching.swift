// SPDX-License-Identifier: EUPL-1.2

/// Case distinctions where prices alone leave someone divided between two options: with the option, and without it.
struct Branching<Cost: ExactInteger> {
    let problem: Problem
    let columns: Columns<Cost>
    private(set) var best: (cost: Cost, chosen: [Int])
    private(set) var isTied = false
    /// Whether nothing was left undone; and what was proven before the first case was distinguished.
    private(set) var isComplete = true, first: Proof<Cost>?
    private let mayGoOn: () -> Bool
    private let halving: Halving

    /// Deeper than this nothing is distinguished: certificates must stay readable for parsers that limit depth.
    private static var mostDeep: Int { 300 }

    init(_ problem: Problem, _ columns: Columns<Cost>, best: (cost: Cost, chosen: [Int]), mayGoOn: @escaping () -> Bool) {
        self.problem = problem
        self.columns = columns
        self.best = best
        self.mayGoOn = mayGoOn
        halving = Halving(problem)
    }

    /// Finds the best below a state of the search, and proves it unless it has to stop.
    mutating func proof(from state: PriceSearch<Cost>, depth: Int = 0) -> Proof<Cost> {
        var search = state
        let asked = Proof.prices(state.leafPrices, denominator: state.known.denominator)
        guard depth < Self.mostDeep, !isTied, mayGoOn() else {
            isComplete = false
            return asked
        }
        let end = search.search(beyond: best.cost, halving: halving, while: mayGoOn)
        if first == nil { first = .prices(search.leafPrices, denominator: search.known.denominator) }
        switch end {
        case .stopped: isComplete = false
        case .beyond: break
        case .impossible(let prices): return .prices(prices, denominator: search.known.denominator)
        case .best:
            if let entry = entryToDecide(search) { return branch(search, entry, depth) }
        }
        return .prices(search.leafPrices, denominator: search.known.denominator)
    }

    private mutating func branch(_ search: PriceSearch<Cost>, _ entry: Int, _ depth: Int) -> Proof<Cost> {
        var with = search, without = search
        with.ban(problem, besides: entry)
        without.ban(problem, entry)
        let one = proof(from: with, depth: depth + 1)
        let other = proof(from: without, depth: depth + 1)
        return .branch(entry: entry, without: other, with: one)
    }

    /// What to distinguish next; nil where nothing better or as good is left below.
    private mutating func entryToDecide(_ search: PriceSearch<Cost>) -> Int? {
        let division = search.division()
        guard division.isWhole else { return mostDivided(division.shares, search.denominator) }
        let chosen = search.chosen
        let cost = chosen.reduce(Cost.zero) { $0 + columns.entryCosts[$1] }
        if cost < best.cost {
            best = (cost, chosen)
        } else if cost == best.cost, chosen != best.chosen {
            isTied = true
        }
        guard cost == best.cost, let rival = search.rival() else { return nil }
        let own = chosen.filter { problem.entries[$0].unit == columns.unitOf[rival] }
        let other = columns.entryList[columns.entries[rival]]
        return other.first { !own.contains($0) } ?? own.first { !other.contains($0) }
    }

    private func mostDivided(_ shares: [Int: Int], _ whole: Int) -> Int? {
        shares.filter { $0.value != 0 && $0.value != whole }
            .min { (abs(2 * $0.value - whole), $0.key) < (abs(2 * $1.value - whole), $1.key) }?.key
    }
}

extension PriceSearch {
    /// Without the entry.
    mutating func ban(_ problem: Problem, _ entry: Int) {
        hasBans = true
        for column in columns.units[Int(problem.entries[entry].unit)] {
            if columns.entryList[columns.entries[column]].contains(entry) { isBanned[column] = true }
        }
    }

    /// With the entry: without every set that lacks it.
    mutating func ban(_ problem: Problem, besides entry: Int) {
        hasBans = true
        for column in columns.units[Int(problem.entries[entry].unit)] {
            if !columns.entryList[columns.entries[column]].contains(entry) { isBanned[column] = true }
        }
    }
}
