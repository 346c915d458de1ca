// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Outbox
import Vocabulary

extension Registering {
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
        let facts = try facts(id)
        let new = try add(
            [accepted.kind], [seat], to: facts.reserved(at: tx.now), before: facts.delegation, "offer.accepted")
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

    func end(_ entry: Waiting, freeing: Bool? = nil) throws {
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
