// SPDX-License-Identifier: EUPL-1.2
import Access
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of texts and their translations.
struct TextRoutes: Sendable {
    private static let base = "/{language}/{edition}/organise/programme/texts"

    var routes: [Route] {
        [
            Route(.get, Self.base, "programme.plan", all),
            Route(.get, "\(Self.base)/{code}", "programme.translate") { try await one($0) },
            Route(.post, "\(Self.base)/{code}", "programme.translate", save),
        ]
    }

    func all(_ request: Request) async throws -> Response {
        let lacking = request.query.choice("lacking", Language.init)
        return try await request.editor { tx, scene in
            TextsPage(scene: scene, bases: try TextStore(tx: tx).bases(of: scene.edition.id), lacking: lacking)
        }.page.organising(request, at: "/organise/programme")
    }

    private func one(_ request: Request, _ form: Query? = nil, _ error: String? = nil) async throws -> Response {
        let (code, query) = (try request.sessionCode(), form ?? request.query)
        let (from, to) = (query["from"].flatMap(Language.init), query["to"].flatMap(Language.init))
        return try await request.editor { tx, scene in
            guard let draft = scene.draft.draft(code) else { throw AccessRefusal.notFound }
            let texts = SessionTexts(
                session: draft.session, bases: try TextStore(tx: tx).bases(of: scene.edition.id)[code] ?? [:])
            return TranslationPage(
                scene: scene, texts: texts, from: from ?? texts.source ?? .en, to: to ?? scene.words.language,
                form: form, error: error)
        }.page.organising(request, at: "/organise/programme")
    }

    /// Only the texts of one language change.
    func save(_ request: Request) async throws -> Response {
        let (code, form) = (try request.sessionCode(), request.form)
        guard let language = form["to"].flatMap(Language.init) else { throw AccessRefusal.notFound }
        let state = form["state"].flatMap(TextState.init) ?? .reviewed
        do {
            try await request.editing { tx, facts in
                guard var draft = facts.draft.draft(code) else { throw AccessRefusal.notFound }
                // Whatever else became of the session: only what this form shows can clash.
                guard form["seen"] == SessionTexts.digest(of: draft.session, in: language) else { throw TextRefusal.changed }
                try Self.take(form, language, state, &draft.session)
                if draft != facts.draft.draft(code) {
                    let edit = SessionEdit.change(draft, from: facts.draft.versions[code] ?? 0)
                    try EditStore(tx: tx).keep([edit], .changed, facts: facts)
                }
                try TextStore(tx: tx).align(draft.session, language, in: facts.draft.edition.id)
                ProgrammeStore(tx: tx).record("programme.translated", [], in: facts.draft.edition.id)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await one(request, form, request.words(refusal.phrase))
        }
        let list: Address = "\(request.boardPath)/texts"
        return .seeOther(to: list.with([("lacking", language.rawValue), ("notice", "text-saved")]).text)
    }
}

extension TextRoutes {
    /// What was typed, over the session as it is.
    private static func take(_ form: Query, _ language: Language, _ state: TextState, _ session: inout Session) throws {
        for field in SessionTextField.allCases {
            let typed = (form[field.rawValue] ?? "").replacing("\r\n", with: "\n")
            let most = field == .title ? SessionForm.longestTitle : SessionForm.longestAbstract
            guard typed.unicodeScalars.count <= most else { throw TextRefusal.long(most) }
            let text = field == .title ? PersonText.cleaned(typed) : PersonText.cleanedLines(typed)
            session[keyPath: field.path].values[language] = text.isEmpty ? nil : .init(text, state)
        }
        guard !session.title.isEmpty else { throw TextRefusal.noTitle }
    }
}

/// Why a text is not kept.
enum TextRefusal: Refusal, Equatable {
    case noTitle, changed, long(Int)
    var kind: RefusalKind { self == .changed ? .conflict : .invalid }
    var phrase: Phrase {
        switch self {
        case .noTitle: "session.form.title"
        case .changed: "texts.changed"
        case .long(let most): Phrase("session.form.long", ["most": .number(most)])
        }
    }
}
