// SPDX-License-Identifier: EUPL-1.2
import HTML
import Server
import Vocabulary

/// All editions beside each other: figures as a plot and a table, and the topics that come back.
struct EditionsPage {
    /// Oldest first.
    let records: [EditionRecord]
    let topics: [Topic]
    let words: Words

    private var real: [EditionRecord] { records.filter { !$0.edition.isInvented } }

    var page: Page {
        let years = real.map(\.edition.dates.year)
        return Page(
            title: words("editions.title"),
            over: years.isEmpty
                ? nil
                : words("editions.over", ["first": .text(String(years.min() ?? 0)), "last": .text(String(years.max() ?? 0))]),
            lede: words("editions.lede", ["count": .number(real.count)]), section: "/editions", content: content)
    }

    private var content: HTML {
        if records.isEmpty { return "<div class=\"panel empty\"><p>\(words("editions.none"))</p></div>" }
        return """
            \(plot)
            \(table)
            \(topicTable)
            """
    }

    private var plot: HTML {
        let counted = real.filter { record in EditionFigures.compared.contains { record.preferred($0) != nil } }
        let drawing = SeriesPlot(
            id: "editions", title: words("editions.plot.title"),
            editions: counted.map { PlotEdition(shortPlace($0), $0.edition.dates.year) },
            series: EditionFigures.compared.map { name in
                PlotSeries(words("figure.\(name.rawValue)"), counted.map { value($0, name) })
            },
            unknown: words("figure.unknown"), write: words.number)
        return """
            <section class="panel" aria-labelledby="plot"><h2 id="plot">\(words("editions.plot"))</h2>
            <p>\(words("editions.plot.lede"))</p>
            \(drawing.markup)
            </section>
            """
    }

    /// Two host cities are too long for a plot: the first stands for both.
    private func shortPlace(_ record: EditionRecord) -> String {
        let place = record.place(for: words.language)
        return place.count > 14 ? String(place.split(separator: " ").first ?? "") : place
    }

    private func value(_ record: EditionRecord, _ name: FigureName) -> PlotValue {
        let reported = record.statements(name).filter { $0.kind == .reported || $0.isPreferred }
        return PlotValue(record.preferred(name)?.low, low: reported.map(\.low).min(), high: reported.map(\.high).max())
    }

    private var table: HTML {
        """
        <section class="section"><table class="table fold">
        <caption><h2>\(words("editions.table"))</h2></caption>
        <thead><tr><th scope="col">\(words("editions.edition"))</th><th scope="col">\(words("edition.when"))</th>        \(each: EditionFigures.compared, { "<th scope=\"col\" class=\"n\">\(words("figure.\($0.rawValue)"))</th>" })        <th scope="col">\(words("edition.outcome"))</th></tr></thead>
        <tbody>
        \(each: records.reversed(), row)</tbody></table>
        <p class="small quiet">\(words("editions.disputed-note"))</p>
        <p class="downloads">\(words("network.download")) <a href="/editions.csv">CSV</a>,         <a href="/editions/figures.csv">CSV (\(words("figure.table")))</a></p></section>
        """
    }

    private func row(_ record: EditionRecord) -> HTML {
        let outcome = record.text(.outcome, for: words.language)
        return """
            <tr><th scope="row"><a href="/\(words.language.rawValue)/\(record.edition.id.value)">            \(words("edition.name", ["place": .text(record.place(for: words.language)), "year": .text(String(record.edition.dates.year))]))</a>            \(InventedMark.word(record.edition, words))</th>
            <td class="when" data-h="\(words("edition.when"))">\(record.edition.dates.written(words))</td>
            \(each: EditionFigures.compared, { name in cell(record, name) })            <td class="long" data-h="\(words("edition.outcome"))">\(outcomeText(outcome))</td></tr>

            """
    }

    /// In another language than the reader's, that is said in words as well.
    private func outcomeText(_ outcome: ReadText?) -> HTML {
        guard let outcome else { return "–" }
        if outcome.isTranslated { return "<span>\(outcome.text)</span>" }
        let note = words("text.other-language", ["language": .text(words.language(outcome.language))])
        return "<div><span lang=\"\(outcome.language.rawValue)\">\(outcome.text)</span> <span class=\"also\">\(note)</span></div>"
    }

    private func cell(_ record: EditionRecord, _ name: FigureName) -> HTML {
        let figure = record.preferred(name).map { EditionFigures(record: record, words: words).amount($0) } ?? "–"
        let mark: HTML = record.isDisputed(name) ? "<abbr title=\"\(words("figure.disputed"))\">*</abbr>" : ""
        return "<td class=\"n\" data-h=\"\(words("figure.\(name.rawValue)"))\"><span>\(figure)\(mark)</span></td>\n"
    }

    // MARK: Topics

    private var topicTable: HTML? {
        let withTopics = records.filter { !$0.topics.isEmpty }
        guard !topics.isEmpty, !withTopics.isEmpty else { return nil }
        let sorted = topics.map { (topic: $0, times: times($0), name: name($0)) }
            .sorted { $0.times != $1.times ? $0.times > $1.times : $0.name < $1.name }
        return """
            <section class="section" id="topics"><div class="head"><h2>\(words("editions.topics"))</h2>            <p>\(words("editions.topics.lede"))</p></div>
            <div class="scroll" role="region" aria-label="\(words("editions.topics"))" tabindex="0"><table class="table matrix">
            <caption class="hide">\(words("editions.topics"))</caption>
            <thead><tr><th scope="col">\(words("editions.topic"))</th>            \(each: withTopics, { "<th scope=\"col\" class=\"c\">\(shortPlace($0)) \(String($0.edition.dates.year))</th>" })            <th scope="col" class="n">\(words("editions.times"))</th></tr></thead>
            <tbody>
            \(each: sorted, { topicRow($0.topic, $0.times, withTopics) })</tbody></table></div></section>
            """
    }

    private func topicRow(_ topic: Topic, _ times: Int, _ editions: [EditionRecord]) -> HTML {
        """
        <tr><th scope="row">\(TopicName(topic: topic, words: words).markup)</th>        \(each: editions, { record in
            record.topics.contains(topic.id)
                ? "<td class=\"c\" data-h=\"\(String(record.edition.dates.year))\"><span class=\"seen\" aria-hidden=\"true\"></span><span class=\"hide\">\(words("editions.seen"))</span></td>"
                : "<td class=\"c none\"><span class=\"hide\">\(words("editions.not-seen"))</span></td>"
        })<td class="n" data-h="\(words("editions.times"))">\(times)</td></tr>

        """
    }

    private func times(_ topic: Topic) -> Int { records.count { $0.topics.contains(topic.id) } }
    private func name(_ topic: Topic) -> String { topic.name.best(for: words.language)?.text ?? topic.id.value }
}
