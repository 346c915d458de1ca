// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Why a seat is not taken, named or given back.
package enum RegistrationRefusal: Refusal, Equatable {
    case notOpen, closed
    case full(left: Int), kindFull(ActorKind, left: Int), delegationFull(limit: Int, left: Int)
    case nothingAsked, tooManyAtOnce(Int)
    case withdrawn, nothingReserved
    case seatGone, seatChanged, alreadySeated
    case placesFree, tooManyWaiting(Int)
    /// What it holds and what it waits for are as many seats as it can have.
    case waitingFull(limit: Int)
    case offerOver, notWaiting
    case belowTaken(Int)
    /// Somebody would be written to too often.
    case linkSentOften, tooManyNamed(Int)

    package var kind: RefusalKind {
        switch self {
        case .notOpen, .closed, .offerOver, .linkSentOften, .tooManyNamed: .tooLate
        case .nothingAsked, .tooManyAtOnce: .invalid
        case .seatGone, .seatChanged, .notWaiting, .full, .kindFull, .delegationFull, .withdrawn, .nothingReserved,
            .alreadySeated, .placesFree, .tooManyWaiting, .waitingFull, .belowTaken:
            .conflict
        }
    }

    package var phrase: Phrase {
        switch self {
        case .notOpen: "registration.not-open"
        case .closed: "registration.closed"
        case .full(let left): Phrase("registration.full", ["count": .number(left)])
        case .kindFull(_, let left): Phrase("registration.kind-full", ["count": .number(left)])
        case .delegationFull(let limit, let left):
            Phrase("registration.delegation-full", ["count": .number(left), "limit": .number(limit)])
        case .nothingAsked: "registration.nothing-asked"
        case .tooManyAtOnce(let most): Phrase("registration.too-many", ["most": .number(most)])
        case .withdrawn: "registration.withdrawn"
        case .nothingReserved: "registration.nothing-reserved"
        case .seatGone: "registration.seat-gone"
        case .seatChanged: "registration.seat-changed"
        case .alreadySeated: "registration.already-seated"
        case .placesFree: "registration.places-free"
        case .tooManyWaiting(let most): Phrase("registration.too-many-waiting", ["most": .number(most)])
        case .waitingFull(let limit): Phrase("registration.waiting-full", ["limit": .number(limit)])
        case .offerOver: "registration.offer-over"
        case .notWaiting: "registration.not-waiting"
        case .linkSentOften: "registration.link-sent-often"
        case .tooManyNamed(let most): Phrase("registration.too-many-named", ["most": .number(most)])
        case .belowTaken(let taken): Phrase("registration.below-taken", ["taken": .number(taken)])
        }
    }
}
