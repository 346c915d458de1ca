// SPDX-License-Identifier: EUPL-1.2

/// A straight line of a drawing.
struct MapLine: Equatable {
    var fromX: Double, fromY: Double, toX: Double, toY: Double
}

/// A name beside its dot.
struct MapLabel: Equatable {
    enum Anchor: String { case start, middle, end }

    var text: String
    var x: Double, y: Double
    var anchor: Anchor
    /// From the dot to the name, when they are apart.
    var line: MapLine?

    /// The room it takes.
    var box: PlotBox {
        let width = PlotText.width(text)
        let left =
            switch anchor {
            case .start: x
            case .middle: x - width / 2
            case .end: x - width
            }
        return PlotBox(left: left, top: y - PlotText.ascent, right: left + width, bottom: y + PlotText.descent)
    }

    /// Drawn twice: a halo in the colour of the ground, then the letters.
    var markup: HTML {
        let place: HTML = """
            x="\(x, decimals: 0)" y="\(y, decimals: 0)"\(if: anchor != .start, " text-anchor=\"\(anchor.rawValue)\"")
            """
        let leader: HTML? = line.map {
            """
            <path class="leader" d="M\($0.fromX, decimals: 0) \($0.fromY, decimals: 0)\
            L\($0.toX, decimals: 0) \($0.toY, decimals: 0)"/>
            """
        }
        return "\(leader)<text class=\"halo\" \(place)>\(text)</text><text class=\"lab\" \(place)>\(text)</text>"
    }
}

/// Names for the largest dots: each takes the freest of the places around its dot, the host first; who finds no room has none.
/// A greedy form of Christensen, Marks and Shieber, "An empirical study of algorithms for point-feature label placement" (1995).
struct MapLabels {
    let frame: PlotBox
    let dots: [MapDot]
    let most: Int

    /// What a name may cost: with several hundred places some small dot must be covered.
    private static let affordable = 2
    /// The radius from which a dot is never covered, except by the name of the host; more for the name of a very large dot.
    private static func large(for dot: MapDot) -> Double { max(3.8, dot.radius * 0.45) }

    func placed() -> [MapLabel] {
        var labels: [MapLabel] = []
        for dot in dots.filter(\.point.isLabelled).sorted(by: Self.comesBefore) where labels.count < most {
            let costs = candidates(for: dot).filter { isFree($0, labels) }.map { ($0, cost(of: $0, beside: dot)) }
            guard let best = costs.min(by: { $0.1 < $1.1 }) else { continue }
            if best.1 <= Self.affordable || dot.point.style == .host { labels.append(best.0) }
        }
        return labels
    }

    static func comesBefore(_ a: MapDot, _ b: MapDot) -> Bool {
        let hosts = (a.point.style == .host ? 0 : 1, b.point.style == .host ? 0 : 1)
        return (hosts.0, -a.radius, -a.point.weight, a.point.name) < (hosts.1, -b.radius, -b.point.weight, b.point.name)
    }

    /// Right, left, above, below, then the four corners; for the host also places further away, with a line.
    private func candidates(for dot: MapDot) -> [MapLabel] {
        let (gap, middle) = (dot.radius + 4, dot.y + 5)
        let slant = dot.radius * 0.7 + 3
        func label(_ x: Double, _ y: Double, _ anchor: MapLabel.Anchor) -> MapLabel {
            MapLabel(text: dot.point.name, x: x.rounded(), y: y.rounded(), anchor: anchor)
        }
        let near = [
            label(dot.x + gap, middle, .start), label(dot.x - gap, middle, .end),
            label(dot.x, dot.y - dot.radius - 5, .middle), label(dot.x, dot.y + dot.radius + 14, .middle),
            label(dot.x + slant, dot.y - slant + 1, .start), label(dot.x + slant, dot.y + slant + 9, .start),
            label(dot.x - slant, dot.y - slant + 1, .end), label(dot.x - slant, dot.y + slant + 9, .end),
        ]
        return dot.point.style == .host ? near + led(from: dot) : near
    }

    private func led(from dot: MapDot) -> [MapLabel] {
        [24.0, 36, 48].flatMap { reach in
            [(-1.0, -1.0), (1, -1), (-1, 1), (1, 1)].map { east, south in
                let (x, y) = ((dot.x + east * reach).rounded(), (dot.y + south * reach).rounded())
                let edge = dot.radius * 0.7
                let line = MapLine(fromX: dot.x + east * edge, fromY: dot.y + south * edge, toX: x - east * 3, toY: y)
                return MapLabel(text: dot.point.name, x: x, y: y + 5, anchor: east < 0 ? .end : .start, line: line)
            }
        }
    }

    private func isFree(_ label: MapLabel, _ others: [MapLabel]) -> Bool {
        label.box.lies(in: frame.grown(by: -2)) && !others.contains { $0.box.grown(by: 2).overlaps(label.box) }
    }

    /// What a place costs: one for each small dot the name covers, far more for a large dot that it covers or seems to name.
    private func cost(of label: MapLabel, beside dot: MapDot) -> Int {
        let large = Self.large(for: dot)
        let (covered, near) = (label.box.grown(by: -2), label.box.grown(by: 2))
        return dots.reduce(label.line == nil ? 0 : 2) { sum, other in
            if other == dot { return sum }
            if other.radius >= large, near.overlaps(other.box) { return sum + 10 }
            return covered.overlaps(other.box) ? sum + 1 : sum
        }
    }
}
