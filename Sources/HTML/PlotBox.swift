// SPDX-License-Identifier: EUPL-1.2

/// An upright rectangle of a drawing; y grows downwards, as in SVG.
struct PlotBox: Equatable {
    var left: Double, top: Double, right: Double, bottom: Double

    func overlaps(_ other: PlotBox) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func lies(in other: PlotBox) -> Bool {
        left >= other.left && right <= other.right && top >= other.top && bottom <= other.bottom
    }

    func contains(_ x: Double, _ y: Double) -> Bool { x > left && x < right && y > top && y < bottom }

    func grown(by margin: Double) -> PlotBox {
        PlotBox(left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin)
    }
}
