// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import HTML
import Network
import Server
import Vocabulary

/// Which figures over time: of everybody, or of one group.
struct FigureQuery: Sendable, Equatable {
    var breakdown = FigureBreakdown.all
    var name = ""

    init(_ query: Query) {
        guard let by = query.choice("by", { FigureBreakdown(rawValue: $0) }), by != .all, let name = query["name"] else { return }
        breakdown = by
        self.name = String(name.prefix(80))
    }
}

/// The figures of registration: what they are today with what they mean, how they came about, and by whom.
struct FigurePage {
    let record: EditionRecord
    let query: FigureQuery
    let now: [FigureKey: Int]
    let today: Day
    let series: [RegistrationFigure: [(day: Day, value: Int)]]
    /// The edition before that has figures.
    let before: EditionRecord?
    let isBeforeInvented: Bool
    let seriesBefore: [RegistrationFigure: [(day: Day, value: Int)]]
    let authorities: [String: String]
    let words: Words

    /// A fixed number of statements.
    init(_ record: EditionRecord, _ query: FigureQuery, words: Words, _ tx: Transaction) throws {
        let (store, id) = (FigureStore(tx: tx), record.edition.id)
        self.record = record
        self.query = query
        self.words = words
        now = try store.history(of: id).counts(before: tx.now + 0.001)
        today = Day(tx.now, in: TimeZone(identifier: record.edition.zone) ?? .gmt)
        series = try store.series(of: id, query.breakdown, query.name)
        let known = try store.editions()
        before = try EditionStore(tx: tx).all().filter {
            known.contains($0.edition.id) && $0.edition.number < record.edition.number
        }
        .max { $0.edition.number < $1.edition.number }
        seriesBefore = try before.map { try store.series(of: $0.edition.id, query.breakdown, query.name) } ?? [:]
        isBeforeInvented = try before.map { try store.isInvented($0.edition.id) } ?? false
        authorities = Dictionary(
            uniqueKeysWithValues: try tx.rows(
                "SELECT DISTINCT a.id, a.name_local FROM delegation d JOIN authority a ON a.id = d.authority WHERE d.edition = \(id)"
            ).map { ($0["id"], $0["name_local"]) })
    }

    private var list: Address { "/\(words.language.rawValue)/\(record.edition.id)/organise/registration" }
    private var path: Address { "\(list)/figures" }

    var page: Page {
        Page(
            title: words("figures.title"), over: record.name(words), lede: words("figures.lede"),
            content: """
                <p class="back"><a href="\(list)">\(words("registration.title"))</a></p>
                \(standing)\(overTime)\(groups)
                """)
    }

    /// A line whose numbers nobody counted says so wherever it is named.
    private func title(of record: EditionRecord) -> String {
        let name = "\(record.edition.city) \(record.edition.dates.year)"
        let isInvented = record.edition.id == before?.edition.id && isBeforeInvented
        return isInvented ? words("figures.invented-line", ["edition": .text(name)]) : name
    }

    /// What stands under the plots of the edition before.
    private var past: HTML? {
        guard let before, !seriesBefore.isEmpty, isBeforeInvented else { return nil }
        return "<p class=\"small\">\(words("figures.invented", ["edition": .text(before.name(words))]))</p>"
    }

    // MARK: Today

    private var standing: HTML {
        """
        <section class="section" aria-labelledby="today"><h2 id="today">\(words("figures.today", ["day": .day(today)]))</h2>
        <table class="table fold"><caption class="hide">\(words("figures.title"))</caption>
        <thead><tr>\(each: ["figures.figure", "figures.value", "figures.definition"], { "<th scope=\"col\">\(words($0))</th>" })</tr></thead><tbody>
        \(each: RegistrationFigure.allCases, { figure in
            "<tr><th scope=\"row\">\(words("figures.\(figure.rawValue)"))</th><td data-h=\"\(words("figures.value"))\" class=\"num\">\(words.number(now[FigureKey(figure: figure)] ?? 0))</td><td data-h=\"\(words("figures.definition"))\">\(words("figures.definition.\(figure.rawValue)"))</td></tr>\n" as HTML
        })</tbody></table></section>

        """
    }

    // MARK: Over time

    private var overTime: HTML {
        let figures = RegistrationFigure.allCases.filter { $0.breakdowns.contains(query.breakdown) }
        let title =
            query.breakdown == .all
            ? words("figures.over-time") : words("figures.over-time.of", ["name": .text(name(query.breakdown, query.name))])
        let plots = figures.compactMap(plot)
        let everybody: HTML? = query.breakdown == .all ? nil : "<p><a href=\"\(path)\">\(words("figures.everybody"))</a></p>\n"
        return """
            <section class="section" aria-labelledby="time"><h2 id="time">\(title)</h2>\(everybody)
            \(if: plots.isEmpty, "<p>\(words("figures.no-history"))</p>")<div class="plots">\(HTML.joined(plots))</div>
            \(past)<p class="small">\(words("figures.late"))</p></section>

            """
    }

    private func plot(_ figure: RegistrationFigure) -> HTML? {
        let live = (today, now[FigureKey(figure: figure, breakdown: query.breakdown, name: query.name)] ?? 0)
        let own = (series[figure] ?? []).filter { $0.day < today }
        guard !own.isEmpty else { return nil }
        var lines = [(record, own + [live])]
        if let before, let earlier = seriesBefore[figure], !earlier.isEmpty { lines.append((before, earlier)) }
        let drawn = lines.enumerated().map { place, one in
            PlotLine(
                title(of: one.0),
                one.1.map { (x: $0.0.ordinal - one.0.edition.firstDay.ordinal, y: $0.1) }, isStrong: place == 0)
        }
        let name = words("figures.\(figure.rawValue)")
        let plot = LinePlot(
            id: "plot-\(figure.rawValue)", title: name, lines: drawn, ticks: ticks(drawn), write: { words.number($0) })
        return """
            <div class="panel"><h3>\(name)</h3>\(plot.markup)
            <details><summary>\(words("figures.as-table"))</summary>\(table(figure, own + [live]))</details></div>

            """
    }

    /// About five moments, each said as days before the edition.
    private func ticks(_ lines: [PlotLine]) -> [(x: Int, label: String)] {
        let all = lines.flatMap { $0.points.map(\.x) }
        guard let first = all.min(), let last = all.max() else { return [] }
        let step = max(1, (last - first) / 2)
        return stride(from: last, through: first, by: -step).reversed().map { x in
            if x == 0 { return (x, words("figures.first-day")) }
            return (
                x,
                x < 0 ? words("figures.days-before", ["count": .number(-x)]) : words("figures.days-after", ["count": .number(x)])
            )
        }
    }

    /// Every seventh day and the last one: what the eye takes from the line.
    private func table(_ figure: RegistrationFigure, _ days: [(day: Day, value: Int)]) -> HTML {
        let earlier = Dictionary(
            (before.map { one in (seriesBefore[figure] ?? []).map { ($0.day.ordinal - one.edition.firstDay.ordinal, $0.value) } }
                ?? []),
            uniquingKeysWith: { a, _ in a })
        let rows = days.enumerated().filter { ($0.offset - (days.count - 1)) % 7 == 0 }.map(\.element)
        return """
            <table class="table"><caption class="hide">\(words("figures.\(figure.rawValue)"))</caption><thead><tr><th scope="col">\(words("figures.day"))</th><th scope="col">\(record.edition.city)</th>\
            \(before.map { "<th scope=\"col\">\(title(of: $0))</th>" as HTML })</tr></thead><tbody>
            \(each: rows, { row in
                let other = earlier[row.day.ordinal - record.edition.firstDay.ordinal]
                let cell: HTML? = before.map { _ in "<td class=\"num\">\(other.map { words.number($0) } ?? "–")</td>" }
                return "<tr><th scope=\"row\">\(words.day(row.day))</th><td class=\"num\">\(words.number(row.value))</td>\(cell)</tr>\n" as HTML
            })</tbody></table>
            """
    }

    // MARK: By whom

    private var groups: HTML {
        let parts = [FigureBreakdown.country, .kind, .authority].map(group)
        return
            "<section class=\"section\" aria-labelledby=\"groups\"><h2 id=\"groups\">\(words("figures.groups"))</h2><div class=\"plots\">\(HTML.joined(parts))</div></section>"
    }

    private func group(_ breakdown: FigureBreakdown) -> HTML {
        let all = now.filter { $0.key.figure == .registered && $0.key.breakdown == breakdown }
            .map { (name: $0.key.name, value: $0.value) }.sorted { ($1.value, $0.name) < ($0.value, $1.name) }
        let told = PublishedGroups(all)
        let bars = all.prefix(25).map { PlotBar(name(breakdown, $0.name), PlotValue($0.value)) }
        let published =
            told.groups.map { "\(name(breakdown, $0.name)): \(words.number($0.value))" }
            + (told.others.map { [words("figures.others", ["count": .number($0)])] } ?? [])
        return """
            <div class="panel"><h3>\(words("figures.by.\(breakdown.rawValue)"))</h3>\(BarPlot(Array(bars), unknown: "", write: { words.number($0) }).markup)
            <details><summary>\(words("figures.each"))</summary><ul>\(each: all, { one in
                let address = path.with([("by", breakdown.rawValue), ("name", one.name)])
                let label = "\(name(breakdown, one.name)): \(words.number(one.value))"
                return (one.name.isEmpty ? "<li>\(label)</li>\n" : "<li><a href=\"\(address)\">\(label)</a></li>\n") as HTML
            })</ul></details>
            <details><summary>\(words("figures.published"))</summary><p>\(words("figures.published.text", ["least": .number(PublishedGroups.least)]))</p>
            <ul>\(each: published, { "<li>\($0)</li>\n" })</ul></details></div>

            """
    }

    private func name(_ breakdown: FigureBreakdown, _ name: String) -> String {
        if name.isEmpty { return words("figures.none") }
        return switch breakdown {
        case .all: ""
        case .country: words.country(name)
        case .kind: ActorKind(rawValue: name).map { words("actor.plural.\($0.rawValue)") } ?? name
        case .authority: authorities[name] ?? name
        }
    }
}

extension Edition {
    /// From which its days are counted back: its first, or the first of its month.
    var firstDay: Day {
        switch dates {
        case .days(let period): period.first
        case .month(let year, let month): Day(year, month, 1) ?? Day(Date(timeIntervalSince1970: 0), in: .gmt)
        }
    }
}
