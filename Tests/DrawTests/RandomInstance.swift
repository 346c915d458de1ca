// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Draw

/// Numbers from a seed, the same on every machine (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
    mutating func chance(_ percent: Int) -> Bool { number(1...100) <= percent }
}

/// What a small made-up instance is to be about.
enum Feature: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case capacities, ties, delegations, visits, limits, nestedLimits, reserved, obstacles, severalOptions, exclusive, priorities
    /// Limits of delegations beside reserved places.
    case crossing, together, everything

    var testDescription: String { rawValue }
}

/// A small instance made up from a seed.
struct RandomInstance {
    private var numbers: SeededNumbers
    private let feature: Feature
    private var instance = Instance()

    static func instance(_ feature: Feature, seed: Int) -> Instance {
        var random = RandomInstance(numbers: SeededNumbers(seed &* 31 &+ feature.rawValue.utf8.count), feature: feature)
        random.make()
        return random.instance
    }

    private func has(_ other: Feature) -> Bool {
        feature == other || feature == .everything || (feature == .crossing && (other == .delegations || other == .reserved))
    }

    private var isMixed: Bool { feature == .everything || feature == .crossing }

    private mutating func make() {
        instance.allowsTies = has(.ties)
        let options = numbers.number(2...(isMixed ? 3 : 4))
        for index in 0..<options { addOption(index) }
        if has(.priorities) { instance.priorities = [Instance.Priority(id: "first", reason: "Left out last time")] }
        for index
            in 0..<numbers.number(
                (isMixed ? 3 : 1)...(has(.severalOptions) || has(.exclusive) ? 4 : 5))
        { addPerson(index) }
        if has(.delegations) { instance.perDelegationPerOption = numbers.number(1...2) }
        if has(.visits) { instance.perDelegationPerVisit = numbers.number(1...2) }
        if has(.limits) {
            for index in 0..<2 {
                addLimit("l\(index)", options: Array(0..<options).filter { _ in numbers.chance(60) }, people: true)
            }
        }
        if has(.nestedLimits) {
            addLimit("outer", options: Array(0..<options), people: false)
            addLimit("inner", options: Array(0..<options / 2 + 1), people: false)
        }
        if has(.reserved) { addReserved() }
        if has(.exclusive) { instance.exclusive = [[0, 1]] }
        if has(.together) && instance.people.count >= 2 { addTogether() }
    }

    private mutating func addOption(_ index: Int) {
        var option = Instance.Option(id: "o\(index)", capacity: numbers.number(isMixed ? 2...3 : has(.obstacles) ? 0...2 : 1...2))
        if has(.visits) || has(.severalOptions) { option.visit = "v\(index / 2)" }
        if has(.obstacles) || has(.severalOptions) { option.slot = "s\(index % 2)" }
        if has(.obstacles) {
            if numbers.chance(isMixed ? 10 : 40) { option.languages = ["FR"] }
            if numbers.chance(isMixed ? 3 : 10) { option.cancelled = "No bus" }
            option.minimum = 2
        }
        instance.options.append(option)
    }

    private mutating func addPerson(_ index: Int) {
        var person = Instance.Person(id: "p\(index)")
        person.delegation = "d\(numbers.number(0...1))"
        person.country = numbers.chance(80) ? "c\(numbers.number(0...1))" : nil
        person.kind = ["elected", "official", "researcher"].randomElement(using: &numbers)
        person.max = has(.severalOptions) || has(.exclusive) ? numbers.number(1...3) : 1
        if has(.priorities), numbers.chance(40) { person.priority = 0 }
        if has(.obstacles) {
            person.languages = numbers.chance(50) ? ["EN"] : ["EN", "FR"]
            if numbers.chance(20) { person.clashes.append(Instance.Clash(slot: "s0", reason: "Speaks")) }
            if numbers.chance(20) { person.clashes.append(Instance.Clash(option: 0, reason: "Leaves early")) }
        }
        for option in Array(instance.options.indices).shuffled(using: &numbers).prefix(numbers.number(isMixed ? 2...4 : 0...4)) {
            if instance.allowsTies, !person.wishes.isEmpty, numbers.chance(40) {
                person.wishes[person.wishes.count - 1].append(option)
            } else {
                person.wishes.append([option])
            }
        }
        instance.people.append(person)
    }

    private mutating func addLimit(_ id: String, options: [Int], people: Bool) {
        var limit = Instance.Limit(
            id: id, options: numbers.chance(20) ? nil : options, most: numbers.number(isMixed ? 1...4 : 0...2))
        if people, numbers.chance(50) { limit.kinds = ["elected", "official"] }
        if people, numbers.chance(30) { limit.countries = ["c0"] }
        instance.limits.append(limit)
    }

    private mutating func addReserved() {
        var elected = Instance.Limit(id: "elected", most: 1)
        elected.kinds = ["elected"]
        instance.reservations.append(elected)
        if numbers.chance(50), instance.options.allSatisfy({ $0.capacity >= 2 }) {
            var hosts = Instance.Limit(id: "hosts", options: [0], most: 1)
            hosts.delegations = ["d0"]
            instance.reservations.append(hosts)
        }
        instance.reservations = instance.reservations.map { reservation in
            var reservation = reservation
            reservation.options = instance.options.indices.filter { instance.options[$0].capacity > 0 }
            if reservation.id == "hosts" { reservation.options = [0] }
            return reservation
        }
    }

    private mutating func addTogether() {
        instance.together = [[0, 1]]
        if numbers.chance(50) { instance.people[1].wishes = [] }
        if instance.people.count >= 4, numbers.chance(40) { instance.together.append([3, 2]) }
    }
}
