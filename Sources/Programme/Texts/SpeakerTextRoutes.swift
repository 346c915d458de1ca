// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import Server
import Vocabulary

/// The handlers of what is said of speakers, and its translations.
struct SpeakerTextRoutes: Sendable {
    private static let base = "/{language}/{edition}/organise/programme/texts/speakers"

    var routes: [Route] {
        [
            Route(.get, Self.base, "programme.plan", all),
            Route(.get, "\(Self.base)/{speaker}", "programme.translate") { try await one($0) },
            Route(.post, "\(Self.base)/{speaker}", "programme.translate", save),
        ]
    }

    func all(_ request: Request) async throws -> Response {
        let lacking = request.query.choice("lacking", Language.init)
        let page = request.query["page"].flatMap { Int($0) } ?? 1
        return try await request.editor { tx, scene in
            let biographies = try SpeakerStore(tx: tx).biographies(of: scene.edition.id)
            let texts = scene.draft.content.speakers.map {
                SpeakerTexts(speaker: $0, biography: biographies[$0.id] ?? LocalizedText())
            }
            return SpeakerTextsPage(scene: scene, all: texts, lacking: lacking, asked: page)
        }.page.organising(request, at: "/organise/programme")
    }

    /// The page as it is saved, or with what was typed over it.
    private func one(
        _ request: Request, _ sent: SpeakerTextForm? = nil, problem: String? = nil
    ) async throws -> Response {
        let id = try request.id(Speaker.self, in: "speaker")
        let to = sent?.language ?? request.query["to"].flatMap(Language.init)
        let page = try await request.editor { tx, scene in
            let texts = try Self.texts(id, scene.draft, tx)
            return SpeakerTranslationPage(
                scene: scene, texts: texts, to: to ?? scene.words.language, sent: sent, problem: problem)
        }
        try await request.recordReading("speaker.read", of: [SpeakerStore.noun(id, page.scene.edition.id)])
        return page.page.organising(request, at: "/organise/programme")
    }

    private static func texts(_ id: ID<Speaker>, _ draft: ProgrammeDraft, _ tx: Transaction) throws -> SpeakerTexts {
        guard let speaker = draft.content.speakers.first(where: { $0.id == id }) else { throw AccessRefusal.notFound }
        let biographies = try SpeakerStore(tx: tx).biographies(of: draft.edition.id)
        return SpeakerTexts(speaker: speaker, biography: biographies[id] ?? LocalizedText())
    }

    /// Only what is no source changes, and only in one language.
    func save(_ request: Request) async throws -> Response {
        let (id, words) = (try request.id(Speaker.self, in: "speaker"), request.words)
        guard let language = request.form["to"].flatMap(Language.init) else { throw AccessRefusal.notFound }
        let sent = SpeakerTextForm(request.form, language)
        do {
            try sent.check()
            try await request.editing { tx, facts in
                let texts = try Self.texts(id, facts.draft, tx)
                let fields = texts.fields(in: language)
                try SpeakerTextForm(texts, language).shown(fields, words).requireSeen(
                    as: sent.seen, by: sent.shown(fields, words))
                try sent.keep(fields, of: texts.speaker, facts.draft, tx)
            }
        } catch is UnseenRefusal {
            return try await one(request, sent)
        } catch let refusal as TextRefusal {
            return try await one(request, sent, problem: words(refusal.phrase))
        }
        let list: Address = "\(request.boardPath)/texts/speakers"
        return .seeOther(to: list.with([("lacking", language.rawValue), ("notice", "text-saved")]).text)
    }
}

extension SpeakerTextForm {
    fileprivate func keep(
        _ fields: [SpeakerTextField], of speaker: Speaker, _ draft: ProgrammeDraft, _ tx: Transaction
    ) throws {
        let edition = draft.edition.id
        if fields.contains(.office), let place = draft.content.speakers.firstIndex(where: { $0.id == speaker.id }) {
            var changed = speaker
            changed.office.values[language] = value(.office).isEmpty ? nil : .init(value(.office), state)
            if changed != speaker { try ProgrammeStore(tx: tx).keep([(place, changed)], in: edition) }
        }
        if fields.contains(.biography) {
            try SpeakerStore(tx: tx).keepTranslation(value(.biography), state, in: language, of: speaker.id, edition)
        }
        ProgrammeStore(tx: tx).record("programme.translated", [SpeakerStore.noun(speaker.id, edition)], in: edition)
    }
}

extension SpeakerStore {
    /// Biographies, drafts too, of those who agree that the public reads them.
    func biographies(of edition: ID<Edition>) throws -> [ID<Speaker>: LocalizedText] {
        try tx.rows(
            """
            SELECT b.speaker, b.language, b.value, b.state FROM speaker_biography b
            JOIN speaker_consent c ON c.edition = b.edition AND c.speaker = b.speaker AND c.kind = 'portrait'
            WHERE b.edition = \(edition)
            """
        ).reduce(into: [:]) { all, row in
            guard let language = Language(rawValue: row["language"]) else { return }
            all[row["speaker"], default: LocalizedText()].values[language] = .init(
                row["value"], TextState(rawValue: row["state"]) ?? .draft)
        }
    }

    /// Keeps a biography in a language it was not written in; the others stay. An empty one is taken away.
    func keepTranslation(
        _ text: String, _ state: TextState, in language: Language, of speaker: ID<Speaker>, _ edition: ID<Edition>
    ) throws {
        guard !text.isEmpty else {
            try tx.run(
                """
                DELETE FROM speaker_biography WHERE edition = \(edition) AND speaker = \(speaker)
                    AND language = \(language.rawValue)
                """)
            return
        }
        try tx.run(
            """
            INSERT INTO speaker_biography (edition, speaker, language, value, state)
            VALUES (\(edition), \(speaker), \(language.rawValue), \(text), \(state.rawValue))
            ON CONFLICT (edition, speaker, language) DO UPDATE SET value = excluded.value, state = excluded.state
            """)
    }
}
