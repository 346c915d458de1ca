// SPDX-License-Identifier: EUPL-1.2
import Draw
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// A draw as everybody sees it: what was promised, and once it is published all that is needed to compute it again.
struct PublishedDrawPage: Sendable {
    let scene: DrawScene
    let draw: VisitDraw
    /// Nil until the draw is published.
    let outcome: DrawOutcome?
    let fingerprint: String
    let changes: [ManualChange]

    private var words: Words { scene.words }
    private var visits: Address { "/\(words.language.rawValue)/\(scene.edition)/visits" }
    private var path: Address { "\(visits)/draws/\(draw.number)" }

    var page: Page {
        Page(
            title: words("draw.public.title", ["number": .number(draw.number)]), over: scene.record.name(words),
            lede: words("draw.public.lede.\(lede)"),
            content: """
                <p class="back"><a href="\(visits)">\(words("visits.title"))</a></p>
                \(scene.terms(scene.promise(draw) + terms))\(others)\
                \(outcome.map { "\(own)\(DrawFigures(outcome: $0, scene: scene).markup)\(byHand($0))\(checking)" as HTML })
                """)
    }

    /// Whether inputs are frozen is told; that somebody looks at a result is not.
    private var lede: String {
        switch draw.state {
        case .committed, .solved: "promised"
        case .published: "published"
        case .withdrawn: "withdrawn"
        }
    }

    private var terms: [(String, HTML)] {
        switch draw.state {
        case .committed, .solved:
            [scene.settings.closes.map { ("draw.wishes-close", "\(scene.instant($0))") }].compactMap { $0 }
        case .withdrawn:
            [
                ("draw.withdrawn-at", "\(draw.withdrawnAt.map(scene.instant) ?? "")"),
                ("draw.reason", "\(draw.reason ?? "")"),
            ]
        case .published:
            [
                ("draw.frozen-at", "\(draw.frozenAt.map(scene.instant) ?? "")"),
                ("draw.published-at", "\(draw.publishedAt.map(scene.instant) ?? "")"),
                ("draw.seed", "<code>\(outcome?.result.seed ?? "")</code>"),
                ("draw.people", "\(words.number(outcome?.instance.people.count ?? 0))"),
            ]
        }
    }

    private var others: HTML {
        let others = scene.draws.filter { $0.number != draw.number }
        guard !others.isEmpty else { return "" }
        let links = others.map { "<a href=\"\(visits)/draws/\($0.number)\">\(scene.title(of: $0))</a>" as HTML }
        return "<p>\(words("draw.public.others")) \(HTML.joined(links, by: ", "))</p>\n"
    }

    /// Through the way in, for who is not there yet.
    private var signedIn: Address {
        ("/\(words.language.rawValue)/account" as Address).with([("next", "\(path.text)/own")])
    }

    private var own: HTML {
        """
        <section class="section" aria-labelledby="own"><h2 id="own">\(words("draw.section.own"))</h2>
        <p>\(words("draw.public.own"))</p><p><a href="\(signedIn)">\(words("draw.public.own.link"))</a></p></section>

        """
    }

    private func byHand(_ outcome: DrawOutcome) -> HTML {
        guard !changes.isEmpty else { return "" }
        let names = ["draw.pseudonym", "draw.change.from", "draw.change.to", "draw.reason", "draw.change.at"].map { words($0) }
        func name(_ id: String?) -> String { id.map { scene.names($0, or: outcome.instance) } ?? words("draw.no-place") }
        let rows = changes.map { change -> HTML in
            """
            <tr><th scope="row"><code>\(change.pseudonym)</code></th><td data-h="\(names[1])">\(name(change.from?.value))</td>\
            <td data-h="\(names[2])">\(name(change.to?.value))</td><td data-h="\(names[3])">\(change.reason)</td>\
            <td data-h="\(names[4])">\(scene.instant(change.at))</td></tr>

            """
        }
        return """
            <section class="section" aria-labelledby="changes"><h2 id="changes">\(words("draw.section.changes"))</h2>
            <p>\(words("draw.public.changes"))</p>
            <table class="table fold"><caption class="hide">\(words("draw.section.changes"))</caption>
            <thead><tr>\(each: names, { "<th scope=\"col\">\($0)</th>" })</tr></thead><tbody>
            \(HTML.joined(rows))</tbody></table></section>

            """
    }

    private var checking: HTML {
        """
        <section class="section" aria-labelledby="checking"><h2 id="checking">\(words("draw.section.checking"))</h2>
        <p>\(words("draw.public.check"))</p>
        <ul><li><a href="\(path)/instance.json" download>\(words("draw.public.instance"))</a> \
        <span class="small">SHA-256 <code>\(fingerprint)</code></span></li>
        <li><a href="\(path)/result.json" download>\(words("draw.public.result"))</a></li>
        <li><a href="\(visits)/draws/specification.md">\(words("draw.public.specification"))</a></li>
        <li><a href="\(visits)/draws/draw-check.py" download>\(words("draw.public.checker"))</a></li></ul>
        <p>\(words("draw.public.commands"))</p>
        <pre class="letter"><code>printf %s SEED | sha256sum
        hemicycle draw verify instance.json result.json
        python3 draw-check.py instance.json result.json</code></pre></section>

        """
    }
}
