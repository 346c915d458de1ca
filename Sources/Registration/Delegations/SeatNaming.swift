// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import People
import Vocabulary

/// What a coordinator says of a seat that has a name already.
enum SeatChange: String, Sendable {
    /// It is written otherwise.
    case same
    /// Somebody else takes it.
    case other

    init?(_ typed: String?) {
        guard let typed, let change = SeatChange(rawValue: typed) else { return nil }
        self = change
    }
}

extension ParticipantDraft {
    /// What was typed, with the kind only where it can be chosen: who comes as a speaker or for the host pays nothing, and is not named so by
    /// a delegation.
    func offered(_ kinds: [ActorKind]) -> ParticipantDraft {
        var draft = self
        draft.isKindKept = !kinds.contains(kind)
        return draft
    }
}

extension Registering {
    /// As what somebody who came this way may take seats.
    func kinds(of delegation: ID<Delegation>, _ way: DelegationWay) throws -> [ActorKind] {
        way.kinds(of: try facts(delegation).delegation)
    }

    /// How many people a delegation names in a day: each gets a mail, whether or not they know of it.
    static let mostNamedADay = 100

    /// Puts whom a form describes into a seat, or corrects who is in it; the seat is of the kind that was chosen.
    ///
    /// - Parameter seen: who held it when the form was shown, empty for nobody; nil where no form was.
    func name(
        _ seat: ID<Seat>, _ draft: ParticipantDraft, _ change: SeatChange, seen: String? = nil, new: ID<Person>,
        of delegation: ID<Delegation>
    ) throws {
        let held = try facts(delegation).seat(seat).person
        if let seen, seen != held?.value ?? "" { throw RegistrationRefusal.seatChanged }
        if !draft.isKindKept { try self.change(seat, to: draft.kind, of: delegation) }
        if change == .same, let held, try draft.correct(held, of: delegation, tx) { return }
        try requireNaming(for: delegation)
        try name(seat, try draft.person(new: new, of: delegation, tx), of: delegation)
    }

    private func requireNaming(for delegation: ID<Delegation>) throws {
        let named: Int = try tx.rows(
            """
            SELECT count(*) AS n FROM delegation_person d JOIN person p ON p.id = d.person
            WHERE d.delegation = \(delegation) AND p.created > \((tx.now - 86_400).milliseconds)
            """)[0]["n"]
        guard named < Self.mostNamedADay else { throw RegistrationRefusal.tooManyNamed(Self.mostNamedADay) }
    }
}
