// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

/// Seats and who holds them, in the database.
package struct SeatStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    private static let columns: SQL = "id, delegation, number, kind, person, above_quota, taken_at, given_back_at"

    /// Those a delegation holds, by number.
    package func seats(of delegation: ID<Delegation>) throws -> [Seat] {
        try tx.rows(
            "SELECT \(Self.columns) FROM seat WHERE delegation = \(delegation) AND given_back_at IS NULL ORDER BY number"
        ).map(Self.seat)
    }

    /// The number after the highest that a delegation ever had.
    package func nextNumber(of delegation: ID<Delegation>) throws -> Int {
        try tx.rows("SELECT coalesce(max(number), 0) + 1 AS next FROM seat WHERE delegation = \(delegation)")[0]["next"]
    }

    package func add(_ seats: [Seat], of edition: ID<Edition>) throws {
        try tx.run(inBatchesOf: seats) { part in Self.insertion(part, of: edition) { "\($0.number)" } }
    }

    /// Stores new seats of one delegation, numbered after the highest it ever had: reading that and storing are one statement.
    ///
    /// - Parameter seats: at most 50, numbered from 1.
    /// - Returns: the seats with their numbers.
    func add(numbering seats: [Seat], of edition: ID<Edition>) throws -> [Seat] {
        let insertion = Self.insertion(seats, of: edition) { seat in
            "(SELECT coalesce(max(number), 0) FROM seat WHERE delegation = \(seat.delegation)) + \(seat.number)"
        }
        let numbers = try tx.rows("\(insertion) RETURNING number").map { $0["number"] as Int }
        let before = (numbers.min() ?? 1) - 1
        return seats.map { seat in
            var seat = seat
            seat.number += before
            return seat
        }
    }

    private static func insertion(_ seats: [Seat], of edition: ID<Edition>, number: (Seat) -> SQL) -> SQL {
        let rows = seats.map {
            """
            (\($0.id), \(edition), \($0.delegation), \(number($0)), \($0.kind.rawValue), \($0.person), \($0.isAboveQuota),
            \($0.takenAt.milliseconds), \($0.givenBackAt?.milliseconds))
            """ as SQL
        }
        return """
            INSERT INTO seat (id, edition, delegation, number, kind, person, above_quota, taken_at, given_back_at)
            VALUES \(SQL.joined(rows, by: ", "))
            """
    }

    /// Stores who held seats, as it is known from elsewhere.
    package func add(holders: [(seat: ID<Seat>, holder: SeatHolder)]) throws {
        var positions: [ID<Seat>: Int] = [:]
        let rows = holders.map { one -> SQL in
            positions[one.seat, default: 0] += 1
            return """
                (\(one.seat), \(positions[one.seat] ?? 1), \(one.holder.person), \(one.holder.since.milliseconds),
                \(one.holder.until?.milliseconds))
                """
        }
        try tx.run(inBatchesOf: rows) { part in
            "INSERT INTO seat_holder (seat, position, person, since, until) VALUES \(SQL.joined(part, by: ", "))"
        }
    }

    /// Stores who holds a seat from now on, and until when somebody else did.
    package func keep(_ seat: Seat) throws {
        let before: ID<Person>? = try tx.first("SELECT person FROM seat WHERE id = \(seat.id)")?["person"]
        try tx.run(
            """
            UPDATE seat SET kind = \(seat.kind.rawValue), person = \(seat.person), given_back_at = \(seat.givenBackAt?.milliseconds)
            WHERE id = \(seat.id)
            """)
        guard before != seat.person || seat.givenBackAt != nil else { return }
        try tx.run("UPDATE seat_holder SET until = \(tx.now.milliseconds) WHERE seat = \(seat.id) AND until IS NULL")
        guard let person = seat.person, seat.givenBackAt == nil else { return }
        try tx.run(
            """
            INSERT INTO seat_holder (seat, position, person, since)
            SELECT \(seat.id), coalesce(max(position), 0) + 1, \(person), \(tx.now.milliseconds) FROM seat_holder WHERE seat = \(seat.id)
            """)
    }

    /// Gives back all seats of a delegation at once.
    package func giveBack(all delegation: ID<Delegation>) throws {
        let now = tx.now.milliseconds
        try tx.run(
            """
            UPDATE seat_holder SET until = \(now) WHERE until IS NULL AND seat IN
                (SELECT id FROM seat WHERE delegation = \(delegation) AND given_back_at IS NULL)
            """)
        try tx.run("UPDATE seat SET given_back_at = \(now) WHERE delegation = \(delegation) AND given_back_at IS NULL")
    }

    /// Whether a person holds a seat of the edition, and which.
    package func seat(of person: ID<Person>, in edition: ID<Edition>) throws -> Seat? {
        try tx.first(
            "SELECT \(Self.columns) FROM seat WHERE edition = \(edition) AND person = \(person) AND given_back_at IS NULL"
        ).map(Self.seat)
    }

    /// Who held the seats of a delegation, by seat, the first first.
    package func holders(of delegation: ID<Delegation>) throws -> [ID<Seat>: [SeatHolder]] {
        try tx.rows(
            """
            SELECT seat, person, since, until FROM seat_holder
            WHERE seat IN (SELECT id FROM seat WHERE delegation = \(delegation)) ORDER BY seat, position
            """
        ).reduce(into: [:]) { all, row in
            all[row["seat"], default: []].append(
                SeatHolder(
                    person: row["person"], since: Date(milliseconds: row["since"]),
                    until: (row["until"] as Int?).map(Date.init(milliseconds:))))
        }
    }

    /// How many places of a scope are taken by seats and held by offers; those above the quota are not counted.
    package func taken(_ scope: QuotaScope, of edition: ID<Edition>) throws -> Int {
        let seats: SQL =
            "SELECT count(*) AS n FROM seat WHERE edition = \(edition) AND given_back_at IS NULL AND above_quota = \(false)"
        let offers: SQL = "SELECT count(*) AS n FROM waiting WHERE edition = \(edition) AND state = 'offered'"
        let narrow: SQL =
            switch scope {
            case .edition: ""
            case .kind(let kind): " AND kind = \(kind.rawValue)"
            case .delegation(let id): " AND delegation = \(id)"
            }
        let (a, b): (Int, Int) = (try tx.rows("\(seats)\(narrow)")[0]["n"], try tx.rows("\(offers)\(narrow)")[0]["n"])
        return a + b
    }

    static func seat(_ row: Row) -> Seat {
        Seat(
            id: row["id"], delegation: row["delegation"], number: row["number"],
            kind: ActorKind(rawValue: row["kind"]) ?? .officer, person: row["person"], isAboveQuota: row["above_quota"],
            takenAt: Date(milliseconds: row["taken_at"]),
            givenBackAt: (row["given_back_at"] as Int?).map(Date.init(milliseconds:)))
    }
}
