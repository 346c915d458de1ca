// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// One thing that happened in the six months. Numbers are places in the lists of the crowd; seats and entries of the waiting list
/// are numbered from zero as they appear.
package struct DemoEvent: Sendable, Equatable {
    package let at: Date
    package let what: What

    package enum What: Sendable, Equatable {
        /// An authority that was not invited asks to come.
        case applied(delegation: Int)
        case approved(delegation: Int)
        case refused(delegation: Int, DemoRefusal)
        case invited(delegation: Int)
        case reminded(delegation: Int, DemoReminder)
        /// Seats, the first or more of them.
        case reserved(delegation: Int, seats: Range<Int>)
        case confirmed(delegation: Int)
        case named(seat: Int, person: Int)
        case swapped(seat: Int, from: Int, to: Int)
        case gaveBack(seat: Int)
        /// With all its seats.
        case withdrew(delegation: Int)
        /// Somebody who comes without a delegation takes a seat in their own name.
        case registered(seat: Int, person: Int)
        case joinedWaitingList(entry: Int, delegation: Int?, person: Int)
        case offered(entry: Int, until: Date)
        /// The person has the seat.
        case accepted(entry: Int, seat: Int)
        /// Unanswered: the entry is off the list.
        case expired(entry: Int)
    }
}

/// Why an application was refused.
package enum DemoRefusal: String, Sendable, Equatable, CaseIterable {
    case notLocalAuthority = "not-a-local-authority"
    case alreadyRepresented = "already-represented"
    case tooLate = "too-late"
}

/// What a delegation is reminded of.
package enum DemoReminder: String, Sendable, Equatable, CaseIterable { case answer, confirmation, names }
