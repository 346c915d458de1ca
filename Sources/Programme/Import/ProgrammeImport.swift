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
        try sum(
            try ProgrammeFiles.rooms(bytes, known: try known()), \.rooms, by: \.id, ProgrammeFiles.roomColumns, ProgrammeFiles.row
        ) {
            try keep($0, $1, $2)
        }
    }

    package func speakers(_ bytes: [UInt8]) throws -> Taken {
        try sum(
            try ProgrammeFiles.speakers(bytes, known: try known()), \.speakers, by: \.id, ProgrammeFiles.speakerColumns,
            ProgrammeFiles.row
        ) { try keep($0, $1, $2) }
    }

    package func sessions(_ bytes: [UInt8]) throws -> Taken {
        var known = try known()
        let contents = known.contents
        known.rooms = contents.mapValues { Set($0.rooms.map(\.id)) }
        known.speakers = contents.mapValues { Set($0.speakers.map(\.id)) }
        let incoming = try ProgrammeFiles.sessions(bytes, known: known)
        try refuseFaults(incoming, contents)
        return try sum(
            incoming, \.sessions, by: \.code, ProgrammeFiles.sessionColumns,
            ProgrammeFiles.row
        ) { edition, sessions, content in
            var identities = try store.identities(of: edition)
            for session in sessions where identities[session.code] == nil {
                identities[session.code] = Self.identity(of: session.code, in: edition, beside: identities)
            }
            return try keep(edition, sessions, content, identities)
        }
    }

    /// Times at which nothing can be held, unless they are known as they are.
    private func refuseFaults(
        _ incoming: [ID<Edition>: [(line: Int, value: Session)]], _ contents: [ID<Edition>: ProgrammeContent]
    ) throws {
        for edition in try EditionStore(tx: tx).all().map(\.edition) {
            let known = Dictionary(uniqueKeysWithValues: (contents[edition.id]?.sessions ?? []).map { ($0.code, $0) })
            for (line, session) in incoming[edition.id] ?? [] {
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
        _ = try keep(edition.id, plan.rooms, content)
        _ = try keep(edition.id, plan.speakers, content)
        var taken = Taken()
        let drafted = Dictionary(uniqueKeysWithValues: content.sessions.map { ($0.code, $0) })
        taken.lines = plan.sessions.flatMap { session in
            ImportPreview.line(
                plan.lines[session.code] ?? 0, session.code, ProgrammeFiles.sessionColumns,
                drafted[session.code].map { ProgrammeFiles.row(edition.id, $0) }, ProgrammeFiles.row(edition.id, session))
        }
        taken.counts = try keep(edition.id, plan.sessions, content, plan.identities)
        return (taken, plan.notes.map(\.phrase))
    }

    // MARK: Keeping what is new or differs

    private func keep(_ edition: ID<Edition>, _ rooms: [Room], _ content: ProgrammeContent) throws -> Counts {
        let (differing, counts) = Self.differing(rooms, from: content.rooms, by: \.id)
        guard !differing.isEmpty else { return counts }
        try store.keep(differing.map { ($0.position, $0.value) }, in: edition)
        store.record("room.changed", differing.map { Noun("room", $0.value.id) }, in: edition)
        return counts
    }

    private func keep(_ edition: ID<Edition>, _ speakers: [Speaker], _ content: ProgrammeContent) throws -> Counts {
        let (differing, counts) = Self.differing(speakers, from: content.speakers, by: \.id)
        guard !differing.isEmpty else { return counts }
        try store.keep(differing.map { ($0.position, $0.value) }, in: edition)
        store.record("speaker.changed", differing.map { Noun("speaker", $0.value.id) }, in: edition)
        return counts
    }

    private func keep(
        _ edition: ID<Edition>, _ sessions: [Session], _ content: ProgrammeContent,
        _ identities: [SessionCode: ProgrammeStore.Identity]
    ) throws -> Counts {
        let (differing, counts) = Self.differing(sessions, from: content.sessions, by: \.code)
        guard !differing.isEmpty else { return counts }
        try store.keep(differing.map { ($0.position, $0.value) }, in: edition, identities: identities)
        store.record(
            "session.changed", differing.map { Noun("session", ID<Session>("\(edition):\($0.value.code)")) }, in: edition)
        return counts
    }

    private func known() throws -> ProgrammeFiles.Known {
        let editions = EditionStore(tx: tx)
        return ProgrammeFiles.Known(
            editions: Set(try editions.all().map(\.edition.id)), topics: Set(try editions.topics().map(\.id)),
            authorities: Set(try AuthorityStore(tx: tx).ids(most: 1_000_000)),
            institutions: Set(try InstitutionStore(tx: tx).all().map(\.id)), contents: try contents())
    }

    private func contents() throws -> [ID<Edition>: ProgrammeContent] {
        try EditionStore(tx: tx).all().reduce(into: [:]) { all, record in
            all[record.edition.id] = try store.content(of: record.edition.id)
        }
    }

    private func sum<Value: Equatable, Key: Hashable & CustomStringConvertible>(
        _ incoming: [ID<Edition>: [(line: Int, value: Value)]], _ part: (ProgrammeContent) -> [Value], by key: (Value) -> Key,
        _ columns: [String], _ row: (ID<Edition>, Value) -> [String],
        _ take: (ID<Edition>, [Value], ProgrammeContent) throws -> Counts
    ) throws -> Taken {
        var taken = Taken()
        for (edition, values) in incoming.sorted(by: { $0.key < $1.key }) {
            if let only, edition != only, let first = values.first {
                throw ProgrammeRefusal.value(line: first.line, column: "edition", value: edition.value, reason: .otherEdition)
            }
            let content = try store.content(of: edition)
            let known = Dictionary(uniqueKeysWithValues: part(content).map { (key($0), $0) })
            for (line, value) in values {
                let old = known[key(value)].map { row(edition, $0) }
                taken.lines += ImportPreview.line(line, key(value), columns, old, row(edition, value))
            }
            let counts = try take(edition, values.map(\.value), content)
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
