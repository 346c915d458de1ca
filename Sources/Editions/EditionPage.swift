// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTML
import Server
import Vocabulary

/// One edition: when and where it was, who came, what came of it.
struct EditionPage {
    let record: EditionRecord
    /// The one before and the one after, where there are.
    let neighbours: (before: EditionRecord?, after: EditionRecord?)
    let topics: [Topic]
    let panels: [EditionPanel]
    let words: Words

    private var edition: Edition { record.edition }

    var page: Page {
        let title = record.text(.title, for: words.language)
        var page = Page(
            title: record.name(words),
            over: edition.dates.written(words), lede: title?.isTranslated == true ? title?.text : nil, section: "/editions",
            content: content)
        page.strip = InventedMark.strip(edition, words)
        return page
    }

    private var content: HTML {
        """
        \(foreignTitle)
        \(EditionFigures(record: record, words: words).band)
        <div class="two wide section">
        <div class="stack">
        \(textSection(.outcome, "edition.outcome"))
        \(textSection(.story, "edition.story"))
        \(EditionFigures(record: record, words: words).table)
        \(each: panels, { "<section class=\"panel\"><h2>\($0.title)</h2>\($0.content)</section>\n" })
        </div>
        <div class="stack">
        \(facts)
        \(topicList)
        </div>
        </div>
        \(turn)
        """
    }

    /// The title where it is in another language than the reader's, which the band cannot mark.
    private var foreignTitle: HTML? {
        guard let title = record.text(.title, for: words.language), !title.isTranslated else { return nil }
        return """
            <div class="stack"><p class="text" lang="\(title.language.rawValue)">\(title.text)</p>
            <p class="lang-note">\(words("text.other-language", ["language": .text(words.language(title.language))]))</p></div>
            """
    }

    private func textSection(_ field: EditionField, _ heading: String) -> HTML? {
        guard let text = record.text(field, for: words.language) else { return nil }
        return """
            <section class="panel"><h2>\(words(heading))</h2>\(text.languageNote(words))
            <p class="text" lang="\(text.language.rawValue)">\(text.text)</p></section>
            """
    }

    private var facts: HTML {
        """
        <section class="panel"><h2>\(words("edition.facts"))</h2>
        <dl class="facts-list">
        \(fact("edition.when", "\(edition.dates.written(words))"))
        \(fact("edition.where", "\(host), \(words.country(edition.country))"))
        \(fact("edition.number", "\(words.number(edition.number))"))
        \(fact("edition.zone", "\(zone)"))
        \(if: !edition.sources.isEmpty, fact("edition.sources", "<span lang=\"en\">\(edition.sources)</span>"))
        \(if: !edition.notes.isEmpty, fact("edition.notes", "<span lang=\"en\">\(edition.notes)</span>"))
        </dl></section>
        """
    }

    private func fact(_ key: String, _ value: HTML) -> HTML { "<div><dt>\(words(key))</dt><dd>\(value)</dd></div>" }

    private var host: HTML {
        let place = record.place(for: words.language)
        guard let host = edition.host else { return "\(place)" }
        return "<a href=\"/\(words.language.rawValue)/network/\(host)\">\(place)</a>"
    }

    /// The zone in words: "Central European Time".
    private var zone: String { words.zone(edition.zone) }

    private var topicList: HTML? {
        let seen = topics.filter { record.topics.contains($0.id) }
        guard !seen.isEmpty else { return nil }
        return """
            <section class="panel"><h2>\(words("edition.topics", ["count": .number(seen.count)]))</h2>
            <ul class="plain">\(each: seen, { "<li>\(TopicName(topic: $0, words: words).markup)</li>" })</ul>
            <p class="small"><a href="/\(words.language.rawValue)/editions#topics">\(words("edition.topics.all"))</a></p></section>
            """
    }

    private var turn: HTML {
        """
        <nav class="pages section" aria-label="\(words("edition.turn"))">
        \(neighbours.before.map { link($0, "prev", "edition.before") })
        <a href="/\(words.language.rawValue)/editions">\(words("edition.all"))</a>
        \(neighbours.after.map { link($0, "next", "edition.after") })
        </nav>
        """
    }

    private func link(_ other: EditionRecord, _ relation: String, _ key: String) -> HTML {
        let name = words(
            "edition.name", ["place": .text(other.place(for: words.language)), "year": .text(String(other.edition.dates.year))])
        return """
            <a class="btn line" rel="\(relation)" href="/\(words.language.rawValue)/\(other.edition.id.value)">            \(words(key, ["edition": .text(name)]))</a>\(InventedMark.word(other.edition, words))
            """
    }
}

/// A topic in the reader's language, or the best other one with its language.
struct TopicName {
    let topic: Topic
    let words: Words

    var markup: HTML {
        guard let name = topic.name.best(for: words.language) else { return "\(topic.id.value)" }
        return name.isTranslated ? "\(name.text)" : "<span lang=\"\(name.language.rawValue)\">\(name.text)</span>"
    }
}

/// Says of an edition that was made up that it was.
package enum InventedMark {
    package static func strip(_ edition: Edition, _ words: Words) -> HTML? {
        guard edition.isInvented else { return nil }
        return "<p class=\"strip\"><strong>\(words("edition.invented"))</strong> \(words("edition.invented.text"))</p>"
    }

    package static func word(_ edition: Edition, _ words: Words) -> HTML? {
        guard edition.isInvented else { return nil }
        return " <span class=\"state is-open\">\(words("edition.invented.short"))</span>"
    }
}

extension EditionRecord {
    /// "Brussels 2024", in the reader's language.
    package func name(_ words: Words) -> String {
        words("edition.name", ["place": .text(place(for: words.language)), "year": .text(String(edition.dates.year))])
    }
}
