// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Programme
import Registration
import Vocabulary

extension VisitStore {
    /// Adds visits with their departures, or puts them in the place of what was known under the same names. How many have a place stays; a
    /// departure that is not named here stays too.
    ///
    /// - Parameter visits: with the place of each in the list of the edition.
    package func keep(_ visits: [(position: Int, visit: FieldVisit)], in edition: ID<Edition>, _ verb: String) throws {
        try tx.run(inBatchesOf: visits) { part in
            let rows = part.map { position, v -> SQL in
                """
                (\(edition), \(v.code.description), \(position), \(v.kind.rawValue), \(v.topic), \(v.host), \(v.isStepFree),
                \(v.walking), \(v.photos.rawValue), \(v.identity.name), \(v.identity.days), \(v.publishedAt?.milliseconds),
                \(v.cancelledAt?.milliseconds))
                """
            }
            return """
                INSERT INTO visit (edition, code, position, kind, topic, host, step_free, walking, photos, identity, list_days,
                    published_at, cancelled_at)
                VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (edition, code) DO UPDATE SET position = excluded.position, kind = excluded.kind, topic = excluded.topic,
                    host = excluded.host, step_free = excluded.step_free, walking = excluded.walking, photos = excluded.photos,
                    identity = excluded.identity, list_days = excluded.list_days, published_at = excluded.published_at,
                    cancelled_at = excluded.cancelled_at
                """
        }
        let kept = visits.map(\.visit)
        try keepTexts(of: kept, in: edition)
        try keep(kept.flatMap(\.departures), in: edition)
        tx.record(verb, [Self.noun(edition)] + kept.map { Self.noun($0.code, in: edition) })
    }

    private func keepTexts(of visits: [FieldVisit], in edition: ID<Edition>) throws {
        for table in ["DELETE FROM visit_text", "DELETE FROM visit_condition"] as [SQL] {
            try tx.run(inBatchesOf: visits) {
                "\(table) WHERE edition = \(edition) AND visit IN \(list: $0.map(\.code.description))"
            }
        }
        let texts = visits.flatMap { visit in
            [("title", visit.title), ("description", visit.description), ("access", visit.access)].flatMap { field, text in
                text.values.map { language, value in
                    """
                    (\(edition), \(visit.code.description), \(field), \(language.rawValue), \(value.text), \(value.state.rawValue))
                    """ as SQL
                }
            }
        }
        try tx.run(inBatchesOf: texts) {
            "INSERT INTO visit_text (edition, visit, field, language, value, state) VALUES \(SQL.joined($0, by: ", "))"
        }
        let conditions = visits.flatMap { visit in
            visit.conditions.map { "(\(edition), \(visit.code.description), \($0.rawValue))" as SQL }
        }
        try tx.run(inBatchesOf: conditions) {
            "INSERT INTO visit_condition (edition, visit, condition) VALUES \(SQL.joined($0, by: ", "))"
        }
    }

    /// Throws `VisitRefusal.belowTaken` for a departure that would take fewer than have a place on it.
    private func keep(_ departures: [Departure], in edition: ID<Edition>) throws {
        let taken = try tx.rows("SELECT id, taken FROM departure WHERE edition = \(edition)").reduce(into: [String: Int]()) {
            $0[$1["id"]] = $1["taken"]
        }
        for one in departures {
            if let taken = taken[one.id.value], one.capacity < taken { throw VisitRefusal.belowTaken(one.id, taken) }
        }
        try tx.run(inBatchesOf: departures) { part in
            let rows = part.map { d -> SQL in
                """
                (\(edition), \(d.id), \(d.visit.description), \(d.time.day), \(d.time.start.description),
                \(d.time.end.description), \(d.capacity), \(d.minimum), 0, \(d.leader), \(d.bus), \(d.meeting),
                \(d.point?.latitude), \(d.point?.longitude), \(d.cancelledAt?.milliseconds))
                """
            }
            return """
                INSERT INTO departure (edition, id, visit, day, starts, ends, capacity, minimum, taken, leader, bus, meeting, latitude,
                    longitude, cancelled_at)
                VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (edition, id) DO UPDATE SET day = excluded.day, starts = excluded.starts, ends = excluded.ends,
                    capacity = excluded.capacity, minimum = excluded.minimum, leader = excluded.leader, bus = excluded.bus,
                    meeting = excluded.meeting, latitude = excluded.latitude, longitude = excluded.longitude,
                    cancelled_at = excluded.cancelled_at
                """
        }
        for table in ["DELETE FROM departure_language", "DELETE FROM departure_reserved"] as [SQL] {
            try tx.run(inBatchesOf: departures) {
                "\(table) WHERE edition = \(edition) AND departure IN \(list: $0.map(\.id))"
            }
        }
        let languages = departures.flatMap { departure in
            departure.languages.enumerated().map { "(\(edition), \(departure.id), \($0.offset), \($0.element))" as SQL }
        }
        try tx.run(inBatchesOf: languages) {
            "INSERT INTO departure_language (edition, departure, position, language) VALUES \(SQL.joined($0, by: ", "))"
        }
        let reserved = departures.flatMap { departure in
            departure.reserved.map { "(\(edition), \(departure.id), \($0.key.rawValue), \($0.value))" as SQL }
        }
        try tx.run(inBatchesOf: reserved) {
            "INSERT INTO departure_reserved (edition, departure, kind, places) VALUES \(SQL.joined($0, by: ", "))"
        }
    }

    /// A name for one departure more: `V01-3` where two were ever there.
    func nextDeparture(of visit: VisitCode, in edition: ID<Edition>) throws -> ID<Departure> {
        let known = try tx.rows("SELECT id FROM departure WHERE edition = \(edition) AND visit = \(visit.description)").map {
            $0["id"] as String
        }
        let highest = known.compactMap { Int($0.split(separator: "-").last ?? "") }.max() ?? 0
        return ID("\(visit)-\(highest + 1)")
    }

    /// Takes away a departure that nobody ever had a place on.
    func remove(_ departure: ID<Departure>, in edition: ID<Edition>) throws {
        let had = try tx.first("SELECT 1 AS one FROM place WHERE edition = \(edition) AND departure = \(departure)") != nil
        guard !had else { throw VisitRefusal.hadPlaces }
        try tx.run("DELETE FROM departure WHERE edition = \(edition) AND id = \(departure)")
        tx.record("departure.removed", Self.noun(edition), Self.noun(departure, in: edition))
    }

    /// Takes away a visit that nobody wished for, with departures that nobody ever had a place on.
    func remove(_ visit: VisitCode, in edition: ID<Edition>) throws {
        let code = visit.description
        let isKnown =
            try tx.first(
                """
                SELECT 1 AS one FROM wish WHERE edition = \(edition) AND visit = \(code)
                UNION SELECT 1 AS one FROM place p JOIN departure d ON d.edition = p.edition AND d.id = p.departure
                    WHERE d.edition = \(edition) AND d.visit = \(code)
                """) != nil
        guard !isKnown else { throw VisitRefusal.hadPlaces }
        try tx.run("DELETE FROM visit WHERE edition = \(edition) AND code = \(code)")
        tx.record("visit.removed", Self.noun(edition), Self.noun(visit, in: edition))
    }
}
