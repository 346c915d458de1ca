// SPDX-License-Identifier: EUPL-1.2
import Draw
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The draws of an edition for those who organise: dry runs side by side, and the promise of the next one.
struct DrawsPage: Sendable {
    let scene: DrawScene
    let trial: (at: Date, trial: DrawTrial)?
    var problem: Phrase?

    private var words: Words { scene.words }
    private var organise: Address { "/\(words.language.rawValue)/\(scene.edition)/organise/visits" }
    private var path: Address { "\(organise)/draws" }

    var page: Page {
        var page = Page(
            title: words("draws.title"), over: scene.record.name(words), lede: words("draws.lede"),
            content: """
                <p class="back"><a href="\(organise)">\(words("visits.title"))</a></p>
                \(problem.map { "<div class=\"wrong-summary\" role=\"alert\"><p>\(words($0))</p></div>\n" as HTML })\
                \(list)\(next)\(trials)
                """)
        page.isRefused = problem != nil
        return page
    }

    private var list: HTML {
        guard !scene.draws.isEmpty else { return "" }
        let names = ["draw.title", "draw.rule", "draw.state", "draw.committed-at"].map { words($0) }
        let rows = scene.draws.map { draw -> HTML in
            """
            <tr><th scope="row"><a href="\(path)/\(draw.number)">\(scene.title(of: draw))</a></th>\
            <td data-h="\(names[1])">\(words("draw.rule.\(draw.rule.rawValue)"))</td>\
            <td data-h="\(names[2])">\(words("draw.state.\(draw.state.rawValue)"))</td>\
            <td data-h="\(names[3])">\(scene.instant(draw.committedAt))</td></tr>

            """
        }
        return """
            <section class="section" aria-labelledby="draws"><h2 id="draws">\(words("draws.title"))</h2>
            <table class="table fold"><caption class="hide">\(words("draws.title"))</caption>
            <thead><tr>\(each: names, { "<th scope=\"col\">\($0)</th>" })</tr></thead><tbody>
            \(HTML.joined(rows))</tbody></table></section>

            """
    }

    /// The promise of the next, where it may be given.
    private var next: HTML {
        let body: HTML
        do throws(DrawStepRefusal) {
            let number = try scene.steps.commit()
            let rules = Rule.allCases.map { ($0.rawValue, words("draw.rule.\($0.rawValue)")) }
            let meanings = Rule.allCases.map { rule -> HTML in
                "<div><dt>\(words("draw.rule.\(rule.rawValue)"))</dt><dd>\(words("draw.rule.text.\(rule.rawValue)"))</dd></div>\n"
            }
            let form = Form(
                action: path, fields: [FormField("rule", words("draw.rule"), .among(rules), value: scene.settings.rule)],
                button: words("draw.commit"), problemTitle: words("form.problem"))
            body = """
                <p>\(words("draw.commit.text", ["number": .number(number)]))</p><dl class="facts-list">\(HTML.joined(meanings))</dl>\(form.markup)
                """
        } catch {
            body = "<p>\(words(error.phrase))</p>"
        }
        return
            "<section class=\"section\" aria-labelledby=\"next\"><h2 id=\"next\">\(words("draw.commit.title"))</h2>\(body)</section>\n"
    }

    private var trials: HTML {
        let button = PostButton(words("draw.trial.make"), to: "\(path)/trials", isQuiet: false)
        return """
            <section class="section" aria-labelledby="trial"><h2 id="trial">\(words("draw.trial.title"))</h2>
            <p>\(words("draw.trial.text"))</p>\(button.markup)
            \(trial.map { result($0.at, $0.trial) })</section>

            """
    }

    private func result(_ at: Date, _ trial: DrawTrial) -> HTML {
        let names = scene.names
        return """
            <p class="small">\(words("draw.trial.made", ["when": .text(scene.instant(at))]))</p>
            \(TrialSection(trial: trial, words: words, name: { names($0) }).markup)
            """
    }
}
