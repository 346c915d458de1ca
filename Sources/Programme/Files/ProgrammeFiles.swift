// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Formats
import Foundation
import Network
import People
import Vocabulary

/// The files a programme is imported from and exported to: rooms, speakers, sessions.
package enum ProgrammeFiles {
    private static func columns(_ name: String) -> [String] { Language.allCases.map { "\(name)_\($0.rawValue)" } }

    package static let roomColumns =
        ["edition", "id", "name", "capacity"] + columns("equipment") + columns("access") + ["site", "booths", "fittings"]
    package static let speakerColumns =
        ["edition", "id", "name"] + columns("office") + ["authority", "institution", "body", "country"]
    /// Without what organisers note and plan among themselves; a file without these columns leaves it as it is.
    static let publicSessionColumns = Array(sessionColumns.dropLast(3))
    package static let sessionColumns =
        ["edition", "code", "day", "start", "end", "kind"] + columns("title") + columns("abstract") + [
            "languages", "interpreted", "topic", "rooms", "capacity", "registration", "status", "speakers", "moderator",
            "rapporteur",
            "notes", "expected", "needs",
        ]

    /// What the ids in a file have to be among.
    struct Known {
        var editions: Set<ID<Edition>>
        var topics: Set<ID<Topic>> = []
        var authorities: Set<ID<Authority>> = []
        var institutions: Set<ID<Institution>> = []
        var rooms: [ID<Edition>: Set<ID<Room>>] = [:]
        var speakers: [ID<Edition>: Set<ID<Speaker>>] = [:]
        /// What is stored already.
        var drafts: [ID<Edition>: ProgrammeDraft] = [:]
    }

    /// `rooms.csv`, by edition, in the order of the file.
    static func rooms(_ bytes: [UInt8], known: Known) throws -> [ID<Edition>: [(line: Int, value: RoomDraft)]] {
        var cells = try ProgrammeCells(bytes, needed: ["edition", "id", "name", "capacity"], known.editions)
        return try cells.byEdition { cells, row in
            guard row["name"].contains(where: { !$0.isWhitespace }) else { throw cells.wrong(row, "name", .empty) }
            try cells.oneLine(row, "name")
            let id: ID<Room> = try cells.id(row)
            let draft = known.drafts[ID(row["edition"])]
            let old = draft?.content.rooms.first { $0.id == id }
            let room = Room(
                id: id, name: row["name"], capacity: try cells.capacity(row),
                equipment: try cells.text(row, "equipment", over: old?.equipment, most: PersonText.longest),
                access: try cells.text(row, "access", over: old?.access, most: PersonText.longest))
            return RoomDraft(room: room, plan: try cells.plan(row, over: draft?.rooms[id] ?? RoomPlan()))
        }
    }

    /// `speakers.csv`, by edition.
    static func speakers(_ bytes: [UInt8], known: Known) throws -> [ID<Edition>: [(line: Int, value: Speaker)]] {
        let needed = ["edition", "id", "name", "authority", "institution", "body", "country"]
        var cells = try ProgrammeCells(bytes, needed: needed, known.editions)
        return try cells.byEdition { cells, row in
            let id: ID<Speaker> = try cells.id(row)
            for column in ["name", "body"] { try cells.oneLine(row, column) }
            let old = known.drafts[ID(row["edition"])]?.content.speakers.first { $0.id == id }
            let speaker = Speaker(
                id: id, name: row["name"], office: try cells.text(row, "office", over: old?.office, most: PersonText.longest),
                authority: try cells.reference(row, "authority", among: known.authorities, file: "authorities.csv"),
                institution: try cells.reference(row, "institution", among: known.institutions, file: "institutions.csv"),
                body: row["body"], country: row["country"])
            guard speaker.name.contains(where: { !$0.isWhitespace }) || !speaker.office.isEmpty else {
                throw cells.wrong(row, "office_en", .empty)
            }
            let isCountry = row["country"].count == 2 && Locale.Region.isoRegions.contains(Locale.Region(row["country"]))
            guard row["country"].isEmpty || isCountry else { throw cells.wrong(row, "country", .country) }
            return speaker
        }
    }

    /// `programme.csv`, by edition.
    static func sessions(_ bytes: [UInt8], known: Known) throws -> [ID<Edition>: [(line: Int, value: SessionDraft)]] {
        let needed = publicSessionColumns.filter { !$0.contains("_") }
        var cells = try ProgrammeCells(bytes, needed: needed, known.editions)
        return try cells.byEdition { cells, row in
            let edition = ID<Edition>(row["edition"])
            let code = try cells.code(row, known: Set(known.drafts[edition]?.content.sessions.map(\.code) ?? []))
            let old = known.drafts[edition]?.draft(code)
            var session = Session(
                code: code, kind: try cells.choice(row, "kind"), status: try cells.choice(row, "status"),
                registration: try cells.choice(row, "registration"), time: try cells.time(row), day: try cells.day(row),
                title: try cells.text(row, "title", over: old?.session.title, most: SessionForm.longestTitle),
                abstract: try cells.text(
                    row, "abstract", over: old?.session.abstract, most: SessionForm.longestAbstract,
                    clean: PersonText.cleanedLines),
                languages: try cells.languages(row, "languages"),
                interpreted: try cells.languages(row, "interpreted"), topic: nil, rooms: [], capacity: try cells.capacity(row),
                speakers: [], notes: try Self.notes(row, cells, over: old?.session.notes ?? ""))
            guard !session.title.isEmpty else { throw cells.wrong(row, "title_en", .empty) }
            if !row["topic"].isEmpty {
                guard known.topics.contains(ID(row["topic"])) else {
                    throw ProgrammeRefusal.unknownTopic(line: row.line, row["topic"])
                }
                session.topic = ID(row["topic"])
            }
            session.rooms = try cells.references(row, "rooms", among: known.rooms[edition] ?? [], file: "rooms.csv")
            let speakers = known.speakers[edition] ?? []
            for (column, role) in [("speakers", SpeakerRole.speaker), ("moderator", .moderator), ("rapporteur", .rapporteur)] {
                session.speakers += try cells.references(row, column, among: speakers, file: "speakers.csv").map {
                    SessionSpeaker(speaker: $0, role: role)
                }
            }
            return SessionDraft(session, try cells.plan(row, over: old?.plan ?? SessionPlan()))
        }
    }

    private static func notes(_ row: Table.Row, _ cells: ProgrammeCells, over old: String) throws -> String {
        guard row.position(of: "notes") != nil else { return old }
        return try cells.text(row, "notes", over: old, most: SessionForm.longestNotes, clean: PersonText.cleanedLines)
    }

    // MARK: Writing

    /// What the organisers of every edition have, in the form in which it is imported.
    package static func write(_ kind: ProgrammeFileKind, _ tx: Transaction) throws -> [UInt8] {
        let tables = try EditionStore(tx: tx).all().map { kind.rows(of: try DraftStore(tx: tx).tables(of: $0.edition)) }
        var writer = CSVWriter(header: kind.columns)
        for row in tables.joined() { writer.add(row) }
        return writer.bytes
    }

    /// What was published of an edition.
    static func write(_ sessions: [Session], of edition: ID<Edition>) -> [UInt8] {
        var writer = CSVWriter(header: publicSessionColumns)
        for session in sessions { writer.add(publicRow(edition, session)) }
        return writer.bytes
    }

    static func row(_ edition: ID<Edition>, _ draft: RoomDraft) -> [String] {
        let (room, plan) = (draft.room, draft.plan)
        return [edition.value, room.id.value, room.name, room.capacity.map(String.init) ?? ""] + cells(room.equipment)
            + cells(room.access) + [plan.site, plan.booths.map(String.init) ?? "", list(plan.fittings.sorted())]
    }

    private static func list(_ fittings: [Fitting]) -> String { fittings.map(\.rawValue).joined(separator: "|") }

    static func row(_ edition: ID<Edition>, _ s: Speaker) -> [String] {
        [edition.value, s.id.value, s.name] + cells(s.office) + [
            s.authority?.value ?? "", s.institution?.value ?? "", s.body, s.country,
        ]
    }

    /// The cells of a session's time, by column.
    static func when(_ session: Session) -> [String: String] {
        [
            "day": (session.time?.day ?? session.day)?.description ?? "", "start": session.time?.start.description ?? "",
            "end": session.time?.end.description ?? "",
        ]
    }

    static func row(_ edition: ID<Edition>, _ draft: SessionDraft) -> [String] {
        publicRow(edition, draft.session) + [
            draft.session.notes, draft.plan.expected.map(String.init) ?? "", list(draft.plan.needs),
        ]
    }

    static func publicRow(_ edition: ID<Edition>, _ s: Session) -> [String] {
        func list<T>(_ ids: [ID<T>]) -> String { ids.map(\.value).joined(separator: "|") }
        let times = when(s)
        let names = cells(s.title) + cells(s.abstract)
        let place = [
            s.languages.joined(separator: " ").uppercased(), s.interpreted.joined(separator: " ").uppercased(),
            s.topic?.value ?? "",
            list(s.rooms), s.capacity.map(String.init) ?? "", s.registration.rawValue, s.status.rawValue,
        ]
        return [edition.value, s.code.description] + ["day", "start", "end"].map { times[$0] ?? "" } + [s.kind.rawValue] + names
            + place
            + [list(s.speakers(as: .speaker)), list(s.speakers(as: .moderator)), list(s.speakers(as: .rapporteur))]
    }

    private static func cells(_ text: LocalizedText) -> [String] { Language.allCases.map { text.values[$0]?.text ?? "" } }
}
