// SPDX-License-Identifier: EUPL-1.2

/// What a number is: given, given differently by several sources, or not known.
package struct PlotValue: Sendable, Hashable, ExpressibleByIntegerLiteral {
    /// The number to show; nil when nobody gives one.
    package let preferred: Int?
    /// The least and the greatest number that a source gives.
    package let low: Int?, high: Int?

    package init(_ preferred: Int?, low: Int? = nil, high: Int? = nil) {
        self.preferred = preferred
        self.low = low
        self.high = high
    }
    package init(integerLiteral value: Int) { self.init(value) }

    /// The numbers between which sources differ; nil when they agree.
    var range: ClosedRange<Int>? {
        let given = [preferred, low, high].compactMap { $0 }
        guard let least = given.min(), let greatest = given.max(), least < greatest, preferred != nil else { return nil }
        return least...greatest
    }
    /// The greatest number the drawing has to reach.
    var top: Int { range?.upperBound ?? preferred ?? 0 }

    /// In words, for those who do not see the drawing: "800 (750–800)", or that it is not known.
    func words(_ write: (Int) -> String, unknown: String) -> String {
        guard let preferred else { return unknown }
        return range.map { "\(write(preferred)) (\(write($0.lowerBound))–\(write($0.upperBound)))" } ?? write(preferred)
    }
}

/// A bar with its label.
package struct PlotBar: Sendable, Hashable {
    package var label: String
    package var value: PlotValue
    package var isStrong: Bool

    package init(_ label: String, _ value: PlotValue, isStrong: Bool = false) {
        self.label = label
        self.value = value
        self.isStrong = isStrong
    }
}

/// Horizontal bars from zero with the values at their ends: a list of terms and figures in every window. Labels stand left of the
/// bars, on phones above them. Bars grow with the window and type does not, so one mark-up does for both.
package struct BarPlot {
    package let bars: [PlotBar]
    let unknown: String
    let write: (Int) -> String
    let classes: String

    /// Bars that share a scale; `unknown` is said where a number is missing.
    package init(_ bars: [PlotBar], unknown: String, write: @escaping (Int) -> String) {
        self.init(bars, classes: "bars", unknown: unknown, write: write)
    }

    init(_ bars: [PlotBar], classes: String, unknown: String, write: @escaping (Int) -> String) {
        self.bars = bars
        self.classes = classes
        self.unknown = unknown
        self.write = write
    }

    package var markup: HTML {
        let top = bars.map(\.value.top).max() ?? 0
        return "<dl class=\"\(classes)\">\(each: bars, { row($0, top: top) })</dl>"
    }

    private func row(_ bar: PlotBar, top: Int) -> HTML {
        """
        <div><dt\(if: bar.isStrong, " class=\"strong\"")>\(bar.label)</dt><dd><svg class="plot" height="18" aria-hidden="true">\
        \(bar.value.preferred == nil ? missing : mark(bar.value, top: top))</svg>\
        <span class="hide">\(bar.value.words(write, unknown: unknown))</span></dd></div>
        """
    }

    /// Whether bars leave room for the lines under them.
    private var hasRanges: Bool { bars.contains { $0.value.range != nil } }

    private var missing: HTML { "<circle class=\"inv\" cx=\"6\" cy=\"9\" r=\"5\"/><text x=\"18\" y=\"14\">–</text>" }

    private func mark(_ value: PlotValue, top: Int) -> HTML {
        let number = value.preferred ?? 0
        let (y, height) = hasRanges ? (2, 12) : (0, 18)
        return """
            <rect class="barf" y="\(y)" width="\(percent(number, of: top))" height="\(height)"/>\
            \(value.range.map { span($0, top: top) })\
            <text class="strong" x="\(percent(value.top, of: top))" dx="8" y="14">\(write(number))</text>
            """
    }

    /// A thin line under the bar, with an upright end at the least and the greatest number.
    private func span(_ range: ClosedRange<Int>, top: Int) -> HTML {
        let (from, to) = (percent(range.lowerBound, of: top), percent(range.upperBound, of: top))
        return """
            <line class="span" x1="\(from)" y1="17" x2="\(to)" y2="17"/>\
            <line class="span" x1="\(from)" y1="14" x2="\(from)" y2="20"/>\
            <line class="span" x1="\(to)" y1="14" x2="\(to)" y2="20"/>
            """
    }

    private func percent(_ number: Int, of top: Int) -> HTML {
        let share = top > 0 ? Double(max(number, 0)) / Double(top) * 100 : 0
        return "\(share, decimals: 2)%"
    }
}
