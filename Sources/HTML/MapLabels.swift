// SPDX-License-Identifier: EUPL-1.2

/// A straight line of a drawing.
struct MapLine: Equatable {
    var fromX: Double, fromY: Double, toX: Double, toY: Double
}

/// A name beside its dot.
struct MapLabel: Equatable {
    enum Anchor: String { case start, middle, end }

    let text: String
    let x: Double, y: Double
    let anchor: Anchor
    /// From the dot to the name, when they are apart.
    let line: MapLine?

    /// The room it takes.
    let box: PlotBox

    /// - Parameter width: that of the text, when it is known already.
    init(text: String, x: Double, y: Double, anchor: Anchor, line: MapLine? = nil, width: Double? = nil) {
        (self.text, self.x, self.y, self.anchor, self.line) = (text, x, y, anchor, line)
        let width = width ?? PlotText.width(text)
        let left =
            switch anchor {
            case .start: x
            case .middle: x - width / 2
            case .end: x - width
            }
        box = PlotBox(left: left, top: y - PlotText.ascent, right: left + width, bottom: y + PlotText.descent)
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
    private let grid: MapGrid

    init(frame: PlotBox, dots: [MapDot], most: Int) {
        (self.frame, self.dots, self.most) = (frame, dots, most)
        grid = MapGrid(dots.map(\.box))
    }

    /// What a name may cost: with several hundred places some small dot must be covered.
    private static let affordable = 2
    /// The radius from which a dot is never covered, except by the name of the host; more for the name of a very large dot.
    private static func large(for dot: MapDot) -> Double { max(3.8, dot.radius * 0.45) }

    func placed() -> [MapLabel] {
        var labels: [MapLabel] = []
        let inOrder = dots.indices.filter { dots[$0].point.isLabelled }.sorted { Self.comesBefore(dots[$0], dots[$1]) }
        for position in inOrder {
            guard labels.count < most else { break }
            let isHost = dots[position].point.style == .host
            var best: (label: MapLabel, cost: Int)?
            for label in candidates(for: dots[position]) where isFree(label, labels) {
                let bound = best?.cost ?? (isHost ? .max : Self.affordable + 1)
                let cost = cost(of: label, besideDotAt: position, below: bound)
                if cost < bound { best = (label, cost) }
                if cost == 0 { break }
            }
            if let best { labels.append(best.label) }
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
        let width = PlotText.width(dot.point.name)
        func label(_ x: Double, _ y: Double, _ anchor: MapLabel.Anchor) -> MapLabel {
            MapLabel(text: dot.point.name, x: x.rounded(), y: y.rounded(), anchor: anchor, width: width)
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
    /// Counts no further than `bound`.
    private func cost(of label: MapLabel, besideDotAt position: Int, below bound: Int) -> Int {
        let large = Self.large(for: dots[position])
        let (covered, near) = (label.box.grown(by: -2), label.box.grown(by: 2))
        var cost = label.line == nil ? 0 : 2
        grid.forEach(in: near) { other, box in
            guard other != position, cost < bound else { return }
            if near.overlaps(box), dots[other].radius >= large {
                cost += 10
            } else if covered.overlaps(box) {
                cost += 1
            }
        }
        return cost
    }
}
