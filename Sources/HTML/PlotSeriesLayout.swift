// SPDX-License-Identifier: EUPL-1.2

/// Where everything of a `SeriesPlot` lies. Columns are set in percent of the width, all else in pixels, so type keeps its size;
/// what must not touch is kept apart at the narrowest width and only moves apart in wider ones.
struct SeriesLayout {
    /// The narrowest room of the drawing: a panel in a window of 48 rem.
    static let narrowest = 660.0
    static let heading = 20.0, room = 84.0, gapBetweenRows = 18.0, valueHeight = 18.0
    static let barWidth = 22.0
    /// Two lines of a column's name and the gap under them.
    static let tierHeight = 40.0

    /// A series: its name and the line its bars stand on.
    struct Row {
        let name: String
        let top: Double, baseline: Double

        var markup: HTML {
            """
            <text class="strong" x="0" y="\(top + 13, decimals: 0)">\(name)</text>\
            <line class="axis" x1="0" y1="\(baseline, decimals: 0)" x2="100%" y2="\(baseline, decimals: 0)"/>
            """
        }
    }

    let rows: [Row]
    let columns: [SeriesColumn]
    let height: Double

    init(editions: [PlotEdition], series: [PlotSeries], write: (Int) -> String) {
        let rowHeight = Self.heading + Self.valueHeight + Self.room
        let rows = series.enumerated().map { position, figure in
            let top = Double(position) * (rowHeight + Self.gapBetweenRows)
            return Row(name: figure.name, top: top, baseline: top + rowHeight)
        }
        let shares = Self.shares(of: editions)
        let tiers = Self.tiers(of: editions, at: shares)
        let floor = (rows.last?.baseline ?? 0) + 8
        let tops = series.map { $0.values.map(\.top).max() ?? 0 }
        self.rows = rows
        columns = editions.indices.map { place in
            let marks = zip(rows, zip(series, tops)).map { row, figure in
                SeriesMark(figure.0.values[place], top: figure.1, baseline: row.baseline, write: write)
            }
            return SeriesColumn(edition: editions[place], share: shares[place], marks: marks, floor: floor, tier: tiers[place])
        }
        height = floor + Double((tiers.max() ?? 0) + 1) * Self.tierHeight
    }

    /// Where the years lie, as shares of the width, in proportion to time; names of the first and the last stay inside.
    static func shares(of editions: [PlotEdition]) -> [Double] {
        guard let first = editions.map(\.year).min(), let last = editions.map(\.year).max() else { return [] }
        let halves = editions.map { max(SeriesColumn.width(of: $0) / 2, barWidth) + 2 }
        let margin = (halves.max() ?? 0) / narrowest
        return editions.map { edition in
            first == last ? 0.5 : margin + (1 - 2 * margin) * Double(edition.year - first) / Double(last - first)
        }
    }

    /// The line each name stands on: the first where it does not touch the names before it.
    static func tiers(of editions: [PlotEdition], at shares: [Double]) -> [Int] {
        var ends: [Double] = []
        return zip(editions, shares).map { edition, share in
            let half = SeriesColumn.width(of: edition) / 2 + 3
            let middle = share * narrowest
            let tier = ends.firstIndex { $0 <= middle - half } ?? ends.count
            if tier == ends.count { ends.append(0) }
            ends[tier] = middle + half
            return tier
        }
    }
}

/// An edition in the drawing: its marks, one a row, and its name under the last.
struct SeriesColumn {
    let edition: PlotEdition
    let share: Double
    let marks: [SeriesMark]
    /// The upper edge of the names.
    let floor: Double
    let tier: Int

    static func width(of edition: PlotEdition) -> Double {
        max(PlotText.width(edition.city), PlotText.width(String(edition.year)))
    }

    var nameTop: Double { floor + Double(tier) * SeriesLayout.tierHeight }

    /// Pixels around the column's place, which is a percentage: hence a drawing in the drawing.
    var markup: HTML {
        """
        <svg x="\(share * 100, decimals: 2)%" overflow="visible">\(each: marks, { $0.markup })\
        \(if: tier > 0, "<path class=\"grid\" d=\"M0 \(floor, decimals: 0)V\(nameTop - 1, decimals: 0)\"/>")\
        <text class="lab" y="\(nameTop + 13, decimals: 0)" text-anchor="middle">\(edition.city)</text>\
        <text y="\(nameTop + 30, decimals: 0)" text-anchor="middle">\(edition.year)</text></svg>
        """
    }

    /// The room of the name in the narrowest drawing.
    var nameBox: PlotBox {
        let (middle, half) = (share * SeriesLayout.narrowest, Self.width(of: edition) / 2)
        return PlotBox(left: middle - half, top: nameTop, right: middle + half, bottom: nameTop + 34)
    }
}

/// One value: a bar with the number above it, a thin upright line where sources differ, a hollow mark where nothing is known.
struct SeriesMark {
    let text: String?
    let baseline: Double
    let height: Double
    let range: ClosedRange<Double>?

    init(_ value: PlotValue, top: Int, baseline: Double, write: (Int) -> String) {
        func height(_ number: Int) -> Double { top > 0 ? SeriesLayout.room * Double(max(number, 0)) / Double(top) : 0 }
        self.baseline = baseline
        self.height = height(value.preferred ?? 0)
        text = value.preferred.map(write)
        range = value.range.map { height($0.lowerBound)...height($0.upperBound) }
    }

    /// The baseline of the number's letters.
    var textBaseline: Double { baseline - height - 6 }
    /// Where the line of the range stands: beside the bar and the number above it.
    var spanX: Double { (max(SeriesLayout.barWidth, PlotText.width(text ?? "")) / 2).rounded(.up) + 6 }

    /// The room of the number around a column at this place.
    func textBox(at middle: Double) -> PlotBox {
        let half = PlotText.width(text ?? "–") / 2
        let bottom = text == nil ? baseline - 18 : textBaseline
        return PlotBox(left: middle - half, top: bottom - PlotText.ascent, right: middle + half, bottom: bottom)
    }

    var markup: HTML {
        guard let text else {
            return """
                <circle class="inv" cy="\(baseline - 7, decimals: 1)" r="5"/>\
                <text y="\(baseline - 18, decimals: 0)" text-anchor="middle">–</text>
                """
        }
        let half = SeriesLayout.barWidth / 2
        return """
            <rect class="barf" x="\(-half, decimals: 0)" y="\(baseline - height, decimals: 1)" \
            width="\(SeriesLayout.barWidth, decimals: 0)" height="\(height, decimals: 1)"/>\
            \(range.map(span))<text class="strong" y="\(textBaseline, decimals: 0)" text-anchor="middle">\(text)</text>
            """
    }

    private func span(_ range: ClosedRange<Double>) -> HTML {
        let (low, high) = (baseline - range.lowerBound, baseline - range.upperBound)
        return """
            <path class="span" d="M\(spanX - 3, decimals: 0) \(low, decimals: 1)h6m0 \(high - low, decimals: 1)\
            h-6m3 0V\(low, decimals: 1)"/>
            """
    }
}
