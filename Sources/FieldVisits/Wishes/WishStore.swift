// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Registration
import Vocabulary

/// Who wishes for which visits, in the database.
package struct WishStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// What pages about the wishes of an edition are about.
    package static func noun(_ edition: ID<Edition>) -> Noun { Noun("wishes", edition) }

    private static let columns: SQL = "l.seat, l.person, l.version, l.saved_at, l.saved_by, l.accepted_at"
    /// A list counts while its person holds its seat.
    private static let held: SQL = "JOIN seat s ON s.id = l.seat AND s.person = l.person AND s.given_back_at IS NULL"

    /// All lists that count, by seat: two statements.
    package func lists(in edition: ID<Edition>) throws -> [WishList] {
        try read(
            "FROM wish_list l \(Self.held) WHERE l.edition = \(edition)",
            wishes: "SELECT seat, visit, rank FROM wish WHERE edition = \(edition) ORDER BY seat, rank, visit")
    }

    /// Those of seats that count: two statements.
    package func lists(of seats: [ID<Seat>]) throws -> [ID<Seat>: WishList] {
        guard !seats.isEmpty else { return [:] }
        let lists = try read(
            "FROM wish_list l \(Self.held) WHERE l.seat IN \(list: seats)",
            wishes: "SELECT seat, visit, rank FROM wish WHERE seat IN \(list: seats) ORDER BY seat, rank, visit")
        return Dictionary(uniqueKeysWithValues: lists.map { ($0.seat, $0) })
    }

    /// The list of a seat, if its holder made it.
    package func list(of seat: Seat) throws -> WishList? { try lists(of: [seat.id])[seat.id] }

    private func read(_ from: SQL, wishes: SQL) throws -> [WishList] {
        let wishes = Dictionary(grouping: try tx.rows(wishes)) { $0["seat"] as String }
        return try tx.rows("SELECT \(Self.columns) \(from) ORDER BY l.seat").map { row in
            WishList(
                seat: row["seat"], person: row["person"],
                wishes: (wishes[row["seat"]] ?? []).compactMap { wish in
                    VisitCode(wish["visit"]).map { Wish(visit: $0, rank: wish["rank"]) }
                },
                version: row["version"], savedAt: Date(milliseconds: row["saved_at"]),
                savedBy: WishList.Author(rawValue: row["saved_by"]) ?? .own,
                acceptedAt: (row["accepted_at"] as Int?).map(Date.init(milliseconds:)))
        }
    }

    /// How many put each visit first, and how many wish for it at all.
    package func demand(in edition: ID<Edition>) throws -> [VisitCode: Demand] {
        tx.saw(Self.noun(edition))
        return try tx.rows(
            """
            SELECT w.visit, count(*) AS all_wishes, sum(CASE WHEN w.rank = 1 THEN 1 ELSE 0 END) AS first
            FROM wish w JOIN wish_list l ON l.seat = w.seat \(Self.held) WHERE w.edition = \(edition) GROUP BY w.visit
            """
        ).reduce(into: [:]) { all, row in
            if let code = VisitCode(row["visit"]) { all[code] = Demand(first: row["first"], all: row["all_wishes"]) }
        }
    }

    /// How many have a name on a seat, and how many of them have a list that counts: one statement.
    package func counts(in edition: ID<Edition>) throws -> (seated: Int, wishing: Int) {
        let row = try tx.rows(
            """
            SELECT count(*) AS seated, count(l.seat) AS wishing FROM seat s
            LEFT JOIN wish_list l ON l.seat = s.id AND l.person = s.person
            WHERE s.edition = \(edition) AND s.given_back_at IS NULL AND s.person IS NOT NULL
            """)[0]
        return (row["seated"], row["wishing"])
    }

    /// Puts a list in the place of what the seat wished for.
    package func keep(_ lists: [WishList], in edition: ID<Edition>) throws {
        try tx.run(inBatchesOf: lists) { part in
            let rows = part.map { l -> SQL in
                """
                (\(l.seat), \(edition), \(l.person), \(l.version), \(l.savedAt.milliseconds), \(l.savedBy.rawValue),
                \(l.acceptedAt?.milliseconds))
                """
            }
            return """
                INSERT INTO wish_list (seat, edition, person, version, saved_at, saved_by, accepted_at)
                VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (seat) DO UPDATE SET person = excluded.person, version = excluded.version,
                    saved_at = excluded.saved_at, saved_by = excluded.saved_by, accepted_at = excluded.accepted_at
                """
        }
        try tx.run(inBatchesOf: lists) { "DELETE FROM wish WHERE seat IN \(list: $0.map(\.seat))" }
        let wishes = lists.flatMap { list in
            list.wishes.map { "(\(list.seat), \(edition), \($0.visit.description), \($0.rank))" as SQL }
        }
        try tx.run(inBatchesOf: wishes) {
            "INSERT INTO wish (seat, edition, visit, rank) VALUES \(SQL.joined($0, by: ", "))"
        }
    }
}

/// How much a visit is wanted.
package struct Demand: Sendable, Equatable {
    /// By how many most of all.
    package var first: Int
    /// By how many at all.
    package var all: Int

    package init(first: Int, all: Int) {
        self.first = first
        self.all = all
    }
}
