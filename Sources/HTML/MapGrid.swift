// SPDX-License-Identifier: EUPL-1.2

/// Boxes of a drawing in square cells, to find those near a place without looking at all.
struct MapGrid {
    private static let cell = 40.0
    private let boxes: [PlotBox]
    private let spans: [Span]
    private var cells: [Cell: [Int]] = [:]

    private struct Cell: Hashable { let column: Int, row: Int }

    /// The cells a box lies in.
    private struct Span {
        let columns: ClosedRange<Int>, rows: ClosedRange<Int>

        init(_ box: PlotBox) {
            func number(_ x: Double) -> Int { Int((x / MapGrid.cell).rounded(.down)) }
            columns = number(box.left)...number(box.right)
            rows = number(box.top)...number(box.bottom)
        }
    }

    init(_ boxes: [PlotBox]) {
        self.boxes = boxes
        spans = boxes.map(Span.init)
        for (position, span) in spans.enumerated() {
            for column in span.columns {
                for row in span.rows { cells[Cell(column: column, row: row), default: []].append(position) }
            }
        }
    }

    /// Calls `body` once for each box that may overlap this one, with its position in the list.
    func forEach(in box: PlotBox, _ body: (Int, PlotBox) -> Void) {
        let near = Span(box)
        for column in near.columns {
            for row in near.rows {
                for position in cells[Cell(column: column, row: row)] ?? [] {
                    // A box in several cells is met in the first that both lie in.
                    let span = spans[position]
                    guard column == max(span.columns.lowerBound, near.columns.lowerBound),
                        row == max(span.rows.lowerBound, near.rows.lowerBound)
                    else { continue }
                    body(position, boxes[position])
                }
            }
        }
    }
}
