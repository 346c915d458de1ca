// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// Which applications an organiser asks for.
struct ApplicationQuery: Sendable, Equatable {
    var state: Application.State?
    var kind: ActorKind?
    /// Counted from 1.
    var page = 1

    static let rowsPerPage = 50

    init(_ query: Query) {
        state = query.choice("state") { Application.State(rawValue: $0) }
        kind = query.choice("kind") { ActorKind(rawValue: $0) }
        page = query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
    }

    func address(_ path: Address, page: Int) -> Address {
        path.with([("state", state?.rawValue), ("kind", kind?.rawValue), ("page", page == 1 ? nil : String(page))])
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
        let narrow: SQL =
            """
            a.edition = \(record.edition.id) AND a.state <> 'unverified'
            \(query.state.map { "AND a.state = \($0.rawValue)" as SQL } ?? "") \(query.kind.map { "AND a.kind = \($0.rawValue)" as SQL } ?? "")
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

/// One application, for who decides.
struct ApplicationDecisionPage {
    let record: EditionRecord
    let entry: ApplicationListPage.Entry
    let waitsForGuardian: Bool
    /// Who also decides over it.
    let hasDelegation: Bool
    var reason = ""
    var problem: Phrase?
    let words: Words

    init(_ record: EditionRecord, _ id: ID<Application>, words: Words, _ tx: Transaction) throws {
        let store = ApplicationStore(tx: tx)
        let narrow: SQL = "a.edition = \(record.edition.id) AND a.id = \(id) AND a.state <> 'unverified'"
        guard let entry = try store.page(narrow, offset: 0, size: 1, words).first else { throw AccessRefusal.notFound }
        let answers = try entry.application.person.flatMap {
            try AnswersStore(tx: tx).answers(of: $0, in: record.edition.id)?.answers
        }
        self.record = record
        self.entry = entry
        waitsForGuardian =
            entry.application.kind.needsGuardian && answers.flatMap(Guardianship.init) != nil
            && entry.application.guardian?.agreed == nil
        hasDelegation = entry.application.approver == .focalPoint
        self.words = words
    }

    private var one: Application { entry.application }
    private var list: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }
    private var path: Address { "\(list)/applications/\(one.id)" }

    var page: Page {
        var page = Page(
            title: entry.name, over: record.name(words), lede: words(one.kind.phrase),
            content: """
                <p class="back"><a href="\(list)/applications">\(words("applications.title"))</a></p>
                \(problem.map { "<div class=\"wrong-summary\" role=\"alert\" tabindex=\"-1\" autofocus><h2>\(words("form.problem"))</h2><p>\(words($0))</p></div>" as HTML })
                <div class="stack">\(facts)\(if: one.state == .asked, decision)</div>
                """)
        page.isRefused = problem != nil
        return page
    }

    private var facts: HTML {
        let answers: HTML =
            one.person.map { person in
                let page: Address = "\(list)/answers/\(person)"
                return "<p><a href=\"\(page)\">\(words("answers.open"))</a></p>"
            } ?? ""
        return """
            <dl class="facts-list"><div><dt>\(words("applications.for"))</dt><dd>\(entry.body)</dd></div>\
            <div><dt>\(words("participant.office"))</dt><dd>\(entry.office)</dd></div>\
            <div><dt>\(words("delegation.state"))</dt><dd>\(words("application.state.\(one.state.rawValue)"))</dd></div>\
            \(if: !one.reason.isEmpty, "<div><dt>\(words("application.reason"))</dt><dd>\(one.reason)</dd></div>")</dl>\(answers)
            """
    }

    private var decision: HTML {
        let field = FormField(
            "reason", words("application.reason"), .lines(3), value: reason, hint: words("application.reason.hint"))
        var form = Form(
            action: "\(path)/refusal", fields: [field], button: words("application.refuse"), problemTitle: words("form.problem"))
        form.isQuiet = true
        let approve = PostButton(words("application.approve"), to: "\(path)/approval", isQuiet: false).markup
        return """
            \(if: hasDelegation, "<p>\(words("application.also-focal-point"))</p>")\
            \(waitsForGuardian ? "<p>\(words("application.guardian-missing"))</p>" : approve)
            <details\(if: !reason.isEmpty, " open")><summary>\(words("application.refuse.summary"))</summary>\(form.markup)</details>
            """
    }
}

extension ApplicationStore {
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
