// SPDX-License-Identifier: EUPL-1.2

/// What checking a published result found.
package enum Verdict: Sendable, Equatable {
    /// Nothing better is possible, and the ties were decided by the seed.
    case proven
    /// All rules are kept; what the certificate leaves possible.
    case feasible(Gap)
    case refused(Flaw)

    package var isAccepted: Bool { if case .refused = self { false } else { true } }
}

/// The first number of the objective in which something better is not excluded.
package struct Gap: Sendable, Equatable {
    package enum Number: Sendable, Equatable { case places, rank(Int), ranks, ties }
    package var number: Number
    /// What was reached, and the best that the bound leaves possible; nil for ties.
    package var reached: Int?, possible: Int?
}

/// What is wrong with a result.
package enum Flaw: Sendable, Equatable {
    case unreadable(DrawRefusal)
    case otherInstance
    case seedDoesNotFit
    case wrongNumberOfPeople
    case notWished(person: Int, option: Int)
    case notOpen(person: Int, option: Int, Instance.Obstacle)
    case notTogether(people: [Int])
    case tooMany(person: Int, most: Int)
    case clash(person: Int, options: [Int])
    case exceeded(LimitName, places: Int, most: Int)
    case numbersDiffer(String)
    case turnsDiffer(person: Int)
    case boundDiffers
    /// The certificate does not show that nothing is better, though the result says so.
    case notProven
}

extension Draw {
    /// Checks a published result without solving anything: feasibility, numbers, ties and the certificate.
    package func verdict(on bytes: [UInt8], fingerprint: String? = nil) -> Verdict {
        do throws(DrawRefusal) {
            let result = try PublishedResult(bytes, instance)
            if let stated = result.fingerprint, let fingerprint, stated != fingerprint { return .refused(.otherInstance) }
            do throws(DrawRefusal) { try checkSeed(result.seed) } catch { return .refused(.seedDoesNotFit) }
            var check = FeasibilityCheck(problem: problem)
            if let flaw = check.flaw(in: result.assignment) ?? numbersFlaw(result, check.chosen) { return .refused(flaw) }
            let ties = Ties(problem, seed: result.seed)
            return result.rule == .lottery
                ? try turnsVerdict(result, ties, check.chosen) : try boundVerdict(result, ties, check.chosen)
        } catch {
            return .refused(.unreadable(error))
        }
    }

    private func numbersFlaw(_ result: PublishedResult, _ chosen: [Int]) -> Flaw? {
        let outcome = Outcome(problem, chosen: chosen)
        if outcome.profile != result.profile { return .numbersDiffer("profile") }
        if outcome.unplaced != result.unplaced { return .numbersDiffer("unplaced") }
        if outcome.rankSum != result.rankSum { return .numbersDiffer("rankSum") }
        if outcome.assignment != result.assignment { return .numbersDiffer("assignment") }
        if let stated = result.underMinimum, stated != outcome.underMinimum { return .numbersDiffer("underMinimum") }
        return nil
    }

    private func turnsVerdict(_ result: PublishedResult, _ ties: Ties, _ chosen: [Int]) throws(DrawRefusal) -> Verdict {
        guard case .object = result.certificate.value, try result.certificate.member("kind").text() == "turns" else {
            throw result.certificate.refused(.unknownFormat)
        }
        var turns = Turns(problem, ties, seed: result.seed)
        let outcome = Outcome(problem, chosen: try turns.taken())
        let differing = outcome.assignment.indices.first { outcome.assignment[$0] != result.assignment[$0] }
        if let differing { return .refused(.turnsDiffer(person: differing)) }
        return result.isProven == false ? .refused(.numbersDiffer("proven")) : .proven
    }

    private func boundVerdict(_ result: PublishedResult, _ ties: Ties, _ chosen: [Int]) throws(DrawRefusal) -> Verdict {
        let certificate = try result.certificate.object(of: ["kind", "bound", "proof"])
        guard try certificate.member("kind").text() == "prices" else { throw certificate.refused(.unknownFormat) }
        let reader = CertificateReader(problem)
        let written = try reader.proof(certificate.member("proof"))
        let objective = Objective(result.rule, problem)
        return try Checking(
            problem: problem, objective: objective, ties: ties, chosen: chosen, reader: reader, written: written,
            bound: certificate.member("bound").text(), isProven: result.isProven ?? true
        ).done(bits: Swift.max(objective.bits + 64, written.digits * 4) + 64)
    }
}

/// Adding up a certificate with integers of one width.
struct Checking: ExactWork {
    let problem: Problem
    let objective: Objective
    let ties: Ties
    let chosen: [Int]
    let reader: CertificateReader
    let written: CertificateReader.Written
    let bound: String
    let isProven: Bool

    func done<Cost: ExactInteger>(with type: Cost.Type) throws(DrawRefusal) -> Verdict {
        let costs = Costs<Cost>(problem, objective, ties)
        var bound = Bound(problem, costs.entries)
        guard let value = try bound.value(of: reader.proof(written)), value.hexadecimal == self.bound else {
            return .refused(.boundDiffers)
        }
        let cost = costs.cost(of: chosen)
        if value == cost { return isProven ? .proven : .refused(.numbersDiffer("proven")) }
        guard value < cost else { return .refused(.boundDiffers) }
        return isProven
            ? .refused(.notProven) : .feasible(Gap(costs, bound: value, cost: cost, ranks: problem.ranks, problem.places))
    }
}

extension Gap {
    /// Which number of the list could be better, as far as the bound tells.
    init<Cost: ExactInteger>(_ costs: Costs<Cost>, bound: Cost, cost: Cost, ranks: Int, _ places: Int) {
        var rest = bound, own = cost
        // The most that all later numbers can add.
        var after = Cost(places).shifted(left: 64)
        var tails: [Cost] = []
        for (number, weight) in zip(costs.objective.numbers, costs.weights).reversed() {
            tails.append(after)
            if !number.isMost { after += weight * number.range }
        }
        for ((number, weight), tail) in zip(zip(costs.objective.numbers, costs.weights), tails.reversed()) {
            let range = number.isMost ? -number.range...0 : 0...number.range
            func least(_ value: Cost) -> Int {
                var (low, high) = (range.lowerBound, range.upperBound)
                while low < high {
                    let middle = low + (high - low) / 2
                    if weight * middle + tail < value { low = middle + 1 } else { high = middle }
                }
                return low
            }
            let (reached, possible) = (least(own), least(rest))
            guard reached == possible else {
                self.init(number: Number(number.measure), reached: abs(reached), possible: abs(possible))
                return
            }
            rest -= weight * reached
            own -= weight * reached
        }
        self.init(number: .ties, reached: nil, possible: nil)
    }
}

extension Gap.Number {
    init(_ measure: Objective.Number.Measure) {
        switch measure {
        case .places: self = .places
        case .rank(let rank): self = .rank(rank)
        case .ranks: self = .ranks
        }
    }
}
