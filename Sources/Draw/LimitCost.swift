// SPDX-License-Identifier: EUPL-1.2

/// What a limit costs: the draw solved once more without it, or with one place more.
package struct LimitCost: Sendable, Equatable {
    package enum Change: Sendable, Equatable {
        case withoutPerDelegationPerOption, withoutPerDelegationPerVisit
        /// Entries of `limits` and `reserved`.
        case withoutLimit(Int), withoutReservation(Int)
        case oneMorePlace(option: Int)
        /// As if nobody had to go with anybody.
        case withoutTogether
        /// An option under its minimum is cancelled.
        case cancelling(option: Int)
    }

    package var change: Change
    package var profile: [Int]
    package var unplaced: Int, rankSum: Int
    /// People who would get more or a better rank, and less or a worse one.
    package var better: Int, worse: Int
    package var isProven: Bool
}

extension Draw {
    /// What each rule of the organiser costs, by solving without it.
    package func limitCosts(
        against result: DrawResult, places: Bool = false, while mayGoOn: () -> Bool = { true }
    ) throws(DrawRefusal) -> [LimitCost] {
        var changes: [LimitCost.Change] = []
        if instance.perDelegationPerOption != nil { changes.append(.withoutPerDelegationPerOption) }
        if instance.perDelegationPerVisit != nil { changes.append(.withoutPerDelegationPerVisit) }
        changes += instance.limits.indices.map { .withoutLimit($0) }
        changes += instance.reservations.indices.map { .withoutReservation($0) }
        if !instance.together.isEmpty { changes.append(.withoutTogether) }
        changes += result.underMinimum.map { .cancelling(option: $0.option) }
        if places { changes += instance.options.indices.map { .oneMorePlace(option: $0) } }
        var costs: [LimitCost] = []
        for change in changes { costs.append(try cost(of: change, against: result, while: mayGoOn)) }
        return costs
    }

    /// What a change would change.
    package func cost(
        of change: LimitCost.Change, against result: DrawResult, while mayGoOn: () -> Bool = { true }
    ) throws(DrawRefusal) -> LimitCost {
        var changed = instance
        changed.apply(change)
        let draw = Draw(changed)
        let other = try draw.result(result.rule, seed: result.seed, while: mayGoOn)
        let count = Draw.count(draw.ranks(of: other.assignment), against: ranks(of: result.assignment))
        return LimitCost(
            change: change, profile: other.profile, unplaced: other.unplaced, rankSum: other.rankSum, better: count.better,
            worse: count.worse, isProven: other.isProven)
    }

    private static func count(_ ranks: [[Int]], against others: [[Int]]) -> (better: Int, worse: Int) {
        var (better, worse) = (0, 0)
        for (one, other) in zip(ranks, others) where one != other {
            let isBetter = one.count != other.count ? one.count > other.count : one.lexicographicallyPrecedes(other)
            if isBetter { better += 1 } else { worse += 1 }
        }
        return (better, worse)
    }
}

extension Instance {
    /// The instance as it would be after a change.
    package mutating func apply(_ change: LimitCost.Change) {
        switch change {
        case .withoutPerDelegationPerOption: perDelegationPerOption = nil
        case .withoutPerDelegationPerVisit: perDelegationPerVisit = nil
        case .withoutLimit(let index): limits.remove(at: index)
        case .withoutReservation(let index): reservations.remove(at: index)
        case .oneMorePlace(let option): options[option].capacity += 1
        case .withoutTogether: together = []
        case .cancelling(let option): options[option].cancelled = "under its minimum"
        }
    }
}
