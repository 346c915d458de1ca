// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import Server
import Vocabulary

/// What the page behind a speaker's own link shows.
struct SpeakingScene: Sendable {
    let scene: EditorScene
    let speaker: Speaker
    let plan: SpeakerPlan
    let profile: SpeakerProfile
    let token: String
}

extension SpeakerStore {
    /// Whom a link in the address of an edition is for. What is too old, ended, of another edition or never was is not found.
    func requireSpeaker(_ token: String, _ edition: ID<Edition>) throws -> (speaker: ID<Speaker>, record: EditionRecord) {
        guard let id = try speaker(ofLink: Hash.of(token), in: edition),
            let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }),
            tx.now < SpeakerRetention.linkEnds(record.edition)
        else { throw AccessRefusal.notFound }
        return (id, record)
    }
}

extension Request {
    /// Reads what whoever holds the link in the address may see.
    func speaking() async throws -> SpeakingScene {
        let (edition, token) = (try id(Edition.self, in: "edition"), try id(Speaker.self, in: "token").value)
        return try await read { [words] tx in
            let store = SpeakerStore(tx: tx)
            let (id, record) = try store.requireSpeaker(token, edition)
            let scene = try EditorScene(tx, record, words: words, canEdit: false)
            guard let speaker = scene.draft.content.speakers.first(where: { $0.id == id }) else { throw AccessRefusal.notFound }
            return SpeakingScene(
                scene: scene, speaker: speaker, plan: scene.draft.speakers[id] ?? SpeakerPlan(),
                profile: try store.profile(of: id, in: edition), token: token)
        }
    }

    /// Changes what the holder of the link in the address tells, and records it under a verb.
    ///
    /// - Parameter isPublic: whether public pages say something else from now on.
    func telling(
        _ verb: String, isPublic: Bool = false,
        _ body: @escaping @Sendable (SpeakerStore, ID<Speaker>, Edition) throws -> Void
    ) async throws {
        let (edition, token) = (try id(Edition.self, in: "edition"), try id(Speaker.self, in: "token").value)
        try await write { tx in
            let store = SpeakerStore(tx: tx)
            let (id, record) = try store.requireSpeaker(token, edition)
            try body(store, id, record.edition)
            let nouns = [SpeakerStore.noun(id, edition)] + (isPublic ? [ReleaseStore.noun(edition)] : [])
            ProgrammeStore(tx: tx).record(verb, nouns, in: edition)
        }
    }
}
