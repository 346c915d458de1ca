// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Registration
import Vocabulary

/// Who has a place on which departure, in the database. Counting and taking are one statement: whoever else takes places at the same time
/// waits, and finds what is left.
package struct PlaceStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    private static let columns: SQL = "id, departure, seat, person, since, source, draw, reason, ended_at, end_reason"

    // MARK: Reading

    /// Those of an edition that hold now, by departure and seat.
    package func live(in edition: ID<Edition>) throws -> [Place] {
        try read(" WHERE edition = \(edition) AND ended_at IS NULL ORDER BY departure, seat")
    }

    /// Those on a departure that hold now, in the order they were given.
    package func live(on departure: ID<Departure>, in edition: ID<Edition>) throws -> [Place] {
        try read(" WHERE edition = \(edition) AND departure = \(departure) AND ended_at IS NULL ORDER BY since, seat")
    }

    /// Those of seats that hold now: one statement.
    package func live(of seats: [ID<Seat>]) throws -> [Place] {
        guard !seats.isEmpty else { return [] }
        return try read(" WHERE seat IN \(list: seats) AND ended_at IS NULL ORDER BY seat, departure")
    }

    /// All that a seat ever had, the first first.
    package func history(of seat: ID<Seat>) throws -> [Place] { try read(" WHERE seat = \(seat) ORDER BY since, id") }

    private func read(_ which: SQL) throws -> [Place] { try tx.rows("SELECT \(Self.columns) FROM place\(which)").map(Self.place) }

    // MARK: Giving

    /// Gives places, all or none: one statement for each departure, and one for every 500 places. Throws `PlaceRefusal.full` when a departure has
    /// too few, and `.alreadyThere` when a seat has one there already.
    package func give(_ places: [Place], in edition: ID<Edition>) throws {
        for (departure, these) in Dictionary(grouping: places, by: \.departure).sorted(by: { $0.key < $1.key }) {
            let changed = try tx.run(
                """
                UPDATE departure SET taken = taken + \(these.count)
                WHERE edition = \(edition) AND id = \(departure) AND cancelled_at IS NULL AND taken + \(these.count) <= capacity
                """)
            guard changed == 1 else { throw PlaceRefusal.full(departure) }
        }
        if let double = try live(of: places.map(\.seat)).first(where: { known in
            places.contains { $0.seat == known.seat && $0.departure == known.departure }
        }) {
            throw PlaceRefusal.alreadyThere(double.departure)
        }
        try tx.run(inBatchesOf: places) { part in
            let rows = part.map { p -> SQL in
                """
                (\(p.id), \(edition), \(p.departure), \(p.seat), \(p.person), \(p.since.milliseconds), \(p.source.name),
                \(p.source.draw), \(p.source.reason))
                """
            }
            return """
                INSERT INTO place (id, edition, departure, seat, person, since, source, draw, reason) VALUES \(SQL.joined(rows, by: ", "))
                """
        }
        tx.record("place.given", nouns(places, edition))
    }

    // MARK: Ending

    /// Ends places and frees them on their departures. Those that ended already stay as they are.
    package func end(_ places: [Place], _ why: Place.End, in edition: ID<Edition>) throws {
        guard !places.isEmpty else { return }
        for (departure, these) in Dictionary(grouping: places, by: \.departure).sorted(by: { $0.key < $1.key }) {
            let changed = try tx.run(
                """
                UPDATE place SET ended_at = \(tx.now.milliseconds), end_reason = \(why.rawValue)
                WHERE edition = \(edition) AND departure = \(departure) AND ended_at IS NULL AND id IN \(list: these.map(\.id))
                """)
            try tx.run(
                "UPDATE departure SET taken = taken - \(changed) WHERE edition = \(edition) AND id = \(departure)")
        }
        tx.record("place.ended", nouns(places, edition))
    }

    /// Ends the places of seats that were given back or are somebody else's by now: whoever does not come keeps no place. Before places are given,
    /// and once a day.
    @discardableResult
    package func endOfThoseWhoLeft(in edition: ID<Edition>) throws -> [Place] {
        let left = try tx.rows(
            """
            SELECT p.id FROM place p JOIN seat s ON s.id = p.seat
            WHERE p.edition = \(edition) AND p.ended_at IS NULL
                AND (s.given_back_at IS NOT NULL OR (p.person IS NOT NULL AND (s.person IS NULL OR s.person <> p.person)))
            """
        ).map { $0["id"] as ID<Place> }
        guard !left.isEmpty else { return [] }
        let places = try live(in: edition).filter { left.contains($0.id) }
        try end(places, .left, in: edition)
        return places
    }

    private func nouns(_ places: [Place], _ edition: ID<Edition>) -> [Noun] {
        [Self.noun(edition)] + Set(places.map(\.departure)).sorted().map { VisitStore.noun($0, in: edition) }
    }

    /// What pages about who has which place are about.
    package static func noun(_ edition: ID<Edition>) -> Noun { Noun("visit-places", edition) }

    private static func place(_ row: Row) -> Place {
        let source: Place.Source =
            switch row["source"] as String {
            case "draw": .draw(row["draw"])
            case "offer": .offer
            case "swap": .swap
            default: .organiser(reason: row["reason"])
            }
        return Place(
            id: row["id"], departure: row["departure"], seat: row["seat"], person: row["person"],
            since: Date(milliseconds: row["since"]), source: source,
            endedAt: (row["ended_at"] as Int?).map(Date.init(milliseconds:)),
            end: (row["end_reason"] as String?).flatMap(Place.End.init))
    }
}

extension Place.Source {
    fileprivate var name: String {
        switch self {
        case .draw: "draw"
        case .organiser: "organiser"
        case .offer: "offer"
        case .swap: "swap"
        }
    }
    fileprivate var draw: Int? { if case .draw(let number) = self { number } else { nil } }
    fileprivate var reason: String { if case .organiser(let reason) = self { reason } else { "" } }
}
