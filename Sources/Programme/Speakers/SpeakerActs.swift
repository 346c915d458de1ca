// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Outbox
import People
import Vocabulary

/// What the demonstration begins with, inside a transaction of its own.
package enum SpeakerActs {
    /// A speaker as the organisers know one.
    package struct Known: Sendable {
        let speaker: ID<Speaker>
        let address: String
        let language: Language
        let state: SpeakerState
        let person: ID<Person>?
        let word: String
        /// In the language of the speaker.
        let biography: String

        package init(
            _ speaker: String, at address: String, _ language: Language, _ state: SpeakerState, person: String? = nil,
            word: String = "", biography: String = ""
        ) {
            self.speaker = ID(speaker)
            self.address = address
            self.language = language
            self.state = state
            self.person = person.map { ID($0) }
            self.word = word
            self.biography = biography
        }
    }

    /// Whether an edition has speakers of whom nothing but the programme is known.
    package static func knowsNobody(of edition: String, _ tx: Transaction) throws -> Bool {
        let (id, store) = (ID<Edition>(edition), SpeakerStore(tx: tx))
        return try store.standing(of: id).contacts.isEmpty && !ProgrammeStore(tx: tx).content(of: id).speakers.isEmpty
    }

    /// Keeps those who are in the programme.
    package static func keep(_ known: [Known], of edition: String, _ tx: Transaction) throws {
        let (id, store) = (ID<Edition>(edition), SpeakerStore(tx: tx))
        let there = Set(try ProgrammeStore(tx: tx).content(of: id).speakers.map(\.id))
        let kept = known.filter { there.contains($0.speaker) }
        try store.keep(kept.map { ($0.speaker, contact($0, tx.now)) }, in: id)
        for one in kept where !one.biography.isEmpty {
            try store.keepBiography(one.biography, in: one.language, of: one.speaker, id)
        }
        ProgrammeStore(tx: tx).record("speaker.changed", kept.map { SpeakerStore.noun($0.speaker, id) }, in: id)
    }

    private static func contact(_ known: Known, _ now: Date) -> SpeakerContact {
        let asked = now - 20 * 86_400
        return SpeakerContact(
            person: known.person, address: known.address, language: known.language, state: known.state,
            askedAt: known.state == .notAsked ? nil : asked, remindedAt: known.state == .reminded ? now - 6 * 86_400 : nil,
            reminders: known.state == .reminded ? 1 : 0,
            answeredAt: [.confirmed, .declined].contains(known.state) ? now - 12 * 86_400 : nil, word: known.word)
    }

    /// Writes to one of them, as the button does.
    package static func ask(
        _ speaker: String, of edition: String, publicURL: String, random: (Int) -> [UInt8], _ tx: Transaction
    ) throws {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id.value == edition }) else { return }
        let (store, id) = (SpeakerStore(tx: tx), ID<Speaker>(speaker))
        let scene = try EditorScene(tx, record, words: Words(.en), canEdit: true)
        let plan = AskPlan(.one(id), scene, try store.standing(of: record.edition.id), at: tx.now)
        guard !plan.targets.isEmpty else { return }
        _ = try store.ask(
            plan, scene, drawn: [id: .init(random)], batch: ID(random: random(15)), publicURL: publicURL, sender: "")
    }
}
