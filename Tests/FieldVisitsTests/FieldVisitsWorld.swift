// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import People
import Programme
import Registration
import TestKit
import Vocabulary

@testable import FieldVisits

/// The small world of the tests with an edition that takes wishes: V01 with two departures, V02 with one and rules, V03 a draft; two delegations
/// with three people, Ana and Ben of the city by the lake, Cleo of the one on the hill.
struct FieldVisitsWorld {
    static let edition: ID<Edition> = "hill-2027"
    static let city: ID<Delegation> = "d-city", hill: ID<Delegation> = "d-hill"
    static let base = "/en/hill-2027/organise/visits"

    let world: World

    init(_ engine: TestEngine) async throws { self.init(world: try await World(engine)); try await fill() }
    private init(world: World) { self.world = world }

    func at(_ seconds: TimeInterval) -> FieldVisitsWorld { FieldVisitsWorld(world: world.at(world.now + seconds)) }

    private func fill() async throws {
        try await world.write { tx in
            try RegistrationStore(tx: tx).keep(
                RegistrationSettings(opens: tx.now - 86_400, closes: tx.now + 30 * 86_400), of: Self.edition)
            let language = Language.en
            try DelegationStore(tx: tx).add([
                Delegation(
                    id: Self.city, edition: Self.edition, body: .authority("fr-lakeside"), country: "FR", language: language,
                    invitedAt: tx.now - 3_600),
                Delegation(
                    id: Self.hill, edition: Self.edition, body: .authority("de-hill"), country: "DE", language: language,
                    invitedAt: tx.now - 3_600),
            ])
            for (id, name) in [("ana", "Ana"), ("ben", "Ben"), ("cleo", "Cleo")] {
                try PersonStore(tx: tx).add(Person(id: ID(id), badgeName: name, language: language, created: tx.now))
            }
            for (seat, person, delegation) in [
                ("s-ana", "ana", Self.city), ("s-ben", "ben", Self.city), ("s-cleo", "cleo", Self.hill),
            ] as [(ID<Seat>, ID<Person>, ID<Delegation>)] {
                let registering = try Registering(Self.edition, tx)
                try registering.reserve([.officer: 1], for: delegation, ids: [seat])
                try registering.name(seat, person, of: delegation)
            }
            let store = VisitStore(tx: tx)
            try store.keep(VisitSettings(opens: tx.now - 60, closes: tx.now + 86_400), of: Self.edition)
            try store.keep(Self.visits(at: tx.now).enumerated().map { ($0.offset, $0.element) }, in: Self.edition, "visit.added")
        }
    }

    static func visits(at now: Date) -> [FieldVisit] {
        func departure(_ id: String, _ visit: VisitCode, _ start: Int, _ places: Int) -> Departure {
            let day = Day(2027, 10, 5) ?? Day(now, in: .gmt)
            return Departure(
                id: ID(id), visit: visit,
                time: SessionTime(
                    day: day, start: WallTime(minutes: start * 60), end: WallTime(minutes: start * 60 + 90)),
                capacity: places, minimum: 1, meeting: "Main entrance", point: MeetingPoint(latitude: 50.1, longitude: 8.6),
                languages: ["fr", "en"])
        }
        guard let one = VisitCode("V01"), let two = VisitCode("V02"), let three = VisitCode("V03") else { return [] }
        return [
            FieldVisit(
                code: one, kind: .street, title: LocalizedText("The harbour at night", in: .en),
                description: LocalizedText("A walk with the night team.", in: .en), isStepFree: true, walking: 2_000,
                departures: [departure("V01-1", one, 9, 2), departure("V01-2", one, 14, 1)], publishedAt: now),
            FieldVisit(
                code: two, kind: .controlRoom, title: LocalizedText("Control room", in: .en), photos: .forbidden,
                conditions: [.adultsOnly], identity: .list(days: 5), departures: [departure("V02-1", two, 9, 1)],
                publishedAt: now),
            FieldVisit(code: three, title: LocalizedText("A secret draft", in: .en)),
        ]
    }

    func place(_ id: String, on departure: ID<Departure>, _ seat: ID<Seat>, _ person: ID<Person>? = nil) -> Place {
        Place(
            id: ID(id), departure: departure, seat: seat, person: person, since: world.now, source: .organiser(reason: "Asked"))
    }
}
