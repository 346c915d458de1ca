// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import People
import Vocabulary

/// Somebody who registers alone, until it is decided whether they come.
package struct Application: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        /// Nobody has shown yet that mail arrives at the address.
        case unverified
        /// The address is theirs; what is asked of their kind is not sent yet.
        case begun
        /// Waits for who decides.
        case asked
        case approved, refused, withdrawn

        /// Whether it may still become a place, or has.
        var isOpen: Bool { self != .refused && self != .withdrawn }
    }

    package let id: ID<Application>
    package let edition: ID<Edition>
    package var kind: ActorKind
    /// For whom they say they come.
    package var body: DelegationBody
    package var country: String
    package let language: Language
    /// As typed; empty once there is a person.
    package var name: String, office: String
    package var address: String
    package var person: ID<Person>?
    package var state = State.unverified
    /// Why it was refused, as it was written to them.
    package var reason = ""
    package var decidedBy: ID<Person>?
    /// Where their seat is, or where they wait.
    package var delegation: ID<Delegation>?
    package var waiting: ID<Waiting>?
    package let created: Date
    package var verifiedAt: Date?
    package var askedAt: Date?
    package var decidedAt: Date?
    package var guardian: Guardian?
    /// When they were asked to confirm again, since the edition has moved; nil once they have.
    package var askedAgainAt: Date?

    /// The agreement of who is responsible for somebody under age.
    package struct Guardian: Sendable, Equatable {
        package var hash: String
        package var asked: Date
        package var agreed: Date?
        /// How many were asked, this one among them.
        package var count: Int

        package init(hash: String, asked: Date, agreed: Date? = nil, count: Int = 1) {
            (self.hash, self.asked, self.agreed, self.count) = (hash, asked, agreed, count)
        }
    }

    /// Most guardians that are written to about one person: nobody fills mailboxes by naming one after the other.
    static let mostGuardians = 5

    /// The application that waits for a guardian who was not asked before.
    func asking(guardian hash: String, at now: Date) throws(ApplicationRefusal) -> Application {
        let count = (guardian?.count ?? 0) + 1
        guard count <= Self.mostGuardians else { throw .tooManyGuardians(Self.mostGuardians) }
        var changed = self
        changed.guardian = .init(hash: hash, asked: now, count: count)
        return changed
    }

    /// How long a link waits to be followed.
    static let lifetime: TimeInterval = 72 * 3_600

    /// Who decides. Where an authority is not in the directory nobody speaks for it.
    package var approver: ActorKind.Approver {
        body.authority != nil && kind.approver == .focalPoint ? .focalPoint : .secretariat
    }
}

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
    func requireApprovable(isUnderAge: Bool) throws(ApplicationRefusal) {
        guard state == .asked else { throw .decidedAlready }
        if isUnderAge, guardian?.agreed == nil { throw .guardianMissing }
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

/// Who waits to be approved, for a list.
struct AskedApplication: Sendable, Equatable {
    let application: Application
    let name: String, office: String
}
