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
        let crowd = DemoCrowd.made(
            DemoRequest(authorities: try authorities(tx), firstDay: days.first, zone: zone, people: people, now: tx.now))
        var played = PlayedRegistration(crowd, edition, at: tx.now)
        for event in crowd.events { played.follow(event) }
        try keep(played, crowd, firstDay: days.first.midnightUTC, tx)
        try keepOwn(places: crowd.capacity + ownSeats.count, tx)
        try DemoFees.fill(edition, firstDay: days.first, in: zone, tx)
    }

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

    private static func authorities(_ tx: Transaction) throws -> [DemoAuthority] {
        try tx.rows("SELECT id, country, kind, population, nuts_code FROM authority ORDER BY id").map { row in
            let country: String = row["country"]
            return DemoAuthority(
                id: row["id"], country: country, languages: DemoNations.languages(of: country, nuts: row["nuts_code"]),
                kind: row["kind"], population: (row["population"] as Int?) ?? 50_000)
        }
    }

    private static func keep(_ played: PlayedRegistration, _ crowd: DemoCrowd, firstDay: Date, _ tx: Transaction) throws {
        let (places, seats) = (RegistrationStore(tx: tx), SeatStore(tx: tx))
        let began = crowd.events.first?.at ?? tx.now
        try places.keep(
            RegistrationSettings(
                opens: began - 86_400, closes: max(firstDay - 14 * 86_400, tx.now + 86_400),
                namesDue: Day(max(firstDay - 21 * 86_400, tx.now), in: .gmt), offerHours: 72), of: edition)
        try keepPersons(played.persons, tx)
        try DelegationStore(tx: tx).add(played.delegations.map(\.delegation))
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

/// What is left in the tables when everything that happened has happened.
struct PlayedRegistration {
    struct Seated {
        var seat: Seat
        var holders: [SeatHolder] = []
    }

    private let crowd: DemoCrowd
    private let edition: ID<Edition>
    private(set) var persons: [(person: Person, address: String?)]
    private(set) var delegations: [(delegation: Delegation, seats: Int)] = []
    private(set) var seats: [Seated] = []
    private(set) var waiting: [Waiting] = []
    private var entryPersons: [Int] = []
    /// Where each delegation of the crowd stands among those that are kept; those that only applied are not.
    private var places: [Int: Int] = [:]

    init(_ crowd: DemoCrowd, _ edition: ID<Edition>, at now: Date) {
        self.crowd = crowd
        self.edition = edition
        persons = crowd.persons.map { one in
            let person = Person(
                id: ID(one.id), badgeName: one.badgeName, language: one.language, created: now, documentName: one.documentName,
                publishedName: one.publishedName, honorific: one.honorific, office: one.office, isInvented: true)
            return (person, one.mail)
        }
    }

    mutating func follow(_ event: DemoEvent) {
        switch event.what {
        case .applied, .refused: break
        case .approved(let place), .invited(let place): invite(place, at: event.at)
        case .reminded(let place, _): change(place) { $0.remind(at: event.at) }
        case .reserved(let place, let range):
            change(place) { $0.reserve(at: event.at) }
            for _ in range { add(to: place, at: event.at) }
        case .confirmed(let place): change(place) { $0.confirm(at: event.at) }
        case .named(let seat, let person), .swapped(let seat, _, let person): name(seat, person, at: event.at)
        case .gaveBack(let seat): seats[seat].giveBack(at: event.at)
        case .withdrew(let place):
            change(place) { $0.withdraw(at: event.at) }
            for seat in seats.indices where seats[seat].seat.delegation == id(place) { seats[seat].giveBack(at: event.at) }
        case .registered(_, let person): add(alone(person, at: event.at), person, at: event.at)
        case .joinedWaitingList(_, let place, let person): join(place, person, at: event.at)
        case .offered(let entry, let until): waiting[entry].offer(at: event.at, until: until)
        case .accepted(let entry, _): accept(entry, at: event.at)
        case .expired(let entry): waiting[entry].expire(at: event.at)
        }
    }

    private func id(_ place: Int) -> ID<Delegation>? { places[place].map { delegations[$0].delegation.id } }

    private mutating func change(_ place: Int, _ body: (inout Delegation) -> Void) {
        if let place = places[place] { body(&delegations[place].delegation) }
    }

    // MARK: Delegations

    private mutating func invite(_ place: Int, at instant: Date) {
        guard places[place] == nil else { return }
        let one = crowd.delegations[place]
        let isLiege = one.authority.id == "be-liege"
        let contact = ID<Person>(
            isLiege ? "demo-coordinator" : one.coordinator.map { crowd.persons[$0].id } ?? "contact-\(place)")
        if !isLiege, one.coordinator == nil {
            let name = "\(one.authority.id.split(separator: "-").dropFirst().joined(separator: " ").capitalized), protocol"
            persons.append(
                (
                    Person(id: contact, badgeName: name, language: .en, created: instant, isInvented: true), one.mailbox
                ))
        }
        places[place] = delegations.count
        delegations.append(
            (
                Delegation(
                    id: ID("demo-\(one.authority.id)"), edition: edition, body: .authority(ID(one.authority.id)),
                    country: one.authority.country, language: Self.language(of: one.authority), coordinator: contact,
                    invitedAt: instant), 0
            ))
    }

    /// The language of mails that fits best.
    private static func language(of authority: DemoAuthority) -> Language {
        if let spoken = authority.languages.compactMap(Language.init(rawValue:)).first { return spoken }
        return switch authority.country {
        case "FR", "LU": .fr
        case "DE", "AT": .de
        case "ES": .es
        case "IT": .it
        case "NL": .nl
        default: .en
        }
    }

    /// Somebody who comes for nobody is a delegation of one.
    private mutating func alone(_ person: Int, at instant: Date) -> Int {
        let (key, one) = (-1 - person, crowd.persons[person])
        guard places[key] == nil else { return key }
        places[key] = delegations.count
        var delegation = Delegation(
            id: ID("demo-\(one.id)"), edition: edition, body: .nobody, country: one.country, language: one.language,
            coordinator: ID(one.id), invitedAt: instant)
        delegation.reserve(at: instant)
        delegation.confirm(at: instant)
        delegations.append((delegation, 0))
        return key
    }

    // MARK: Seats

    @discardableResult
    private mutating func add(to place: Int, kind: ActorKind = .officer, at instant: Date) -> ID<Seat>? {
        guard let row = places[place] else { return nil }
        delegations[row].seats += 1
        let delegation = delegations[row].delegation.id
        let seat = Seat(
            id: ID("seat-\(seats.count)"), delegation: delegation, number: delegations[row].seats, kind: kind, takenAt: instant)
        seats.append(Seated(seat: seat))
        return seat.id
    }

    private mutating func add(_ place: Int, _ person: Int, at instant: Date) {
        if add(to: place, at: instant) != nil { name(seats.count - 1, person, at: instant) }
    }

    private mutating func name(_ seat: Int, _ person: Int, at instant: Date) {
        seats[seat].name(ID(crowd.persons[person].id), ActorKind(rawValue: crowd.persons[person].kind.rawValue), at: instant)
    }

    // MARK: Waiting

    private mutating func join(_ place: Int?, _ person: Int, at instant: Date) {
        let place = place ?? alone(person, at: instant)
        guard let delegation = id(place) else { return }
        entryPersons.append(person)
        waiting.append(
            Waiting(
                id: ID("waiting-\(waiting.count)"), delegation: delegation,
                kind: ActorKind(rawValue: crowd.persons[person].kind.rawValue) ?? .officer, number: waiting.count + 1,
                since: instant))
    }

    private mutating func accept(_ entry: Int, at instant: Date) {
        guard let place = places.first(where: { delegations[$0.value].delegation.id == waiting[entry].delegation })?.key else {
            return
        }
        add(place, entryPersons[entry], at: instant)
        waiting[entry].take(seats[seats.count - 1].seat.id, at: instant)
    }
}

extension PlayedRegistration.Seated {
    fileprivate mutating func name(_ person: ID<Person>, _ kind: ActorKind?, at instant: Date) {
        end(at: instant)
        seat.person = person
        seat.kind = kind ?? seat.kind
        holders.append(SeatHolder(person: person, since: instant, until: nil))
    }

    fileprivate mutating func giveBack(at instant: Date) {
        guard seat.givenBackAt == nil else { return }
        end(at: instant)
        seat.givenBackAt = instant
    }

    private mutating func end(at instant: Date) {
        if let last = holders.popLast() {
            holders.append(SeatHolder(person: last.person, since: last.since, until: last.until ?? instant))
        }
    }
}

extension Delegation {
    fileprivate mutating func remind(at instant: Date) {
        remindedAt = instant
        reminders += 1
    }

    fileprivate mutating func reserve(at instant: Date) {
        if state == .invited { (state, reservedAt) = (.reserved, instant) }
    }

    fileprivate mutating func confirm(at instant: Date) { (state, confirmedAt) = (.confirmed, instant) }

    fileprivate mutating func withdraw(at instant: Date) {
        (state, withdrawnAt) = (.withdrawn, instant)
        (reservedAt, confirmedAt) = (nil, nil)
    }
}

extension Waiting {
    fileprivate mutating func offer(at instant: Date, until: Date) { (state, offeredAt, expires) = (.offered, instant, until) }
    fileprivate mutating func expire(at instant: Date) { (state, answeredAt) = (.expired, instant) }
    fileprivate mutating func take(_ seat: ID<Seat>, at instant: Date) {
        (state, answeredAt, self.seat) = (.accepted, instant, seat)
    }
}
