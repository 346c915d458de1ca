// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

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
        waitsForGuardian = try GuardianStore(tx: tx).isMissing(for: entry.application, answers)
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
