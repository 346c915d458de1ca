// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Database
import Editions
import Formats
import Foundation
import Network
import Vocabulary

/// Takes the files of programmes into the database. What is the same already is left alone; nothing is published by it.
package struct ProgrammeImport {
    private let tx: Transaction
    private let store: ProgrammeStore
    private let only: ID<Edition>?

    /// - Parameter only: the edition that all rows have to be about; nil where any may be.
    package init(tx: Transaction, only: ID<Edition>? = nil) {
        self.tx = tx
        self.only = only
        store = ProgrammeStore(tx: tx)
    }

    package typealias Counts = (added: Int, changed: Int, unchanged: Int)

    /// What taking a file did, and line by line what it added and changed.
    package struct Taken {
        package fileprivate(set) var counts: Counts = (0, 0, 0)
        package fileprivate(set) var lines: [Phrase] = []
    }

    package func rooms(_ bytes: [UInt8]) throws -> Taken {
        let known = try known()
        return try sum(
            try ProgrammeFiles.rooms(bytes, known: known), known.drafts.mapValues(\.roomDrafts), by: \.room.id,
            ProgrammeFiles.roomColumns, ProgrammeFiles.row, keep)
    }

    package func speakers(_ bytes: [UInt8]) throws -> Taken {
        let known = try known()
        return try sum(
            try ProgrammeFiles.speakers(bytes, known: known), known.drafts.mapValues(\.content.speakers), by: \.id,
            ProgrammeFiles.speakerColumns, ProgrammeFiles.row, keep)
    }

    package func sessions(_ bytes: [UInt8]) throws -> Taken {
        var known = try known()
        known.rooms = known.drafts.mapValues { Set($0.content.rooms.map(\.id)) }
        known.speakers = known.drafts.mapValues { Set($0.content.speakers.map(\.id)) }
        let incoming = try ProgrammeFiles.sessions(bytes, known: known)
        try refuseFaults(incoming, known.drafts)
        return try sum(
            incoming, known.drafts.mapValues(\.sessionDrafts), by: \.code, ProgrammeFiles.sessionColumns, ProgrammeFiles.row
        ) { edition, drafts, old in
            var identities = try store.identities(of: edition)
            for draft in drafts where identities[draft.code] == nil {
                identities[draft.code] = Self.identity(of: draft.code, in: edition, beside: identities)
            }
            return try keep(edition, drafts, old, identities)
        }
    }

    /// Times at which nothing can be held, unless they are known as they are.
    private func refuseFaults(
        _ incoming: [ID<Edition>: [(line: Int, value: SessionDraft)]], _ drafts: [ID<Edition>: ProgrammeDraft]
    ) throws {
        for edition in try EditionStore(tx: tx).all().map(\.edition) {
            let known = Dictionary(uniqueKeysWithValues: (drafts[edition.id]?.content.sessions ?? []).map { ($0.code, $0) })
            for (line, session) in (incoming[edition.id] ?? []).map({ ($0.line, $0.value.session) }) {
                let old = known[session.code]
                guard session.time != old?.time || session.day != old?.day, let fault = session.fault(in: edition) else {
                    continue
                }
                let column = fault.field(session.time)
                throw ProgrammeRefusal.value(
                    line: line, column: column, value: ProgrammeFiles.when(session)[column] ?? "", reason: .fault(fault))
            }
        }
    }

    /// Takes a schedule.xml of another program into the edition that is named, else that the file names.
    package func schedule(_ bytes: [UInt8], into name: String?) throws -> (taken: Taken, notes: [Phrase]) {
        let editions = EditionStore(tx: tx)
        let all = try editions.all().map(\.edition)
        func edition(of acronym: String) throws -> Edition {
            let slug = name ?? acronym.replacingOccurrences(of: "_", with: "-")
            guard let edition = all.first(where: { $0.id.value == slug }) else { throw ScheduleRefusal.unknownEdition(slug) }
            return edition
        }
        let file = try ScheduleFile(bytes) { TimeZone(identifier: try edition(of: $0).zone) ?? .gmt }
        let edition = try edition(of: file.acronym)
        let known = try ReleaseStore(tx: tx).facts(for: edition.id)
        let content = known.content
        let facts = ScheduleImportFacts(
            edition: edition, content: content, identities: known.identities, topics: try editions.topics(),
            authorities: known.authorities, institutions: known.institutions, kindNames: ScheduleNames.kinds,
            elsewhere: ScheduleNames.elsewhere, folded: Folding.folded,
            usedElsewhere: try store.uids(besides: edition.id))
        let plan = facts.plan(file) { Self.identity(of: $0, in: edition.id, beside: $1) }
        let draft = try DraftStore(tx: tx).tables(of: edition)
        let rooms = plan.rooms.map { RoomDraft(room: $0, plan: draft.rooms[$0.id] ?? RoomPlan()) }
        _ = try keep(edition.id, rooms, draft.roomDrafts)
        _ = try keep(edition.id, plan.speakers, content.speakers)
        var taken = Taken()
        let sessions = plan.sessions.map { SessionDraft($0, draft.plans[$0.code] ?? SessionPlan()) }
        taken.lines = sessions.flatMap { session in
            ImportPreview.line(
                plan.lines[session.code] ?? 0, session.code, ProgrammeFiles.sessionColumns,
                draft.draft(session.code).map { ProgrammeFiles.row(edition.id, $0) }, ProgrammeFiles.row(edition.id, session))
        }
        taken.counts = try keep(edition.id, sessions, draft.sessionDrafts, plan.identities)
        return (taken, plan.notes.map(\.phrase))
    }

    // MARK: Keeping what is new or differs

    private func keep(_ edition: ID<Edition>, _ rooms: [RoomDraft], _ known: [RoomDraft]) throws -> Counts {
        let (differing, counts) = Self.differing(rooms, from: known, by: \.room.id)
        guard !differing.isEmpty else { return counts }
        try store.keep(differing.map { ($0.position, $0.value.room) }, in: edition)
        let planned = Dictionary(uniqueKeysWithValues: known.map { ($0.room.id, $0.plan) })
        let drafts = differing.map(\.value).filter { $0.plan != planned[$0.room.id] ?? RoomPlan() }
        try DraftStore(tx: tx).keep(drafts, in: edition)
        store.record("room.changed", differing.map { Noun("room", $0.value.room.id) }, in: edition)
        return counts
    }

    private func keep(_ edition: ID<Edition>, _ speakers: [Speaker], _ known: [Speaker]) throws -> Counts {
        let (differing, counts) = Self.differing(speakers, from: known, by: \.id)
        guard !differing.isEmpty else { return counts }
        try store.keep(differing.map { ($0.position, $0.value) }, in: edition)
        store.record("speaker.changed", differing.map { Noun("speaker", $0.value.id) }, in: edition)
        return counts
    }

    private func keep(
        _ edition: ID<Edition>, _ sessions: [SessionDraft], _ known: [SessionDraft],
        _ identities: [SessionCode: ProgrammeStore.Identity]
    ) throws -> Counts {
        let (differing, counts) = Self.differing(sessions, from: known, by: \.code)
        guard !differing.isEmpty else { return counts }
        try store.keep(differing.map { ($0.position, $0.value.session) }, in: edition, identities: identities)
        try DraftStore(tx: tx).keep(differing.map(\.value), in: edition)
        store.record(
            "session.changed", differing.map { Noun("session", ID<Session>("\(edition):\($0.value.code)")) }, in: edition)
        return counts
    }

    private func known() throws -> ProgrammeFiles.Known {
        let editions = EditionStore(tx: tx)
        return ProgrammeFiles.Known(
            editions: Set(try editions.all().map(\.edition.id)), topics: Set(try editions.topics().map(\.id)),
            authorities: Set(try AuthorityStore(tx: tx).ids(most: 1_000_000)),
            institutions: Set(try InstitutionStore(tx: tx).all().map(\.id)), drafts: try drafts())
    }

    private func drafts() throws -> [ID<Edition>: ProgrammeDraft] {
        try EditionStore(tx: tx).all().reduce(into: [:]) { all, record in
            all[record.edition.id] = try DraftStore(tx: tx).tables(of: record.edition)
        }
    }

    private func sum<Value: Equatable, Key: Hashable & CustomStringConvertible>(
        _ incoming: [ID<Edition>: [(line: Int, value: Value)]], _ drafts: [ID<Edition>: [Value]], by key: (Value) -> Key,
        _ columns: [String], _ row: (ID<Edition>, Value) -> [String],
        _ take: (ID<Edition>, [Value], [Value]) throws -> Counts
    ) throws -> Taken {
        var taken = Taken()
        for (edition, values) in incoming.sorted(by: { $0.key < $1.key }) {
            if let only, edition != only, let first = values.first {
                throw ProgrammeRefusal.value(line: first.line, column: "edition", value: edition.value, reason: .otherEdition)
            }
            let drafted = drafts[edition] ?? []
            let known = Dictionary(uniqueKeysWithValues: drafted.map { (key($0), $0) })
            for (line, value) in values {
                let old = known[key(value)].map { row(edition, $0) }
                taken.lines += ImportPreview.line(line, key(value), columns, old, row(edition, value))
            }
            let counts = try take(edition, values.map(\.value), drafted)
            taken.counts = (
                taken.counts.added + counts.added, taken.counts.changed + counts.changed,
                taken.counts.unchanged + counts.unchanged
            )
        }
        return taken
    }

    /// What is new or other, with its position: that of the one it replaces, else behind all.
    private static func differing<Value: Equatable, Key: Hashable>(
        _ incoming: [Value], from known: [Value], by key: (Value) -> Key
    ) -> (values: [(position: Int, value: Value)], counts: Counts) {
        let positions = Dictionary(uniqueKeysWithValues: known.enumerated().map { (key($0.element), $0.offset) })
        var differing: [(position: Int, value: Value)] = []
        var added = 0
        for value in incoming {
            if let position = positions[key(value)] {
                if known[position] != value { differing.append((position, value)) }
            } else {
                differing.append((known.count + added, value))
                added += 1
            }
        }
        return (differing, (added, differing.count - added, incoming.count - differing.count))
    }

    /// The lasting names of a new session: the next number, and signs made of its edition and code.
    static func identity(
        of code: SessionCode, in edition: ID<Edition>, beside others: [SessionCode: ProgrammeStore.Identity]
    ) -> ProgrammeStore.Identity {
        let taken = Set(others.values.map(\.sign))
        let letters = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
        var attempt = 0
        while true {
            let hash = Array(SHA256.hash(data: Data("hemicycle session \(edition) \(code) \(attempt)".utf8)))
            let sign = String(decoding: hash.prefix(6).map { letters[Int($0) % letters.count] }, as: UTF8.self)
            attempt += 1
            guard !taken.contains(sign) else { continue }
            return ProgrammeStore.Identity(slot: (others.values.map(\.slot).max() ?? 0) + 1, sign: sign, uid: uuid(hash))
        }
    }

    /// RFC 9562, section 5.8: the bits of a hash as a UUID of version 8.
    private static func uuid(_ hash: [UInt8]) -> String {
        var b = Array(hash.suffix(16))
        b[6] = b[6] & 0x0F | 0x80
        b[8] = b[8] & 0x3F | 0x80
        return UUID(uuid: (b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]))
            .uuidString.lowercased()
    }
}
