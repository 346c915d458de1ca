// SPDX-License-Identifier: EUPL-1.2

/// A holding of the conference on the axis of a plot: the short name of the city, and the year.
package struct PlotEdition: Sendable, Hashable {
    package var city: String
    package var year: Int

    package init(_ city: String, _ year: Int) {
        self.city = city
        self.year = year
    }
}

/// One figure of all editions, in their order.
package struct PlotSeries: Sendable, Hashable {
    package var name: String
    package var values: [PlotValue]

    package init(_ name: String, _ values: [PlotValue]) {
        self.name = name
        self.values = values
    }
}

/// Editions compared by several figures, one row each with its own scale from zero, years in proportion to time.
/// On phones the same figures are lists of bars, one list a figure, since nine editions have no room beside each other.
package struct SeriesPlot {
    /// What the ids of the drawing begin with; unique on the page.
    package let id: String
    /// The sentence that is the image's name; the figures follow in its description.
    package let title: String
    package let editions: [PlotEdition]
    package let series: [PlotSeries]
    let unknown: String
    let write: (Int) -> String

    /// A comparison; `unknown` is said where a number is missing. Each series has one value an edition.
    package init(
        id: String, title: String, editions: [PlotEdition], series: [PlotSeries], unknown: String,
        write: @escaping (Int) -> String
    ) {
        precondition(series.allSatisfy { $0.values.count == editions.count }, "a series has one value an edition")
        self.id = id
        self.title = title
        self.editions = editions
        self.series = series
        self.unknown = unknown
        self.write = write
    }

    /// Both drawings; the style sheet shows one of them.
    package var markup: HTML { desk + phone }

    private var desk: HTML {
        let layout = SeriesLayout(editions: editions, series: series, write: write)
        return """
            <div class="desk"><svg class="plot fluid" width="100%" height="\(layout.height, decimals: 0)" role="img" \
            aria-labelledby="\(id)-title" aria-describedby="\(id)-figures">\
            <title id="\(id)-title">\(title)</title><desc id="\(id)-figures">\(description)</desc>\
            \(each: layout.rows, { $0.markup })\(each: layout.columns, { $0.markup })</svg></div>
            """
    }

    /// "Participants: Nice 2021 700; Brussels 2024 700 (500–800). Countries: …"
    private var description: String {
        series.map { figure in
            let values = zip(editions, figure.values).map { "\($0.city) \($0.year) \($1.words(write, unknown: unknown))" }
            return "\(figure.name): \(values.joined(separator: "; "))."
        }.joined(separator: " ")
    }

    private var phone: HTML {
        let lists = series.map { figure -> HTML in
            let bars = zip(editions, figure.values).map { PlotBar("\($0.year) \($0.city)", $1) }
            return """
                <h3>\(figure.name)</h3>\
                \(BarPlot(bars, classes: "bars years", unknown: unknown, write: write).markup)
                """
        }
        return "<div class=\"phone\">\(HTML.joined(lists))</div>"
    }
}
