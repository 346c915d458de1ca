// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Outbox
import Vocabulary

/// Visits and departures that are not made after all: they stay to be read, places on them end, and everybody who had one is told.
package struct VisitCancelling {
    let tx: Transaction
    let edition: ID<Edition>

    package init(tx: Transaction, edition: ID<Edition>) {
        self.tx = tx
        self.edition = edition
    }

    package func cancel(_ visit: FieldVisit) throws {
        guard !visit.isCancelled else { throw VisitRefusal.alreadyCancelled }
        let leaving = visit.leaving
        try tx.run(
            """
            UPDATE visit SET cancelled_at = \(tx.now.milliseconds)
            WHERE edition = \(edition) AND code = \(visit.code.description) AND cancelled_at IS NULL
            """)
        tx.record("visit.cancelled", VisitStore.noun(edition), VisitStore.noun(visit.code, in: edition))
        try end(leaving)
    }

    package func cancel(_ departure: Departure, of visit: FieldVisit) throws {
        guard !departure.isCancelled, !visit.isCancelled else { throw VisitRefusal.alreadyCancelled }
        tx.record("departure.cancelled", VisitStore.noun(edition), VisitStore.noun(departure.id, in: edition))
        try end([departure])
    }

    private func end(_ departures: [Departure]) throws {
        let ids = departures.map(\.id)
        try tx.run(
            """
            UPDATE departure SET cancelled_at = \(tx.now.milliseconds)
            WHERE edition = \(edition) AND id IN \(list: ids) AND cancelled_at IS NULL
            """)
        let places = try PlaceStore(tx: tx).live(in: edition).filter { ids.contains($0.departure) }
        try PlaceStore(tx: tx).end(places, .cancelled, in: edition)
        for place in places where place.person != nil {
            try OutboxStore(tx: tx).schedule(
                ID("visit-cancelled-\(place.id)"), VisitTimers.cancelledMail, about: place.id.value, due: tx.now)
        }
    }
}

/// What happens by itself, by the names of its timers.
package enum VisitTimers {
    /// Somebody is to be told that their departure is not made. About a place.
    static let cancelledMail = "visits.cancelled-mail"
}
