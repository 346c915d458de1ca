// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Network
import People
import Registration
import Vocabulary

/// Six months of registration of the demonstration's edition: 140 delegations of real authorities, 700 invented people.
package enum DemoRegistration {
    private static let edition: ID<Edition> = "brussels-2027"

    package static func isMissing(_ tx: Transaction) throws -> Bool { try RegistrationStore(tx: tx).settings(of: edition) == nil }

    /// - Parameter people: how many hold a seat under their name: more of them measure how fast the program is.
    package static func fill(people: Int = 700, _ tx: Transaction) throws {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }),
            let days = record.edition.dates.days
        else { return }
        let zone = TimeZone(identifier: record.edition.zone) ?? .gmt
        let request = DemoRequest(
            authorities: try authorities(tx), firstDay: days.first, zone: zone, people: people, now: tx.now)
        let crowd = DemoCrowd.made(request)
        var played = PlayedRegistration(crowd, edition, at: tx.now)
        for event in crowd.events { played.follow(event) }
        try keep(played, crowd, firstDay: days.first, in: zone, tx)
        try keepOwn(places: crowd.capacity + ownSeats.count, tx)
        try DemoFees.fill(edition, firstDay: days.first, in: zone, tx)
        try DemoTerms.fill(edition, since: tx.now - 180 * 86_400, tx)
        var answering = DemoAnswering(crowd, edition, days: days, at: tx.now)
        try RegistrationFilling.add(answering.all(played), to: answering.forms, of: edition, tx)
        var applying = DemoApplying(crowd, request, played, decidedBy: try secretary(tx))
        try keepPersons(applying.all(), tx)
        try RegistrationFilling.add(applying.applications, tx)
        try RegistrationFilling.add(
            answering.all(applying.sent + [(own, "demo-mayor", .elected, tx.now - 8 * 86_400)]), to: answering.forms, of: edition,
            tx)
        try RegistrationFilling.quote(DemoQuotes.wanted(played, at: tx.now), seller: "Hemicycle (demonstration)", in: zone, tx)
    }

    /// Who can sign in and has answered.
    private static let own = DemoPerson(
        id: "demo-mayor", kind: .elected, country: "BE", language: .fr, badgeName: "Jean Fictif", publishedName: nil,
        documentName: "FICTIF JEAN", honorific: nil, office: "Deputy mayor for security", mail: nil, delegation: nil)

    /// Of the delegation whose coordinator can sign in: two of four seats have a name.
    private static let ownSeats: [(kind: ActorKind, person: ID<Person>?)] = [
        (.elected, "demo-mayor"), (.officer, "demo-coordinator"), (.officer, nil), (.elected, nil),
    ]

    private static func keepOwn(places: Int, _ tx: Transaction) throws {
        let (store, since) = (DelegationStore(tx: tx), tx.now - 9 * 86_400)
        let id = try store.delegation(of: "be-liege", in: edition)?.id ?? "demo-be-liege"
        if try store.delegation(id) == nil {
            try store.add([
                Delegation(
                    id: id, edition: edition, body: .authority("be-liege"), country: "BE", language: .fr,
                    coordinator: "demo-coordinator", state: .reserved, invitedAt: since - 40 * 86_400, reservedAt: since)
            ])
        }
        let first = try SeatStore(tx: tx).nextNumber(of: id)
        let seats = ownSeats.enumerated().map { place, seat in
            Seat(
                id: ID("seat-own-\(place)"), delegation: id, number: first + place, kind: seat.kind, person: seat.person,
                takenAt: since)
        }
        try SeatStore(tx: tx).add(seats, of: edition)
        try SeatStore(tx: tx).add(
            holders: seats.compactMap { seat in
                seat.person.map { (seat.id, SeatHolder(person: $0, since: since + 86_400, until: nil)) }
            })
        let registration = RegistrationStore(tx: tx)
        try registration.set(places, for: .edition, of: edition)
        try registration.set(max(6, seats.count + first - 1), for: .delegation(id), of: edition)
    }

    /// Who decides of those who ask; nobody where the demonstration's people are not there.
    private static func secretary(_ tx: Transaction) throws -> ID<Person>? {
        try PersonStore(tx: tx).person("demo-secretariat")?.id
    }

    private static func authorities(_ tx: Transaction) throws -> [DemoAuthority] {
        try tx.rows("SELECT id, country, kind, population, nuts_code FROM authority ORDER BY id").map { row in
            let country: String = row["country"]
            return DemoAuthority(
                id: row["id"], country: country, languages: DemoNations.languages(of: country, nuts: row["nuts_code"]),
                kind: row["kind"], population: (row["population"] as Int?) ?? 50_000)
        }
    }

    /// From the start of a day to the start of another, as an organiser would have typed it: saving the form moves nothing.
    static func settings(began: Date, firstDay: Day, in zone: TimeZone, at now: Date) -> RegistrationSettings {
        let today = Day(now, in: zone)
        let closes = max(firstDay.adding(days: -14) ?? firstDay, today.adding(days: 1) ?? today)
        return RegistrationSettings(
            opens: Day(began - 86_400, in: zone).start(in: zone), closes: closes.start(in: zone),
            namesDue: max(firstDay.adding(days: -21) ?? firstDay, today), offerHours: 72)
    }

    private static func keep(
        _ played: PlayedRegistration, _ crowd: DemoCrowd, firstDay: Day, in zone: TimeZone, _ tx: Transaction
    ) throws {
        let (places, seats) = (RegistrationStore(tx: tx), SeatStore(tx: tx))
        let began = crowd.events.first?.at ?? tx.now
        try places.keep(settings(began: began, firstDay: firstDay, in: zone, at: tx.now), of: edition)
        try keepPersons(played.persons, tx)
        try DelegationStore(tx: tx).add(DemoQuotes.ordered(played.delegations.map(\.delegation)))
        try seats.add(played.seats.map(\.seat), of: edition)
        try seats.add(holders: played.seats.flatMap { seat in seat.holders.map { (seat.seat.id, $0) } })
        for entry in played.waiting { try WaitingStore(tx: tx).add(entry, of: edition) }
        for delegation in played.delegations where delegation.delegation.body != .nobody {
            let scope = QuotaScope.delegation(delegation.delegation.id)
            try places.set(max(6, try seats.taken(scope, of: edition)), for: scope, of: edition)
        }
    }

    private static func keepPersons(_ persons: [(person: Person, address: String?)], _ tx: Transaction) throws {
        let store = PersonStore(tx: tx)
        try store.add(persons.map(\.person))
        try store.keep(
            persons.compactMap { one in
                one.address.map { PersonAddress(person: one.person.id, address: $0, isPreferred: true) }
            })
    }
}
