// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Timetable
import Vocabulary

/// What is done to a whole programme from the command line, inside a transaction of the caller's.
package enum ProgrammeActs {
    /// Publishes what the organisers have and tells whoever follows it, unless something holds it up as it would on their page;
    /// returns what to print.
    package static func release(
        _ slug: String, only codes: [String], note: String?, _ mailing: ReleaseMailing, _ tx: Transaction
    ) throws -> String {
        let edition = try EditionStore(tx: tx).edition(slug)
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition.id }) else {
            throw EditionRefusal.unknown(slug)
        }
        let draft = try DraftStore(tx: tx).draft(of: edition)
        let choice = try choice(codes, of: draft)
        let releasing = try Releasing(record, draft.content, draft.conflicts, tx)
        let release = try release(
            choice, of: releasing.proposal, note: note.map { LocalizedText($0, in: .en) } ?? LocalizedText(), at: tx.now
        ) { try EditorScene(tx, record, words: Words(.en), canEdit: true).conflictWords }
        let done = try releasing.publish(release, mailing)
        let count = release.document.sessions.count
        return
            "\(slug): release \(release.number) is public: \(count) sessions, \(done.changed) new or changed; \(done.audience.told.count) told by mail."
    }

    private static func choice(_ codes: [String], of draft: ProgrammeDraft) throws(ReleaseRefusal) -> ReleaseChoice {
        guard !codes.isEmpty else { return .everything }
        var chosen: Set<SessionCode> = []
        for text in codes {
            guard let code = SessionCode(text) else { throw .unreadable(text) }
            guard draft.draft(code) != nil else { throw .unknown(code) }
            chosen.insert(code)
        }
        return .sessions(chosen)
    }

    /// Says which conflicts hold a release up, since a command has no page that shows them.
    private static func release(
        _ choice: ReleaseChoice, of proposal: ReleaseProposal, note: LocalizedText, at now: Date,
        words: () throws -> ConflictWords
    ) throws -> Release {
        do {
            return try proposal.release(choice, note: note, seen: nil, at: now)
        } catch let refusal as ReleasingRefusal {
            guard case .heldUp = refusal else { throw refusal }
            throw HeldUpRelease(refusal, proposal.conflicts(choice), try words())
        }
    }

    /// Holds every conflict of an edition to be no more than worth saying: programmes that are made up to be measured have many.
    package static func onlyWarn(of slug: String, _ tx: Transaction) throws {
        let severities = ConflictKind.allCases.map { ($0, ConflictSeverity.warns) }
        let edition = try EditionStore(tx: tx).edition(slug).id
        try SeverityStore(tx: tx).keep(Dictionary(uniqueKeysWithValues: severities), of: edition)
        ProgrammeStore(tx: tx).record("programme.planned", [], in: edition)
    }

    /// The answer to a moved edition: its programme moves by as many days, and what was published is published again.
    package static func editionMoved(_ edition: Edition, days: Int, _ tx: Transaction) throws {
        let store = ProgrammeStore(tx: tx)
        let sessions = try store.content(of: edition.id).sessions
        let moved = sessions.enumerated().compactMap { position, session -> (position: Int, session: Session)? in
            guard session.day != nil || session.time != nil else { return nil }
            var session = session
            session.time = session.time.flatMap { $0.moved(days: days) }
            session.day = session.day.flatMap { $0.adding(days: days) }
            return (position, session)
        }
        guard !moved.isEmpty else { return }
        try store.keep(moved, in: edition.id, identities: try store.identities(of: edition.id))
        store.record("programme.moved", [], in: edition.id)
        let releases = ReleaseStore(tx: tx)
        guard let before = try releases.latest(of: edition.id) else { return }
        // Only what was public before, as it was: drafts stay drafts.
        try releases.keep(before.moved(days: days, note: Self.note("release.edition-moved"), at: tx.now), of: edition.id)
    }

    /// The answer to an edition whose clocks show another zone: what was published is published again, since its instants changed.
    package static func zoneChanged(_ edition: ID<Edition>, _ tx: Transaction) throws {
        let releases = ReleaseStore(tx: tx)
        guard let before = try releases.latest(of: edition) else { return }
        try releases.keep(before.inAnotherZone(note: Self.note("release.zone-changed"), at: tx.now), of: edition)
    }

    private static func note(_ key: String) -> LocalizedText {
        Language.allCases.reduce(into: LocalizedText()) { note, language in
            note.values[language] = .init(Words(language)(key), .reviewed)
        }
    }
}

/// Why the command line releases nothing: the refusal of the page, and each conflict with when it is.
package struct HeldUpRelease: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ refusal: ReleasingRefusal, _ conflicts: [Conflict], _ words: ConflictWords) {
        let lines = conflicts.map { conflict in
            [words.time(conflict), words.sentence(conflict)].filter { !$0.isEmpty }.joined(separator: ": ")
        }
        description = ([words.words(refusal.phrase)] + lines.map { "- \($0)" }).joined(separator: "\n")
    }
}
