// SPDX-License-Identifier: EUPL-1.2
import Editions
import HTML
import Network
import Server
import Vocabulary

/// The front page: the current edition, the past ones, the network.
struct HomePage {
    let current: EditionRecord?
    /// Oldest first.
    let editions: [EditionRecord]
    let figures: DirectoryFigures
    let today: Day
    let words: Words

    private var language: String { words.language.rawValue }

    var page: Page {
        var page = Page(title: words("site.name"), over: nil, lede: words("home.lede"), section: "", content: content)
        page.isFront = true
        return page
    }

    private var content: HTML {
        """
        \(if: current == nil && figures.authorities == 0, "<div class=\"panel empty\"><p>\(words("home.empty"))</p></div>")
        <div class="two wide">
        \(current.map(next))
        \(network)
        </div>
        \(past)
        """
    }

    private func next(_ record: EditionRecord) -> HTML {
        """
        <section class="panel lead"><p class="small quiet">\(words("home.next"))</p>
        <h2>\(name(record))\(InventedMark.word(record.edition, words))</h2>
        <p class="dates">\(record.edition.dates.written(words))</p>
        \(record.text(.title, for: words.language).map { "<p lang=\"\($0.language.rawValue)\">\($0.text)</p>" as HTML })
        \(if: record.edition.isInvented, "<p>\(words("edition.invented")) \(words("edition.invented.text"))</p>")
        <p><a class="btn" href="/\(language)/\(record.edition.id.value)">\(words("home.edition.link"))</a></p></section>
        """
    }

    private var network: HTML {
        """
        <section class="panel"><h2>\(words("home.network"))</h2>
        <p>\(words("home.network.text", [
            "authorities": .text(words.count("authorities", figures.authorities)),
            "countries": .text(words.count("countries", figures.countries)), "count": .number(figures.members),
        ]))</p>
        <form class="find" method="get" action="/\(language)/network" role="search"><label for="q">\(words("home.search"))</label>
        <div><input type="search" id="q" name="q" maxlength="100" autocomplete="off" spellcheck="false">        <button class="btn" type="submit">\(words("home.search.button"))</button></div></form>
        <p><a href="/\(language)/network">\(words("home.network.link"))</a></p></section>
        """
    }

    private var past: HTML? {
        let past = editions.filter { $0.edition.id != current?.edition.id && $0.edition.dates.isOver(on: today) }.reversed()
        guard !past.isEmpty else { return nil }
        return """
            <section class="section"><div class="head"><h2>\(words("home.past"))</h2>            <p><a href="/\(language)/editions">\(words("home.editions.link"))</a></p></div>
            <ol class="past">
            \(each: past, { record in
                "<li><a href=\"/\(language)/\(record.edition.id.value)\">\(name(record))</a>\(InventedMark.word(record.edition, words))<span class=\"quiet small\">\(record.edition.dates.written(words)), \(words.country(record.edition.country))</span></li>\n"
            })</ol></section>
            """
    }

    private func name(_ record: EditionRecord) -> String {
        words(
            "edition.name", ["place": .text(record.place(for: words.language)), "year": .text(String(record.edition.dates.year))])
    }
}
