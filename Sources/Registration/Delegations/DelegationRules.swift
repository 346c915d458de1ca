// SPDX-License-Identifier: EUPL-1.2
import Foundation
import People
import Vocabulary

/// What may be done with a delegation and its seats, from what is known of it.
package struct DelegationFacts: Sendable, Equatable {
    package let delegation: Delegation
    /// Those it holds, by number; what was given back is not among them.
    package let seats: [Seat]

    package init(_ delegation: Delegation, seats: [Seat]) {
        self.delegation = delegation
        self.seats = seats.filter { $0.givenBackAt == nil }
    }

    /// Most seats in one go.
    static let most = 50

    // MARK: Seats

    /// The delegation after it took seats, and the kinds of the new ones in the order they are numbered.
    func reserving(
        _ wanted: [ActorKind: Int], _ settings: RegistrationSettings, at now: Date
    ) throws(RegistrationRefusal) -> (delegation: Delegation, kinds: [ActorKind]) {
        try settings.requireOpen(at: now)
        guard wanted.values.allSatisfy({ 0...Self.most ~= $0 }) else { throw .tooManyAtOnce(Self.most) }
        let kinds = ActorKind.allCases.flatMap { Array(repeating: $0, count: wanted[$0] ?? 0) }
        guard !kinds.isEmpty else { throw .nothingAsked }
        guard kinds.count <= Self.most else { throw .tooManyAtOnce(Self.most) }
        return (reserved(at: now), kinds)
    }

    /// The delegation once it holds a seat; one that had withdrawn comes after all.
    func reserved(at now: Date) -> Delegation {
        var changed = delegation
        if changed.state == .invited || changed.state == .withdrawn {
            changed.state = .reserved
            changed.reservedAt = now
            changed.withdrawnAt = nil
        }
        return changed
    }

    func seat(_ id: ID<Seat>) throws(RegistrationRefusal) -> Seat {
        guard let seat = seats.first(where: { $0.id == id }) else { throw .seatGone }
        return seat
    }

    /// The seat with another person in it, or with none.
    func naming(_ id: ID<Seat>, _ person: ID<Person>?) throws(RegistrationRefusal) -> Seat {
        var seat = try seat(id)
        if let person, seats.contains(where: { $0.person == person && $0.id != id }) { throw .alreadySeated }
        seat.person = person
        return seat
    }

    /// The seat that is given back, and the delegation without it: with the last one it withdraws.
    func givingBack(_ id: ID<Seat>, at now: Date) throws(RegistrationRefusal) -> (seat: Seat, delegation: Delegation) {
        var seat = try seat(id)
        seat.givenBackAt = now
        var changed = delegation
        if seats.count == 1 { changed.leave(at: now) }
        return (seat, changed)
    }

    // MARK: The whole of it

    /// The authority commits itself. Whoever has confirmed stays so.
    func confirming(at now: Date) throws(RegistrationRefusal) -> Delegation {
        guard !seats.isEmpty else { throw .nothingReserved }
        var changed = delegation
        changed.state = .confirmed
        changed.confirmedAt = changed.confirmedAt ?? now
        changed.askedAgainAt = nil
        return changed
    }

    /// Nobody comes: all seats are given back.
    func withdrawing(at now: Date) throws(RegistrationRefusal) -> Delegation {
        guard delegation.state != .withdrawn else { throw .withdrawn }
        var changed = delegation
        changed.leave(at: now)
        return changed
    }

    /// What the authority orders by, as it stands on papers; nothing typed takes it away.
    func ordering(by typed: String) throws(OrderReferenceRefusal) -> Delegation {
        var changed = delegation
        changed.orderNumber =
            typed.allSatisfy(\.isWhitespace) ? "" : try OrderReference.typed(typed).description
        return changed
    }

    /// Asked again since the edition has moved; whoever had not confirmed is asked anyway.
    func askingAgain(at now: Date) -> Delegation? {
        guard delegation.state == .confirmed else { return nil }
        var changed = delegation
        changed.state = .reserved
        changed.confirmedAt = nil
        changed.askedAgainAt = now
        return changed
    }
}

extension Delegation {
    fileprivate mutating func leave(at now: Date) {
        state = .withdrawn
        withdrawnAt = now
        reservedAt = nil
        confirmedAt = nil
        askedAgainAt = nil
    }
}
