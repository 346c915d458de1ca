// SPDX-License-Identifier: EUPL-1.2
import Draw
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// One draw for those who organise: its next step, and what came of it.
struct DrawPage: Sendable {
    let scene: DrawScene
    let draw: VisitDraw
    /// Nil before the inputs are frozen.
    let outcome: DrawOutcome?
    let appeals: [Appeal]
    var problem: Phrase?
    /// What was typed into the form that was refused.
    var typed: [String: String] = [:]

    private var words: Words { scene.words }
    private var list: Address { "/\(words.language.rawValue)/\(scene.edition)/organise/visits/draws" }
    private var path: Address { "\(list)/\(draw.number)" }
    private var published: Address { "/\(words.language.rawValue)/\(scene.edition)/visits/draws/\(draw.number)" }

    var page: Page {
        var page = Page(
            title: scene.title(of: draw), over: scene.record.name(words), lede: words("draw.state.\(draw.state.rawValue)"),
            content: """
                <p class="back"><a href="\(list)">\(words("draws.title"))</a></p>
                \(problem.map { "<div class=\"wrong-summary\" role=\"alert\"><p>\(words($0))</p></div>\n" as HTML })\
                \(scene.terms(scene.promise(draw)))\(step)
                \(outcome.map { DrawFigures(outcome: $0, scene: scene).markup })\(people)\(appealList)\(withdrawal)
                """)
        page.isRefused = problem != nil
        return page
    }

    private func section(_ id: String, _ content: HTML) -> HTML {
        "<section class=\"section\" aria-labelledby=\"\(id)\"><h2 id=\"\(id)\">\(words("draw.section.\(id)"))</h2>\(content)</section>\n"
    }

    // MARK: Steps

    private var step: HTML {
        switch draw.state {
        case .committed: section("freezing", freezing)
        case .solved: "\(section("cancelling", cancelling))\(section("publishing", publishing))"
        case .published: "<p><a href=\"\(published)\">\(words("draw.public-page"))</a></p>\n"
        case .withdrawn: "<p>\(words("draw.withdrawn-for", ["reason": .text(draw.reason ?? "")]))</p>\n"
        }
    }

    private var freezing: HTML {
        do throws(DrawStepRefusal) {
            _ = try scene.steps.freeze(draw.number)
            let button = PostButton(words("draw.freeze"), to: "\(path)/freezing", isQuiet: false)
            return "<p>\(words("draw.freeze.text"))</p>\(button.markup)"
        } catch {
            let closes = scene.settings.closes.map {
                "<p>\(words("draw.closes", ["when": .text(scene.instant($0))]))</p>" as HTML
            }
            return "<p>\(words(error.phrase))</p>\(closes)<p><a href=\"\(published)\">\(words("draw.public-page"))</a></p>"
        }
    }

    /// Departures with too few people are named; a person decides.
    private var cancelling: HTML {
        let fillings = (outcome?.fillings ?? []).filter { $0.cancelled == nil && $0.capacity > 0 }
        let under = fillings.filter(\.isUnderMinimum)
        let choices = [("", words("draw.choose-departure"))] + fillings.map { ($0.departure, scene.names($0.departure)) }
        let form = Form(
            action: "\(path)/cancellations",
            fields: [
                FormField("departure", words("draw.departure"), .choice(choices), value: typed["departure"] ?? ""),
                FormField(
                    "reason", words("draw.reason"), value: typed["reason"] ?? "", hint: words("draw.reason.hint"),
                    isRequired: true),
            ], button: words("draw.cancel-departure"), problemTitle: words("form.problem"))
        var quiet = form
        quiet.isQuiet = true
        let sentences = under.map {
            words(
                "draw.under-minimum",
                [
                    "departure": .text(scene.names($0.departure)), "taken": .number($0.taken), "minimum": .number($0.minimum),
                ])
        }
        let none = under.isEmpty ? words("draw.none-under-minimum") : words("draw.under-minimum.text")
        return "<p>\(none)</p>\(if: !under.isEmpty, "<ul>\(each: sentences, { "<li>\($0)</li>" })</ul>")\(quiet.markup)"
    }

    private var publishing: HTML {
        let button = PostButton(words("draw.publish"), to: "\(path)/publication", isQuiet: false)
        return "<p>\(words("draw.publish.text"))</p>\(button.markup)"
    }

    private var withdrawal: HTML {
        guard draw.isOpen else { return "" }
        var form = Form(
            action: "\(path)/withdrawal",
            fields: [
                FormField(
                    "why", words("draw.reason"), value: typed["why"] ?? "", hint: words("draw.reason.hint"), isRequired: true)
            ], button: words("draw.withdraw"), problemTitle: words("form.problem"))
        form.isQuiet = true
        return section("withdrawing", "<p>\(words("draw.withdraw.text"))</p>\(form.markup)")
    }

    // MARK: People

    private var people: HTML {
        guard let outcome else { return "" }
        return section(
            "people",
            """
            <p>\(words("draw.people.text", ["count": .number(outcome.instance.people.count), "without": .number(outcome.withoutPlace)]))</p>
            <p><a href="\(path)/people">\(words("draw.people.all"))</a> · \
            <a href="\(path)/people?only=without">\(words("draw.people.without"))</a></p>
            """)
    }

    private var appealList: HTML {
        guard draw.state == .published else { return "" }
        guard !appeals.isEmpty else { return section("appeals", "<p>\(words("draw.appeals.none"))</p>") }
        let items = appeals.map { appeal -> HTML in
            let state = appeal.answeredAt == nil ? "draw.appeal.open" : "draw.appeal.answered"
            let address: Address = "\(path)/people/\(appeal.seat)"
            return """
                <li><a href="\(address)"><code>\(appeal.pseudonym)</code>, \(scene.instant(appeal.at))</a>: \
                \(words(state))</li>

                """
        }
        return section("appeals", "<ul>\(HTML.joined(items))</ul>")
    }
}
