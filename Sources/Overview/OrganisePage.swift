// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Editions
import HTML
import Outbox
import Programme
import Server
import Vocabulary

/// Something that waits for somebody who organises.
struct Attention {
    /// In a sentence.
    let text: String
    /// Where something can be done about it, in words.
    var link: (address: Address, label: String)?
    var buttons: [PostButton] = []
    /// Whether it gets worse by waiting.
    var isAlarm = false

    var markup: HTML {
        """
        <li\(if: isAlarm, " class=\"alarm\"")><p>\(text)</p>\(link.map { "<p><a href=\"\($0.address)\">\($0.label)</a></p>" as HTML })\
        \(if: !buttons.isEmpty, "<div class=\"acts-row\">\(each: buttons, { $0.markup })</div>")</li>

        """
    }
}

/// What needs attention now, and where to go.
struct OrganisePage {
    let title: String
    let over: String?
    let attention: [Attention]
    let editions: [EditionRecord]
    let places: [(address: Address, title: String, text: String)]
    var figures: [ProgrammeDashboard.Figures] = []
    let words: Words

    var page: Page { Page(title: title, over: over, lede: lede, content: content) }

    private var lede: String {
        attention.isEmpty ? words("organise.nothing-waits") : words("organise.waits", ["count": .number(attention.count)])
    }

    private var content: HTML {
        """
        \(if: !attention.isEmpty, "<section aria-labelledby=\"waiting\"><div class=\"head\"><h2 id=\"waiting\">\(words("organise.waiting"))</h2></div><ul class=\"attention\">\(each: attention, { $0.markup })</ul></section>\n")
        \(if: !figures.isEmpty, plots)
        \(if: !editions.isEmpty, editionList)
        <section class="section" aria-labelledby="places"><div class="head"><h2 id="places">\(words("organise.places"))</h2></div>
        <ul class="cards">\(each: places, { "<li class=\"panel\"><h3><a href=\"\($0.address)\">\($0.title)</a></h3><p>\($0.text)</p></li>\n" })</ul></section>
        """
    }

    /// How far things are: bars, and beside them the same figures as links to what they count.
    private var plots: HTML {
        """
        <section class="section" aria-labelledby="figures"><div class="head"><h2 id="figures">\(words("dashboard.title"))</h2></div><div class="plots">
        \(each: figures, plot)</div></section>
        """
    }

    private func plot(_ figures: ProgrammeDashboard.Figures) -> HTML {
        let bars = figures.rows.map { PlotBar($0.label, PlotValue($0.count)) }
        return """
            <div class="panel"><h3>\(figures.title)</h3>
            \(BarPlot(bars, unknown: "–") { words.number($0) }.markup)
            <details><summary>\(words("dashboard.table"))</summary><table class="table"><caption class="hide">\(figures.title)</caption><tbody>
            \(each: figures.rows, { row in
                let label: HTML = row.address.map { "<a href=\"\($0)\">\(row.label)</a>" } ?? "\(row.label)"
                return "<tr><th scope=\"row\">\(label)</th><td class=\"n\">\(words.number(row.count))</td></tr>\n"
            })</tbody></table></details></div>

            """
    }

    private var editionList: HTML {
        """
        <section class="section" aria-labelledby="editions"><div class="head"><h2 id="editions">\(words("nav.editions"))</h2></div><ul class="plain">
        \(each: editions, { "<li><a href=\"/\(words.language.rawValue)/\($0.edition.id.value)/organise\">\($0.name(words))</a> <span class=\"quiet\">\($0.edition.dates.written(words))</span></li>\n" })</ul></section>
        """
    }
}
