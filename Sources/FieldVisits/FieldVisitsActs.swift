// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Programme
import Vocabulary

/// What happens to visits because of something else, inside a transaction of the caller's.
package enum FieldVisitsActs {
    /// The answer to a moved edition: its departures and the days of wishing move along.
    package static func editionMoved(_ edition: Edition, days: Int, _ tx: Transaction) throws {
        let store = VisitStore(tx: tx)
        let shift = Double(days) * 86_400
        if var settings = try store.settings(of: edition.id) {
            settings.opens = settings.opens.map { $0 + shift }
            settings.closes = settings.closes.map { $0 + shift }
            try store.keep(settings, of: edition.id)
        }
        let visits = try store.visits(of: edition.id)
        guard !visits.isEmpty else { return }
        let moved = visits.enumerated().map { position, visit in
            var visit = visit
            visit.departures = visit.departures.map { departure in
                var departure = departure
                departure.time = departure.time.moved(days: days) ?? departure.time
                return departure
            }
            return (position: position, visit: visit)
        }
        try store.keep(moved, in: edition.id, "visits.moved")
    }

    /// The answer to a seat that was given back or changed hands: its places on departures are free.
    package static func seatLeft(in edition: ID<Edition>, _ tx: Transaction) throws {
        try PlaceStore(tx: tx).endOfThoseWhoLeft(in: edition)
    }
}
