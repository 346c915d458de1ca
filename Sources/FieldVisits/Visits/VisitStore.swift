// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Programme
import Registration
import Vocabulary

/// Visits and their departures, in the database.
package struct VisitStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// What public pages about an edition's visits are about.
    package static func noun(_ edition: ID<Edition>) -> Noun { Noun("visits", edition) }
    package static func noun(_ code: VisitCode, in edition: ID<Edition>) -> Noun { Noun("visit:\(edition):\(code)") }
    package static func noun(_ departure: ID<Departure>, in edition: ID<Edition>) -> Noun {
        Noun("departure:\(edition):\(departure)")
    }

    // MARK: Settings

    /// How an edition takes wishes; nil where that was never decided.
    package func settings(of edition: ID<Edition>) throws -> VisitSettings? {
        tx.saw(Self.noun(edition))
        return try tx.first(
            """
            SELECT opens, closes, ties, most_ranks, per_person, per_delegation_departure, per_delegation_visit, rule, offer_hours
            FROM field_visits WHERE edition = \(edition)
            """
        ).map { row in
            VisitSettings(
                opens: (row["opens"] as Int?).map(Date.init(milliseconds:)),
                closes: (row["closes"] as Int?).map(Date.init(milliseconds:)), allowsTies: row["ties"],
                mostRanks: row["most_ranks"], perPerson: row["per_person"],
                perDelegationDeparture: row["per_delegation_departure"], perDelegationVisit: row["per_delegation_visit"],
                rule: row["rule"], offerHours: row["offer_hours"])
        }
    }

    package func keep(_ settings: VisitSettings, of edition: ID<Edition>) throws {
        try tx.run(
            """
            INSERT INTO field_visits (edition, opens, closes, ties, most_ranks, per_person, per_delegation_departure,
                per_delegation_visit, rule, offer_hours)
            VALUES (\(edition), \(settings.opens?.milliseconds), \(settings.closes?.milliseconds), \(settings.allowsTies),
                \(settings.mostRanks), \(settings.perPerson), \(settings.perDelegationDeparture),
                \(settings.perDelegationVisit), \(settings.rule), \(settings.offerHours))
            ON CONFLICT (edition) DO UPDATE SET opens = excluded.opens, closes = excluded.closes, ties = excluded.ties,
                most_ranks = excluded.most_ranks, per_person = excluded.per_person,
                per_delegation_departure = excluded.per_delegation_departure,
                per_delegation_visit = excluded.per_delegation_visit, rule = excluded.rule, offer_hours = excluded.offer_hours
            """)
        tx.record("visits.settings-changed", Self.noun(edition))
    }

    // MARK: Visits

    /// All of an edition, drafts too, in their order: six statements, however many there are.
    package func visits(of edition: ID<Edition>) throws -> [FieldVisit] { try visits(edition, only: nil) }

    /// Those of several editions; editions without are left out.
    package func visits(ofEach editions: [ID<Edition>]) throws -> [ID<Edition>: [FieldVisit]] {
        for edition in editions { tx.saw(Self.noun(edition)) }
        let having = try tx.rows("SELECT DISTINCT edition FROM visit WHERE edition IN \(list: editions)")
        return try having.reduce(into: [:]) { all, row in all[row["edition"]] = try visits(of: row["edition"]) }
    }

    /// One of them, with its departures: six statements.
    package func visit(_ code: VisitCode, in edition: ID<Edition>) throws -> FieldVisit? {
        try visits(edition, only: code).first
    }

    private func visits(_ edition: ID<Edition>, only code: VisitCode?) throws -> [FieldVisit] {
        tx.saw(Self.noun(edition))
        let departures = Dictionary(grouping: try departures(edition, only: code), by: \.visit)
        let one: SQL = code.map { " AND visit = \($0.description)" } ?? ""
        let texts = try texts(" WHERE edition = \(edition)\(one)")
        let conditions = Dictionary(
            grouping: try tx.rows("SELECT visit, condition FROM visit_condition WHERE edition = \(edition)\(one)")
        ) { $0["visit"] as String }
        let own: SQL = code.map { " AND code = \($0.description)" } ?? ""
        return try tx.rows(
            """
            SELECT code, kind, topic, host, step_free, walking, photos, identity, list_days, published_at, cancelled_at
            FROM visit WHERE edition = \(edition)\(own) ORDER BY position, code
            """
        ).compactMap { row in
            guard let code = VisitCode(row["code"]) else { return nil }
            let text = texts[code.description] ?? [:]
            return FieldVisit(
                code: code, kind: VisitKind(rawValue: row["kind"]) ?? .other, topic: row["topic"], host: row["host"],
                title: text["title"] ?? LocalizedText(), description: text["description"] ?? LocalizedText(),
                access: text["access"] ?? LocalizedText(), isStepFree: row["step_free"], walking: row["walking"],
                photos: PhotoPolicy(rawValue: row["photos"]) ?? .forbidden,
                conditions: Set(
                    (conditions[code.description] ?? []).compactMap { VisitCondition(rawValue: $0["condition"]) }),
                identity: IdentityCheck(row["identity"], days: row["list_days"]) ?? .document,
                departures: departures[code] ?? [],
                publishedAt: (row["published_at"] as Int?).map(Date.init(milliseconds:)),
                cancelledAt: (row["cancelled_at"] as Int?).map(Date.init(milliseconds:)))
        }
    }

    private func texts(_ which: SQL) throws -> [String: [String: LocalizedText]] {
        try tx.rows("SELECT visit, field, language, value, state FROM visit_text\(which)").reduce(into: [:]) { all, row in
            guard let language = Language(rawValue: row["language"]) else { return }
            all[row["visit"] as String, default: [:]][row["field"] as String, default: LocalizedText()].values[language] =
                .init(row["value"], TextState(rawValue: row["state"]) ?? .draft)
        }
    }

    private func departures(_ edition: ID<Edition>, only code: VisitCode?) throws -> [Departure] {
        let one: SQL = code.map { " AND visit = \($0.description)" } ?? ""
        let part: SQL =
            code.map {
                " AND departure IN (SELECT id FROM departure WHERE edition = \(edition) AND visit = \($0.description))"
            } ?? ""
        let languages = Dictionary(
            grouping: try tx.rows(
                """
                SELECT departure, language FROM departure_language WHERE edition = \(edition)\(part) ORDER BY departure, position
                """)
        ) { $0["departure"] as String }
        let reserved = Dictionary(
            grouping: try tx.rows("SELECT departure, kind, places FROM departure_reserved WHERE edition = \(edition)\(part)")
        ) { $0["departure"] as String }
        return try tx.rows(
            """
            SELECT id, visit, day, starts, ends, capacity, minimum, taken, leader, bus, meeting, latitude, longitude, cancelled_at
            FROM departure WHERE edition = \(edition)\(one) ORDER BY day, starts, id
            """
        ).compactMap { row in
            let id: String = row["id"]
            return Self.departure(
                row, languages: (languages[id] ?? []).map { $0["language"] },
                reserved: (reserved[id] ?? []).reduce(into: [:]) { all, one in
                    if let kind = ActorKind(rawValue: one["kind"]) { all[kind] = one["places"] }
                })
        }
    }

    private static func departure(_ row: Row, languages: [String], reserved: [ActorKind: Int]) -> Departure? {
        guard let visit = VisitCode(row["visit"]), let day: Day = row["day"], let start = WallTime(row["starts"]),
            let end = WallTime(row["ends"])
        else { return nil }
        let (latitude, longitude): (Double?, Double?) = (row["latitude"], row["longitude"])
        return Departure(
            id: row["id"], visit: visit, time: SessionTime(day: day, start: start, end: end), capacity: row["capacity"],
            minimum: row["minimum"], taken: row["taken"], leader: row["leader"], bus: row["bus"], meeting: row["meeting"],
            point: latitude.flatMap { first in
                longitude.flatMap { MeetingPoint(latitude: first, longitude: $0) }
            },
            languages: languages, reserved: reserved,
            cancelledAt: (row["cancelled_at"] as Int?).map(Date.init(milliseconds:)))
    }
}
