// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Outbox
import People
import Programme
import Vocabulary

/// What is done to seats and to the waiting list of an edition, in the transaction of the caller: counting and taking are one.
package struct Registering {
    let tx: Transaction
    package let edition: ID<Edition>
    package let settings: RegistrationSettings

    private var places: RegistrationStore { RegistrationStore(tx: tx) }
    private var seats: SeatStore { SeatStore(tx: tx) }
    private var delegations: DelegationStore { DelegationStore(tx: tx) }
    private var waiting: WaitingStore { WaitingStore(tx: tx) }

    /// Throws `AccessRefusal.notFound` for an edition that takes no registrations.
    package init(_ edition: ID<Edition>, _ tx: Transaction) throws {
        guard let settings = try RegistrationStore(tx: tx).settings(of: edition) else { throw AccessRefusal.notFound }
        self.tx = tx
        self.edition = edition
        self.settings = settings
    }

    package func facts(_ id: ID<Delegation>) throws -> DelegationFacts {
        guard let delegation = try delegations.delegation(id), delegation.edition == edition else { throw AccessRefusal.notFound }
        return DelegationFacts(delegation, seats: try seats.seats(of: id))
    }

    // MARK: Seats

    /// Takes seats, all or none.
    ///
    /// - Parameter ids: one for each seat, drawn before the transaction.
    @discardableResult
    package func reserve(_ wanted: [ActorKind: Int], for id: ID<Delegation>, ids: [ID<Seat>]) throws -> [Seat] {
        let (changed, kinds) = try facts(id).reserving(wanted, settings, at: tx.now)
        try takeAfterExpiry(QuotaScope.places(for: wanted.filter { $0.value > 0 }, of: id))
        return try add(kinds, ids, to: changed, "seat.reserved")
    }

    /// Grants seats although no place is left, or registration is closed. Where there are places they are taken as usual.
    @discardableResult
    package func grant(_ kind: ActorKind, for id: ID<Delegation>, seat: ID<Seat>) throws -> Seat {
        let changed = try facts(id).reserved(at: tx.now)
        var isAbove = false
        do {
            try takeAfterExpiry(QuotaScope.places(for: [kind: 1], of: id))
        } catch is RegistrationRefusal {
            isAbove = true
        }
        return try add([kind], [seat], to: changed, isAbove ? "seat.granted-above" : "seat.granted", isAboveQuota: isAbove)[0]
    }

    /// Takes one seat for a delegation, whether or not registration is open: never more than there are places.
    package func add(_ kind: ActorKind, to id: ID<Delegation>, seat: ID<Seat>) throws -> Seat {
        let changed = try facts(id).reserved(at: tx.now)
        try takeAfterExpiry(QuotaScope.places(for: [kind: 1], of: id))
        return try add([kind], [seat], to: changed, "seat.reserved")[0]
    }

    /// An offer that nobody took in time is no reason to say no.
    private func takeAfterExpiry(_ wanted: [QuotaScope: Int]) throws {
        do {
            try places.take(wanted, of: edition)
        } catch let refusal as RegistrationRefusal {
            guard try endOffers() > 0 else { throw refusal }
            try places.take(wanted, of: edition)
        }
    }

    private func add(
        _ kinds: [ActorKind], _ ids: [ID<Seat>], to delegation: Delegation, _ verb: String, isAboveQuota: Bool = false
    ) throws -> [Seat] {
        let first = try seats.nextNumber(of: delegation.id)
        let new = zip(kinds, ids).enumerated().map { offset, pair in
            Seat(
                id: pair.1, delegation: delegation.id, number: first + offset, kind: pair.0, isAboveQuota: isAboveQuota,
                takenAt: tx.now)
        }
        try seats.add(new, of: edition)
        try delegations.keep(delegation, verb)
        return new
    }

    /// Puts a person into a seat, or takes the name off it; who was there before stays in its history.
    package func name(_ seat: ID<Seat>, _ person: ID<Person>?, of id: ID<Delegation>) throws {
        let facts = try facts(id)
        let before = try facts.seat(seat).person
        let named = try facts.naming(seat, person)
        if let person, let other = try seats.seat(of: person, in: edition), other.id != seat {
            throw RegistrationRefusal.alreadySeated
        }
        guard before != person else { return }
        try seats.keep(named)
        if let before { try SigningUp.release([before], of: edition, tx) }
        let verb = person == nil ? "seat.unnamed" : before == nil ? "seat.named" : "seat.swapped"
        delegations.record(verb, facts.delegation, [before, person].compactMap { $0 }.map { Noun("person", $0) })
        if let person { try ParticipationStore(tx: tx).tell(person, in: edition) }
    }

    /// A seat for another kind of actor: it takes a place of that kind.
    package func change(_ id: ID<Seat>, to kind: ActorKind, of delegation: ID<Delegation>) throws {
        let facts = try facts(delegation)
        var seat = try facts.seat(id)
        guard seat.kind != kind else { return }
        let before = seat.kind
        seat.kind = kind
        if !seat.isAboveQuota {
            try takeAfterExpiry([.kind(kind): 1])
            try places.free([.kind(before): 1], of: edition)
        }
        try seats.keep(seat)
        delegations.record("seat.kind-changed", facts.delegation)
        try offerWhatIsFree()
    }

    /// Gives a seat back: whoever waits for it is offered it in the same moment.
    package func giveBack(_ seat: ID<Seat>, of id: ID<Delegation>) throws {
        let (given, changed) = try facts(id).givingBack(seat, at: tx.now)
        try seats.keep(given)
        if !given.isAboveQuota { try places.free(QuotaScope.places(for: [given.kind: 1], of: id), of: edition) }
        let person = given.person.map { [Noun("person", $0)] } ?? []
        try delegations.keep(changed, "seat.released", person)
        try SigningUp.release([given.person].compactMap { $0 }, of: edition, tx)
        try offerWhatIsFree()
    }

    // MARK: The whole delegation

    package func confirm(_ id: ID<Delegation>) throws {
        let facts = try facts(id)
        let changed = try facts.confirming(at: tx.now)
        guard changed != facts.delegation else { return }
        try delegations.keep(changed, "delegation.confirmed")
    }

    /// Gives all seats back, and what it waits for.
    package func withdraw(_ id: ID<Delegation>) throws {
        let facts = try facts(id)
        let changed = try facts.withdrawing(at: tx.now)
        try seats.giveBack(all: id)
        let counted = Dictionary(grouping: facts.seats.filter { !$0.isAboveQuota }, by: \.kind).mapValues(\.count)
        if !counted.isEmpty { try places.free(QuotaScope.places(for: counted, of: id), of: edition) }
        for entry in try waiting.open(of: edition) where entry.delegation == id { try end(try entry.leaving(at: tx.now)) }
        try delegations.keep(changed, "delegation.withdrawn", facts.seats.compactMap(\.person).map { Noun("person", $0) })
        try SigningUp.release(facts.seats.compactMap(\.person), of: edition, tx)
        try offerWhatIsFree()
    }

    package func order(by number: String, _ id: ID<Delegation>) throws {
        try delegations.keep(try facts(id).ordering(by: number), "delegation.order-number-changed")
    }

    // MARK: Waiting

    /// Joins the end of the waiting list.
    @discardableResult
    package func wait(_ kind: ActorKind, for id: ID<Delegation>, entry: ID<Waiting>) throws -> Waiting {
        try settings.requireOpen(at: tx.now)
        let delegation = try facts(id).delegation
        try endOffers()
        let known = try places.quotas(of: edition, QuotaScope.places(for: [kind: 1], of: id).keys)
        try WaitingFacts(entries: try waiting.open(of: edition)).requireJoining(id, kind, known)
        let new = Waiting(
            id: entry, delegation: id, kind: kind, number: try waiting.nextNumber(of: edition), since: tx.now)
        try waiting.add(new, of: edition)
        delegations.record("waiting.joined", delegation)
        return new
    }

    /// Takes the place that is held.
    @discardableResult
    package func accept(_ entry: ID<Waiting>, of id: ID<Delegation>, seat: ID<Seat>) throws -> Seat {
        let accepted = try own(entry, id).accepting(seat, at: tx.now)
        let new = try add([accepted.kind], [seat], to: try facts(id).reserved(at: tx.now), "offer.accepted")
        try waiting.keep(accepted)
        // Who waited alone gets the seat that was waited for.
        if let person = try ApplicationStore(tx: tx).application(ofWaiting: entry)?.person { try name(seat, person, of: id) }
        return new[0]
    }

    /// Leaves the list, or declines what is offered; the next in line is offered it in the same moment.
    package func leave(_ entry: ID<Waiting>, of id: ID<Delegation>) throws {
        let left = try own(entry, id).leaving(at: tx.now)
        try end(left, freeing: left.state == .declined)
        delegations.record(left.state == .declined ? "offer.declined" : "waiting.left", try facts(id).delegation)
        try offerWhatIsFree()
    }

    private func own(_ entry: ID<Waiting>, _ id: ID<Delegation>) throws -> Waiting {
        guard let found = try waiting.entry(entry), found.delegation == id else { throw AccessRefusal.notFound }
        return found
    }

    private func end(_ entry: Waiting, freeing: Bool? = nil) throws {
        try waiting.keep(entry)
        guard freeing ?? (entry.state == .declined) else { return }
        try places.free(QuotaScope.places(for: [entry.kind: 1], of: entry.delegation), of: edition)
    }

    /// Ends what the clock has ended, and offers it on. Returns how many offers ended.
    @discardableResult
    package func endOffers() throws -> Int {
        let expired = WaitingFacts(entries: try waiting.open(of: edition)).expired(at: tx.now)
        guard !expired.isEmpty else { return 0 }
        for entry in expired { try end(entry, freeing: true) }
        tx.record(
            "offer.expired", expired.map { DelegationStore.noun($0.delegation) } + [RegistrationStore.noun(edition)])
        try offerWhatIsFree()
        return expired.count
    }

    /// Offers every place that is free to who is next, and holds it. Nobody who comes later can be quicker: a place that somebody waits for
    /// is never free at the end of a transaction.
    package func offerWhatIsFree() throws {
        let open = try waiting.open(of: edition)
        let scopes = Set(open.flatMap { QuotaScope.places(for: [$0.kind: 1], of: $0.delegation).keys })
        let known = scopes.isEmpty ? [:] : try places.quotas(of: edition, scopes)
        let offers = WaitingFacts(entries: open).offers(known, settings, at: tx.now)
        for offer in offers {
            try places.take(QuotaScope.places(for: [offer.kind: 1], of: offer.delegation), of: edition)
            try waiting.keep(offer)
            try OutboxStore(tx: tx).schedule(
                ID("offer-\(offer.id)"), RegistrationTimers.offerMail, about: offer.id.value, due: tx.now)
        }
        try scheduleNextEnd(open.filter { $0.state == .offered } + offers)
        guard !offers.isEmpty else { return }
        tx.record("offer.made", offers.map { DelegationStore.noun($0.delegation) } + [RegistrationStore.noun(edition)])
    }

    /// Looks again when the next of the offers ends, whether or not anybody waits behind it.
    private func scheduleNextEnd(_ offered: [Waiting]) throws {
        guard let next = offered.compactMap(\.expires).min() else { return }
        try OutboxStore(tx: tx).schedule(
            ID("offers-\(edition)-\(next.milliseconds)"), RegistrationTimers.offers, about: edition.value, due: next)
    }
}

/// What happens by itself, by the names of its timers.
package enum RegistrationTimers {
    /// Offers of an edition end.
    static let offers = "registration.offers"
    /// An offer is to be told by mail.
    static let offerMail = "registration.offer-mail"
    /// A delegation is to be told that the edition has moved.
    static let movedMail = "registration.moved-mail"
    /// Who holds a seat is to get their own link.
    static let ownLinkMail = "registration.own-link-mail"
    /// The guardian of somebody on a seat is to be asked.
    static let guardianMail = "registration.guardian-mail"
    /// Who registered alone is to be told that the edition has moved.
    static let movedOwnMail = "registration.moved-own-mail"
    /// Answers fall due to be erased.
    static let retention = "registration.retention"
    /// An application whose address nobody confirmed ends.
    static let applicationEnd = "registration.application-end"
    /// The figures of a day are kept.
    static let figures = "registration.figures"
}
