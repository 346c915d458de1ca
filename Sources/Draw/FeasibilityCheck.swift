// SPDX-License-Identifier: EUPL-1.2

/// A shared limit by what it is about.
package enum LimitName: Sendable, Hashable {
    case option(Int)
    case delegation(String, option: Int)
    case delegationOnVisit(String, visit: String)
    /// An entry of `limits`.
    case limit(Int)
    /// Entries of `reserved` that keep others from an option.
    case reserved(option: Int, [Int])

    init(_ key: SharedLimit.Key) {
        switch key {
        case .option(let option): self = .option(option)
        case .delegation(let name, let option): self = .delegation(name, option: option)
        case .delegationOnVisit(let name, let visit): self = .delegationOnVisit(name, visit: visit)
        case .limit(let limit): self = .limit(limit)
        case .reserved(let option, let reservations): self = .reserved(option: option, reservations)
        }
    }
}

/// Whether an assignment keeps all rules, and which entries it chooses.
struct FeasibilityCheck {
    let problem: Problem
    private(set) var chosen: [Int] = []

    init(problem: Problem) { self.problem = problem }

    mutating func flaw(in assignment: [[Int]]) -> Flaw? {
        guard assignment.count == problem.instance.people.count else { return .wrongNumberOfPeople }
        for unit in problem.units {
            if let flaw = flaw(of: unit, assignment) { return flaw }
        }
        return limitFlaw()
    }

    private mutating func flaw(of unit: Problem.Unit, _ assignment: [[Int]]) -> Flaw? {
        let members = problem.members[unit.members]
        let first = members[members.startIndex]
        let options = assignment[first]
        for member in members where Set(assignment[member]) != Set(options) { return .notTogether(people: Array(members)) }
        guard options.count <= unit.max else { return .tooMany(person: first, most: unit.max) }
        for (index, option) in options.enumerated() {
            if let other = options[..<index].first(where: { problem.clashes.clash($0, option) }) {
                return .clash(person: first, options: [other, option])
            }
            guard let entry = unit.entries.first(where: { Int(problem.entries[$0].option) == option }) else {
                return notPair(members, option)
            }
            chosen.append(entry)
        }
        return nil
    }

    private func notPair(_ members: ArraySlice<Int>, _ option: Int) -> Flaw {
        for member in members {
            if let obstacle = problem.instance.obstacle(between: member, and: option) {
                return .notOpen(person: member, option: option, obstacle)
            }
        }
        return .notWished(person: members[members.startIndex], option: option)
    }

    private func limitFlaw() -> Flaw? {
        var places = Array(repeating: 0, count: problem.limits.count)
        for entry in chosen { for use in problem.uses[problem.entries[entry].uses] { places[Int(use.limit)] += Int(use.places) } }
        for (limit, places) in zip(problem.limits, places) where places > limit.most {
            return .exceeded(LimitName(limit.key), places: places, most: limit.most)
        }
        return nil
    }
}
