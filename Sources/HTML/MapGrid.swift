// SPDX-License-Identifier: EUPL-1.2

/// Boxes of a drawing in square cells, to find those near a place without looking at all.
struct MapGrid {
    private static let cell = 40.0
    private let boxes: [PlotBox]
    private var cells: [Cell: [Int]] = [:]

    private struct Cell: Hashable { let column: Int, row: Int }

    init(_ boxes: [PlotBox]) {
        self.boxes = boxes
        for (position, box) in boxes.enumerated() {
            for cell in Self.cells(of: box) { cells[cell, default: []].append(position) }
        }
    }

    private static func cells(of box: PlotBox) -> [Cell] {
        func number(_ x: Double) -> Int { Int((x / cell).rounded(.down)) }
        return (number(box.left)...number(box.right)).flatMap { column in
            (number(box.top)...number(box.bottom)).map { Cell(column: column, row: $0) }
        }
    }

    /// Calls `body` once for each box that may overlap this one, with its position in the list.
    func forEach(in box: PlotBox, _ body: (Int, PlotBox) -> Void) {
        let near = Self.cells(of: box)
        for cell in near {
            for position in cells[cell] ?? [] {
                // A box in several cells is met in the first of them that is looked at.
                let shared = Self.cells(of: boxes[position])
                if shared.count == 1 || shared.first(where: near.contains) == cell { body(position, boxes[position]) }
            }
        }
    }
}
