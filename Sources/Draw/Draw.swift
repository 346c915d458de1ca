// SPDX-License-Identifier: EUPL-1.2

/// An instance ready to be drawn, checked, compared and explained.
package struct Draw: Sendable {
    package let instance: Instance
    let problem: Problem

    package init(_ instance: Instance) {
        self.instance = instance
        problem = Problem(instance)
    }

    /// The draw under a rule. `mayGoOn` is asked from time to time where limits cross and the search may take long; after a
    /// no, the best found is returned with its bound.
    package func result(_ rule: Rule, seed: String, while mayGoOn: () -> Bool = { true }) throws(DrawRefusal) -> DrawResult {
        try checkSeed(seed)
        try instance.checkReservations()
        let solution = try solution(rule, Ties(problem, seed: seed), seed: seed, while: mayGoOn)
        let outcome = Outcome(problem, chosen: solution.chosen)
        return DrawResult(
            rule: rule, seed: seed, profile: outcome.profile, unplaced: outcome.unplaced, rankSum: outcome.rankSum,
            assignment: outcome.assignment, isProven: solution.isProven, underMinimum: outcome.underMinimum,
            certificate: solution.certificate)
    }

    func checkSeed(_ seed: String) throws(DrawRefusal) {
        guard (1...1_000).contains(seed.utf8.count) else { throw DrawRefusal("$.seed", .seedMissing) }
        if case .sha256(let hash)? = instance.commitment, Seed.fingerprint(Array(seed.utf8)) != hash {
            throw DrawRefusal("$.seed", .seedDoesNotFit)
        }
    }

    func solution(
        _ rule: Rule, _ ties: Ties, seed: String, while mayGoOn: () -> Bool
    ) throws(DrawRefusal) -> Solution {
        if rule == .lottery {
            var turns = Turns(problem, ties, seed: seed)
            return Solution(
                chosen: try turns.taken(), isProven: true,
                certificate: .object([JSON.Member(name: "kind", value: .text("turns"))]))
        }
        let objective = Objective(rule, problem)
        let network = FlowNetwork(problem)
        return try withoutActuallyEscaping(mayGoOn) { mayGoOn throws(DrawRefusal) in
            try Solving(problem: problem, objective: objective, ties: ties, network: network, mayGoOn: mayGoOn)
                .done(bits: objective.bits + (network.isExact ? 4 : 128))
        }
    }
}

/// Entries chosen, and why there is nothing better.
struct Solution: Sendable {
    var chosen: [Int]
    var isProven: Bool
    var certificate: JSON
}
