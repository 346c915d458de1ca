// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Programme
import Server
import Vocabulary

/// Visits in the API: what is published, of every edition.
enum VisitAPI {
    static let collections = [visits]

    /// A visit with the edition it belongs to.
    private struct Part: Sendable {
        let edition: Edition
        let visit: FieldVisit
        /// `brussels-2027:V01`.
        var id: String { "\(edition.id):\(visit.code)" }
        var zone: TimeZone { TimeZone(identifier: edition.zone) ?? .gmt }
    }

    private struct Leaving: Sendable {
        let departure: Departure
        let zone: TimeZone
    }

    /// The newest edition first; only of one where only one is asked for.
    private static func parts(_ tx: Transaction, only id: String?) throws -> [Part] {
        let store = VisitStore(tx: tx)
        let editions = try EditionStore(tx: tx).all().map(\.edition).reversed().filter { id == nil || $0.id.value == id }
        let all = try store.visits(ofEach: editions.map(\.id))
        return editions.flatMap { edition in
            (all[edition.id] ?? []).filter(\.isPublic).map { Part(edition: edition, visit: $0) }
        }
    }

    private static let visits = APICollection(
        "visits", "What the host city shows to small groups, with its departures.", "visit.read", visit,
        filters: [
            APIParameter("edition", "The edition it belongs to.", .id),
            APIParameter("kind", "What sort of visit it is.", .choice(VisitKind.allCases.map(\.rawValue))),
            APIParameter("topic", "Its topic.", .id),
        ],
        list: { query, tx in
            let all = try parts(tx, only: query["edition"]).filter { one in
                (query["kind"].map { one.visit.kind.rawValue == $0 } ?? true)
                    && (query["topic"].map { one.visit.topic?.value == $0 } ?? true)
            }
            return APICollection.Part(of: all, query)
        },
        one: { id, tx in
            guard let (edition, text) = APIID.pair(id), let code = VisitCode(text) else { return nil }
            return try parts(tx, only: edition).first { $0.visit.code == code }
        })

    private static let leaving = APIShape<Leaving>(
        "Departure", "One time that a visit is made.",
        [
            .text("id", "What the edition calls it, for ever.") { $0.departure.id.value },
            .instant("start", "When it leaves.") { $0.departure.time.instants(in: $0.zone).lowerBound },
            .instant("end", "When it is back.") { $0.departure.time.instants(in: $0.zone).upperBound },
            .integer("capacity", "How many can come.") { $0.departure.capacity },
            .list("languages", "In which the guide speaks.") { $0.departure.languages },
            .text("meeting", "Where it meets.") { $0.departure.meeting },
            .decimal("latitude", "Of where it meets.", orNull: { $0.departure.point?.latitude }),
            .decimal("longitude", "Of where it meets.", orNull: { $0.departure.point?.longitude }),
            .truth("cancelled", "Whether it is not made after all.") { $0.departure.isCancelled },
        ])

    private static let visit = APIShape<Part>(
        "Visit", "What the host city shows to small groups.",
        [
            .text("id", "The edition's id and the code, with a colon between.") { $0.id },
            .page { "/en/\($0.edition.id)/visits/\($0.visit.code)" },
            .text("edition", "The id of its edition.") { $0.edition.id.value },
            .text("code", "What the edition calls it, for ever.") { $0.visit.code.description },
            .choice("kind", "What sort of visit it is.") { $0.visit.kind },
            .text("topic", "The id of its topic.", orNull: { $0.visit.topic?.value }),
            .texts("title", "What it is called.") { $0.visit.title },
            .texts("description", "What there is to see.") { $0.visit.description },
            .text("host", "Who receives the visitors.") { $0.visit.host },
            .list("access", "`step-free` or `not-step-free`, where it is known.") { part in
                part.visit.isStepFree.map { [$0 ? "step-free" : "not-step-free"] } ?? []
            },
            .integer("walking", "How far one walks, in metres.", orNull: { $0.visit.walking }),
            .choice("photos", "Whether visitors may take pictures.") { $0.visit.photos },
            .list("conditions", "What visitors agree to.") { part in
                VisitCondition.allCases.filter(part.visit.conditions.contains).map(\.rawValue)
            },
            .text("identity", "What the place asks to see: `none`, `document`, or `list` of names before.") {
                $0.visit.identity.name
            },
            .truth("cancelled", "Whether it is not made after all.") { $0.visit.isCancelled },
            .list("departures", "When it is made.", of: leaving) { part in
                part.visit.departures.map { Leaving(departure: $0, zone: part.zone) }
            },
        ])
}
