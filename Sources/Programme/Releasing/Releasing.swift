// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import Outbox
import Vocabulary

/// Makes a release public and tells whoever it concerns, in one transaction.
struct Releasing {
    let tx: Transaction
    let record: EditionRecord
    let proposal: ReleaseProposal

    /// - Parameter judged: what stands in the way, on the page and on the command line.
    init(_ record: EditionRecord, _ content: ProgrammeContent, _ judged: JudgedConflicts, _ tx: Transaction) throws {
        self.tx = tx
        self.record = record
        let facts = try ReleaseStore(tx: tx).facts(for: record.edition.id, content: content)
        proposal = try ReleaseProposal(facts, judged, at: tx.now) { String(Hash.of($0).prefix(12)) }
    }

    /// What was done.
    struct Done: Sendable {
        let release: Release
        /// How many sessions it changed.
        let changed: Int
        let audience: ReleaseAudience
    }

    /// Keeps a release, and a mail to everybody whom it concerns.
    func publish(_ release: Release, _ mailing: ReleaseMailing) throws -> Done {
        try ReleaseStore(tx: tx).keep(release, of: record.edition.id)
        let changes = release.changes(since: proposal.facts.before)
        let moved = changes.filter { $0.changes.contains { if case .time = $0 { true } else { false } } }
        try LateStore(tx: tx).forget(moved.map(\.session.code), in: record.edition.id)
        let audience = try FollowerStore(tx: tx).audience(of: record.edition.id, changes)
        if !audience.told.isEmpty {
            let mails = try mails(of: release, mailing)
            let outbox = OutboxStore(tx: tx)
            try outbox.add(mailing.batch, kind: ReleaseMailing.kind)
            try outbox.post(audience.told.map { mails.letter($0) })
        }
        try giveFreePlaces(changes)
        return Done(release: release, changed: changes.count, audience: audience)
    }

    /// Whoever waited and had to be elsewhere may have time now.
    private func giveFreePlaces(_ changes: [ReleasedChange]) throws {
        let limited = try SignUpStore(tx: tx).places(of: record.edition.id).filter { $0.value.waiting > 0 && $0.value.left > 0 }
        guard !changes.isEmpty, !limited.isEmpty else { return }
        try SigningUp(record, words: Words(.en), tx).fill(Set(limited.keys))
    }

    func mails(of release: Release, _ mailing: ReleaseMailing) throws -> ReleaseMails {
        ReleaseMails(
            release, since: proposal.facts.before, record: record, topics: try EditionStore(tx: tx).topics(), mailing: mailing)
    }
}
