// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// A day of the programme drawn to scale: a row for every quarter of an hour, a column for each room, more where two sessions
/// stand in one room at once.
struct BoardGrid: Sendable {
    /// Minutes of a row.
    static let step = 15
    /// The heights of the names of rooms, and of a quarter of an hour: half an hour holds two lines.
    private static let headHeight = "4rem", rowHeight = "1.5rem"
    /// A room that is narrower cannot be read; the board rolls instead.
    private static let leastWidth = 6.0
    /// The ruler of times, what stands between columns, and what stands beside the page.
    private static let timesWidth = 3.5, gap = 0.25, margins = 6.5

    struct Column: Sendable, Hashable {
        /// Nil for what has no room of its own.
        let room: ID<Room>?
        /// The grid's columns it takes, counted from 1; the first is the ruler of times.
        let lines: Range<Int>
    }

    struct Place: Sendable, Hashable {
        let rows: Range<Int>, column: Int
        /// Minutes since midnight of the day of the programme; more than a day's for what is held after midnight.
        let start: Int, end: Int
    }

    /// Minutes since midnight of the first row and behind the last.
    let first: Int, last: Int
    let columns: [Column]
    let places: [SessionCode: Place]

    private struct Held {
        let code: SessionCode
        let room: ID<Room>?
        let start: Int, end: Int
        func overlaps(_ other: Held) -> Bool { start < other.end && other.start < end }
    }

    init(_ sessions: [Session], rooms: [ID<Room>]) {
        let held = sessions.compactMap { session -> Held? in
            guard let time = session.time else { return nil }
            let (start, end) = Self.minutes(time)
            return Held(code: session.code, room: session.rooms.first { rooms.contains($0) }, start: start, end: end)
        }.sorted { ($0.start, $0.end, $0.code) < ($1.start, $1.end, $1.code) }
        // An hour to move to after the last session; before the first there is the rest of its own.
        let first = max(0, (held.map(\.start).min() ?? 8 * 60) / 60 * 60)
        let end = held.map(\.end).max() ?? 18 * 60
        self.first = first
        last = max(first + 60, min((end + 119) / 60 * 60, 28 * 60))

        var columns: [Column] = []
        var places: [SessionCode: Place] = [:]
        var next = 2
        for room in [nil] + rooms.map(Optional.init) {
            var lanes: [Int] = []
            for one in held where one.room == room {
                let free = lanes.firstIndex { $0 <= one.start } ?? lanes.count
                if free == lanes.count { lanes.append(0) }
                lanes[free] = one.end
                places[one.code] = Place(
                    rows: Self.row(
                        one.start, from: first)..<max(
                            Self.row(one.end, from: first, upwards: true), Self.row(one.start, from: first) + 1),
                    column: next + free, start: one.start, end: one.end)
            }
            columns.append(Column(room: room, lines: next..<next + max(lanes.count, 1)))
            next += max(lanes.count, 1)
        }
        self.columns = columns
        self.places = places
    }

    /// Since midnight of the day of the programme.
    static func minutes(_ time: SessionTime) -> (start: Int, end: Int) {
        let start = time.start.minutes + (time.start < SessionTime.dayEnds ? 24 * 60 : 0)
        let length = time.end.minutes - time.start.minutes
        return (start, start + (length > 0 ? length : length + 24 * 60))
    }

    /// The row that begins at or before a minute; the first row of the grid holds the names of the rooms.
    private static func row(_ minute: Int, from first: Int, upwards: Bool = false) -> Int {
        2 + (minute - first + (upwards ? step - 1 : 0)) / step
    }

    var rows: Int { (last - first) / Self.step }
    /// The full hours, as minutes since midnight.
    var hours: [Int] { Array(stride(from: first, to: last, by: 60)) }

    /// The width of a window, in rem, in which that many columns fit.
    private static func wholeWidth(_ columns: Int) -> Int {
        max(64, Int((timesWidth + Double(columns) * (leastWidth + gap) + margins).rounded(.up)))
    }

    /// The rules of a style sheet for the list `board`. Codes are letters, digits and hyphens.
    var style: String {
        let width = (columns.last?.lines.upperBound ?? 3) - 2
        var lines = [
            // Where all columns have room the page rolls alone, and the names of rooms stay at its top.
            "@media (min-width:\(Self.wholeWidth(width))rem){.board-frame{overflow:visible}}\n"
                + "@media (min-width:64rem){#board{grid-template-columns:\(Self.timesWidth)rem repeat(\(width),minmax(\(Self.leastWidth)rem,1fr));"
                + "grid-template-rows:\(Self.headHeight) repeat(\(rows),\(Self.rowHeight))}"
        ]
        for (number, column) in columns.enumerated() {
            // It reaches down to the last row, or it could not stay in sight.
            lines.append("#board-r\(number){grid-area:1/\(column.lines.lowerBound)/-1/\(column.lines.upperBound)}")
        }
        for hour in hours {
            let row = 2 + (hour - first) / Self.step
            lines.append("#board-t\(hour){grid-row:\(row)/span 4;grid-column:1/-1}")
        }
        for (code, place) in places.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "#s-\(code){grid-row:\(place.rows.lowerBound)/\(place.rows.upperBound);grid-column:\(place.column);"
                    + "--rows:\(place.rows.count)}")
        }
        return lines.joined(separator: "\n") + "}\n"
    }
}
