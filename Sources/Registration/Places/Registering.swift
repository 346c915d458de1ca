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

    var places: RegistrationStore { RegistrationStore(tx: tx) }
    var seats: SeatStore { SeatStore(tx: tx) }
    var delegations: DelegationStore { DelegationStore(tx: tx) }
    var waiting: WaitingStore { WaitingStore(tx: tx) }

    /// Throws `AccessRefusal.notFound` for an edition that takes no registrations.
    package init(_ edition: ID<Edition>, _ tx: Transaction) throws {
        guard let settings = try RegistrationStore(tx: tx).settings(of: edition) else { throw AccessRefusal.notFound }
        self.tx = tx
        self.edition = edition
        self.settings = settings
    }

    package func facts(_ id: ID<Delegation>) throws -> DelegationFacts {
        DelegationFacts(try delegation(id), seats: try seats.seats(of: id))
    }

    private func delegation(_ id: ID<Delegation>) throws -> Delegation {
        guard let delegation = try delegations.delegation(id), delegation.edition == edition else { throw AccessRefusal.notFound }
        return delegation
    }

    // MARK: Seats

    /// Takes seats, all or none.
    ///
    /// - Parameter ids: one for each seat, drawn before the transaction.
    @discardableResult
    package func reserve(_ wanted: [ActorKind: Int], for id: ID<Delegation>, ids: [ID<Seat>]) throws -> [Seat] {
        try reserve(wanted, for: try delegation(id), ids: ids)
    }

    /// The same for a delegation of this edition that was read in this transaction.
    @discardableResult
    func reserve(_ wanted: [ActorKind: Int], for delegation: Delegation, ids: [ID<Seat>]) throws -> [Seat] {
        // How many seats a delegation holds is counted where places are: the seats themselves are not read.
        let (changed, kinds) = try DelegationFacts(delegation, seats: []).reserving(wanted, settings, at: tx.now)
        try takeAfterExpiry(QuotaScope.places(for: wanted.filter { $0.value > 0 }, of: changed.id))
        return try add(kinds, ids, to: changed, before: delegation, "seat.reserved")
    }

    /// Grants seats although no place is left, or registration is closed. Where there are places they are taken as usual.
    @discardableResult
    package func grant(_ kind: ActorKind, for id: ID<Delegation>, seat: ID<Seat>) throws -> Seat {
        let facts = try facts(id)
        var isAbove = false
        do {
            try takeAfterExpiry(QuotaScope.places(for: [kind: 1], of: id))
        } catch is RegistrationRefusal {
            isAbove = true
        }
        return try add(
            [kind], [seat], to: facts.reserved(at: tx.now), before: facts.delegation,
            isAbove ? "seat.granted-above" : "seat.granted", isAboveQuota: isAbove)[0]
    }

    /// Takes one seat for a delegation, whether or not registration is open: never more than there are places.
    package func add(_ kind: ActorKind, to id: ID<Delegation>, seat: ID<Seat>) throws -> Seat {
        let facts = try facts(id)
        try takeAfterExpiry(QuotaScope.places(for: [kind: 1], of: id))
        return try add([kind], [seat], to: facts.reserved(at: tx.now), before: facts.delegation, "seat.reserved")[0]
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

    func add(
        _ kinds: [ActorKind], _ ids: [ID<Seat>], to delegation: Delegation, before: Delegation, _ verb: String,
        isAboveQuota: Bool = false
    ) throws -> [Seat] {
        let wanted = zip(kinds, ids).enumerated().map { offset, pair in
            Seat(
                id: pair.1, delegation: delegation.id, number: offset + 1, kind: pair.0, isAboveQuota: isAboveQuota,
                takenAt: tx.now)
        }
        let new = try seats.add(numbering: wanted, of: edition)
        if delegation == before { delegations.record(verb, delegation) } else { try delegations.keep(delegation, verb) }
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
}
