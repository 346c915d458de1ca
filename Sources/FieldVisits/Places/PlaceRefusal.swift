// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why a place on a departure is not given.
package enum PlaceRefusal: Refusal, Equatable {
    case full(ID<Departure>)
    case alreadyThere(ID<Departure>)

    package var kind: RefusalKind { .conflict }

    package var phrase: Phrase {
        switch self {
        case .full(let id): Phrase("place.full", ["departure": .text(id.value)])
        case .alreadyThere(let id): Phrase("place.already-there", ["departure": .text(id.value)])
        }
    }
}
