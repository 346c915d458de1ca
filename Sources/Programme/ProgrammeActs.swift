// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// What is done to a whole programme from the command line, inside a transaction of the caller's.
package enum ProgrammeActs {
    /// Publishes what the organisers have and tells whoever follows it; returns what to print. What the organisers say holds up a
    /// release holds up theirs alone: the command line is the operator's own word.
    package static func release(
        _ slug: String, only codes: [String], note: String?, _ mailing: ReleaseMailing, _ tx: Transaction
    ) throws -> String {
        let edition = try EditionStore(tx: tx).edition(slug)
        let chosen = try codes.map { text in
            guard let code = SessionCode(text) else { throw ReleaseRefusal.unreadable(text) }
            return code
        }
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition.id }) else {
            throw EditionRefusal.unknown(slug)
        }
        let content = try ProgrammeStore(tx: tx).content(of: edition.id)
        let releasing = try Releasing(record, content, JudgedConflicts([], [:]), tx)
        let release = try releasing.proposal.facts.release(
            only: chosen.isEmpty ? nil : Set(chosen), note: note.map { LocalizedText($0, in: .en) } ?? LocalizedText(), at: tx.now
        )
        let done = try releasing.publish(release, mailing)
        let count = release.document.sessions.count
        return
            "\(slug): release \(release.number) is public: \(count) sessions, \(done.changed) new or changed; \(done.audience.told.count) told by mail."
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
