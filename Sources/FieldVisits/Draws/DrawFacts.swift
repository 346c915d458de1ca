// SPDX-License-Identifier: EUPL-1.2
import Foundation
import People
import Registration
import Vocabulary

/// What a draw depends on, as it stands when the inputs are read: departures with the places that are left, and seats with their wishes.
struct DrawFacts: Sendable, Equatable {
    /// The edition, in words.
    var name = ""
    /// Most visits that somebody may rank; nil for any number.
    var longestList: Int?
    var placesPerPerson = 1
    var perDelegationPerDeparture: Int?, perDelegationPerVisit: Int?
    var departures: [Departing] = []
    var seats: [Drawing] = []

    /// A departure that places are drawn on.
    struct Departing: Sendable, Equatable {
        let id: ID<Departure>, visit: VisitCode
        /// In words: the visit, the day and the time.
        let name: String
        let period: Range<Date>
        /// Places that nobody has yet.
        let free: Int
        /// How many it still needs to take place.
        let minimum: Int
        /// Places that only one kind of actor may have, as many of them as are left.
        let reserved: [ActorKind: Int]
        /// How many people of each delegation have a place on it already.
        let held: [ID<Delegation>: Int]
        let isCancelled: Bool

        init(
            id: ID<Departure>, visit: VisitCode, name: String, period: Range<Date>, free: Int, minimum: Int = 0,
            reserved: [ActorKind: Int] = [:], held: [ID<Delegation>: Int] = [:], isCancelled: Bool = false
        ) {
            self.id = id
            self.visit = visit
            self.name = name
            self.period = period
            self.free = free
            self.minimum = minimum
            self.reserved = reserved
            self.held = held
            self.isCancelled = isCancelled
        }
    }

    /// A seat whose holder has ranked visits.
    struct Drawing: Sendable, Equatable {
        let seat: ID<Seat>, person: ID<Person>, delegation: ID<Delegation>
        let kind: ActorKind
        /// ISO 3166-1 alpha-2; empty where it has none.
        let country: String
        /// When they have to be elsewhere: sessions they have a part or a place in.
        let busy: [Range<Date>]
        /// The visits of each rank, the first first.
        let wishes: [[VisitCode]]

        init(
            seat: ID<Seat>, person: ID<Person>, delegation: ID<Delegation>, kind: ActorKind, country: String = "",
            busy: [Range<Date>] = [], wishes: [[VisitCode]]
        ) {
            self.seat = seat
            self.person = person
            self.delegation = delegation
            self.kind = kind
            self.country = country
            self.busy = busy
            self.wishes = wishes
        }
    }
}
