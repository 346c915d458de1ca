// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// The programme that the organisers work on, in the database.
package struct ProgrammeStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// What a session is called in the files of others: given once, kept for ever.
    struct Identity: Sendable, Hashable {
        var slot: Int
        var sign: String, uid: String
    }

    /// The whole of it, sessions in the order they were given: nine statements, however many there are.
    package func content(of edition: ID<Edition>) throws -> ProgrammeContent {
        var content = ProgrammeContent()
        let roomTexts = try texts("SELECT room AS id, field, language, value, state FROM room_text WHERE edition = \(edition)")
        content.rooms = try tx.rows("SELECT id, name, capacity FROM room WHERE edition = \(edition) ORDER BY position").map {
            row in
            let texts = roomTexts[row["id"]] ?? [:]
            return Room(
                id: row["id"], name: row["name"], capacity: row["capacity"], equipment: texts["equipment"] ?? LocalizedText(),
                access: texts["access"] ?? LocalizedText())
        }
        let offices = try texts(
            "SELECT speaker AS id, field, language, value, state FROM speaker_text WHERE edition = \(edition)")
        content.speakers = try tx.rows(
            """
            SELECT id, name, authority, institution, body, country FROM speaker WHERE edition = \(edition) ORDER BY position
            """
        ).map { row in
            Speaker(
                id: row["id"], name: row["name"], office: offices[row["id"]]?["office"] ?? LocalizedText(),
                authority: row["authority"], institution: row["institution"], body: row["body"], country: row["country"])
        }
        content.sessions = try sessions(of: edition)
        return content
    }

    private func sessions(of edition: ID<Edition>) throws -> [Session] {
        let sessionTexts = try texts(
            "SELECT session AS id, field, language, value, state FROM session_text WHERE edition = \(edition)")
        let languages = Dictionary(
            grouping: try tx.rows(
                "SELECT session, language, interpreted FROM session_language WHERE edition = \(edition) ORDER BY position")
        ) { $0["session"] as String }
        let rooms = Dictionary(
            grouping: try tx.rows("SELECT session, room FROM session_room WHERE edition = \(edition) ORDER BY position")
        ) { $0["session"] as String }
        let speakers = Dictionary(
            grouping: try tx.rows(
                "SELECT session, speaker, role FROM session_speaker WHERE edition = \(edition) ORDER BY position")
        ) { $0["session"] as String }
        return try tx.rows(
            """
            SELECT code, kind, status, registration, day, starts, ends, topic, capacity, notes FROM session
            WHERE edition = \(edition) ORDER BY position
            """
        ).compactMap { row in
            let code: String = row["code"]
            guard var session = Self.session(row, sessionTexts[code] ?? [:]) else { return nil }
            session.languages = (languages[code] ?? []).filter { !($0["interpreted"] as Bool) }.map { $0["language"] }
            session.interpreted = (languages[code] ?? []).filter { $0["interpreted"] }.map { $0["language"] }
            session.rooms = (rooms[code] ?? []).map { $0["room"] }
            session.speakers = (speakers[code] ?? []).map {
                SessionSpeaker(speaker: $0["speaker"], role: SpeakerRole(rawValue: $0["role"]) ?? .speaker)
            }
            return session
        }
    }

    private static func session(_ row: Row, _ texts: [String: LocalizedText]) -> Session? {
        guard let code = SessionCode(row["code"]) else { return nil }
        let (day, starts, ends) = (row["day"] as Day?, row["starts"] as String?, row["ends"] as String?)
        var time: SessionTime?
        if let day, let start = starts.flatMap({ WallTime($0) }), let end = ends.flatMap({ WallTime($0) }) {
            time = SessionTime(day: day, start: start, end: end)
        }
        return Session(
            code: code, kind: SessionKind(rawValue: row["kind"]) ?? .other,
            status: SessionStatus(rawValue: row["status"]) ?? .unconfirmed,
            registration: SessionRegistration(rawValue: row["registration"]) ?? .open, time: time, day: day,
            title: texts["title"] ?? LocalizedText(), abstract: texts["abstract"] ?? LocalizedText(), languages: [],
            interpreted: [], topic: row["topic"], rooms: [], capacity: row["capacity"], speakers: [], notes: row["notes"])
    }

    private func texts(_ statement: SQL) throws -> [String: [String: LocalizedText]] {
        try tx.rows(statement).reduce(into: [:]) { texts, row in
            guard let language = Language(rawValue: row["language"]) else { return }
            texts[row["id"] as String, default: [:]][row["field"] as String, default: LocalizedText()].values[language] = .init(
                row["value"], TextState(rawValue: row["state"]) ?? .draft)
        }
    }

    func identities(of edition: ID<Edition>) throws -> [SessionCode: Identity] {
        try tx.rows("SELECT code, slot, sign, uid FROM session WHERE edition = \(edition)").reduce(into: [:]) { all, row in
            guard let code = SessionCode(row["code"]) else { return }
            all[code] = Identity(slot: row["slot"], sign: row["sign"], uid: row["uid"])
        }
    }

    /// The UIDs of sessions of other editions.
    func uids(besides edition: ID<Edition>) throws -> Set<String> {
        Set(try tx.rows("SELECT uid FROM session WHERE edition <> \(edition)").map { $0["uid"] })
    }

    // MARK: Storing

    /// Adds rooms, or puts them in the place of what was known under the same id.
    func keep(_ rooms: [(position: Int, room: Room)], in edition: ID<Edition>) throws {
        try tx.run(inBatchesOf: rooms) { part in
            let rows = part.map { "(\(edition), \($0.room.id), \($0.position), \($0.room.name), \($0.room.capacity))" as SQL }
            return """
                INSERT INTO room (edition, id, position, name, capacity) VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (edition, id) DO UPDATE SET position = excluded.position, name = excluded.name, capacity = excluded.capacity
                """
        }
        try tx.run(inBatchesOf: rooms) {
            "DELETE FROM room_text WHERE edition = \(edition) AND room IN \(list: $0.map(\.room.id))"
        }
        let texts = rooms.flatMap { _, room in
            Self.rows(edition, room.id.value, "equipment", room.equipment)
                + Self.rows(edition, room.id.value, "access", room.access)
        }
        try tx.run(inBatchesOf: texts) {
            "INSERT INTO room_text (edition, room, field, language, value, state) VALUES \(SQL.joined($0, by: ", "))"
        }
    }

    /// The same for speakers.
    func keep(_ speakers: [(position: Int, speaker: Speaker)], in edition: ID<Edition>) throws {
        try tx.run(inBatchesOf: speakers) { part in
            let rows = part.map { position, s -> SQL in
                "(\(edition), \(s.id), \(position), \(s.name), \(s.authority), \(s.institution), \(s.body), \(s.country))"
            }
            return """
                INSERT INTO speaker (edition, id, position, name, authority, institution, body, country)
                VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (edition, id) DO UPDATE SET position = excluded.position, name = excluded.name,
                    authority = excluded.authority, institution = excluded.institution, body = excluded.body,
                    country = excluded.country
                """
        }
        try tx.run(inBatchesOf: speakers) {
            "DELETE FROM speaker_text WHERE edition = \(edition) AND speaker IN \(list: $0.map(\.speaker.id))"
        }
        let texts = speakers.flatMap { Self.rows(edition, $0.speaker.id.value, "office", $0.speaker.office) }
        try tx.run(inBatchesOf: texts) {
            "INSERT INTO speaker_text (edition, speaker, field, language, value, state) VALUES \(SQL.joined($0, by: ", "))"
        }
    }

    /// The same for sessions; `identities` are those of all that are stored here.
    func keep(
        _ sessions: [(position: Int, session: Session)], in edition: ID<Edition>, identities: [SessionCode: Identity]
    ) throws {
        try tx.run(inBatchesOf: sessions) { part in
            let rows = part.compactMap { position, s -> SQL? in
                guard let identity = identities[s.code] else { return nil }
                return """
                    (\(edition), \(s.code.description), \(identity.slot), \(identity.sign), \(identity.uid), \(position),
                    \(s.kind.rawValue), \(s.status.rawValue), \(s.registration.rawValue), \(s.time?.day ?? s.day),
                    \(s.time?.start.description), \(s.time?.end.description), \(s.topic), \(s.capacity), \(s.notes))
                    """
            }
            return """
                INSERT INTO session (edition, code, slot, sign, uid, position, kind, status, registration, day, starts, ends, topic,
                    capacity, notes)
                VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (edition, code) DO UPDATE SET position = excluded.position, kind = excluded.kind,
                    status = excluded.status, registration = excluded.registration, day = excluded.day, starts = excluded.starts,
                    ends = excluded.ends, topic = excluded.topic, capacity = excluded.capacity, notes = excluded.notes,
                    version = session.version + 1
                """
        }
        let kept = sessions.map(\.session)
        for table in [
            "DELETE FROM session_text", "DELETE FROM session_language", "DELETE FROM session_room", "DELETE FROM session_speaker",
        ] as [SQL] {
            try tx.run(inBatchesOf: kept) {
                "\(table) WHERE edition = \(edition) AND session IN \(list: $0.map(\.code.description))"
            }
        }
        try keepParts(of: kept, in: edition)
    }

    private func keepParts(of sessions: [Session], in edition: ID<Edition>) throws {
        let texts = sessions.flatMap {
            Self.rows(edition, $0.code.description, "title", $0.title)
                + Self.rows(edition, $0.code.description, "abstract", $0.abstract)
        }
        try tx.run(inBatchesOf: texts) {
            "INSERT INTO session_text (edition, session, field, language, value, state) VALUES \(SQL.joined($0, by: ", "))"
        }
        let languages = sessions.flatMap { session in
            let code = session.code.description
            return session.languages.enumerated().map { "(\(edition), \(code), \($0.offset), \($0.element), \(false))" as SQL }
                + session.interpreted.enumerated().map { "(\(edition), \(code), \($0.offset), \($0.element), \(true))" as SQL }
        }
        try tx.run(inBatchesOf: languages) {
            "INSERT INTO session_language (edition, session, position, language, interpreted) VALUES \(SQL.joined($0, by: ", "))"
        }
        let rooms = sessions.flatMap { session in
            session.rooms.enumerated().map { "(\(edition), \(session.code.description), \($0.offset), \($0.element))" as SQL }
        }
        try tx.run(inBatchesOf: rooms) {
            "INSERT INTO session_room (edition, session, position, room) VALUES \(SQL.joined($0, by: ", "))"
        }
        let speakers = sessions.flatMap { session in
            session.speakers.enumerated().map { position, s in
                "(\(edition), \(session.code.description), \(position), \(s.speaker), \(s.role.rawValue))" as SQL
            }
        }
        try tx.run(inBatchesOf: speakers) {
            "INSERT INTO session_speaker (edition, session, position, speaker, role) VALUES \(SQL.joined($0, by: ", "))"
        }
    }

    private static func rows(_ edition: ID<Edition>, _ noun: String, _ field: String, _ text: LocalizedText) -> [SQL] {
        text.values.map { "(\(edition), \(noun), \(field), \($0.key.rawValue), \($0.value.text), \($0.value.state.rawValue))" }
    }

    /// Records that parts of a programme were changed by a file. Nothing of it is public before a release.
    func record(_ verb: String, _ nouns: [Noun], in edition: ID<Edition>) {
        tx.record(verb, nouns + [Noun("programme-draft", edition)])
    }
}
