// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import People
import Vocabulary

extension Application {
    /// The application once mail to its address arrived.
    func confirmed(_ person: ID<Person>, at now: Date) throws(ApplicationRefusal) -> Application {
        guard state == .unverified else { throw .confirmedAlready }
        guard now < created + Self.lifetime else { throw .linkOver }
        var changed = self
        changed.state = .begun
        changed.person = person
        changed.verifiedAt = now
        (changed.name, changed.office, changed.address) = ("", "", "")
        return changed
    }

    /// The application once all that is asked of its kind was answered.
    func asking(at now: Date) throws(ApplicationRefusal) -> Application {
        guard state.isOpen, state != .unverified else { throw .over }
        guard state == .begun else { return self }
        var changed = self
        changed.state = .asked
        changed.askedAt = now
        return changed
    }

    /// Throws unless it can be approved now.
    ///
    /// - Parameter isGuardianMissing: whether they are under age, and nobody has agreed yet.
    func requireApprovable(isGuardianMissing: Bool) throws(ApplicationRefusal) {
        guard state == .asked else { throw .decidedAlready }
        if isGuardianMissing { throw .guardianMissing }
    }

    func approved(in delegation: ID<Delegation>, waiting: ID<Waiting>?, by: ID<Person>?, at now: Date) -> Application {
        var changed = self
        changed.state = .approved
        changed.delegation = delegation
        changed.waiting = waiting
        changed.decidedBy = by
        changed.decidedAt = now
        changed.reason = ""
        return changed
    }

    func refused(because typed: String, by: ID<Person>?, at now: Date) throws(ApplicationRefusal) -> Application {
        guard state == .asked else { throw .decidedAlready }
        let reason = TypedText.cleaned(typed)
        guard !reason.isEmpty else { throw .reasonMissing }
        guard TypedText.isStorable(reason, atMost: Self.longestReason) else { throw .reasonTooLong(Self.longestReason) }
        var changed = self
        changed.state = .refused
        changed.reason = reason
        changed.decidedBy = by
        changed.decidedAt = now
        return changed
    }

    static let longestReason = 1_000

    func withdrawn(at now: Date) throws(ApplicationRefusal) -> Application {
        guard state.isOpen, state != .unverified else { throw .over }
        var changed = self
        changed.state = .withdrawn
        changed.decidedAt = now
        (changed.delegation, changed.waiting, changed.askedAgainAt) = (nil, nil, nil)
        return changed
    }

    /// The application of who comes on the other days too.
    func confirmedAgain() throws(ApplicationRefusal) -> Application {
        guard state == .approved else { throw .over }
        var changed = self
        changed.askedAgainAt = nil
        return changed
    }

    /// The application with another kind or for another body: decided anew, since both decide who may say yes. The same again changes nothing.
    func changed(
        to kind: ActorKind, for body: DelegationBody, country: String, at now: Date
    ) throws(ApplicationRefusal) -> Application {
        guard state.isOpen, state != .unverified else { throw .over }
        guard kind != self.kind || body != self.body else { return self }
        var changed = self
        // Another kind is asked other questions first.
        changed.state = kind == self.kind && state != .begun ? .asked : .begun
        changed.askedAt = changed.state == .asked ? now : nil
        changed.kind = kind
        changed.body = body
        changed.country = country
        (changed.delegation, changed.waiting, changed.decidedBy, changed.decidedAt) = (nil, nil, nil, nil)
        changed.askedAgainAt = nil
        if kind != self.kind { changed.guardian = nil }
        return changed
    }
}

/// Why something is not done with an application.
package enum ApplicationRefusal: Refusal, Equatable {
    case confirmedAlready, linkOver, over, decidedAlready
    case guardianMissing, tooManyGuardians(Int)
    case reasonMissing, reasonTooLong(Int)
    case noUnnamedSeat
    case nothingChosen

    package var kind: RefusalKind {
        switch self {
        case .reasonMissing, .reasonTooLong, .nothingChosen: .invalid
        case .linkOver, .tooManyGuardians: .tooLate
        default: .conflict
        }
    }

    package var phrase: Phrase {
        switch self {
        case .confirmedAlready: "application.confirmed-already"
        case .linkOver: "application.link-over"
        case .over: "application.over"
        case .decidedAlready: "application.decided-already"
        case .guardianMissing: "application.guardian-missing"
        case .tooManyGuardians(let most): Phrase("guardian.too-many", ["most": .number(most)])
        case .reasonMissing: "application.reason-missing"
        case .reasonTooLong(let most): Phrase("application.reason-too-long", ["most": .number(most)])
        case .noUnnamedSeat: "application.no-unnamed-seat"
        case .nothingChosen: "application.nothing-chosen"
        }
    }
}
