// SPDX-License-Identifier: EUPL-1.2
import Draw
import HTML
import Vocabulary

/// What came of a draw as a whole: how many got which wish, and how full each departure is.
struct DrawFigures {
    let outcome: DrawOutcome
    let scene: DrawScene

    private var words: Words { scene.words }

    var markup: HTML {
        """
        <section class="section" aria-labelledby="figures"><h2 id="figures">\(words("draw.section.figures"))</h2>
        \(if: !outcome.result.isProven, "<p>\(words("draw.not-proven.text"))</p>")\(ranks)\(departures)</section>

        """
    }

    private var ranks: HTML {
        let bars =
            outcome.result.profile.enumerated().map { index, count in
                PlotBar(words("draw.rank", ["number": .number(index + 1)]), PlotValue(count), isStrong: index == 0)
            } + [PlotBar(words("draw.without-place"), PlotValue(outcome.withoutPlace))]
        return "<h3>\(words("draw.figures.ranks"))</h3>\(BarPlot(bars, unknown: "–", write: words.number).markup)\n"
    }

    private var departures: HTML {
        let names = ["draw.departure", "draw.first-wishes", "draw.given", "draw.places"].map { words($0) }
        let rows = outcome.fillings.filter { $0.capacity > 0 || $0.taken > 0 || $0.firstWishes > 0 }.map { one -> HTML in
            let note = one.cancelled.map {
                "<br><span class=\"small\">\($0 == DrawInstanceRules.cancelled ? words("draw.why.cancelled") : words("draw.why.cancelled-for", ["reason": .text($0)]))</span>"
                    as HTML
            }
            return """
                <tr><th scope="row"><span>\(scene.names(one.departure, or: outcome.instance))\(note)</span></th>\
                <td class="num" data-h="\(names[1])">\(words.number(one.firstWishes))</td>\
                <td class="num" data-h="\(names[2])">\(words.number(one.taken))</td>\
                <td class="num" data-h="\(names[3])">\(words.number(one.capacity))</td></tr>

                """
        }
        return """
            <h3>\(words("draw.figures.departures"))</h3>
            <table class="table fold"><caption class="hide">\(words("draw.figures.departures"))</caption>
            <thead><tr>\(each: names, { "<th scope=\"col\">\($0)</th>" })</tr></thead><tbody>
            \(HTML.joined(rows))</tbody></table>

            """
    }
}
