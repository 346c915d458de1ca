// SPDX-License-Identifier: EUPL-1.2
import Draw
import Foundation
import Registration
import Testing
import Vocabulary

@testable import FieldVisits

/// Facts for tests without a database.
enum DrawSamples {
    static let noon = Date(timeIntervalSince1970: 1_822_708_800)

    static func code(_ text: String) -> VisitCode {
        guard let code = VisitCode(text) else { preconditionFailure("a code that cannot be one") }
        return code
    }

    static func departure(
        _ id: String, _ visit: String, hour: Double = 0, free: Int = 1, minimum: Int = 0, reserved: [ActorKind: Int] = [:],
        held: [ID<Delegation>: Int] = [:], isCancelled: Bool = false
    ) -> DrawFacts.Departing {
        let start = noon + hour * 3_600
        return DrawFacts.Departing(
            id: ID(id), visit: code(visit), name: "Departure \(id)", period: start..<(start + 5_400), free: free,
            minimum: minimum, reserved: reserved, held: held, isCancelled: isCancelled)
    }

    static func seat(
        _ name: String, _ wishes: [String]..., delegation: ID<Delegation> = "d-city", kind: ActorKind = .officer,
        busy: [Range<Date>] = []
    ) -> DrawFacts.Drawing {
        DrawFacts.Drawing(
            seat: ID("s-\(name)"), person: ID(name), delegation: delegation, kind: kind, country: "FR", busy: busy,
            wishes: wishes.map { $0.map(code) })
    }

    static func rules(_ facts: DrawFacts) -> DrawInstanceRules {
        DrawInstanceRules(facts: facts, pseudonyms: Pseudonyms(facts, key: Array(repeating: 7, count: 32)))
    }

    static func facts(_ departures: [DrawFacts.Departing], _ seats: [DrawFacts.Drawing]) -> DrawFacts {
        var facts = DrawFacts()
        facts.name = "Hill 2027"
        facts.departures = departures
        facts.seats = seats
        return facts
    }
}

@Suite struct `What is drawn` {
    typealias Samples = DrawSamples

    private func person(_ name: String, _ rules: DrawInstanceRules, _ instance: Instance) -> Instance.Person? {
        instance.people.first { $0.id == rules.pseudonyms.people[ID("s-\(name)")] }
    }

    @Test func `a wish for a visit is one for each of its departures`() throws {
        let rules = Samples.rules(
            Samples.facts(
                [Samples.departure("V1-1", "V1"), Samples.departure("V1-2", "V1", hour: 3), Samples.departure("V2-1", "V2")],
                [Samples.seat("ana", ["V2"], ["V1"])]))
        let instance = try rules.instance().checked()
        #expect(instance.options.map(\.id) == ["V1-1", "V1-2", "V2-1"])
        #expect(instance.options.map(\.visit) == ["V1", "V1", "V2"])
        #expect(person("ana", rules, instance)?.wishes == [[2], [0, 1]])
    }

    @Test func `whoever ranked nothing is left out, and a wish for what has no departure keeps its rank`() throws {
        let rules = Samples.rules(
            Samples.facts([Samples.departure("V1-1", "V1")], [Samples.seat("ana", ["V9"], ["V1"]), Samples.seat("ben")]))
        let instance = try rules.instance().checked()
        #expect(instance.people.count == 1)
        #expect(instance.options.map(\.capacity) == [1, 0])
        #expect(person("ana", rules, instance)?.wishes == [[1], [0]])
    }

    @Test func `the published inputs name no country, no kind, no delegation and no session`() throws {
        let busy = Samples.noon..<(Samples.noon + 600)
        let facts = Samples.facts(
            [Samples.departure("V1-1", "V1")], [Samples.seat("ana", ["V1"], kind: .elected, busy: [busy])])
        let rules = Samples.rules(facts)
        let ana = try #require(person("ana", rules, rules.instance()))
        #expect(ana.country == nil && ana.kind == nil)
        #expect(ana.delegation == rules.pseudonyms.delegations["d-city"] && ana.delegation?.hasPrefix("d-") == true)
        #expect(ana.clashes == [Instance.Clash(option: 0, reason: "elsewhere")])
        let text = String(decoding: rules.instance().json(), as: UTF8.self)
        for word in ["ana", "d-city", "s-ana", "elected", "\"FR\""] { #expect(!text.contains(word)) }
    }

    @Test func `groups are known to dry runs, and kinds where places are reserved for them`() {
        let facts = Samples.facts(
            [Samples.departure("V1-1", "V1", free: 3, reserved: [.host: 1])],
            [Samples.seat("ana", ["V1"]), Samples.seat("ben", ["V1"], kind: .host)])
        let rules = Samples.rules(facts)
        #expect(person("ben", rules, rules.instance())?.kind == "host" && person("ana", rules, rules.instance())?.kind == nil)
        let dry = rules.instance(withGroups: true)
        #expect(person("ana", rules, dry)?.country == "FR" && person("ana", rules, dry)?.kind == "officer")
        #expect(rules.instance().reservations.map(\.most) == [1])
    }

    @Test func `somebody who is elsewhere does not get the departure of that time, and gets another`() throws {
        let rules = Samples.rules(
            Samples.facts(
                [Samples.departure("V1-1", "V1"), Samples.departure("V1-2", "V1", hour: 3)],
                [Samples.seat("ana", ["V1"], busy: [Samples.noon..<(Samples.noon + 3_600)])]))
        let result = try Draw(rules.instance()).result(.generous, seed: "A")
        #expect(result.assignment == [[1]])
    }

    @Test func `what a delegation has already counts`() throws {
        var facts = Samples.facts(
            [Samples.departure("V1-1", "V1", free: 5, held: ["d-city": 1])],
            [Samples.seat("ana", ["V1"]), Samples.seat("ben", ["V1"]), Samples.seat("cleo", ["V1"], delegation: "d-hill")])
        facts.perDelegationPerDeparture = 2
        let rules = Samples.rules(facts)
        let result = try Draw(try rules.instance().checked()).result(.generous, seed: "A")
        #expect(result.profile == [2])
    }

    @Test func `departures at the same time exclude each other where somebody may have several`() {
        var facts = Samples.facts(
            [
                Samples.departure("V1-1", "V1"), Samples.departure("V2-1", "V2", hour: 1),
                Samples.departure("V3-1", "V3", hour: 4),
            ], [Samples.seat("ana", ["V1"], ["V2"])])
        #expect(Samples.rules(facts).instance().exclusive.isEmpty)
        facts.placesPerPerson = 2
        #expect(Samples.rules(facts).instance().exclusive == [[0, 1]])
    }

    @Test func `a seed that does not fit what was promised is refused`() {
        let rules = Samples.rules(Samples.facts([Samples.departure("V1-1", "V1")], [Samples.seat("ana", ["V1"])]))
        let instance = rules.instance(commitment: .sha256(Seed.fingerprint(Array("A".utf8))))
        #expect(throws: DrawRefusal.self) { try Draw(instance).result(.generous, seed: "B") }
        #expect(throws: Never.self) { try Draw(instance).result(.generous, seed: "A") }
    }
}

@Suite struct `Pseudonyms of a draw` {
    private let facts = DrawSamples.facts(
        [DrawSamples.departure("V1-1", "V1")],
        (0..<700).map { DrawSamples.seat("n\($0)", ["V1"], delegation: ID("d-\($0 % 140)")) })

    @Test func `nobody shares one, and another key gives others`() {
        let one = Pseudonyms(facts, key: [1]), other = Pseudonyms(facts, key: [2])
        #expect(Set(one.people.values).count == 700 && Set(one.delegations.values).count == 140)
        #expect(Set(one.people.values).isDisjoint(with: other.people.values))
        #expect(one.people.values.allSatisfy { $0.hasPrefix("p-") && $0.count >= 10 })
    }

    @Test func `the order of people says nothing about them`() {
        let names = DrawSamples.rules(facts).instance().people.map(\.id)
        #expect(names == names.sorted())
    }
}

@Suite struct `Places that stay reserved` {
    @Test(
        arguments: [
            ([ActorKind.host: 3], [ActorKind.host: 1], 9, [ActorKind.host: 2]), ([.host: 1], [.host: 2], 9, [:]),
            ([.host: 3], [:], 2, [.host: 2]), ([.host: 2, .elected: 2], [:], 3, [.elected: 2, .host: 1]),
        ] as [([ActorKind: Int], [ActorKind: Int], Int, [ActorKind: Int])])
    func `are those that their kind has not taken, as far as there are any`(
        _ reserved: [ActorKind: Int], _ held: [ActorKind: Int], _ free: Int, _ left: [ActorKind: Int]
    ) {
        #expect(DrawFactsStore.left(of: reserved, held, free: free) == left)
    }
}
