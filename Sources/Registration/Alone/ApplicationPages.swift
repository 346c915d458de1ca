// SPDX-License-Identifier: EUPL-1.2
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// Where somebody registers alone as one kind of actor.
struct ApplicationStartPage {
    let record: EditionRecord
    let settings: RegistrationSettings
    let draft: ApplicationDraft
    let now: Date
    let words: Words

    private var path: Address { "/\(words.language.rawValue)/\(record.edition.id)/registration" }

    var page: Page {
        let form = Form(
            action: "\(path)/\(draft.kind.rawValue)", fields: draft.fields(words), button: words("application.send"),
            problemTitle: words("form.problem"))
        let body: HTML =
            isOpen ? "<div class=\"panel begin\">\(form.markup)</div>" : "<p class=\"next\">\(words(standing))</p>"
        var page = Page(
            title: words("application.title", ["kind": .text(words(draft.kind.phrase))]), over: record.name(words),
            lede: words(draft.kind.way == .authority ? "application.lede.authority" : "application.lede.alone"),
            content: """
                <p class="back"><a href="\(path)">\(words("registration.start"))</a></p>
                \(body)
                """)
        page.isRefused = form.isRefused
        return page
    }

    private var isOpen: Bool { settings.isOpen(at: now) }
    private var standing: Phrase {
        settings.standing(at: now, in: TimeZone(identifier: record.edition.zone) ?? .gmt, words)
    }
}

/// The page of who registered alone, behind the link that a mail brought: how it stands, and what is asked.
struct ApplicationPage {
    let scene: ApplicationScene
    let words: Words
    let path: Address
    var fields: QuestionFields?
    /// What was typed of another kind or body.
    var change: ApplicationDraft?
    var problem: Phrase?

    private var one: Application { scene.application }

    var page: Page {
        let form = form
        var page = Page(
            title: words("application.title", ["kind": .text(words(one.kind.phrase))]), over: scene.record.name(words),
            lede: words("application.of", ["person": .text(scene.name), "body": .text(scene.bodyName)]),
            content: """
                \(problem.map { refusal($0) })<div class="two wide own-page"><div>\(standing)\(questions(form))\(scene.costs?.markup(words))</div><div>\(changing)\(leave)\(data)</div></div>
                """)
        page.isRefused = problem != nil || change != nil || form?.isRefused == true
        page.isIndexed = false
        return page
    }

    private func refusal(_ phrase: Phrase) -> HTML {
        """
        <div class="wrong-summary" role="alert" tabindex="-1" autofocus><h2>\(words("form.problem"))</h2><p>\(words(phrase))</p></div>

        """
    }

    private func section(_ part: String, _ body: HTML) -> HTML {
        """
        <section class="panel" aria-labelledby="\(part)"><h2 id="\(part)">\(words("application.part.\(part)"))</h2>
        \(body)</section>

        """
    }

    // MARK: How it stands

    private var standing: HTML {
        var body: HTML = "<p class=\"next\">\(words(next))</p>"
        if !one.reason.isEmpty { body += "<blockquote>\(one.reason)</blockquote>" }
        if one.state == .unverified {
            body += PostButton(words("application.confirm"), to: "\(path)/confirmation", isQuiet: false).markup
        }
        if scene.hasSeat, let token = scene.ownPage {
            body += "<p><a class=\"btn\" href=\"\(token)\">\(words("application.own-page"))</a></p>"
        }
        if one.askedAgainAt != nil, scene.hasSeat {
            body += PostButton(words("application.confirm-again"), to: "\(path)/again", isQuiet: false).markup
        }
        if let waiting = scene.waiting, waiting.isOffered(at: scene.now) {
            body += """
                <div class="acts-row">\(PostButton(words("delegation.offer.accept"), to: "\(path)/acceptance", isQuiet: false).markup)</div>
                """
        }
        return section("standing", body)
    }

    private var next: Phrase {
        switch one.state {
        case .unverified: scene.isOver ? "application.next.over" : "application.next.confirm"
        case .begun: "application.next.answer"
        case .asked where scene.waitsForGuardian: "application.next.guardian"
        case .asked: one.approver == .focalPoint ? "application.next.focal-point" : "application.next.secretariat"
        case .approved: approved
        case .refused: "application.next.refused"
        case .withdrawn: "application.next.withdrawn"
        }
    }

    private var approved: Phrase {
        if scene.hasSeat, one.askedAgainAt != nil { return "application.next.confirm-again" }
        if scene.hasSeat { return "application.next.seat" }
        if let waiting = scene.waiting, waiting.isOffered(at: scene.now) {
            let until = waiting.expires.map { words.instant($0, in: scene.zone) } ?? ""
            return Phrase("application.next.held", ["until": .text(until)])
        }
        guard let position = scene.position else { return "application.next.gone" }
        return Phrase("application.next.queue", ["position": .number(position)])
    }

    // MARK: What is asked

    private var form: Form? {
        // Who waits for a place may correct what they told, and take a consent back; on a seat the own page is where.
        guard [.begun, .asked].contains(one.state) || (one.state == .approved && !scene.hasSeat) else { return nil }
        let fields =
            fields
            ?? QuestionFields(
                scene.form, scene.answers,
                prefilled: QuestionFields.prefilled(body: one.body == .nobody ? "" : scene.bodyName, office: scene.office),
                words: words)
        return fields.form(action: path, button: words(one.state == .begun ? "application.ask" : "question.send"))
    }

    private func questions(_ form: Form?) -> HTML? {
        form.map { section("questions", "<p>\(words("participation.questions.text"))</p>\($0.markup)") }
    }

    // MARK: Changing and leaving

    private var changing: HTML? {
        guard one.state.isOpen, one.state != .unverified else { return nil }
        let kinds = ApplicationDraft.kinds.map { ($0.rawValue, words($0.phrase)) }
        let candidates = change?.candidates ?? []
        let fields = [
            FormField("kind", words("participant.kind"), .choice(kinds), value: (change?.kind ?? one.kind).rawValue),
            FormField(
                "body", words("application.body"), candidates.isEmpty ? .text : .choice(candidates.map { ($0.id, $0.name) }),
                value: change?.body ?? (one.body == .nobody ? "" : scene.bodyName),
                error: change?.problems["body"].map { words($0) }, autocomplete: "off"),
        ]
        var form = Form(
            action: "\(path)/change", fields: fields, button: words("application.change"), problemTitle: words("form.problem"))
        form.isQuiet = true
        return """
            <details\(if: change != nil, " open")><summary>\(words("application.change.summary"))</summary><p>\(words("application.change.text"))</p>
            \(form.markup)</details>

            """
    }

    /// Once the address is known to be theirs.
    private var data: HTML? {
        one.person.map { _ in OwnDataSection(path: path, hasAccount: scene.hasAccount, words: words).markup }
    }

    private var leave: HTML? {
        guard one.state.isOpen, one.state != .unverified else { return nil }
        return """
            <details><summary>\(words("application.withdraw.summary"))</summary><p>\(words("application.withdraw.text"))</p>
            \(PostButton(words("application.withdraw"), to: "\(path)/withdrawal").markup)</details>

            """
    }
}
