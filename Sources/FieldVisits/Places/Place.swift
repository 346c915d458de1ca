// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import People
import Registration
import Vocabulary

/// A seat that goes with a departure.
package struct Place: Sendable, Equatable {
    /// Where it comes from.
    package enum Source: Sendable, Hashable {
        /// The draw of this number gave it.
        case draw(Int)
        /// A person decided so, and said why.
        case organiser(reason: String)
        case offer, swap
    }

    /// Why it is none any more.
    package enum End: String, Sendable, CaseIterable {
        /// The departure or the visit is not made.
        case cancelled
        /// The person does not want it.
        case givenBack = "given-back"
        /// The person does not come to the edition, or the seat is somebody else's.
        case left
        /// A person decided so.
        case changed
        case swapped
    }

    package let id: ID<Place>
    package let departure: ID<Departure>
    package let seat: ID<Seat>
    package let person: ID<Person>?
    package let since: Date
    package let source: Source
    package var endedAt: Date?
    package var end: End?

    package init(
        id: ID<Place>, departure: ID<Departure>, seat: ID<Seat>, person: ID<Person>?, since: Date, source: Source,
        endedAt: Date? = nil, end: End? = nil
    ) {
        self.id = id
        self.departure = departure
        self.seat = seat
        self.person = person
        self.since = since
        self.source = source
        self.endedAt = endedAt
        self.end = end
    }
}
