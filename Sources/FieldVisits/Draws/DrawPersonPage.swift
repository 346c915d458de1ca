// SPDX-License-Identifier: EUPL-1.2
import Draw
import Editions
import Foundation
import HTML
import People
import Registration
import Server
import Vocabulary

/// One person in a draw, for those who organise: what they got and why, their appeal, and a change by hand.
struct DrawPersonPage: Sendable {
    let scene: DrawScene
    let draw: VisitDraw
    let outcome: DrawOutcome
    let one: DrawnPerson
    let reasons: DrawReasons?
    /// The places they have now.
    let places: [Place]
    let appeal: Appeal?
    var problem: Phrase?
    var typed: [String: String] = [:]

    private var words: Words { scene.words }
    private var list: Address { "/\(words.language.rawValue)/\(scene.edition)/organise/visits/draws/\(draw.number)/people" }
    private var path: Address { "\(list)/\(one.seat?.value ?? "")" }

    private func name(_ departure: String) -> String { scene.names(departure, or: outcome.instance) }

    var page: Page {
        let given = one.given.map { name($0.value) }.joined(separator: "; ")
        let now = places.map { name($0.departure.value) }.joined(separator: "; ")
        let none = words("draw.no-place")
        var terms: [(String, HTML)] = [
            ("draw.delegation", "\(one.delegation)"), ("draw.pseudonym", "<code>\(one.pseudonym)</code>"),
            ("draw.result", "\(given.isEmpty ? none : given)"),
        ]
        if draw.state == .published { terms.append(("draw.place-now", "\(now.isEmpty ? none : now)")) }
        var page = Page(
            title: one.name, over: scene.title(of: draw),
            content: """
                <p class="back"><a href="\(list)">\(words("draw.people.all"))</a></p>
                \(problem.map { "<div class=\"wrong-summary\" role=\"alert\"><p>\(words($0))</p></div>\n" as HTML })\
                \(scene.terms(terms))\(reasons.map { ReasonsSection(reasons: $0, outcome: outcome, scene: scene).markup })\
                \(if: draw.state == .published, "\(answering)\(changing)")
                """)
        page.isRefused = problem != nil
        return page
    }

    private var answering: HTML {
        guard let appeal else { return "" }
        let said: HTML = """
            <p class="small">\(scene.instant(appeal.at))</p><blockquote>\(DrawTexts.markup(appeal.text))</blockquote>
            """
        let answer: HTML
        if let text = appeal.answer {
            answer = "<h3>\(words("draw.appeal.answer"))</h3><blockquote>\(DrawTexts.markup(text))</blockquote>"
        } else {
            answer =
                Form(
                    action: "\(path)/answer",
                    fields: [
                        FormField(
                            "answer", words("draw.appeal.answer"), .lines(6), value: typed["answer"] ?? "",
                            hint: words("draw.appeal.answer.hint"), isRequired: true)
                    ], button: words("draw.appeal.send-answer"), problemTitle: words("form.problem")
                ).markup
        }
        return
            "<section class=\"section\" aria-labelledby=\"appeal\"><h2 id=\"appeal\">\(words("draw.appeal.title"))</h2>\(said)\(answer)</section>\n"
    }

    private var changing: HTML {
        let from = [("", words("draw.change.none-taken"))] + places.map { ($0.departure.value, name($0.departure.value)) }
        let to =
            [("", words("draw.change.none-given"))]
            + scene.visits.flatMap(\.leaving).filter { $0.left > 0 }.map { departure in
                (
                    departure.id.value,
                    words(
                        "draw.change.choice",
                        ["departure": .text(name(departure.id.value)), "left": .number(departure.left)])
                )
            }
        var form = Form(
            action: "\(path)/place",
            fields: [
                FormField(
                    "from", words("draw.change.from"), .choice(from), value: typed["from"] ?? places.first?.departure.value ?? ""),
                FormField("to", words("draw.change.to"), .choice(to), value: typed["to"] ?? ""),
                FormField(
                    "reason", words("draw.reason"), value: typed["reason"] ?? "", hint: words("draw.reason.hint"),
                    isRequired: true),
            ], button: words("draw.change.button"), problemTitle: words("form.problem"))
        form.isQuiet = true
        return """
            <section class="section" aria-labelledby="change"><h2 id="change">\(words("draw.change.title"))</h2>
            <p>\(words("draw.change.text"))</p>\(form.markup)</section>

            """
    }
}
