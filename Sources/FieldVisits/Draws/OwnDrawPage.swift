// SPDX-License-Identifier: EUPL-1.2
import Draw
import Editions
import Foundation
import HTML
import People
import Registration
import Server
import Vocabulary

/// What somebody got in a draw and why, under which name they stand in the published files, and their appeal.
struct OwnDrawPage: Sendable {
    let scene: DrawScene
    let draw: VisitDraw
    let outcome: DrawOutcome
    let seat: SeatScene
    /// The page's own address.
    let path: Address
    /// Nil for who was not in it.
    let pseudonym: String?
    let reasons: DrawReasons?
    let places: [Place]
    let appeal: Appeal?
    var problem: Phrase?
    var typed = ""

    private var words: Words { scene.words }
    private var published: Address { "/\(words.language.rawValue)/\(scene.edition)/visits/draws/\(draw.number)" }
    private func name(_ departure: String) -> String { scene.names(departure, or: outcome.instance) }

    var page: Page {
        var page = Page(
            title: words("draw.own.title"), over: scene.record.name(words), lede: lede,
            content: """
                <p class="back"><a href="\(seat.back)">\(words("draw.own.back"))</a></p>
                \(problem.map { "<div class=\"wrong-summary\" role=\"alert\"><p>\(words($0))</p></div>\n" as HTML })\
                \(content)
                """)
        page.isRefused = problem != nil
        page.isIndexed = false
        return page
    }

    private var lede: String? { seat.isForOther ? seat.person.badgeName : nil }

    private var content: HTML {
        guard let pseudonym else {
            return "<p>\(words("draw.own.not-in-it"))</p><p><a href=\"\(published)\">\(words("draw.public-page"))</a></p>"
        }
        let given = reasons?.given.map(name).joined(separator: "; ") ?? ""
        let now = places.map { name($0.departure.value) }.joined(separator: "; ")
        let none = words("draw.no-place")
        let hasChanged = Set(places.map(\.departure.value)) != Set(reasons?.given ?? [])
        let terms: [(String, HTML)] =
            [("draw.result", "<strong>\(given.isEmpty ? none : given)</strong>")]
            + (hasChanged ? [("draw.place-now", "\(now.isEmpty ? none : now)")] : [])
            + [("draw.pseudonym", "<code>\(pseudonym)</code>")]
        return """
            \(scene.terms(terms))<p>\(words("draw.own.pseudonym"))</p>
            <p><a href="\(published)">\(words("draw.public-page"))</a></p>
            \(reasons.map { ReasonsSection(reasons: $0, outcome: outcome, scene: scene).markup })\(appealing)
            """
    }

    private var appealing: HTML {
        let body: HTML
        if let appeal {
            let answer: HTML =
                appeal.answer.map { "<h3>\(words("draw.appeal.answer"))</h3><blockquote>\(DrawTexts.markup($0))</blockquote>" }
                ?? "<p>\(words("draw.appeal.waiting"))</p>"
            body = """
                <p class="small">\(scene.instant(appeal.at))</p><blockquote>\(DrawTexts.markup(appeal.text))</blockquote>\(answer)
                """
        } else {
            var form = Form(
                action: "\(path)/appeal",
                fields: [
                    FormField(
                        "appeal", words("draw.appeal.text"), .lines(5), value: typed, hint: words("draw.appeal.hint"),
                        isRequired: true)
                ], button: words("draw.appeal.send"), problemTitle: words("form.problem"))
            form.isQuiet = true
            body = "<p>\(words("draw.appeal.lede"))</p>\(form.markup)"
        }
        return
            "<section class=\"section\" aria-labelledby=\"appeal\"><h2 id=\"appeal\">\(words("draw.appeal.title"))</h2>\(body)</section>\n"
    }
}
