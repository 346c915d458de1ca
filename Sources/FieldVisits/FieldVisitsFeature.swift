// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Outbox
import People
import Server

/// What the host city shows to small groups: visits and their departures, who wishes for which, and who has a place.
package enum FieldVisitsFeature {
    package static let migrations = FieldVisitsSchema.migrations

    package static let permissions: [Permission: Set<Role>] = [
        "visit.read": [.reader],
        // Whoever is signed in ranks for the seat they hold themselves.
        "visit.wish": [.holder],
        "visit.organise": [.secretariat, .host, .programmeEditor, .registrationDesk, .visitLeader],
        "visit.change": [.secretariat, .host],
    ]

    package static let routes: [Route] =
        VisitRoutes.routes + WishRoutes.routes + VisitEditorRoutes.routes + DepartureRoutes.routes + VisitFileRoutes.routes

    /// What programs read of it.
    package static let collections = VisitAPI.collections

    /// The places of those who organise.
    package static let organising = [
        OrganiseItem("visits.title", "/organise/visits", "visit.organise", inEdition: "visit.organise")
    ]

    /// What happens when a timer is due, by its kind.
    package static func timers(_ settings: SiteSettings) -> [String: TimerHandler] { VisitMails(settings).timers }
}
