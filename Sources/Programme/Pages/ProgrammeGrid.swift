// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Where the sessions of a day stand on a wide screen: a row from each time to the next, a column for each room.
struct ProgrammeGrid: Sendable {
    /// Grid lines, counted from 1; the first row and column are the rulers.
    struct Place: Sendable, Hashable {
        let rows: Range<Int>, columns: Range<Int>
    }

    /// The heads of the columns; nil stands for what is held beside: without a room of its own, or while others rest.
    let rooms: [ID<Room>?]
    let times: [Date]
    let places: [SessionCode: Place]
    /// Rows in which everybody rests, or nothing is held.
    let quietRows: Set<Int>
    /// So many columns that cards have to say less.
    var isDense: Bool { rooms.count > 4 }

    private struct Held {
        let item: PublishedProgramme.Item
        let instants: Range<Date>
        var isBeside: Bool { item.session.rooms.isEmpty || item.session.kind.isPause }
        func overlaps(_ other: Held) -> Bool { item.code != other.item.code && instants.overlaps(other.instants) }
    }

    /// - Parameter order: of the rooms.
    init(_ items: [PublishedProgramme.Item], order: [ID<Room>]) {
        let held = items.compactMap { item in item.instants.map { Held(item: item, instants: $0) } }
        times = Set(held.flatMap { [$0.instants.lowerBound, $0.instants.upperBound] }).sorted()
        let row = Dictionary(uniqueKeysWithValues: times.enumerated().map { ($0.element, $0.offset + 2) })
        func rows(_ one: Held) -> Range<Int> { (row[one.instants.lowerBound] ?? 2)..<(row[one.instants.upperBound] ?? 3) }

        let inRooms = held.filter { !$0.isBeside }
        // A room has a column where something else is held in another at the same time.
        let parallel = inRooms.filter { one in inRooms.contains { $0.overlaps(one) } }
        var columns: [ID<Room>?] = order.filter { room in parallel.contains { $0.item.session.rooms.first == room } }
        var lanes: [[Held]] = columns.map { _ in [] }
        var column: [SessionCode: Int] = [:]
        let beside = held.filter { one in one.isBeside && held.contains { $0.overlaps(one) } }
        for one in parallel + beside {
            let room = one.isBeside ? nil : one.item.session.rooms.first
            let own = room.flatMap { room in columns.firstIndex { $0 == room } }
            // Two at once in one room, or beside: each in a column of its own.
            let free = ([own].compactMap { $0 } + columns.indices.filter { columns[$0] == nil }).first { lane in
                !lanes[lane].contains { $0.overlaps(one) }
            }
            let lane = free ?? columns.count
            if free == nil {
                columns.append(nil)
                lanes.append([])
            }
            lanes[lane].append(one)
            column[one.item.code] = lane
        }
        // What has its hour to itself takes the width: of the rooms, or of all when nothing is held beside.
        let width = max(columns.count, 1)
        let roomWidth = max(columns.firstIndex { $0 == nil } ?? columns.count, 1)
        var places: [SessionCode: Place] = [:]
        for one in held {
            let isAlone = !held.contains { $0.overlaps(one) }
            let wide = isAlone ? 2..<width + 2 : 2..<roomWidth + 2
            places[one.item.code] = Place(
                rows: rows(one), columns: column[one.item.code].map { $0 + 2..<$0 + 3 } ?? wide)
        }
        rooms = columns
        self.places = places
        quietRows = Set(
            (2..<max(times.count + 1, 2)).filter { line in
                held.filter { rows($0).contains(line) }.allSatisfy { $0.item.session.kind.isPause }
            })
    }

    /// The rules of a style sheet for the list with this id. Codes are letters, digits and hyphens.
    func style(id: String) -> String {
        var lines = [
            "#\(id){grid-template-columns:3.5rem repeat(\(max(rooms.count, 1)),minmax(0,1fr));"
                + "grid-template-rows:auto \((2..<max(times.count + 1, 3)).map { quietRows.contains($0) ? "minmax(1rem,auto)" : "minmax(2.2rem,auto)" }.joined(separator: " "))}"
        ]
        for column in rooms.indices { lines.append("#\(id)-r\(column){grid-area:1/\(column + 2)}") }
        for line in times.indices { lines.append("#\(id)-t\(line){grid-row:\(line + 2);grid-column:1}") }
        for (code, place) in places.sorted(by: { $0.key < $1.key }) {
            lines.append(
                "#s-\(code){grid-row:\(place.rows.lowerBound)/\(place.rows.upperBound);"
                    + "grid-column:\(place.columns.lowerBound)/\(place.columns.upperBound)}")
        }
        return lines.joined(separator: "\n")
    }
}
