// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// Which applications an organiser asks for.
struct ApplicationQuery: Sendable, Equatable {
    var state: Application.State?
    var kind: ActorKind?
    var text: String?
    /// Counted from 1.
    var page = 1

    static let rowsPerPage = 50

    init(_ query: Query) {
        state = query.choice("state") { Application.State(rawValue: $0) }
        kind = query.choice("kind") { ActorKind(rawValue: $0) }
        text = query["q"].map { String($0.prefix(100)) }
        page = query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
    }

    func address(_ path: Address, page: Int) -> Address {
        path.with([
            ("state", state?.rawValue), ("kind", kind?.rawValue), ("q", text), ("page", page == 1 ? nil : String(page)),
        ])
    }
}

/// Who registered alone, and what was decided.
struct ApplicationListPage {
    struct Entry: Sendable {
        let application: Application
        let name: String, office: String, body: String
    }

    let record: EditionRecord
    let query: ApplicationQuery
    let rows: [Entry]
    let count: Int
    let words: Words
    var problem: Phrase?

    /// A fixed number of statements, whatever the edition holds.
    init(_ record: EditionRecord, _ query: ApplicationQuery, words: Words, _ tx: Transaction) throws {
        let named = try ApplicationStore(tx: tx).ids(named: query.text ?? "", in: record.edition.id)
        let narrow: SQL =
            """
            a.edition = \(record.edition.id) AND a.state <> 'unverified'
            \(query.state.map { "AND a.state = \($0.rawValue)" as SQL } ?? "") \(query.kind.map { "AND a.kind = \($0.rawValue)" as SQL } ?? "")
            \(named.map { "AND a.id IN \(list: $0)" as SQL } ?? "")
            """
        let size = ApplicationQuery.rowsPerPage
        let count: Int = try tx.rows("SELECT count(*) AS n FROM application a WHERE \(narrow)")[0]["n"]
        var here = query
        here.page = min(query.page, max(1, (count + size - 1) / size))
        self.record = record
        self.query = here
        self.count = count
        self.words = words
        rows = try ApplicationStore(tx: tx).page(narrow, offset: (here.page - 1) * size, size: size, words)
    }

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }

    var page: Page {
        var page = Page(
            title: words("applications.title"), over: record.name(words), lede: words("applications.lede"),
            content: """
                <p class="back"><a href="\(path)">\(words("registration.title"))</a></p>
                \(problem.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><p>\(words($0))</p></div>" as HTML })
                \(filters)<div class="result" role="status">\(words("applications.found", ["count": .number(count)]))</div>
                \(if: !rows.isEmpty, list)
                \(PageLinks(here: query.page, count: count, size: ApplicationQuery.rowsPerPage, words: words) { query.address("\(path)/applications", page: $0) }.markup)
                """)
        page.isRefused = problem != nil
        return page
    }

    private var filters: HTML {
        let states = Application.State.allCases.filter { $0 != .unverified }
        return """
            <form class="filters" method="get" action="\(path)/applications" role="search" aria-label="\(words("applications.title"))">
            <label for="state">\(words("delegation.state"))<select id="state" name="state"><option value="">\(words("registration.all"))</option>\
            \(each: states, { "<option value=\"\($0.rawValue)\"\(if: $0 == query.state, " selected")>\(words("application.state.\($0.rawValue)"))</option>" })</select></label>
            <label for="kind">\(words("participant.kind"))<select id="kind" name="kind"><option value="">\(words("registration.all"))</option>\
            \(each: ApplicationDraft.kinds, { "<option value=\"\($0.rawValue)\"\(if: $0 == query.kind, " selected")>\(words($0.phrase))</option>" })</select></label>
            <label for="q">\(words("applications.search"))<input type="search" id="q" name="q" value="\(query.text ?? "")" maxlength="100" autocomplete="off" spellcheck="false"></label>
            <div class="filters-act"><button class="btn" type="submit">\(words("network.show"))</button></div></form>

            """
    }

    private var list: HTML {
        let heads = ["application.who", "participant.kind", "applications.for", "delegation.state", "application.choose"]
        return """
            <form method="post" action="\(path)/applications/approval">
            <table class="table fold tight"><caption class="hide">\(words("applications.title"))</caption>
            <thead><tr>\(each: heads, { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
            \(each: rows, row)</tbody></table>
            \(if: rows.contains { $0.application.state == .asked }, "<p class=\"form-act\"><button class=\"btn\" type=\"submit\">\(words("applications.approve"))</button></p>")</form>
            """
    }

    private func row(_ entry: Entry) -> HTML {
        let one = entry.application
        let page: Address = "\(path)/applications/\(one.id)"
        let choose: HTML =
            one.state == .asked
            ? "<label class=\"check\"><input type=\"checkbox\" name=\"application\" value=\"\(one.id.value)\"> <span class=\"hide\">\(entry.name)</span></label>"
            : ""
        return """
            <tr><th scope="row"><a href="\(page)">\(entry.name)</a></th><td data-h="\(words("participant.kind"))">\(words(one.kind.phrase))</td>\
            <td data-h="\(words("applications.for"))">\(entry.body)</td>\
            <td data-h="\(words("delegation.state"))"><span class="state \(one.state.rawValue)">\(words("application.state.\(one.state.rawValue)"))</span></td>\
            <td class="tick" data-h="\(words("application.choose"))">\(choose)</td></tr>

            """
    }
}

extension ApplicationStore {
    /// Whose name a text is a part of, without accents and case; nil where nothing was asked for. Names are compared here: a folded copy of a
    /// name would be one more place to erase it from.
    func ids(named text: String, in edition: ID<Edition>) throws -> [ID<Application>]? {
        guard !text.isEmpty else { return nil }
        let folded = Folding.folded(text)
        // Signs alone fold to nothing, which every name contains.
        guard !folded.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT a.id, coalesce(p.badge_name, a.name) AS called FROM application a LEFT JOIN person p ON p.id = a.person
            WHERE a.edition = \(edition) AND a.state <> 'unverified'
            """
        ).filter { Folding.folded($0["called"]).contains(folded) }.map { $0["id"] }
    }

    /// A part of a list: those that wait first, the oldest first; then the newest decisions.
    func page(_ narrow: SQL, offset: Int, size: Int, _ words: Words) throws -> [ApplicationListPage.Entry] {
        let rows = try rows(narrow, offset: offset, size: size)
        let stands = rows.map { one in
            Delegation(
                id: ID(one.application.id.value), edition: one.application.edition, body: one.application.body,
                country: one.application.country, language: one.application.language, invitedAt: one.application.created)
        }
        let names = try BodyNames(of: stands, words, tx)
        return zip(rows, stands).map { row, stand in
            ApplicationListPage.Entry(application: row.application, name: row.name, office: row.office, body: names[stand])
        }
    }
}
