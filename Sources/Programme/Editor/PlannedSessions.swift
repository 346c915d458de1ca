// SPDX-License-Identifier: EUPL-1.2
import Access
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// All sessions in a list, to find some and change several at once.
struct PlannedSessionsPage {
    let scene: EditorScene
    let filter: PlannedSessionFilter
    let form: Query?
    /// Whether all that are shown are chosen, for whoever asks for that.
    var isAllChosen = false
    var error: String?

    private var words: Words { scene.words }
    private var path: Address { "\(scene.base)/list" }

    var page: Page {
        let shown = sessions
        var page = Page(
            title: words("sessions.list"), over: scene.view.name,
            lede: words("programme.found", ["count": .number(shown.count)]), content: content(shown))
        page.isRefused = error != nil
        return page
    }

    private var sessions: [Session] {
        scene.view.programme.items.map(\.session).filter { filter.passes($0, scene) }
    }

    private func content(_ shown: [Session]) -> HTML {
        """
        \(EditorTabs(scene: scene, here: "list").markup)
        \(filterForm)
        \(error.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><ul><li>\($0)</li></ul></div>" as HTML })
        \(shown.isEmpty ? "<p>\(words("programme.nothing"))</p>" : table(shown))
        \(if: scene.canEdit, "<p class=\"acts-row\"><a class=\"btn\" href=\"\(scene.base)/new\">\(words("board.new"))</a> <a class=\"btn line\" href=\"\(scene.base)/copy\">\(words("copy.title"))</a></p>")
        """
    }

    private var filterForm: HTML {
        """
        <form class="filters" method="get" action="\(path)" role="search" aria-label="\(words("programme.filter"))">
        <label for="q">\(words("programme.search"))<input type="search" id="q" name="q" value="\(filter.text ?? "")" maxlength="80"></label>
        \(select("status", "session.field.status", SessionStatus.allCases.map { ($0.rawValue, words("session.status.\($0.rawValue)")) }, filter.status?.rawValue, any: words("list.any")))
        \(select("kind", "session.field.kind", SessionKind.allCases.map { ($0.rawValue, words("session.kind.\($0.rawValue)")) }, filter.kind?.rawValue, any: words("list.any")))
        \(select("lack", "list.lack", PlannedSessionFilter.Lack.allCases.map { ($0.rawValue, words("list.lack.\($0.rawValue)")) }, filter.lack?.rawValue, any: words("list.lack.any")))
        <div class="filters-act"><button class="btn" type="submit">\(words("programme.show"))</button></div></form>
        """
    }

    private func select(_ name: String, _ label: String, _ options: [(String, String)], _ chosen: String?, any: String) -> HTML {
        """
        <label for="l-\(name)">\(words(label))<select id="l-\(name)" name="\(name)"><option value="">\(any)</option>
        \(each: options, { "<option value=\"\($0.0)\"\(if: $0.0 == chosen, " selected")>\($0.1)</option>" })</select></label>
        """
    }

    private func table(_ shown: [Session]) -> HTML {
        let rows: HTML = """
            <table class="table fold"><caption class="hide">\(words("sessions.list"))</caption><thead><tr>\
            \(if: scene.canEdit, "<th scope=\"col\"><span class=\"hide\">\(words("bulk.choose"))</span></th>")<th scope="col">\(words("session.field.title"))</th><th scope="col">\(words("session.part.when"))</th>\
            <th scope="col">\(words("session.field.status"))</th><th scope="col">\(words("conflicts.title"))</th></tr></thead><tbody>
            \(each: shown, row)</tbody></table>
            """
        guard scene.canEdit else { return rows }
        let all = path.with(filter.pairs + [("all", isAllChosen ? nil : "yes")])
        return """
            <form method="post" action="\(path)">\(bulk)
            <p class="acts-row"><a href="\(all)">\(words(isAllChosen ? "bulk.choose-none" : "bulk.choose-all"))</a></p>\(rows)</form>
            """
    }

    private func row(_ session: Session) -> HTML {
        let code = session.code.description
        let mark = "\(code)@\(scene.draft.versions[session.code] ?? 0)"
        let isChosen = isAllChosen || form?.pairs.contains { $0.name == "session" && $0.value == mark } ?? false
        let conflicts = scene.judged.about(session.code).count
        return """
            <tr>\(if: scene.canEdit, "<td><label class=\"check\"><input type=\"checkbox\" name=\"session\" value=\"\(mark)\"\(if: isChosen, " checked")> <span class=\"hide\">\(words("bulk.choose-one", ["code": .text(code)]))</span></label></td>")\
            <th scope="row"><a href="\(scene.base)/\(code)">\(code) \(session.title.best(orDraft: words.language))</a></th>
            <td data-h="\(words("session.part.when"))">\(when(session)) <span class="also">\(scene.view.rooms(session))</span></td>
            <td data-h="\(words("session.field.status"))"><div>\(words("session.status.\(session.status.rawValue)"))\(if: !scene.unreleased(session).isEmpty, " <span class=\"also\">\(words("board.card-unreleased"))</span>")</div></td>
            <td data-h="\(words("conflicts.title"))">\(conflicts == 0 ? "–" : words.number(conflicts))</td></tr>

            """
    }

    private func when(_ session: Session) -> String {
        guard let time = session.time else { return session.day.map(words.day) ?? "–" }
        return "\(words.day(time.day)), \(time.start)–\(time.end)"
    }

    // MARK: Several at once

    private var bulk: HTML {
        """
        <fieldset class="bulk panel"><legend>\(words("bulk.title"))</legend>
        <label for="b-what">\(words("bulk.what"))<select id="b-what" name="what"><option value="">\(words("bulk.nothing"))</option>
        \(each: groups, { group in
            "<optgroup label=\"\(group.label)\">\(each: group.options, { "<option value=\"\($0.0)\"\(if: $0.0 == form?["what"], " selected")>\($0.1)</option>" })</optgroup>\n"
        })</select></label>
        <label for="b-minutes">\(words("bulk.minutes"))<input type="text" inputmode="numeric" id="b-minutes" name="minutes" value="\(form?["minutes"] ?? "")" maxlength="5"></label>
        <button class="btn" type="submit">\(words("bulk.do"))</button></fieldset>
        """
    }

    private var groups: [(label: String, options: [(String, String)])] {
        [
            (
                words("bulk.time"),
                [("shift", words("bulk.shift"))]
                    + BoardPage.days(scene).map { ("day:\($0)", words("bulk.day", ["day": .day($0)])) }
            ),
            (
                words("session.field.status"),
                SessionStatus.allCases.map { ("status:\($0.rawValue)", words("session.status.\($0.rawValue)")) }
            ),
            (
                words("session.field.kind"),
                SessionKind.allCases.map { ("kind:\($0.rawValue)", words("session.kind.\($0.rawValue)")) }
            ),
            (
                words("session.field.registration"),
                SessionRegistration.allCases.map { ("registration:\($0.rawValue)", words("session.registration.\($0.rawValue)")) }
            ),
            (
                words("session.field.topic"),
                [("topic:", words("session.no-topic"))]
                    + scene.view.topics.map { ("topic:\($0.id)", $0.name.best(orDraft: words.language)) }
            ),
            (
                words("session.field.rooms"),
                [("room:", words("programme.beside"))] + scene.draft.content.rooms.map { ("room:\($0.id)", $0.name) }
            ),
            (
                words("session.field.interpreted"),
                Language.allCases.flatMap { language in
                    [
                        (
                            "into:\(language.rawValue)",
                            words("bulk.into", ["language": .text(words.language(code: language.rawValue))])
                        ),
                        (
                            "not-into:\(language.rawValue)",
                            words("bulk.not-into", ["language": .text(words.language(code: language.rawValue))])
                        ),
                    ]
                }
            ),
        ]
    }
}

/// Which sessions are listed.
struct PlannedSessionFilter: Sendable {
    /// What a session still lacks.
    enum Lack: String, CaseIterable, Sendable { case time, room, speakers, moderator, abstract, topic, release }

    let text: String?
    let status: SessionStatus?, kind: SessionKind?, lack: Lack?

    init(_ query: Query) {
        text = query["q"].map { String($0.prefix(80)) }
        status = query.choice("status", SessionStatus.init)
        kind = query.choice("kind", SessionKind.init)
        lack = query.choice("lack", Lack.init)
    }

    /// As an address says it.
    var pairs: [(String, String?)] {
        [("q", text), ("status", status?.rawValue), ("kind", kind?.rawValue), ("lack", lack?.rawValue)]
    }

    func passes(_ session: Session, _ scene: EditorScene) -> Bool {
        if let status, session.status != status { return false }
        if let kind, session.kind != kind { return false }
        if let lack, !Self.lacks(session, lack, scene) { return false }
        guard let text, let item = scene.view.programme.item(session.code) else { return true }
        return ProgrammeFilter(Query("q=\(Address.encoded(text))")).passes(item, in: scene.view.programme)
    }

    static func lacks(_ session: Session, _ lack: Lack, _ scene: EditorScene) -> Bool {
        switch lack {
        case .time: session.time == nil
        case .room: session.rooms.isEmpty && !session.kind.isPause
        case .speakers: session.speakers(as: .speaker).isEmpty && !session.kind.isPause
        case .moderator: session.speakers(as: .moderator).isEmpty && !session.kind.isPause
        case .abstract: session.abstract.isEmpty && !session.kind.isPause
        case .topic: session.topic == nil && !session.kind.isPause
        case .release: !scene.unreleased(session).isEmpty
        }
    }
}

/// The handlers of the list.
struct PlannedSessionRoutes: Sendable {
    var routes: [Route] {
        [
            Route(.get, "/{language}/{edition}/organise/programme/list", "programme.plan") { try await page($0) },
            Route(.post, "/{language}/{edition}/organise/programme/list", "programme.edit", change),
        ]
    }

    private func page(_ request: Request, _ form: Query? = nil, _ error: String? = nil) async throws -> Response {
        let filter = PlannedSessionFilter(request.query)
        let isAllChosen = form == nil && request.query["all"] != nil
        return try await request.editor {
            PlannedSessionsPage(scene: $1, filter: filter, form: form, isAllChosen: isAllChosen, error: error).page
        }
        .organising(request, at: "/organise/programme")
    }

    func change(_ request: Request) async throws -> Response {
        let form = request.form
        let chosen = form.pairs.filter { $0.name == "session" }.compactMap { pair -> (SessionCode, Int)? in
            let parts = pair.value.split(separator: "@").map(String.init)
            guard parts.count == 2, let code = SessionCode(parts[0]), let version = Int(parts[1]) else { return nil }
            return (code, version)
        }
        do {
            guard !chosen.isEmpty else { throw BulkRefusal.nothingChosen }
            guard let change = BulkChange(form) else { throw BulkRefusal.noChange }
            try await request.editing { tx, facts in
                let edits = try chosen.map { code, version in
                    guard let draft = facts.draft.draft(code) else { throw EditRefusal.gone(code) }
                    return SessionEdit.change(try change.applied(to: draft), from: version)
                }
                try facts.requireAllowed(edits)
                try EditStore(tx: tx).keep(edits, .bulk, facts: facts)
            }
        } catch let refusal as any Refusal where refusal is BulkRefusal || refusal is EditRefusal {
            return try await page(request, form, request.words(refusal.phrase))
        }
        return .seeOther(to: "\(request.boardPath)/list", notice: "bulk-done")
    }
}

extension BulkChange {
    /// What a form asks for; nil for nothing that can be done.
    init?(_ form: Query) {
        guard let what = form["what"] else { return nil }
        let parts = what.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let value = parts.count > 1 ? parts[1] : ""
        let change: BulkChange? =
            switch parts[0] {
            case "status": SessionStatus(rawValue: value).map { .status($0) }
            case "kind": SessionKind(rawValue: value).map { .kind($0) }
            case "registration": SessionRegistration(rawValue: value).map { .registration($0) }
            case "topic": .topic(value.isEmpty ? nil : ID(value))
            case "room": .room(value.isEmpty ? nil : ID(value))
            case "shift":
                Int(form["minutes"] ?? "").flatMap { (-1_440...1_440).contains($0) && $0 != 0 ? .shift(minutes: $0) : nil }
            case "day": Day(value).map { .day($0) }
            case "into": Language(rawValue: value).map { .interpreted($0.rawValue) }
            case "not-into": Language(rawValue: value).map { .notInterpreted($0.rawValue) }
            default: nil
            }
        guard let change else { return nil }
        self = change
    }
}
