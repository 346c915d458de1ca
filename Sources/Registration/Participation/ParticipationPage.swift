// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The own page of a participant: for whom they come, what is asked of them, and how they leave.
struct ParticipationPage {
    let scene: ParticipationScene
    let words: Words
    let path: Address
    /// Where they are when; nil where nothing was published.
    var agenda: OwnAgendaSection?
    /// What later features say here.
    var panels: HTML = ""
    /// What was sent and refused.
    var fields: QuestionFields?
    var problem: Phrase?

    var page: Page {
        let form = form
        var page = Page(
            title: scene.person.badgeName, over: scene.record.name(words), lede: lede,
            content: """
                \(problem.map { refusal($0) })<div class="two wide own-page"><div>\(standing)\(agenda?.markup(words))\(panels)\(questions(form))\(scene.costs?.markup(words))</div><div>\(consents)\(data)\(leave)</div></div>
                """)
        page.isRefused = problem != nil || form?.isRefused == true
        page.isIndexed = false
        return page
    }

    private var lede: String {
        words(
            "participation.lede",
            [
                "place": .text(scene.record.place(for: words.language)),
                "days": .text(scene.record.edition.dates.written(words)),
            ])
    }

    private func refusal(_ phrase: Phrase) -> HTML {
        """
        <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><p>\(words(phrase))</p></div>

        """
    }

    private func section(_ part: String, _ body: HTML) -> HTML {
        """
        <section class="panel" aria-labelledby="\(part)"><h2 id="\(part)">\(words("participation.\(part)"))</h2>
        \(body)</section>

        """
    }

    private var standing: HTML {
        guard let seat = scene.seat else { return section("standing", "<p>\(words("participation.no-seat"))</p>") }
        return section(
            "standing",
            """
            <dl class="facts-list"><div><dt>\(words("participation.for"))</dt><dd>\(scene.delegationName)</dd></div>\
            <div><dt>\(words("participant.kind"))</dt><dd>\(words("actor.\(seat.kind.rawValue)"))</dd></div>\
            <div><dt>\(words("participation.answers"))</dt><dd>\(words(stateKey))</dd></div>\
            \(guardian.map { "<div><dt>\(words("participation.guardian"))</dt><dd>\($0)</dd></div>" as HTML })</dl>
            """)
    }

    private var guardian: String? {
        scene.guardian.map { one in
            guard let agreed = one.agreed else { return words("participation.guardian.awaited") }
            return words("participation.guardian.agreed", ["when": .text(words.instant(agreed, in: scene.zone))])
        }
    }

    private var stateKey: String {
        guard let answers = scene.answers, !answers.given.isEmpty || !answers.isDraft else { return "participation.answers.none" }
        if answers.isDraft { return "participation.answers.draft" }
        return scene.form.map { $0.questionsToAskAgain(answers).isEmpty } ?? true
            ? "participation.answers.done" : "participation.answers.again"
    }

    // MARK: Questions

    private var form: Form? {
        guard scene.isOpen, let form = scene.form else { return nil }
        let fields = fields ?? QuestionFields(form, scene.answers, prefilled: prefilled, words: words)
        return fields.form(action: path, button: words("question.send"))
    }

    /// What is known already is not asked again.
    private var prefilled: [String: [String]] {
        QuestionFields.prefilled(body: scene.delegation?.body == .nobody ? "" : scene.delegationName, office: scene.person.office)
    }

    private func questions(_ form: Form?) -> HTML? {
        guard let form else { return scene.isOver ? "<p>\(words("participation.over"))</p>" : nil }
        return section("questions", "<p>\(words("participation.questions.text"))</p>\(form.markup)")
    }

    // MARK: Consents

    private var consents: HTML? {
        let standing = scene.answers?.consents.filter { $0.withdrawn == nil && $0.legalBasis.isConsent } ?? []
        guard let form = scene.form, !standing.isEmpty else { return nil }
        return section(
            "consents",
            """
            <p>\(words("participation.consents.text"))</p><ul class="plain">\(each: standing, { consent in
                let label = form.current.question(consent.question)?.label.read(in: words)?.text
                let given = words.instant(consent.given, in: scene.zone)
                let button = PostButton(
                    words("participation.consent.withdraw"), to: "\(path)/consents/\(consent.question)/withdrawal", about: label)
                return "<li>\(label ?? consent.purpose.read(in: words)?.text ?? "") <span class=\"quiet\">\(words("participation.consent.given", ["when": .text(given)]))</span> \(button.markup)</li>\n"
            })</ul>
            """)
    }

    // MARK: Leaving, and one's data

    private var leave: HTML? {
        guard scene.isOpen else { return nil }
        let text = words(scene.isAlone ? "participation.return.alone" : "participation.return.text")
        return """
            <details><summary>\(words("participation.return.summary"))</summary><p>\(text)</p>\(scene.costs?.returning(words))
            \(PostButton(words("participation.return"), to: "\(path)/return").markup)</details>

            """
    }

    private var data: HTML { OwnDataSection(path: path, hasAccount: scene.hasAccount, words: words).markup }
}

extension QuestionFields {
    /// What is known of somebody answers some questions before they are asked; it can be changed.
    static func prefilled(body: String, office: String?) -> [String: [String]] {
        var typed: [String: [String]] = [:]
        if !body.isEmpty { for id in ["institution", "company", "association", "outlet", "group"] { typed[id] = [body] } }
        if let office { for id in ["function", "elected-office"] { typed[id] = [office] } }
        return typed
    }
}
