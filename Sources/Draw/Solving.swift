// SPDX-License-Identifier: EUPL-1.2

/// Solving with integers of one width: by a flow, and where limits cross by prices and case distinctions besides.
struct Solving: ExactWork {
    let problem: Problem
    let objective: Objective
    let ties: Ties
    let network: FlowNetwork
    let mayGoOn: () -> Bool

    func done<Cost: ExactInteger>(with type: Cost.Type) throws(DrawRefusal) -> Solution {
        let costs = Costs<Cost>(problem, objective, ties)
        if Cost.bitWidth > Int128.bitWidth, let weights = objective.narrowWeights(problem) {
            let narrow = Costs<Int128>(problem, objective, ties, weights: weights)
            var flow = Flow(network, narrow.entries)
            let solution = try solution(costs, &flow)
            if solution.isProven || !network.isExact { return solution }
        }
        var flow = Flow(network, costs.entries)
        return try solution(costs, &flow)
    }

    private func solution<Cost: ExactInteger, Searched: ExactInteger>(
        _ costs: Costs<Cost>, _ flow: inout Flow<Searched>
    ) throws(DrawRefusal) -> Solution {
        flow.run(problem)
        let potentials = Potentials(of: &flow, costs.entries)
        var priced: [PricedLimit: Cost] = [:]
        for (limit, price) in potentials.prices(limits: problem.limits.count).enumerated() where price != .zero {
            priced[.limit(limit)] = price
        }
        let proof = Proof.prices(priced, denominator: 1)
        guard network.isExact else { return try divided(costs, relaxed: flow.chosen, proof) }
        let solution = try solution(costs, flow.chosen, [proof])
        if solution.isProven, potentials.isTied { throw DrawRefusal("$", .tied) }
        return solution
    }

    /// Where the flow does not keep all limits: it is a bound and a beginning.
    private func divided<Cost: ExactInteger>(
        _ costs: Costs<Cost>, relaxed: [Int], _ proof: Proof<Cost>
    ) throws(DrawRefusal) -> Solution {
        let first = Repair(problem, costs.entries).repaired(relaxed)
        guard let columns = Columns(problem, costs.entries) else { return try solution(costs, first, [proof]) }
        var search = PriceSearch(columns)
        search.farAway = Cost(1).shifted(left: objective.bits)
        var branching = Branching(problem, columns, best: (costs.cost(of: first), first), mayGoOn: mayGoOn)
        let tree = branching.proof(from: search)
        if branching.isTied { throw DrawRefusal("$", .tied) }
        // Of a search that was stopped the first bound is nearly as good, and a thousand times as short.
        let proofs = branching.isComplete ? [tree, proof] : [branching.first ?? proof, proof]
        return try solution(costs, branching.best.chosen, proofs)
    }

    /// The solution with the proof that says most.
    private func solution<Cost: ExactInteger>(
        _ costs: Costs<Cost>, _ chosen: [Int], _ proofs: [Proof<Cost>]
    ) throws(DrawRefusal) -> Solution {
        let cost = costs.cost(of: chosen)
        var best: (proof: Proof<Cost>, bound: Cost)?
        for proof in proofs {
            var bound = Bound(problem, costs.entries)
            guard let value = try bound.value(of: proof) else { continue }
            if let known = best, !(known.bound < value) { continue }
            best = (proof, value)
            if value == cost { break }
        }
        guard let best else { preconditionFailure("a flow proves a bound") }
        return Solution(
            chosen: chosen, isProven: best.bound == cost,
            certificate: Certificate.json(best.proof, bound: best.bound, problem))
    }
}

/// Makes an assignment that keeps all limits from one that may not.
struct Repair<Cost: ExactInteger> {
    let problem: Problem
    let costs: [Cost]

    init(_ problem: Problem, _ costs: [Cost]) {
        self.problem = problem
        self.costs = costs
    }

    /// What can stay of the entries, the cheapest first, and what else can be added.
    func repaired(_ entries: [Int]) -> [Int] {
        var left = problem.limits.map(\.most)
        var taken: [[Int]] = Array(repeating: [], count: problem.units.count)
        func take(_ entry: Int) {
            let one = problem.entries[entry], unit = Int(one.unit)
            guard taken[unit].count < problem.units[unit].max, costs[entry].isNegative,
                problem.uses[one.uses].allSatisfy({ left[Int($0.limit)] >= Int($0.places) }),
                !taken[unit].contains(where: {
                    problem.clashes.clash(Int(problem.entries[$0].option), Int(one.option))
                })
            else { return }
            taken[unit].append(entry)
            for use in problem.uses[one.uses] { left[Int(use.limit)] -= Int(use.places) }
        }
        for entry in entries.sorted(by: { costs[$0] < costs[$1] }) { take(entry) }
        for entry in problem.entries.indices.sorted(by: { costs[$0] < costs[$1] }) { take(entry) }
        return taken.flatMap { $0 }.sorted()
    }
}
