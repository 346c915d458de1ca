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

/// Who waits to be approved, for a list.
struct AskedApplication: Sendable, Equatable {
    let application: Application
    let name: String, office: String
}
