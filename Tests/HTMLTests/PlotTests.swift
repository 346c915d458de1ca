// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import HTML

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Whether markup is well formed: every element closed, every sign escaped.
enum XMLProbe {
    static func isWellFormed(_ markup: String) -> Bool {
        let parser = XMLParser(data: Data("<html>\(markup)</html>".utf8))
        return parser.parse()
    }
}

/// Dice with a seed: Knuth's constants for a linear congruence, "The art of computer programming", volume 2, 3.3.4.
struct Congruence: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ (state >> 29)
    }
}

@Suite struct `Bars with their values` {
    let write: (Int) -> String = { "\($0) p." }

    @Test func `the longest bar fills the room and the others are in proportion`() {
        let text = BarPlot(
            [PlotBar("A", 200), PlotBar("B", 50, isStrong: true), PlotBar("C", 0)], unknown: "not known", write: write
        ).markup.text
        let widths = ["100.00%", "25.00%", "0.00%"]
        for width in widths { #expect(text.contains("<rect class=\"barf\" y=\"0\" width=\"\(width)\" height=\"18\"/>")) }
        #expect(text.contains("<text class=\"strong\" x=\"25.00%\" dx=\"8\" y=\"14\">50 p.</text>"))
        #expect(text.contains("<dt class=\"strong\">B</dt>") && text.contains("<dt>A</dt>"))
    }

    @Test func `a missing number is a hollow mark, and said in words`() {
        let text = BarPlot([PlotBar("A", 7), PlotBar("B", PlotValue(nil))], unknown: "not known", write: write).markup.text
        #expect(text.components(separatedBy: "<rect").count == 2)
        #expect(text.contains("<circle class=\"inv\"") && text.contains("<span class=\"hide\">not known</span>"))
    }

    @Test func `sources that differ are a thin line and a range in words, and the scale reaches the greatest`() {
        let text = BarPlot([PlotBar("A", PlotValue(700, low: 500, high: 1_000))], unknown: "", write: write).markup.text
        #expect(text.contains("width=\"70.00%\" height=\"12\""))
        #expect(text.contains("<line class=\"span\" x1=\"50.00%\" y1=\"17\" x2=\"100.00%\" y2=\"17\"/>"))
        #expect(text.contains("<span class=\"hide\">700 p. (500 p.–1000 p.)</span>"))
    }

    @Test(arguments: [PlotValue(5), PlotValue(5, low: 5), PlotValue(5, low: 5, high: 5), PlotValue(nil, low: 1, high: 9)])
    func `sources that agree, or a number nobody prefers, have no range`(value: PlotValue) { #expect(value.range == nil) }

    @Test func `labels and numbers are escaped, and no style is set`() {
        let text = BarPlot([PlotBar("<i>&", 3)], unknown: "", write: { "<\($0)>" }).markup.text
        #expect(text.contains("<dt>&lt;i&gt;&amp;</dt>") && text.contains(">&lt;3&gt;</text>"))
        #expect(!text.contains("style=") && XMLProbe.isWellFormed(text))
    }

    @Test func `no bars are an empty list, and nothing but zeros divides nothing`() {
        #expect(BarPlot([], unknown: "", write: write).markup.text == "<dl class=\"bars\"></dl>")
        #expect(BarPlot([PlotBar("A", 0)], unknown: "", write: write).markup.text.contains("width=\"0.00%\""))
    }
}

@Suite struct `Editions compared` {
    static let editions = [
        PlotEdition("Montréal", 1989), PlotEdition("Paris", 1991), PlotEdition("Napoli", 2000), PlotEdition("Zaragoza", 2006),
        PlotEdition("Aubervilliers", 2012), PlotEdition("Barcelona", 2017), PlotEdition("Nice", 2021),
        PlotEdition("Brussels", 2024),
        PlotEdition("Brussels", 2027),
    ]
    static let participants = PlotSeries(
        "Participants",
        [
            PlotValue(nil), PlotValue(nil), PlotValue(nil), 800, 900, PlotValue(800, low: 750, high: 800), 700,
            PlotValue(700, low: 500, high: 800), PlotValue(nil),
        ])
    static let countries = PlotSeries(
        "Countries", [PlotValue(nil), PlotValue(nil), PlotValue(nil), 40, 36, 47, 27, 27, PlotValue(nil)])

    func layout(_ series: [PlotSeries], _ editions: [PlotEdition] = Self.editions) -> SeriesLayout {
        SeriesLayout(editions: editions, series: series, write: { "\($0)" })
    }

    @Test func `years lie in proportion to time`() {
        let shares = SeriesLayout.shares(of: Self.editions)
        let perYear = (shares[8] - shares[0]) / 38
        for (edition, share) in zip(Self.editions, shares) {
            #expect(abs(share - shares[0] - perYear * Double(edition.year - 1989)) < 1e-12)
        }
        #expect(abs(shares[0] - (1 - shares[8])) < 1e-12)
    }

    @Test func `names stay inside and do not touch, nor do numbers, in the narrowest window`() {
        let layout = layout([Self.participants, Self.countries])
        let names = layout.columns.map(\.nameBox)
        let width = SeriesLayout.narrowest
        let numbers = layout.columns.flatMap { column in column.marks.map { $0.textBox(at: column.share * width) } }
        let boxes = names + numbers
        for (place, box) in boxes.enumerated() {
            #expect(box.lies(in: PlotBox(left: 0, top: 0, right: width, bottom: layout.height)))
            #expect(!boxes[(place + 1)...].contains { $0.overlaps(box) })
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `names of any editions keep apart`(seed: UInt64) {
        var random = Congruence(state: seed)
        let years = (0..<14).map { _ in Int.random(in: 1985...2040, using: &random) }.sorted()
        let editions = years.map { PlotEdition(String(repeating: "Wm", count: .random(in: 1...6, using: &random)), $0) }
        let boxes = layout([], editions).columns.map(\.nameBox)
        for (place, box) in boxes.enumerated() { #expect(!boxes[(place + 1)...].contains { $0.overlaps(box) }) }
    }

    @Test func `each row has its own scale from zero`() {
        let layout = layout([Self.participants, Self.countries])
        let heights = layout.columns[4].marks.map(\.height)
        #expect(heights == [SeriesLayout.room, SeriesLayout.room * 36 / 47])
        let ranges = layout.columns[7].marks.map(\.range)
        #expect(ranges == [(SeriesLayout.room * 500 / 900)...(SeriesLayout.room * 800 / 900), nil])
    }

    @Test func `one edition stands in the middle`() {
        #expect(SeriesLayout.shares(of: [PlotEdition("Nice", 2021)]) == [0.5])
        #expect(SeriesLayout.shares(of: []) == [])
    }

    @Test func `the drawing is one image with the figures in its description, and lists on phones`() {
        let plot = SeriesPlot(
            id: "editions", title: "Two editions & their figures.", editions: Array(Self.editions[6...7]),
            series: [
                PlotSeries("<Countries>", [27, PlotValue(nil)]),
                PlotSeries("People", [700, PlotValue(700, low: 500, high: 800)]),
            ],
            unknown: "not known", write: { "\($0)" })
        let text = plot.markup.text
        #expect(text.contains("<title id=\"editions-title\">Two editions &amp; their figures.</title>"))
        #expect(
            text.contains(
                "<desc id=\"editions-figures\">&lt;Countries&gt;: Nice 2021 27; Brussels 2024 not known. "
                    + "People: Nice 2021 700; Brussels 2024 700 (500–800).</desc>"))
        #expect(text.components(separatedBy: "role=\"img\"").count == 2)
        #expect(text.components(separatedBy: "<dl class=\"bars years\">").count == 3)
        #expect(text.contains("<dt>2021 Nice</dt>") && text.contains("<h3>&lt;Countries&gt;</h3>"))
        #expect(!text.contains("style=") && XMLProbe.isWellFormed(text))
    }
}

@Suite struct `The room a text takes` {
    /// Measured in Chromium with the shipped Inter at 14 px, weight 650.
    @Test(arguments: [
        ("Brussels", 58.9), ("Aubervilliers", 86.8), ("Łódź", 33.5), ("Chișinău", 59.7), ("1 200", 41.2), ("Αθήνα", 45.4),
    ])
    func `it is never less than a browser needs, and not much more`(text: String, measured: Double) {
        let width = PlotText.width(text)
        #expect(width >= measured - 0.5)
        #expect(width <= measured * 1.25)
    }
}
