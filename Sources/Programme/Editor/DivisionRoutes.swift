// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers that make two sessions of one, or one of two.
struct DivisionRoutes: Sendable {
    private static let base = "/{language}/{edition}/organise/programme/{code}"

    var routes: [Route] {
        [
            Route(.get, "\(Self.base)/split", "programme.edit") { try await splitPage($0) },
            Route(.post, "\(Self.base)/split", "programme.edit", split),
            Route(.get, "\(Self.base)/merge", "programme.edit") { try await mergePage($0) },
            Route(.post, "\(Self.base)/merge", "programme.edit", merge),
        ]
    }

    private func splitPage(_ request: Request, _ form: Query? = nil, _ error: String? = nil) async throws -> Response {
        let code = try request.sessionCode()
        return try await request.editor { _, scene in
            guard let draft = scene.draft.draft(code) else { throw AccessRefusal.notFound }
            return DivisionPage(scene: scene, draft: draft, form: form, error: error).split
        }.organising(request, at: "/organise/programme")
    }

    private func mergePage(_ request: Request, _ form: Query? = nil, _ error: String? = nil) async throws -> Response {
        let code = try request.sessionCode()
        return try await request.editor { _, scene in
            guard let draft = scene.draft.draft(code) else { throw AccessRefusal.notFound }
            return DivisionPage(scene: scene, draft: draft, form: form, error: error).merge
        }.organising(request, at: "/organise/programme")
    }

    func split(_ request: Request) async throws -> Response {
        let (code, form, language) = (try request.sessionCode(), request.form, request.language)
        guard let new = form["code"].flatMap({ SessionCode($0) }) else {
            return try await splitPage(request, form, request.words("session.form.code"))
        }
        guard let time = form["time"].flatMap({ WallTime($0) }) else {
            return try await splitPage(request, form, request.words("session.form.time"))
        }
        let title = PersonText.cleaned(form["title"] ?? "")
        guard !title.isEmpty else { return try await splitPage(request, form, request.words("session.form.title")) }
        guard (form["title"] ?? "").unicodeScalars.count <= SessionForm.longestTitle else {
            return try await splitPage(
                request, form, request.words("session.form.long", ["most": .number(SessionForm.longestTitle)]))
        }
        do {
            try await request.editing { tx, facts in
                guard let draft = facts.draft.draft(code) else { throw AccessRefusal.notFound }
                let edits = try SessionDivision.split(
                    draft, version: Int(form["version"] ?? "") ?? -1, at: time, as: new, title: title,
                    in: SessionForm.language(of: draft.session, language))
                try facts.requireAllowed(edits)
                try EditStore(tx: tx).keep(edits, .split, facts: facts)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await splitPage(request, form, request.words(refusal.phrase))
        }
        return .seeOther(to: "\(request.boardPath)/\(new)", notice: "session-split")
    }

    func merge(_ request: Request) async throws -> Response {
        let (code, form) = (try request.sessionCode(), request.form)
        guard let other = form["other"].flatMap({ SessionCode($0) }) else {
            return try await mergePage(request, form, request.words("division.choose"))
        }
        do {
            try await request.editing { tx, facts in
                guard let kept = facts.draft.draft(code), let gone = facts.draft.draft(other) else {
                    throw AccessRefusal.notFound
                }
                let edits = try SessionDivision.merge(
                    kept, version: Int(form["version"] ?? "") ?? -1, with: gone,
                    goneVersion: facts.draft.versions[other] ?? 0, isPublished: facts.published.contains(other))
                try facts.requireAllowed(edits)
                try EditStore(tx: tx).keep(edits, .merged, facts: facts)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await mergePage(request, form, request.words(refusal.phrase))
        }
        return .seeOther(to: "\(request.boardPath)/\(code)", notice: "session-merged")
    }
}

/// The forms of dividing and joining.
struct DivisionPage {
    let scene: EditorScene
    let draft: SessionDraft
    let form: Query?
    let error: String?

    private var words: Words { scene.words }
    private var version: String { form?["version"] ?? String(scene.draft.versions[draft.code] ?? 0) }
    private var title: String { draft.session.title.best(orDraft: words.language) }

    /// - Parameter said: the title, what it does, and what the button says.
    private func page(_ said: (title: String, text: String, button: String), _ fields: [FormField], _ path: String) -> Page {
        var form = Form(
            action: "\(scene.base)/\(draft.code)/\(path)", fields: fields, button: said.button,
            problemTitle: words("form.problem"), problem: error)
        form.beside = "<input type=\"hidden\" name=\"version\" value=\"\(version)\">"
        var page = Page(
            title: said.title, over: scene.view.name, lede: title,
            content: """
                \(EditorTabs(scene: scene, here: "list").markup)
                <p>\(said.text)</p>
                \(form.markup)
                <p class="section"><a href="\(scene.base)/\(draft.code.description)">\(words("place.whole"))</a></p>
                """)
        page.isRefused = error != nil
        return page
    }

    var split: Page {
        page(
            (
                words("division.split.title", ["code": .text(draft.code.description)]), words("division.split.text"),
                words("division.split.do")
            ),
            [
                FormField(
                    "time", words("division.time"), value: form?["time"] ?? "", hint: words("session.form.time"), isRequired: true
                ),
                FormField(
                    "code", words("division.code"), value: form?["code"] ?? "", hint: words("session.hint.code"), isRequired: true
                ),
                FormField("title", words("division.second-title"), value: form?["title"] ?? title, isRequired: true),
            ], "split")
    }

    var merge: Page {
        let others = scene.draft.content.sessions.filter { $0.code != draft.code && $0.time != nil }
        return page(
            (
                words("division.merge.title", ["code": .text(draft.code.description)]), words("division.merge.text"),
                words("division.merge.do")
            ),
            [
                FormField(
                    "other", words("division.other"),
                    .choice(
                        [("", words("division.none"))]
                            + others.map {
                                (
                                    $0.code.description,
                                    "\($0.code) \($0.title.best(orDraft: words.language)), \($0.time.map { words.day($0.day) + " \($0.start)–\($0.end)" } ?? "")"
                                )
                            }), value: form?["other"] ?? "")
            ], "merge")
    }
}
