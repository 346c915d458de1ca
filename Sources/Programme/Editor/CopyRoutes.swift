// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The handlers that begin a programme with that of another edition.
struct CopyRoutes: Sendable {
    var routes: [Route] {
        [
            Route(.get, "/{language}/{edition}/organise/programme/copy", "programme.edit") { try await page($0) },
            Route(.post, "/{language}/{edition}/organise/programme/copy", "programme.edit", copy),
        ]
    }

    /// Chosen in the address, the other edition is previewed.
    private func page(_ request: Request, _ error: String? = nil) async throws -> Response {
        let query = request.method == .post ? request.form : request.query
        let chosen = query["from"]
        return try await request.editor { tx, scene in
            let all = try EditionStore(tx: tx).all().filter { $0.edition.id != scene.edition.id }
            let source = try all.first { $0.edition.id.value == chosen }.map { try Self.source($0.edition, request, tx) }
            var error = error
            if let chosen, source == nil {
                error = scene.words(chosen == scene.edition.id.value ? "copy.itself" : "copy.unknown")
            }
            let plan = source.map {
                CopyPlan(
                    from: $0, into: scene.draft, withRooms: query["rooms"] != nil, withAbstracts: query["abstracts"] != nil)
            }
            return CopyPage(scene: scene, editions: all, query: query, plan: plan, error: error)
        }.page.organising(request, at: "/organise/programme")
    }

    /// What this actor may see of the other edition: its draft for who plans it too, else what was published.
    private static func source(_ edition: Edition, _ request: Request, _ tx: Transaction) throws -> ProgrammeDraft {
        guard !request.allows("programme.plan", in: .edition(edition.id.value)) else {
            return try DraftStore(tx: tx).draft(of: edition)
        }
        var published = ProgrammeDraft(edition: edition)
        if let document = try ReleaseStore(tx: tx).latest(of: edition.id)?.document {
            published.content.rooms = document.rooms
            published.content.sessions = document.sessions.map(\.session)
        }
        return published
    }

    func copy(_ request: Request) async throws -> Response {
        let form = request.form
        do {
            try await request.editing { tx, facts in
                guard let source = try EditionStore(tx: tx).all().first(where: { $0.edition.id.value == form["from"] }) else {
                    throw EditRefusal.nothing
                }
                guard source.edition.id != facts.draft.edition.id else { throw EditRefusal.nothing }
                let plan = CopyPlan(
                    from: try Self.source(source.edition, request, tx), into: facts.draft, withRooms: form["rooms"] != nil,
                    withAbstracts: form["abstracts"] != nil)
                var facts = facts
                let edition = facts.draft.edition.id
                let first = facts.draft.content.rooms.count
                try ProgrammeStore(tx: tx).keep(plan.rooms.enumerated().map { (first + $0.offset, $0.element) }, in: edition)
                facts.draft.content.rooms += plan.rooms
                try EditStore(tx: tx).keep(plan.edits, .copied, facts: facts)
            }
        } catch let refusal as EditRefusal {
            return try await page(request, request.words(refusal.phrase))
        }
        return .seeOther(to: request.boardPath, notice: "programme-copied")
    }
}

/// What would be taken over, before it is.
struct CopyPage {
    let scene: EditorScene
    let editions: [EditionRecord]
    let query: Query
    let plan: CopyPlan?
    let error: String?

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/copy" }

    var page: Page {
        var page = Page(title: words("copy.title"), over: scene.view.name, lede: words("copy.lede"), content: content)
        page.isRefused = error != nil
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: "list").markup)
        \(error.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><ul><li>\($0)</li></ul></div>" as HTML })
        <form class="form" method="get" action="\(path)">
        \(FormField("from", words("copy.from"), .choice([("", words("copy.choose"))] + editions.reversed().map { ($0.edition.id.value, $0.name(words)) }), value: query["from"] ?? "").markup)
        \(FormField("rooms", words("copy.rooms"), .check, value: query["rooms"] ?? "").markup)
        \(FormField("abstracts", words("copy.abstracts"), .check, value: query["abstracts"] ?? "").markup)
        <p class="form-act"><button class="btn line" type="submit">\(words("copy.preview"))</button></p></form>
        \(plan.map(preview))
        """
    }

    private func preview(_ plan: CopyPlan) -> HTML {
        guard !plan.edits.isEmpty else { return "<p>\(words("copy.nothing"))</p>" }
        let values = ["from", "rooms", "abstracts"].compactMap { name in query[name].map { (name: name, value: $0) } }
        return """
            <section class="section"><div class="head"><h2>\(words("copy.would", ["count": .number(plan.edits.count)]))</h2>
            \(if: !plan.rooms.isEmpty, "<p>\(words("copy.new-rooms", ["rooms": .text(plan.rooms.map(\.name).joined(separator: ", "))]))</p>")\
            \(if: !plan.skipped.isEmpty, "<p>\(words("copy.skipped", ["codes": .text(plan.skipped.map(\.description).joined(separator: ", "))]))</p>")</div>
            <ul class="plain">\(each: plan.edits, line)</ul>
            <div class="acts-row">\(PostButton(words("copy.do", ["count": .number(plan.edits.count)]), to: path, values: values, isQuiet: false).markup)</div></section>
            """
    }

    private func line(_ edit: SessionEdit) -> HTML {
        guard case .add(let draft) = edit else { return "" }
        let when = draft.session.time.map { "\(words.day($0.day)), \($0.start)–\($0.end)" } ?? words("board.timeless")
        return
            "<li>\(draft.code.description) \(draft.session.title.best(orDraft: words.language)) <span class=\"quiet\">\(when)</span></li>\n"
    }
}
