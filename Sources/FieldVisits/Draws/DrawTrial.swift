// SPDX-License-Identifier: EUPL-1.2
import Draw

/// What each rule would do with the wishes as they are: figures without anybody's name. Its seed is never that of a draw.
struct DrawTrial: Sendable, Equatable, Codable {
    var people: Int
    var places: Int
    var outcomes: [Outcome]
    var groups: [Group]
    /// What limits cost under the first of the rules.
    var costs: [Cost]

    /// What a rule gives.
    struct Outcome: Sendable, Equatable, Codable {
        var rule: String
        /// Places of rank 1, 2, ….
        var profile: [Int]
        var withoutPlace: Int
        var isProven: Bool

        var firstChoices: Int { profile.first ?? 0 }
        var placed: Int { profile.reduce(0, +) }
    }

    /// People of one country, kind or size of delegation.
    struct Group: Sendable, Equatable, Codable {
        var by: String
        /// Empty where it is not known.
        var name: String
        var people: Int
        /// In the order of the outcomes.
        var placed: [Int], firstChoices: [Int]
    }

    /// The draw solved once more without a limit, or with one place more.
    struct Cost: Sendable, Equatable, Codable {
        enum Change: String, Sendable, Codable {
            case perDelegationPerDeparture, perDelegationPerVisit, reservation, onePlaceMore, cancelling
        }
        var change: Change
        /// The departure that it is about.
        var departure: String?
        /// For whom places are reserved.
        var kind: String?
        var firstChoices: Int, placed: Int
        var better: Int, worse: Int
    }

    /// What a dry run takes for its seed, so that nothing of a draw can be told from it.
    static func seed(of edition: String) -> String { "dry run of \(edition)" }

    /// - Parameter rule: the one that is compared with the others, and whose limits are told.
    init(_ draw: Draw, rule: Rule, seed: String, while mayGoOn: () -> Bool) throws(DrawRefusal) {
        let rules = [rule] + Rule.allCases.filter { $0 != rule }
        var results: [DrawResult] = []
        for one in rules { results.append(try draw.result(one, seed: seed, while: mayGoOn)) }
        let comparison = draw.comparison(of: results)
        people = draw.instance.people.count
        places = draw.instance.options.filter { $0.cancelled == nil }.reduce(0) { $0 + $1.capacity }
        outcomes = zip(comparison.rules, results).map { one, result in
            Outcome(
                rule: one.rule.rawValue, profile: one.profile, withoutPlace: result.assignment.count { $0.isEmpty },
                isProven: one.isProven)
        }
        groups = comparison.groups.map { group in
            Group(
                by: group.by.rawValue, name: group.name, people: group.people, placed: group.counts.map(\.placed),
                firstChoices: group.counts.map(\.firstChoices))
        }
        costs = []
        for change in Self.changes(draw.instance, results[0]) {
            let cost = try draw.cost(of: change, against: results[0], while: mayGoOn)
            if let cost = Cost(cost, draw.instance) { costs.append(cost) }
        }
    }

    /// What is tried. What delegations hold already is no limit that anybody could lift.
    private static func changes(_ instance: Instance, _ result: DrawResult) -> [LimitCost.Change] {
        var changes: [LimitCost.Change] = []
        if instance.perDelegationPerOption != nil { changes.append(.withoutPerDelegationPerOption) }
        if instance.perDelegationPerVisit != nil { changes.append(.withoutPerDelegationPerVisit) }
        changes += instance.reservations.indices.map { .withoutReservation($0) }
        changes += result.underMinimum.map { .cancelling(option: $0.option) }
        changes += instance.options.indices.filter { instance.options[$0].cancelled == nil && instance.options[$0].capacity > 0 }
            .map { .oneMorePlace(option: $0) }
        return changes
    }
}

extension DrawTrial.Cost {
    /// Nil for what these inputs never have.
    init?(_ cost: LimitCost, _ instance: Instance) {
        var departure: Int?
        var kind: String?
        switch cost.change {
        case .withoutPerDelegationPerOption: change = .perDelegationPerDeparture
        case .withoutPerDelegationPerVisit: change = .perDelegationPerVisit
        case .withoutReservation(let index):
            change = .reservation
            departure = instance.reservations[index].options?.first
            kind = instance.reservations[index].kinds?.first
        case .oneMorePlace(let option):
            change = .onePlaceMore
            departure = option
        case .cancelling(let option):
            change = .cancelling
            departure = option
        case .withoutTogether, .withoutLimit: return nil
        }
        self.departure = departure.map { instance.options[$0].id }
        self.kind = kind
        firstChoices = cost.profile.first ?? 0
        placed = cost.profile.reduce(0, +)
        better = cost.better
        worse = cost.worse
    }
}
