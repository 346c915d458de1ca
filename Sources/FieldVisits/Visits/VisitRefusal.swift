// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why a visit or a departure is not changed.
package enum VisitRefusal: Refusal, Equatable {
    /// So many have a place on the departure: it cannot take fewer.
    case belowTaken(ID<Departure>, Int)
    /// Somebody had a place there, or wishes for it: it can be cancelled, not taken away.
    case hadPlaces
    case alreadyCancelled
    /// Nobody can wish for what never leaves.
    case noDeparture

    package var kind: RefusalKind { .conflict }

    package var phrase: Phrase {
        switch self {
        case .belowTaken(let id, let taken):
            Phrase("visit.below-taken", ["departure": .text(id.value), "taken": .number(taken)])
        case .hadPlaces: "visit.had-places"
        case .alreadyCancelled: "visit.already-cancelled"
        case .noDeparture: "visit.needs-departure"
        }
    }
}
