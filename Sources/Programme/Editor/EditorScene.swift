// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// What every page of those who plan a programme has at hand, read at one moment.
struct EditorScene: Sendable {
    let record: EditionRecord
    let draft: ProgrammeDraft
    let judged: JudgedConflicts
    /// What the public sees; nil before the first release.
    let released: Release?
    /// The draft as the public pages would show it.
    let view: ProgrammeView
    let words: Words
    /// Whether this actor may change sessions.
    let canEdit: Bool
    /// Whether this actor may say that a session is late.
    let canNotice: Bool
    /// Whether this actor may write texts in other languages.
    var canTranslate = false
    /// The last act about the programme that is seen here.
    private let act: Int

    var edition: Edition { record.edition }
    /// The path of the board in the reader's language.
    var base: Address { "/\(words.language.rawValue)/\(edition.id)/organise/programme" }
    /// Where its pages learn of what others do.
    var live: Address { ("\(base)/live" as Address).with([("since", String(act))]) }
    var conflictWords: ConflictWords { ConflictWords(draft: draft, words: words, place: place(of:)) }

    /// What the draft says of a session otherwise than the public knows; empty when both say the same.
    func unreleased(_ session: Session) -> [SessionChange] {
        var session = session
        session.notes = ""
        guard let old = releasedSessions[session.code] else { return [.added] }
        return SessionChange.changes(from: old, to: session)
    }

    private let releasedSessions: [SessionCode: Session]

    init(_ tx: Transaction, _ record: EditionRecord, words: Words, canEdit: Bool, canNotice: Bool = false) throws {
        self.record = record
        self.words = words
        self.canEdit = canEdit
        self.canNotice = canNotice
        act = try tx.lastAct(about: DraftStore.noun(record.edition.id))
        draft = try DraftStore(tx: tx).draft(of: record.edition)
        judged = draft.conflicts
        released = try ReleaseStore(tx: tx).latest(of: record.edition.id)
        let document = try ReleaseStore(tx: tx).document(of: draft.content)
        let release = Release(number: 0, at: tx.now, note: LocalizedText(), document: document)
        view = ProgrammeView(
            record: record, programme: PublishedProgramme(release, zone: draft.zone, act: act),
            topics: try EditionStore(tx: tx).topics(),
            words: words)
        releasedSessions = Dictionary(
            uniqueKeysWithValues: (released?.document.sessions ?? []).map { ($0.session.code, $0.session) })
    }
}

extension Request {
    /// Reads the scene of the edition in the address, and more in the same transaction.
    func editor<T: Sendable>(_ more: @escaping @Sendable (Transaction, EditorScene) throws -> T) async throws -> T {
        let id = try id(Edition.self, in: "edition")
        let canEdit = allows("programme.edit", in: .edition(id.value))
        let canNotice = allows("programme.notice", in: .edition(id.value))
        let canTranslate = allows("programme.translate", in: .edition(id.value))
        return try await read { [words] tx in
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == id }) else {
                throw AccessRefusal.notFound
            }
            var scene = try EditorScene(tx, record, words: words, canEdit: canEdit, canNotice: canNotice)
            scene.canTranslate = canTranslate
            return try more(tx, scene)
        }
    }

    /// Changes the programme of the edition in the address.
    func editing<T: Sendable>(_ body: @escaping @Sendable (Transaction, EditFacts) throws -> T) async throws -> T {
        let id = try id(Edition.self, in: "edition")
        return try await write { tx in
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == id }) else {
                throw AccessRefusal.notFound
            }
            return try body(tx, try DraftStore(tx: tx).facts(for: record.edition))
        }
    }

    func sessionCode() throws(AccessRefusal) -> SessionCode {
        guard let code = parameters["code"].flatMap({ SessionCode($0) }) else { throw .notFound }
        return code
    }
}

extension ReleaseStore {
    /// A draft as a release would hold it, with the names of those its speakers belong to.
    func document(of content: ProgrammeContent) throws -> ReleaseDocument {
        var document = ReleaseDocument(rooms: content.rooms, speakers: content.speakers)
        let names = try self.names(of: content.speakers)
        document.authorities = names.authorities
        document.institutions = names.institutions
        document.sessions = content.sessions.map {
            ReleasedSession(session: $0, slot: 0, sign: "", uid: "", sequence: 0, modified: tx.now)
        }
        return document
    }
}
