// SPDX-License-Identifier: EUPL-1.2
import HTML
import Vocabulary

extension ProgrammeView {
    /// "12 places left", or "Full, 3 waiting".
    func left(_ places: SessionPlaces) -> String { places.left(words) }

    /// The same in a card; nil for what is open to all, and for what is not held.
    func placesLeft(_ session: Session) -> HTML? {
        guard session.status != .cancelled, let places = places[session.code] else { return nil }
        return "<span class=\"places\">\(left(places))</span>"
    }
}

extension SessionPlaces {
    /// "12 places left", or "Full, 3 waiting".
    package func left(_ words: Words) -> String {
        guard left == 0 else { return words("places.left", ["count": .number(left)]) }
        return waiting == 0 ? words("places.full") : words("places.full-waiting", ["count": .number(waiting)])
    }
}
