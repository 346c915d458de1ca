// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import Network
import People
import Vocabulary

/// What an authority or an institution sends to an edition; somebody without either is a delegation of one.
package struct Delegation: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        /// Was asked, and has not answered.
        case invited
        /// Has taken seats.
        case reserved
        /// The authority has committed itself.
        case confirmed
        case withdrawn
    }

    package let id: ID<Delegation>
    package let edition: ID<Edition>
    package var body: DelegationBody
    /// ISO 3166-1 alpha-2; empty where it has none.
    package var country: String
    /// The language it is written to in.
    package var language: Language
    /// Who answers for it.
    package var coordinator: ID<Person>?
    package var state: State
    /// What the authority orders by, to be named on papers.
    package var orderNumber: String
    package let invitedAt: Date
    package var reservedAt: Date?
    package var confirmedAt: Date?
    package var withdrawnAt: Date?
    package var remindedAt: Date?
    package var reminders: Int
    /// When it was asked to confirm again, since the edition has moved; nil once it has.
    package var askedAgainAt: Date?

    package init(
        id: ID<Delegation>, edition: ID<Edition>, body: DelegationBody, country: String, language: Language,
        coordinator: ID<Person>? = nil, state: State = .invited, orderNumber: String = "", invitedAt: Date,
        reservedAt: Date? = nil, confirmedAt: Date? = nil, withdrawnAt: Date? = nil, remindedAt: Date? = nil, reminders: Int = 0,
        askedAgainAt: Date? = nil
    ) {
        self.id = id
        self.edition = edition
        self.body = body
        self.country = country
        self.language = language
        self.coordinator = coordinator
        self.state = state
        self.orderNumber = orderNumber
        self.invitedAt = invitedAt
        self.reservedAt = reservedAt
        self.confirmedAt = confirmedAt
        self.withdrawnAt = withdrawnAt
        self.remindedAt = remindedAt
        self.reminders = reminders
        self.askedAgainAt = askedAgainAt
    }
}

/// Whom a delegation stands for.
package enum DelegationBody: Sendable, Hashable {
    case authority(ID<Authority>)
    case institution(ID<Institution>)
    /// A body that is not in the directory, by its name.
    case other(String)
    /// A person who comes for nobody.
    case nobody

    package var authority: ID<Authority>? { if case .authority(let id) = self { id } else { nil } }
    package var institution: ID<Institution>? { if case .institution(let id) = self { id } else { nil } }
    package var name: String { if case .other(let name) = self { name } else { "" } }
}

/// One place of a delegation; it may be unnamed and change hands.
package struct Seat: Sendable, Equatable {
    package let id: ID<Seat>
    package let delegation: ID<Delegation>
    /// 1, 2, … within its delegation; never used again.
    package internal(set) var number: Int
    package var kind: ActorKind
    package var person: ID<Person>?
    /// Whether it was granted although no place was left: it is not counted, and nobody follows when it is given back.
    package let isAboveQuota: Bool
    package let takenAt: Date
    package var givenBackAt: Date?

    package init(
        id: ID<Seat>, delegation: ID<Delegation>, number: Int, kind: ActorKind, person: ID<Person>? = nil,
        isAboveQuota: Bool = false, takenAt: Date, givenBackAt: Date? = nil
    ) {
        self.id = id
        self.delegation = delegation
        self.number = number
        self.kind = kind
        self.person = person
        self.isAboveQuota = isAboveQuota
        self.takenAt = takenAt
        self.givenBackAt = givenBackAt
    }
}

/// Who held a seat, and for how long.
package struct SeatHolder: Sendable, Equatable {
    package let person: ID<Person>
    package let since: Date
    package let until: Date?

    package init(person: ID<Person>, since: Date, until: Date?) {
        self.person = person
        self.since = since
        self.until = until
    }
}

/// One place a delegation waits for.
package struct Waiting: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        case waiting
        /// A place is held for it until it expires.
        case offered
        case accepted, declined, expired, left
    }

    package let id: ID<Waiting>
    package let delegation: ID<Delegation>
    package let kind: ActorKind
    /// The order in which places are offered, over the whole edition.
    package let number: Int
    package var state: State
    package let since: Date
    package var offeredAt: Date?
    package var expires: Date?
    package var answeredAt: Date?
    package var seat: ID<Seat>?

    package init(
        id: ID<Waiting>, delegation: ID<Delegation>, kind: ActorKind, number: Int, state: State = .waiting, since: Date,
        offeredAt: Date? = nil, expires: Date? = nil, answeredAt: Date? = nil, seat: ID<Seat>? = nil
    ) {
        self.id = id
        self.delegation = delegation
        self.kind = kind
        self.number = number
        self.state = state
        self.since = since
        self.offeredAt = offeredAt
        self.expires = expires
        self.answeredAt = answeredAt
        self.seat = seat
    }

    /// Whether a place is held for it now: an offer ends by the clock, whether or not anything has noticed.
    package func isOffered(at now: Date) -> Bool { state == .offered && (expires.map { now < $0 } ?? false) }
}
