// SPDX-License-Identifier: EUPL-1.2

/// A number over time.
package struct PlotLine: Sendable {
    package let name: String
    package let points: [(x: Int, y: Int)]
    /// Whether it is the one the drawing is about; others are drawn dashed.
    package let isStrong: Bool

    package init(_ name: String, _ points: [(x: Int, y: Int)], isStrong: Bool) {
        self.name = name
        self.points = points
        self.isStrong = isStrong
    }
}

/// Lines that share both scales, from zero upwards. Places lie in percent of the width and type keeps its size, so one drawing does
/// for every window.
package struct LinePlot {
    /// What the ids of the drawing begin with; unique on the page.
    let id: String
    let title: String
    let lines: [PlotLine]
    let ticks: [(x: Int, label: String)]
    let write: (Int) -> String

    private static let top = 22.0, room = 160.0, height = 214.0

    package init(
        id: String, title: String, lines: [PlotLine], ticks: [(x: Int, label: String)], write: @escaping (Int) -> String
    ) {
        self.id = id
        self.title = title
        self.lines = lines
        self.ticks = ticks
        self.write = write
    }

    package var markup: HTML {
        """
        <svg class="plot fluid" width="100%" height="\(Self.height, decimals: 0)" role="img" aria-labelledby="\(id)-title" aria-describedby="\(id)-figures">\
        <title id="\(id)-title">\(title)</title><desc id="\(id)-figures">\(description)</desc>\(grid)\
        <svg x="0" y="\(Self.top, decimals: 0)" width="100%" height="\(Self.room, decimals: 0)" viewBox="0 0 1000 \(Self.room, decimals: 0)" preserveAspectRatio="none" overflow="visible">\
        \(each: lines.reversed(), curve)</svg>\(each: ticks, tick)</svg>
        <p class="key">\(each: lines, key)</p>
        """
    }

    /// Where each line begins and ends; the table beside has the rest.
    private var description: String {
        lines.map { line in
            let ends = [line.points.first, line.points.last].compactMap { $0 }.map { write($0.y) }
            return "\(line.name): \(ends.joined(separator: " – "))."
        }.joined(separator: " ")
    }

    // MARK: Scales

    private var span: ClosedRange<Int> {
        let all = lines.flatMap { $0.points.map(\.x) }
        return (all.min() ?? 0)...max(all.max() ?? 0, (all.min() ?? 0) + 1)
    }

    /// The least of 1, 2, 5, 10, 20, … that reaches over everything.
    private var ceiling: Int {
        let most = max(1, lines.flatMap { $0.points.map(\.y) }.max() ?? 0)
        var unit = 1
        while unit < 1_000_000_000 {
            if let fit = [1, 2, 5].map({ $0 * unit }).first(where: { $0 >= most }) { return fit }
            unit *= 10
        }
        return most
    }

    private func share(_ x: Int) -> Double { Double(x - span.lowerBound) / Double(span.upperBound - span.lowerBound) }
    private func depth(_ y: Int) -> Double { Self.room * (1 - Double(max(y, 0)) / Double(ceiling)) }

    // MARK: Parts

    private var grid: HTML {
        let values = ceiling % 2 == 0 ? [0, ceiling / 2, ceiling] : [0, ceiling]
        return HTML.joined(values.map(gridLine))
    }

    private func gridLine(_ value: Int) -> HTML {
        let y = Self.top + depth(value)
        return """
            <line class="\(value == 0 ? "axis" : "grid")" x1="0" y1="\(y, decimals: 0)" x2="100%" y2="\(y, decimals: 0)"/>\
            <text x="0" y="\(y - 5, decimals: 0)">\(write(value))</text>
            """
    }

    private func curve(_ line: PlotLine) -> HTML {
        let points = line.points.map { "\(share($0.x) * 1_000, decimals: 1),\(depth($0.y), decimals: 1)" as HTML }
        return
            "<polyline class=\"\(line.isStrong ? "s1" : "s2")\" vector-effect=\"non-scaling-stroke\" points=\"\(HTML.joined(points, by: " "))\"/>"
    }

    private func tick(_ one: (x: Int, label: String)) -> HTML {
        let place = share(one.x)
        let anchor = place < 0.1 ? "start" : place > 0.9 ? "end" : "middle"
        return
            "<text x=\"\(place * 100, decimals: 2)%\" y=\"\(Self.height - 12, decimals: 0)\" text-anchor=\"\(anchor)\">\(one.label)</text>"
    }

    private func key(_ line: PlotLine) -> HTML {
        """
        <span><svg class="plot" width="28" height="8" aria-hidden="true"><path class="\(line.isStrong ? "s1" : "s2")" d="M0 4h28"/></svg> \(line.name)</span> 
        """
    }
}
