// SPDX-License-Identifier: EUPL-1.2
import Draw
import Testing

/// Only with what other targets may use.
@Suite struct `An instance made in memory` {
    /// Two visits, one with two departures; five people of two delegations, two of whom go together.
    private var instance: Instance {
        var instance = Instance()
        instance.name = "Field visits"
        instance.allowsTies = true
        instance.perDelegationPerOption = 2
        instance.perDelegationPerVisit = 3
        let seed = Seed.fingerprint(Array("dice".utf8))
        instance.commitment = .sha256(seed)
        instance.priorities = [.init(id: "left-out", reason: "Got nothing last time")]
        instance.options = [
            .init(id: "harbour-1", name: "Harbour, morning", capacity: 2, minimum: 2, visit: "harbour", slot: "morning"),
            .init(id: "harbour-2", name: "Harbour, afternoon", capacity: 1, visit: "harbour", slot: "afternoon"),
            .init(id: "depot", name: "Tram depot", capacity: 3, minimum: 3, visit: "depot", slot: "afternoon"),
        ]
        instance.options[2].languages = ["FR"]
        instance.people = [
            .init(id: "guest", delegation: "lyon", wishes: [[0], [1]]), .init(id: "interpreter", delegation: "lyon"),
            .init(id: "mayor", delegation: "ghent", wishes: [[0], [1, 2]]),
            .init(id: "speaker", delegation: "ghent", wishes: [[1], [2]]),
            .init(id: "official", delegation: "ghent", wishes: [[1], [2]]),
        ]
        instance.people[2].kind = "elected"
        instance.people[2].languages = ["EN", "FR"]
        instance.people[3].clashes = [.init(slot: "afternoon", reason: "Speaks in session TH04")]
        instance.people[4].priority = 0
        instance.people[4].languages = ["FR"]
        instance.reservations = [
            .init(id: "elected", reason: "For those who decide", options: [0], kinds: ["elected"], most: 1)
        ]
        instance.limits = [.init(id: "afternoon", name: "One bus", options: [1, 2], most: 3)]
        instance.exclusive = [[0, 2]]
        instance.together = [[0, 1]]
        return instance
    }

    @Test func `reads the same from its file`() throws {
        #expect(try instance.checked() == instance)
    }

    @Test func `that the format does not allow is refused with its place`() {
        var other = instance
        other.options[1].id = "depot"
        #expect(throws: (any Error).self) { try other.checked() }
        other = instance
        other.reservations[0].most = 3
        #expect(throws: (any Error).self) { try other.checked() }
    }

    @Test func `is drawn apart, explained as values, and its limits weighed`() async throws {
        let instance = try instance.checked(), draw = Draw(instance)
        let result = try await draw.apart(within: .seconds(60)) { draw, mayGoOn throws(DrawRefusal) in
            try draw.result(.generous, seed: "dice", while: mayGoOn)
        }
        // A place of the harbour in the morning is reserved, so that the two who go together cannot have it.
        #expect(result.assignment == [[], [], [0], [], [1]])
        #expect(result.isProven && result.unplaced == 3 && result.profile == [2, 0])
        #expect(
            result.underMinimum == [.init(option: 0, places: 1, minimum: 2), .init(option: 2, places: 0, minimum: 3)])
        #expect(draw.verdict(on: result.json(of: instance)) == .proven)
        #expect(try DrawResult(json: result.json(of: instance), of: instance).assignment == result.assignment)
        #expect(
            draw.explanation(for: 3, in: result).wishes.map(\.answer) == [
                .notOpen(person: 3, .clash(reason: "Speaks in session TH04")),
                .notOpen(person: 3, .clash(reason: "Speaks in session TH04")),
            ])
        #expect(draw.explanation(for: 1, in: result).wishes.map(\.answer) == [.neverWithin, .neverWithin])
        let costs = try draw.limitCosts(against: result)
        let free = try #require(costs.first { $0.change == .withoutReservation(0) })
        #expect(free.unplaced == 1 && free.better == 2 && free.worse == 1)
        let comparison = try draw.comparison(seed: "dice")
        #expect(comparison.rules.map(\.rule) == Rule.allCases)
        #expect(comparison.groups.first { $0.name == "elected" }?.counts.map(\.firstChoices) == [1, 1, 1, 1, 1])
    }

    @Test func `is not drawn with another seed than was promised`() async {
        let draw = Draw(instance)
        await #expect(throws: DrawRefusal.self) {
            try await draw.apart(within: .seconds(60)) { draw, mayGoOn throws(DrawRefusal) in
                try draw.result(.generous, seed: "other", while: mayGoOn)
            }
        }
    }

    @Test func `asks to stop when nobody waits any more`() async throws {
        let draw = Draw(instance)
        let waiting = Task {
            try await draw.apart(within: .seconds(60)) { _, mayGoOn throws(DrawRefusal) in
                var turns = 0
                while mayGoOn() { turns += 1 }
                return turns >= 0
            }
        }
        waiting.cancel()
        #expect(try await waiting.value)
        #expect(try await draw.apart(within: .zero) { _, mayGoOn throws(DrawRefusal) in mayGoOn() } == false)
    }
}
