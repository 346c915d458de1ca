// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Network
import Vocabulary

/// Releases in the database. A document is kept as it was published.
package struct ReleaseStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// What public pages about the programme of an edition are about.
    static func noun(_ edition: ID<Edition>) -> Noun { Noun("programme", edition) }

    /// All releases of an edition, oldest first.
    package func all(of edition: ID<Edition>) throws -> [Release] {
        try tx.keeping("releases:\(edition)", about: Self.noun(edition)) { try read(edition, "ORDER BY number") }
    }

    /// The newest release: what the public sees; nil when nothing was published.
    package func latest(of edition: ID<Edition>) throws -> Release? {
        try tx.keeping("release:\(edition)", about: Self.noun(edition)) {
            try read(edition, "ORDER BY number DESC LIMIT 1").first
        }
    }

    /// The public pages of all programmes, as paths behind the language, for search engines.
    package func addresses() throws -> [String] {
        try tx.keeping("programme-addresses", about: "programmes") {
            try tx.rows("SELECT DISTINCT edition FROM release ORDER BY edition").flatMap { row -> [String] in
                let edition: ID<Edition> = row["edition"]
                guard let release = try latest(of: edition) else { return [] }
                let pages =
                    ["programme", "topics", "speakers", "changes"]
                    + release.document.sessions.map { "programme/\($0.session.code)" }
                return pages.map { "/\(edition)/\($0)" }
            }
        }
    }

    private func read(_ edition: ID<Edition>, _ order: SQL) throws -> [Release] {
        let notes = try tx.rows("SELECT release, language, value, state FROM release_text WHERE edition = \(edition)")
        return try tx.rows("SELECT number, at, document FROM release WHERE edition = \(edition) \(order)").map { row in
            let number: Int = row["number"]
            let note = notes.filter { $0["release"] as Int == number }.reduce(into: LocalizedText()) { text, note in
                guard let language = Language(rawValue: note["language"]) else { return }
                text.values[language] = .init(note["value"], TextState(rawValue: note["state"]) ?? .draft)
            }
            return Release(
                number: number, at: Date(milliseconds: row["at"]), note: note,
                document: try Self.decoder.decode(ReleaseDocument.self, from: Data((row["document"] as String).utf8)))
        }
    }

    func facts(for edition: ID<Edition>) throws -> ReleaseFacts {
        try facts(for: edition, content: try ProgrammeStore(tx: tx).content(of: edition))
    }

    /// The same for a draft that was read before.
    func facts(for edition: ID<Edition>, content: ProgrammeContent) throws -> ReleaseFacts {
        let store = ProgrammeStore(tx: tx)
        var content = content
        content.speakers = try SpeakerStore(tx: tx).described(content.speakers, of: edition)
        let names = try names(of: content.speakers)
        return ReleaseFacts(
            content: content, identities: try store.identities(of: edition), before: try latest(of: edition),
            authorities: names.authorities, institutions: names.institutions)
    }

    /// What the directory calls those whom speakers belong to, by id.
    func names(
        of speakers: [Speaker]
    ) throws -> (authorities: [String: SpeakerAuthority], institutions: [String: LocalizedText]) {
        let institutions = Dictionary(
            uniqueKeysWithValues: try InstitutionStore(tx: tx).all().map { ($0.id.value, $0.names) })
        let named = Set(speakers.compactMap { $0.institution?.value })
        return (try authorities(Set(speakers.compactMap(\.authority))), institutions.filter { named.contains($0.key) })
    }

    private func authorities(_ ids: Set<ID<Authority>>) throws -> [String: SpeakerAuthority] {
        try tx.rows("SELECT id, name_local, kind FROM authority WHERE id IN \(list: ids.sorted())").reduce(into: [:]) {
            all, row in
            all[row["id"] as String] = SpeakerAuthority(name: row["name_local"], kind: row["kind"])
        }
    }

    func keep(_ release: Release, of edition: ID<Edition>) throws {
        let document = String(decoding: try Self.encoder.encode(release.document), as: UTF8.self)
        try tx.run(
            """
            INSERT INTO release (edition, number, at, document)
            VALUES (\(edition), \(release.number), \(release.at.milliseconds), \(document))
            """)
        let notes = release.note.values.map {
            "(\(edition), \(release.number), 'note', \($0.key.rawValue), \($0.value.text), \($0.value.state.rawValue))" as SQL
        }
        try tx.run(inBatchesOf: notes) {
            "INSERT INTO release_text (edition, release, field, language, value, state) VALUES \(SQL.joined($0, by: ", "))"
        }
        tx.record("programme.released", Self.noun(edition), "programmes")
    }

    /// Publishes what the organisers have, all of it or only these sessions; returns the release.
    @discardableResult
    package func publish(
        _ edition: ID<Edition>, only codes: Set<SessionCode>? = nil, note: LocalizedText, at now: Date
    ) throws -> Release {
        let release = try facts(for: edition).release(only: codes, note: note, at: now)
        try keep(release, of: edition)
        return release
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        encoder.dateEncodingStrategy = .millisecondsSince1970
        return encoder
    }
    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .millisecondsSince1970
        return decoder
    }
}
