// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Database
import Editions
import Formats
import Foundation
import People
import Vocabulary

/// What speakers told and how they are reached, in the database; their names and offices are the programme's.
struct SpeakerStore {
    let tx: Transaction

    /// What acts about a speaker name: never the name.
    static func noun(_ speaker: ID<Speaker>, _ edition: ID<Edition>) -> Noun {
        Noun("speaker", ID<Speaker>("\(edition):\(speaker)"))
    }

    private static let contactColumns: SQL =
        "speaker, person, address, language, state, asked_at, reminded_at, reminders, answered_at, word"

    // MARK: Reading

    /// Where all speakers of an edition stand: three statements.
    func standing(of edition: ID<Edition>) throws -> SpeakerStanding {
        var standing = SpeakerStanding()
        for row in try tx.rows("SELECT \(Self.contactColumns) FROM speaker_contact WHERE edition = \(edition)") {
            standing.contacts[row["speaker"]] = Self.contact(row)
        }
        standing.withBiography = Set(
            try tx.rows("SELECT DISTINCT speaker FROM speaker_biography WHERE edition = \(edition)").map { $0["speaker"] })
        standing.withPortrait = Set(
            try tx.rows("SELECT DISTINCT speaker FROM portrait WHERE edition = \(edition)").map { $0["speaker"] })
        return standing
    }

    func contact(of speaker: ID<Speaker>, in edition: ID<Edition>) throws -> SpeakerContact? {
        try tx.first(
            "SELECT \(Self.contactColumns) FROM speaker_contact WHERE edition = \(edition) AND speaker = \(speaker)"
        ).map(Self.contact)
    }

    /// All that is known of one: five statements.
    func profile(of speaker: ID<Speaker>, in edition: ID<Edition>) throws -> SpeakerProfile {
        var profile = SpeakerProfile()
        let this: SQL = "edition = \(edition) AND speaker = \(speaker)"
        profile.contact = try contact(of: speaker, in: edition) ?? SpeakerContact()
        profile.biography = Self.text(try tx.rows("SELECT language, value, state FROM speaker_biography WHERE \(this)"))
        profile.portrait = try tx.first(
            "SELECT digest, width, height FROM portrait WHERE \(this) ORDER BY at DESC, digest LIMIT 1"
        ).map { Portrait(digest: $0["digest"], width: $0["width"], height: $0["height"]) }
        profile.consents = Set(
            try tx.rows("SELECT kind FROM speaker_consent WHERE \(this)").compactMap { SpeakerConsent(rawValue: $0["kind"]) })
        profile.needs = try tx.first("SELECT value FROM speaker_need WHERE \(this)").map { $0["value"] } ?? ""
        return profile
    }

    /// Those whose portrait and biography the public may see.
    func consenting(of edition: ID<Edition>) throws -> Set<ID<Speaker>> {
        try tx.keeping("consenting:\(edition)", about: ReleaseStore.noun(edition)) {
            Set(
                try tx.rows("SELECT speaker FROM speaker_consent WHERE edition = \(edition) AND kind = 'portrait'")
                    .map { $0["speaker"] })
        }
    }

    /// Speakers with the portrait and the biography that a release may hold: of those who agreed.
    func described(_ speakers: [Speaker], of edition: ID<Edition>) throws -> [Speaker] {
        let portraits = try tx.rows("SELECT speaker, digest FROM portrait WHERE edition = \(edition) ORDER BY at, digest DESC")
            .reduce(into: [ID<Speaker>: String]()) { $0[$1["speaker"]] = $1["digest"] }
        let biographies = Dictionary(
            grouping: try tx.rows(
                "SELECT speaker, language, value, state FROM speaker_biography WHERE edition = \(edition) AND state <> 'draft'")
        ) { $0["speaker"] as ID<Speaker> }
        let consenting = try consenting(of: edition)
        return speakers.map { speaker in
            guard consenting.contains(speaker.id) else { return speaker }
            var speaker = speaker
            speaker.portrait = portraits[speaker.id]
            speaker.biography = biographies[speaker.id].map(Self.text)
            return speaker
        }
    }

    func bytes(of digest: String, in edition: ID<Edition>) throws -> (speakers: Set<ID<Speaker>>, bytes: [UInt8])? {
        let rows = try tx.rows("SELECT speaker, bytes FROM portrait WHERE edition = \(edition) AND digest = \(digest)")
        return rows.first.map { (Set(rows.map { $0["speaker"] as ID<Speaker> }), $0["bytes"]) }
    }

    /// Whom a link is for; nil when there is no such link in this edition.
    func speaker(ofLink hash: String, in edition: ID<Edition>) throws -> ID<Speaker>? {
        try tx.first("SELECT speaker FROM speaker_link WHERE hash = \(hash) AND edition = \(edition)").map { $0["speaker"] }
    }

    private static func text(_ rows: [Row]) -> LocalizedText {
        rows.reduce(into: LocalizedText()) { text, row in
            guard let language = Language(rawValue: row["language"]) else { return }
            text.values[language] = .init(row["value"], TextState(rawValue: row["state"]) ?? .draft)
        }
    }

    private static func contact(_ row: Row) -> SpeakerContact {
        func date(_ name: String) -> Date? { (row[name] as Int?).map(Date.init(milliseconds:)) }
        return SpeakerContact(
            person: row["person"], address: row["address"], language: Language(rawValue: row["language"]) ?? .en,
            state: SpeakerState(rawValue: row["state"]) ?? .notAsked, askedAt: date("asked_at"), remindedAt: date("reminded_at"),
            reminders: row["reminders"], answeredAt: date("answered_at"), word: row["word"])
    }
}

// MARK: Storing

extension SpeakerStore {
    func keep(_ contacts: [(speaker: ID<Speaker>, contact: SpeakerContact)], in edition: ID<Edition>) throws {
        try tx.run(inBatchesOf: contacts) { part in
            let rows = part.map { speaker, c -> SQL in
                """
                (\(edition), \(speaker), \(c.person), \(c.address), \(PersonAddress.folded(c.address)), \(c.language.rawValue),
                \(c.state.rawValue), \(c.askedAt?.milliseconds), \(c.remindedAt?.milliseconds), \(c.reminders),
                \(c.answeredAt?.milliseconds), \(c.word))
                """
            }
            return """
                INSERT INTO speaker_contact (edition, speaker, person, address, folded, language, state, asked_at, reminded_at,
                    reminders, answered_at, word)
                VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (edition, speaker) DO UPDATE SET person = excluded.person, address = excluded.address,
                    folded = excluded.folded, language = excluded.language, state = excluded.state, asked_at = excluded.asked_at,
                    reminded_at = excluded.reminded_at, reminders = excluded.reminders, answered_at = excluded.answered_at,
                    word = excluded.word
                """
        }
    }

    /// Keeps links, by their hashes; those that were given before go on working.
    func keep(_ links: [(speaker: ID<Speaker>, hash: String)], in edition: ID<Edition>) throws {
        try tx.run(inBatchesOf: links) { part in
            let rows = part.map { "(\($0.hash), \(edition), \($0.speaker), \(tx.now.milliseconds))" as SQL }
            return "INSERT INTO speaker_link (hash, edition, speaker, made_at) VALUES \(SQL.joined(rows, by: ", "))"
        }
    }

    /// Ends every link of a speaker.
    func endLinks(of speaker: ID<Speaker>, in edition: ID<Edition>) throws {
        try tx.run("DELETE FROM speaker_link WHERE edition = \(edition) AND speaker = \(speaker)")
    }

    /// Keeps a biography in the language it was written in; what it was translated into is no longer the same. An empty one
    /// takes all of it away.
    func keepBiography(_ text: String, in language: Language, of speaker: ID<Speaker>, _ edition: ID<Edition>) throws {
        let this: SQL = "edition = \(edition) AND speaker = \(speaker)"
        guard !text.isEmpty else {
            try tx.run("DELETE FROM speaker_biography WHERE \(this)")
            return
        }
        let known = try tx.first("SELECT value FROM speaker_biography WHERE \(this) AND language = \(language.rawValue)")
        guard known.map({ $0["value"] as String }) != text else { return }
        try tx.run("UPDATE speaker_biography SET state = 'draft' WHERE \(this) AND language <> \(language.rawValue)")
        try tx.run(
            """
            INSERT INTO speaker_biography (edition, speaker, language, value, state)
            VALUES (\(edition), \(speaker), \(language.rawValue), \(text), 'authentic')
            ON CONFLICT (edition, speaker, language) DO UPDATE SET value = excluded.value, state = excluded.state
            """)
    }

    /// Keeps a picture as the newest; of the older ones only what is published stays.
    func keep(_ picture: Picture, of speaker: ID<Speaker>, in edition: ID<Edition>) throws {
        let digest = SHA256.hash(data: picture.bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let published = try ReleaseStore(tx: tx).latest(of: edition)?.document.speakers.first { $0.id == speaker }?.portrait ?? ""
        try tx.run(
            """
            DELETE FROM portrait WHERE edition = \(edition) AND speaker = \(speaker) AND digest NOT IN (\(digest), \(published))
            """)
        try tx.run(
            """
            INSERT INTO portrait (edition, speaker, digest, bytes, width, height, at)
            VALUES (\(edition), \(speaker), \(digest), \(picture.bytes), \(picture.width), \(picture.height),
                \(tx.now.milliseconds))
            ON CONFLICT (edition, speaker, digest) DO UPDATE SET at = excluded.at
            """)
    }

    /// Takes every picture of a speaker away, the published one too.
    func removePortraits(of speaker: ID<Speaker>, in edition: ID<Edition>) throws {
        try tx.run("DELETE FROM portrait WHERE edition = \(edition) AND speaker = \(speaker)")
    }

    /// Keeps what a speaker agrees to; what was agreed to before keeps its date.
    func keep(_ consents: Set<SpeakerConsent>, of speaker: ID<Speaker>, in edition: ID<Edition>) throws {
        try tx.run(
            """
            DELETE FROM speaker_consent WHERE edition = \(edition) AND speaker = \(speaker)
                AND kind NOT IN \(list: consents.map(\.rawValue).sorted() + [""])
            """)
        let rows = consents.map(\.rawValue).sorted().map { "(\(edition), \(speaker), \($0), \(tx.now.milliseconds))" as SQL }
        try tx.run(inBatchesOf: rows) {
            """
            INSERT INTO speaker_consent (edition, speaker, kind, given_at) VALUES \(SQL.joined($0, by: ", "))
            ON CONFLICT (edition, speaker, kind) DO NOTHING
            """
        }
    }

    func keepNeeds(_ text: String, of speaker: ID<Speaker>, in edition: ID<Edition>) throws {
        guard !text.isEmpty else {
            try tx.run("DELETE FROM speaker_need WHERE edition = \(edition) AND speaker = \(speaker)")
            return
        }
        try tx.run(
            """
            INSERT INTO speaker_need (edition, speaker, value) VALUES (\(edition), \(speaker), \(text))
            ON CONFLICT (edition, speaker) DO UPDATE SET value = excluded.value
            """)
    }

}
