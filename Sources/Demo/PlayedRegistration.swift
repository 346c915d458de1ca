// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Network
import People
import Registration
import Vocabulary

/// What is left in the tables when everything that happened has happened.
struct PlayedRegistration {
    struct Seated {
        var seat: Seat
        var holders: [SeatHolder] = []
    }

    private let crowd: DemoCrowd
    let edition: ID<Edition>
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
