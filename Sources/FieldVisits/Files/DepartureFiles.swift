// SPDX-License-Identifier: EUPL-1.2
import Editions
import Formats
import Foundation
import People
import Programme
import Registration
import Vocabulary

extension VisitFiles {
    static func departures(
        _ bytes: [UInt8], editions: [ID<Edition>: Edition], known: [ID<Edition>: [FieldVisit]]
    ) throws -> Lines<Departure> {
        var cells = try ProgrammeCells(
            bytes, needed: ["edition", "visit", "id", "day", "start", "end", "capacity"], Set(editions.keys))
        return try cells.byEdition { cells, row in
            let visits = known[ID(row["edition"])] ?? []
            guard let code = VisitCode(row["visit"]), let visit = visits.first(where: { $0.code == code }) else {
                throw cells.wrong(row, "visit", .unknown(file: "visits.csv"))
            }
            let id = try departureID(row, &cells)
            let old = visit.departures.first { $0.id == id }
            if old == nil, visits.contains(where: { $0.departures.contains { $0.id == id } }) {
                throw cells.wrong(row, "id", .twice)
            }
            guard let time = try cells.time(row) else { throw cells.wrong(row, "start", .empty) }
            if time != old?.time, let edition = editions[ID(row["edition"])], let fault = time.fault(in: edition) {
                throw cells.wrong(row, fault.field(time), .fault(fault))
            }
            guard let capacity = try cells.number(row, "capacity", from: 1), capacity <= DepartureForm.mostPlaces else {
                throw cells.wrong(row, "capacity", .number)
            }
            if let old, capacity < old.taken { throw VisitRefusal.belowTaken(id, old.taken) }
            var departure = old ?? Departure(id: id, visit: code, time: time, capacity: capacity)
            (departure.time, departure.capacity) = (time, capacity)
            try read(row, cells, into: &departure)
            return departure
        }
    }

    /// `V01-1`: letters, digits and hyphens.
    private static func departureID(_ row: Table.Row, _ cells: inout ProgrammeCells) throws -> ID<Departure> {
        guard let code = VisitCode(row["id"]) else { throw cells.wrong(row, "id", .code) }
        return ID(code.description)
    }

    private static func read(_ row: Table.Row, _ cells: ProgrammeCells, into departure: inout Departure) throws {
        func has(_ column: String) -> Bool { row.position(of: column) != nil }
        if has("minimum") { departure.minimum = try cells.number(row, "minimum", from: 0) ?? 0 }
        guard departure.minimum <= departure.capacity else { throw cells.wrong(row, "minimum", .number) }
        if has("languages") { departure.languages = try cells.languages(row, "languages") }
        for (column, path, most) in [
            ("meeting", \Departure.meeting, 300), ("bus", \.bus, 100), ("leader", \.leader, 200),
        ] as [(String, WritableKeyPath<Departure, String>, Int)] where has(column) {
            departure[keyPath: path] = try cells.text(
                row, column, over: departure[keyPath: path], most: most, clean: PersonText.cleaned)
        }
        if has("latitude"), has("longitude") {
            departure.point = nil
            if !row["latitude"].isEmpty || !row["longitude"].isEmpty {
                guard let latitude = Double(row["latitude"]), let longitude = Double(row["longitude"]),
                    let point = MeetingPoint(latitude: latitude, longitude: longitude)
                else { throw cells.wrong(row, "latitude", .number) }
                departure.point = point
            }
        }
        if has("reserved") { departure.reserved = try reserved(row, cells) }
        guard departure.reserved.values.reduce(0, +) <= departure.capacity else { throw cells.wrong(row, "reserved", .number) }
    }

    /// `elected:4|host:2`.
    private static func reserved(_ row: Table.Row, _ cells: ProgrammeCells) throws -> [ActorKind: Int] {
        try row["reserved"].split(separator: "|").reduce(into: [:]) { all, part in
            let pair = part.split(separator: ":").map { $0.trimmingCharacters(in: .whitespaces) }
            guard pair.count == 2, let kind = ActorKind(rawValue: pair[0]), let places = Int(pair[1]),
                (1...2_000).contains(places)
            else { throw cells.wrong(row, "reserved", .choice) }
            all[kind] = places
        }
    }
}
