// SPDX-License-Identifier: EUPL-1.2
import Access
import Editions
import Foundation
import HTML
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
                version: scene.draft.versions[code] ?? 0, form: form, error: error)
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
                for field in SessionTextField.allCases {
                    let text = (form[field.rawValue] ?? "").replacing("\r\n", with: "\n")
                    let most = field == .title ? 300 : 8_000
                    draft.session[keyPath: field.path].values[language] =
                        text.isEmpty ? nil : .init(String(text.prefix(most)), state)
                }
                guard !draft.session.title.isEmpty else { throw TextRefusal.noTitle }
                if draft != facts.draft.draft(code) {
                    try EditStore(tx: tx).keep([.change(draft, from: Int(form["version"] ?? "") ?? -1)], .changed, facts: facts)
                }
                try TextStore(tx: tx).align(draft.session, language, in: facts.draft.edition.id)
                ProgrammeStore(tx: tx).record("programme.translated", [], in: facts.draft.edition.id)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await one(request, form, request.words(refusal.phrase))
        }
        let list: Address = "\(request.boardPath)/texts"
        return .seeOther(to: list.with([("lacking", language.rawValue)]), notice: "text-saved")
    }
}

/// Why a text is not kept.
enum TextRefusal: Refusal, Equatable {
    case noTitle
    var kind: RefusalKind { .invalid }
    var phrase: Phrase { "session.form.title" }
}
