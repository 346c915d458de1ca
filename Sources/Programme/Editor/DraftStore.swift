// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// What the organisers plan, in the database: beside `ProgrammeStore`, which keeps what can be published.
struct DraftStore {
    let tx: Transaction

    /// What pages about the unpublished programme of an edition are about.
    static func noun(_ edition: ID<Edition>) -> Noun { Noun("programme-draft", edition) }

    /// All of it: nineteen statements, however much there is.
    func draft(of edition: Edition) throws -> ProgrammeDraft {
        try tx.keeping("draft:\(edition.id):\(edition.zone)", about: Self.noun(edition.id)) {
            var draft = ProgrammeDraft(edition: edition)
            draft.content = try ProgrammeStore(tx: tx).content(of: edition.id)
            draft.versions = try versions(of: edition.id)
            draft.plans = try plans(of: edition.id)
            draft.rooms = try rooms(of: edition.id)
            draft.speakers = try speakers(of: edition.id)
            draft.plan = try plan(of: edition.id)
            draft.severities = try SeverityStore(tx: tx).severities(of: edition.id)
            return draft
        }
    }

    /// The same with what was published of it: what an edit depends on.
    func facts(for edition: Edition) throws -> EditFacts {
        let published = try ReleaseStore(tx: tx).latest(of: edition.id)?.document.sessions.map(\.session.code) ?? []
        return EditFacts(draft: try draft(of: edition), published: Set(published))
    }

    /// Only what files hold of it, as it is now: thirteen statements.
    func tables(of edition: Edition) throws -> ProgrammeDraft {
        var draft = ProgrammeDraft(edition: edition)
        draft.content = try ProgrammeStore(tx: tx).content(of: edition.id)
        draft.plans = try plans(of: edition.id)
        draft.rooms = try rooms(of: edition.id)
        return draft
    }

    private func versions(of edition: ID<Edition>) throws -> [SessionCode: Int] {
        try tx.rows("SELECT code, version FROM session WHERE edition = \(edition)").reduce(into: [:]) { all, row in
            if let code = SessionCode(row["code"]) { all[code] = row["version"] }
        }
    }

    private func plans(of edition: ID<Edition>) throws -> [SessionCode: SessionPlan] {
        var plans: [SessionCode: SessionPlan] = [:]
        for row in try tx.rows("SELECT session, expected FROM session_plan WHERE edition = \(edition)") {
            if let code = SessionCode(row["session"]) { plans[code, default: SessionPlan()].expected = row["expected"] }
        }
        for row in try tx.rows("SELECT session, fitting FROM session_need WHERE edition = \(edition) ORDER BY fitting") {
            guard let code = SessionCode(row["session"]), let fitting = Fitting(rawValue: row["fitting"]) else { continue }
            plans[code, default: SessionPlan()].needs.append(fitting)
        }
        return plans
    }

    private func rooms(of edition: ID<Edition>) throws -> [ID<Room>: RoomPlan] {
        var rooms: [ID<Room>: RoomPlan] = [:]
        for row in try tx.rows("SELECT room, site, booths FROM room_plan WHERE edition = \(edition)") {
            rooms[row["room"]] = RoomPlan(site: row["site"], booths: row["booths"])
        }
        for row in try tx.rows("SELECT room, fitting FROM room_fitting WHERE edition = \(edition)") {
            if let fitting = Fitting(rawValue: row["fitting"]) {
                rooms[row["room"], default: RoomPlan()].fittings.insert(fitting)
            }
        }
        return rooms
    }

    private func speakers(of edition: ID<Edition>) throws -> [ID<Speaker>: SpeakerPlan] {
        var speakers: [ID<Speaker>: SpeakerPlan] = [:]
        for row in try tx.rows("SELECT speaker, elected, leaves_day, leaves FROM speaker_plan WHERE edition = \(edition)") {
            var plan = SpeakerPlan(isElected: row["elected"])
            if let day = row["leaves_day"] as Day?, let time = (row["leaves"] as String?).flatMap({ WallTime($0) }) {
                plan.leaves = (day, time)
            }
            speakers[row["speaker"]] = plan
        }
        for row in try tx.rows("SELECT speaker, language FROM speaker_language WHERE edition = \(edition) ORDER BY language") {
            speakers[row["speaker"], default: SpeakerPlan()].languages.append(row["language"])
        }
        let times = try tx.rows(
            "SELECT speaker, day, starts, ends FROM speaker_availability WHERE edition = \(edition) ORDER BY day, starts")
        for row in times {
            guard let start = WallTime(row["starts"]), let end = WallTime(row["ends"]) else { continue }
            speakers[row["speaker"], default: SpeakerPlan()].availability.append(
                SessionTime(day: row["day"], start: start, end: end))
        }
        return speakers
    }

    private func plan(of edition: ID<Edition>) throws -> ProgrammePlan {
        let row = try tx.first("SELECT booths, walk, walk_between_sites FROM programme_plan WHERE edition = \(edition)")
        return row.map { ProgrammePlan(booths: $0["booths"], walk: $0["walk"], walkBetweenSites: $0["walk_between_sites"]) }
            ?? ProgrammePlan()
    }
}

// MARK: Storing

extension DraftStore {
    /// Keeps what is expected of these sessions and what they need.
    func keep(_ drafts: [SessionDraft], in edition: ID<Edition>) throws {
        for table in ["DELETE FROM session_plan", "DELETE FROM session_need"] as [SQL] {
            try tx.run(inBatchesOf: drafts) {
                "\(table) WHERE edition = \(edition) AND session IN \(list: $0.map(\.code.description))"
            }
        }
        try tx.run(inBatchesOf: drafts.filter { $0.plan.expected != nil }) { part in
            let rows = part.map { "(\(edition), \($0.code.description), \($0.plan.expected))" as SQL }
            return "INSERT INTO session_plan (edition, session, expected) VALUES \(SQL.joined(rows, by: ", "))"
        }
        let needs = drafts.flatMap { draft in
            draft.plan.needs.map { "(\(edition), \(draft.code.description), \($0.rawValue))" as SQL }
        }
        try tx.run(inBatchesOf: needs) {
            "INSERT INTO session_need (edition, session, fitting) VALUES \(SQL.joined($0, by: ", "))"
        }
    }

    /// Keeps what is planned with these rooms.
    func keep(_ drafts: [RoomDraft], in edition: ID<Edition>) throws {
        try tx.run(inBatchesOf: drafts.map { "(\(edition), \($0.room.id), \($0.plan.site), \($0.plan.booths))" as SQL }) {
            """
            INSERT INTO room_plan (edition, room, site, booths) VALUES \(SQL.joined($0, by: ", "))
            ON CONFLICT (edition, room) DO UPDATE SET site = excluded.site, booths = excluded.booths
            """
        }
        try tx.run(inBatchesOf: drafts) {
            "DELETE FROM room_fitting WHERE edition = \(edition) AND room IN \(list: $0.map(\.room.id))"
        }
        let rows = drafts.flatMap { draft in
            draft.plan.fittings.sorted().map { "(\(edition), \(draft.room.id), \($0.rawValue))" as SQL }
        }
        try tx.run(inBatchesOf: rows) {
            "INSERT INTO room_fitting (edition, room, fitting) VALUES \(SQL.joined($0, by: ", "))"
        }
    }

    func keep(_ plan: SpeakerPlan, of speaker: ID<Speaker>, in edition: ID<Edition>) throws {
        try tx.run(
            """
            INSERT INTO speaker_plan (edition, speaker, elected, leaves_day, leaves)
            VALUES (\(edition), \(speaker), \(plan.isElected), \(plan.leaves?.day), \(plan.leaves?.time.description))
            ON CONFLICT (edition, speaker) DO UPDATE SET elected = excluded.elected, leaves_day = excluded.leaves_day,
                leaves = excluded.leaves
            """)
        for table in ["DELETE FROM speaker_language", "DELETE FROM speaker_availability"] as [SQL] {
            try tx.run("\(table) WHERE edition = \(edition) AND speaker = \(speaker)")
        }
        try tx.run(inBatchesOf: plan.languages.map { "(\(edition), \(speaker), \($0))" as SQL }) {
            "INSERT INTO speaker_language (edition, speaker, language) VALUES \(SQL.joined($0, by: ", "))"
        }
        let times = plan.availability.map {
            "(\(edition), \(speaker), \($0.day), \($0.start.description), \($0.end.description))" as SQL
        }
        try tx.run(inBatchesOf: times) {
            "INSERT INTO speaker_availability (edition, speaker, day, starts, ends) VALUES \(SQL.joined($0, by: ", "))"
        }
    }

    func keep(_ plan: ProgrammePlan, of edition: ID<Edition>) throws {
        try tx.run(
            """
            INSERT INTO programme_plan (edition, booths, walk, walk_between_sites)
            VALUES (\(edition), \(plan.booths), \(plan.walk), \(plan.walkBetweenSites))
            ON CONFLICT (edition) DO UPDATE SET booths = excluded.booths, walk = excluded.walk,
                walk_between_sites = excluded.walk_between_sites
            """)
    }
}
