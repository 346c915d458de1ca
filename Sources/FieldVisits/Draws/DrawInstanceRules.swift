// SPDX-License-Identifier: EUPL-1.2
import Draw
import Foundation
import Registration
import Vocabulary

/// From what is known of an edition to what is drawn. Documentation/Draw.md, section 4.
struct DrawInstanceRules {
    let facts: DrawFacts
    let pseudonyms: Pseudonyms

    /// People in the order of their pseudonyms, which says nothing about them. Whoever ranked nothing is left out.
    var people: [DrawFacts.Drawing] {
        facts.seats.filter { !$0.wishes.isEmpty }.sorted { name($0) < name($1) }
    }

    /// The instance that is published.
    ///
    /// - Parameter withGroups: for dry runs, which nobody but the organiser sees: by them it is told what each rule gives to whom.
    func instance(commitment: SeedCommitment? = nil, withGroups: Bool = false) -> Instance {
        var instance = Instance()
        instance.name = facts.name
        // A visit with two departures is one wish for either of them.
        instance.allowsTies = true
        instance.longestList = facts.longestList
        instance.perDelegationPerOption = facts.perDelegationPerDeparture
        instance.perDelegationPerVisit = facts.perDelegationPerVisit
        instance.commitment = commitment
        instance.options =
            departures.map(option) + missing.map { Instance.Option(id: Self.empty($0), capacity: 0, visit: $0.description) }
        let (options, kinds) = (optionsOfVisits, withGroups ? Set(ActorKind.allCases) : kindsThatMatter)
        instance.people = people.map { person($0, options, kinds, withCountry: withGroups) }
        instance.reservations = reservations
        instance.limits = heldLimits
        instance.exclusive = facts.placesPerPerson > 1 ? overlapping : []
        return instance
    }

    private var departures: [DrawFacts.Departing] { facts.departures }

    private func name(_ seat: DrawFacts.Drawing) -> String { pseudonyms.people[seat.seat] ?? "" }

    // MARK: Options

    private func option(_ departure: DrawFacts.Departing) -> Instance.Option {
        Instance.Option(
            id: departure.id.value, name: departure.name, capacity: departure.free, minimum: departure.minimum,
            visit: departure.visit.description, cancelled: departure.isCancelled ? Self.cancelled : nil)
    }

    /// Said of departures that were cancelled before the draw.
    static let cancelled = "cancelled"

    /// Visits that somebody ranked and that have no departure: the wish keeps its rank, and nothing comes of it.
    private var missing: [VisitCode] {
        let known = Set(departures.map(\.visit))
        return Set(facts.seats.flatMap { $0.wishes.joined() }).subtracting(known).sorted()
    }

    private static func empty(_ visit: VisitCode) -> String { "visit:\(visit)" }

    private var optionsOfVisits: [VisitCode: [Int]] {
        var all = Dictionary(grouping: departures.indices, by: { departures[$0].visit })
        for (index, visit) in missing.enumerated() { all[visit] = [departures.count + index] }
        return all
    }

    /// Departures of different visits that nobody can be on both of.
    private var overlapping: [[Int]] {
        departures.indices.flatMap { one in
            departures.indices.filter { other in
                one < other && departures[one].visit != departures[other].visit
                    && departures[one].period.overlaps(departures[other].period)
            }.map { [one, $0] }
        }
    }

    // MARK: People

    private func person(
        _ seat: DrawFacts.Drawing, _ options: [VisitCode: [Int]], _ kinds: Set<ActorKind>, withCountry: Bool
    ) -> Instance.Person {
        Instance.Person(
            id: name(seat), delegation: pseudonyms.delegations[seat.delegation],
            country: withCountry && !seat.country.isEmpty ? seat.country : nil,
            kind: kinds.contains(seat.kind) ? seat.kind.rawValue : nil, max: facts.placesPerPerson, clashes: clashes(of: seat),
            wishes: seat.wishes.map { rank in rank.flatMap { options[$0] ?? [] } })
    }

    /// What keeps somebody elsewhere is not told: the programme says who speaks where, and so who it is.
    static let elsewhere = "elsewhere"

    private func clashes(of seat: DrawFacts.Drawing) -> [Instance.Clash] {
        let wished = Set(seat.wishes.joined())
        return departures.indices.filter { index in
            wished.contains(departures[index].visit) && seat.busy.contains { $0.overlaps(departures[index].period) }
        }.map { Instance.Clash(option: $0, reason: Self.elsewhere) }
    }

    // MARK: Limits

    private var kindsThatMatter: Set<ActorKind> { Set(departures.flatMap(\.reserved.keys)) }

    private var reservations: [Instance.Limit] {
        departures.indices.flatMap { index in
            departures[index].reserved.sorted { $0.key.rawValue < $1.key.rawValue }.filter { $0.value > 0 }.map { kind, places in
                Instance.Limit(
                    id: "\(kind.rawValue):\(departures[index].id)", options: [index], kinds: [kind.rawValue], most: places)
            }
        }
    }

    /// What delegations have already counts against what they may have.
    private var heldLimits: [Instance.Limit] {
        let coming = pseudonyms.delegations
        func limits(_ most: Int?, _ name: String, _ options: [Int], _ held: [ID<Delegation>: Int]) -> [Instance.Limit] {
            guard let most else { return [] }
            return held.sorted { $0.key < $1.key }.compactMap { delegation, count in
                guard count > 0, let pseudonym = coming[delegation] else { return nil }
                return Instance.Limit(
                    id: "\(pseudonym):\(name)", options: options, delegations: [pseudonym], most: max(0, most - count))
            }
        }
        let ofDepartures = departures.indices.flatMap { index in
            limits(facts.perDelegationPerDeparture, departures[index].id.value, [index], departures[index].held)
        }
        let ofVisits = Dictionary(grouping: departures.indices, by: { departures[$0].visit }).sorted { $0.key < $1.key }
        return ofDepartures
            + ofVisits.flatMap { visit, indices in
                let held = indices.reduce(into: [ID<Delegation>: Int]()) { sum, index in
                    sum.merge(departures[index].held, uniquingKeysWith: +)
                }
                return limits(facts.perDelegationPerVisit, "visit:\(visit)", indices, held)
            }
    }
}
