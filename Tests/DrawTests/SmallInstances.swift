// SPDX-License-Identifier: EUPL-1.2
@testable import Draw

extension Instance {
    /// People with a letter each and wishes in letters, a capacity for each letter: `small(["ab", "a"], a: 1, b: 1)`.
    static func small(_ wishes: [String], _ capacities: KeyValuePairs<String, Int>) -> Instance {
        var instance = Instance()
        instance.options = capacities.map { Option(id: $0.key, capacity: $0.value) }
        let ids = capacities.map(\.key)
        instance.people = wishes.enumerated().map { index, list in
            var person = Person(id: "p\(index)")
            person.wishes = list.compactMap { letter in ids.firstIndex(of: String(letter)).map { [$0] } }
            return person
        }
        return instance
    }

    /// The same with everything in another order.
    func shuffled(_ seed: Int) -> Instance {
        var numbers = SeededNumbers(seed)
        var other = self
        let optionOrder = Array(options.indices).shuffled(using: &numbers)
        let peopleOrder = Array(people.indices).shuffled(using: &numbers)
        func option(_ old: Int) -> Int { optionOrder.firstIndex(of: old) ?? 0 }
        func person(_ old: Int) -> Int { peopleOrder.firstIndex(of: old) ?? 0 }
        other.options = optionOrder.map { options[$0] }
        other.people = peopleOrder.map { index in
            var one = people[index]
            one.wishes = one.wishes.map { $0.map(option).shuffled(using: &numbers) }
            one.clashes = one.clashes.map { Clash(option: $0.option.map(option), slot: $0.slot, reason: $0.reason) }
            return one
        }
        other.limits = limits.shuffled(using: &numbers).map { $0.moved(option) }
        other.reservations = reservations.shuffled(using: &numbers).map { $0.moved(option) }
        other.exclusive = exclusive.map { $0.map(option) }
        other.together = together.map { $0.map(person) }.shuffled(using: &numbers)
        return other
    }

    /// An assignment by ids.
    func named(_ assignment: [[Int]]) -> [String: [String]] {
        Dictionary(uniqueKeysWithValues: zip(people, assignment).map { ($0.id, $1.map { options[$0].id }) })
    }
}

extension Instance.Limit {
    fileprivate func moved(_ option: (Int) -> Int) -> Instance.Limit {
        var other = self
        other.options = options?.map(option)
        return other
    }
}
