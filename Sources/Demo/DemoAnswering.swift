// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import People
import Registration
import Vocabulary

/// What the people of the demonstration answered to the form of their kind: most have, some began, some have not looked.
struct DemoAnswering {
    let forms: [ActorKind: RegistrationForm]
    private let persons: [ID<Person>: DemoPerson]
    private let names: [String]
    private let days: Period
    private let now: Date
    private var dice = DemoDice(seed: 1989, series: 7)

    init(_ crowd: DemoCrowd, _ edition: ID<Edition>, days: Period, at now: Date) {
        forms = Dictionary(uniqueKeysWithValues: ActorKind.allCases.map { ($0, RegistrationForm(edition: edition, kind: $0)) })
        persons = Dictionary(uniqueKeysWithValues: crowd.persons.map { (ID($0.id), $0) })
        names = crowd.persons.map(\.badgeName)
        (self.days, self.now) = (days, now)
    }

    /// Of everybody who has a seat, in the order in which they were named.
    mutating func all(_ played: PlayedRegistration) -> [RegistrationFilling.Filled] {
        let named = played.seats.compactMap { one -> (person: DemoPerson, id: ID<Person>, kind: ActorKind, since: Date)? in
            guard one.seat.givenBackAt == nil, let id = one.seat.person, let person = persons[id], let last = one.holders.last
            else { return nil }
            return (person, id, one.seat.kind, last.since)
        }.sorted { ($0.since, $0.id) < ($1.since, $1.id) }
        return named.compactMap { one in
            let turn = dice.share()
            let at = min(now, one.since + Double(1_800 + dice.below(12 * 86_400)))
            guard turn < 0.87, let form = forms[one.kind] else { return nil }
            let isDraft = turn >= 0.78
            let typed = typed(one.person, one.kind, isDraft: isDraft)
            let taken = FormRules.take(typed: typed, over: nil, version: form.current, at: at, isDraft: isDraft)
            return taken.isAccepted ? .init(one.id, one.kind, taken.answers, at: at) : nil
        }
    }

    /// Of those who registered alone: they are decided about by what they sent.
    mutating func all(
        _ sent: [(person: DemoPerson, id: ID<Person>, kind: ActorKind, at: Date)]
    ) -> [RegistrationFilling.Filled] {
        sent.compactMap { one in
            guard let form = forms[one.kind] else { return nil }
            let typed = typed(one.person, one.kind, isDraft: false)
            let taken = FormRules.take(typed: typed, over: nil, version: form.current, at: one.at)
            return taken.isAccepted ? .init(one.id, one.kind, taken.answers, at: one.at) : nil
        }
    }

    /// What somebody types into their form.
    mutating func typed(_ person: DemoPerson, _ kind: ActorKind, isDraft: Bool) -> [String: [String]] {
        var typed = attendance(person)
        typed.merge(needs()) { $1 }
        typed.merge(own(person, kind)) { $1 }
        if dice.happens(0.3) {
            typed["emergency-name"] = [dice.one(of: names) ?? person.badgeName]
            typed["emergency-phone"] = ["+32 2 555 \(String(1_000 + dice.below(9_000)))"]
        }
        if dice.happens(0.72) { typed["photo"] = ["yes"] }
        if !isDraft { typed["terms"] = ["yes"] }
        return typed
    }

    private mutating func attendance(_ person: DemoPerson) -> [String: [String]] {
        var typed: [String: [String]] = ["languages": Array(Set([person.language.rawValue, "en"])).sorted()]
        let arrival = days.first.adding(days: dice.happens(0.6) ? -1 : 0),
            departure = days.last.adding(days: dice.happens(0.2) ? 1 : 0)
        typed["arrival"] = arrival.map { [$0.description] }
        guard dice.happens(0.8), let departure else { return typed }
        typed["departure"] = [departure.description]
        if dice.happens(0.6) { typed["departure-time"] = ["\(12 + dice.below(8)):\(dice.happens(0.5) ? "00" : "30")"] }
        return typed
    }

    private mutating func needs() -> [String: [String]] {
        var typed: [String: [String]] = [:]
        if dice.happens(0.24) {
            let diets = [
                "vegetarian", "vegetarian", "vegetarian", "vegan", "halal", "halal", "kosher", "no-gluten", "no-lactose",
                "no-nuts", "other",
            ]
            let diet = dice.one(of: diets) ?? "vegetarian"
            (typed["diet-consent"], typed["diet"]) = (["yes"], [diet])
            if diet == "other" { typed["diet-other"] = ["No celery"] }
        }
        if dice.happens(0.05) {
            let needs = [
                "A place for a wheelchair", "A seat in the first rows, to read lips", "A person comes along to assist me",
                "Papers in large print",
            ]
            (typed["access-consent"], typed["access"]) = (["yes"], [dice.one(of: needs) ?? needs[0]])
        }
        return typed
    }

    private mutating func own(_ person: DemoPerson, _ kind: ActorKind) -> [String: [String]] {
        let office = person.office ?? "Adviser"
        var typed: [String: [String]] = [
            "elected-office": [office], "function": [office], "institution": ["University of Nowhere"],
            "company": ["Example & Partner"],
            "association": ["Neighbours for Example"], "state": [person.country],
            "accompanied": [dice.one(of: names) ?? "Nobody"],
            "outlet": ["The Invented Gazette"], "group": ["Youth council"], "equipment": ["A second microphone"],
        ]
        if kind == .euOfficial || kind == .nationalOfficial { typed["institution"] = ["Office for Examples"] }
        typed["field"] = dice.one(of: ["prevention", "police", "social", "youth", "planning", "international"]).map { [$0] }
        typed["research-field"] = dice.one(of: ["Urban safety", "Prevention", "Public space"]).map { [$0] }
        let hasCard = dice.happens(0.7)
        typed["press-card"] = [hasCard ? "yes" : "no"]
        typed[hasCard ? "press-card-number" : "press-work"] = [
            hasCard ? "X-\(1_000 + dice.below(9_000))" : "Reports on cities, in print"
        ]
        let isMinor = person.guardian != nil && dice.happens(0.4)
        typed["under-age"] = [isMinor ? "yes" : "no"]
        if isMinor {
            typed["guardian-name"] = [dice.one(of: names) ?? "Nobody"]
            typed["guardian-mail"] = ["guardian@\(person.country.lowercased()).example"]
            (typed["guardian-phone"], typed["guardian-consent"]) = (["+32 2 555 0100"], ["yes"])
        }
        if dice.happens(0.6) { typed["recording"] = ["yes"] }
        return typed
    }
}
