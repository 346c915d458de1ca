// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Registration
import Vocabulary

/// Who is who in a draw, what was changed by hand after it, and who appealed, in the database.
struct DrawPersonStore {
    let tx: Transaction
    let draw: VisitDraw

    private var these: SQL { "edition = \(draw.edition) AND draw = \(draw.number)" }
    private var noun: Noun { DrawStore.noun(draw.edition, draw.number) }

    init(_ draw: VisitDraw, _ tx: Transaction) {
        self.draw = draw
        self.tx = tx
    }

    // MARK: People

    /// All of them, in the order of their pseudonyms.
    func people() throws -> [DrawPerson] { try read("") }

    /// Who was drawn for a seat; nil for a seat that was not in the draw, or whose person was erased since.
    func person(on seat: ID<Seat>) throws -> DrawPerson? { try read(" AND seat = \(seat)").first }

    private func read(_ which: SQL) throws -> [DrawPerson] {
        try tx.rows("SELECT pseudonym, seat, person FROM draw_person WHERE \(these)\(which) ORDER BY pseudonym").map {
            DrawPerson(pseudonym: $0["pseudonym"], seat: $0["seat"], person: $0["person"])
        }
    }

    /// Those for whom somebody still holds the seat that was drawn for.
    func present() throws -> [(pseudonym: String, seat: ID<Seat>, person: ID<Person>)] {
        try tx.rows(
            """
            SELECT p.pseudonym, p.seat, p.person FROM draw_person p
            JOIN seat s ON s.id = p.seat AND s.person = p.person AND s.given_back_at IS NULL
            WHERE p.edition = \(draw.edition) AND p.draw = \(draw.number) ORDER BY p.pseudonym
            """
        ).map { ($0["pseudonym"], $0["seat"], $0["person"]) }
    }

    // MARK: Changes by hand

    func changes() throws -> [ManualChange] {
        try tx.rows(
            "SELECT number, pseudonym, from_departure, to_departure, reason, at FROM draw_change WHERE \(these) ORDER BY number"
        ).map { row in
            ManualChange(
                number: row["number"], pseudonym: row["pseudonym"], from: row["from_departure"], to: row["to_departure"],
                reason: row["reason"], at: Date(milliseconds: row["at"]))
        }
    }

    func add(_ pseudonym: String, from: ID<Departure>?, to: ID<Departure>?, reason: String) throws {
        try tx.run(
            """
            INSERT INTO draw_change (edition, draw, number, pseudonym, from_departure, to_departure, reason, at)
            SELECT \(draw.edition), \(draw.number), coalesce(max(number), 0) + 1, \(pseudonym), \(from), \(to), \(reason),
                \(tx.now.milliseconds) FROM draw_change WHERE \(these)
            """)
        tx.record("draw.changed-by-hand", DrawStore.noun(draw.edition), noun)
    }

    // MARK: Appeals

    /// All of them, those without an answer first, then in the order they came.
    func appeals() throws -> [Appeal] { try appeals("") }
    func appeal(of pseudonym: String) throws -> Appeal? { try appeals(" AND a.pseudonym = \(pseudonym)").first }

    private func appeals(_ which: SQL) throws -> [Appeal] {
        try tx.rows(
            """
            SELECT p.seat, a.pseudonym, a.body, a.at, a.answer, a.answered_at FROM draw_appeal a
            JOIN draw_person p ON p.edition = a.edition AND p.draw = a.draw AND p.pseudonym = a.pseudonym
            WHERE a.edition = \(draw.edition) AND a.draw = \(draw.number) AND p.seat IS NOT NULL\(which)
            ORDER BY CASE WHEN a.answered_at IS NULL THEN 0 ELSE 1 END, a.at, a.pseudonym
            """
        ).map { row in
            Appeal(
                seat: row["seat"], pseudonym: row["pseudonym"], text: row["body"], at: Date(milliseconds: row["at"]),
                answer: row["answer"], answeredAt: (row["answered_at"] as Int?).map(Date.init(milliseconds:)))
        }
    }

    func add(_ text: String, by pseudonym: String) throws {
        try tx.run(
            """
            INSERT INTO draw_appeal (edition, draw, pseudonym, body, at)
            VALUES (\(draw.edition), \(draw.number), \(pseudonym), \(text), \(tx.now.milliseconds))
            """)
        tx.record("draw.appealed", DrawStore.noun(draw.edition), noun)
    }

    func answer(_ text: String, to pseudonym: String) throws {
        try tx.run(
            """
            UPDATE draw_appeal SET answer = \(text), answered_at = \(tx.now.milliseconds)
            WHERE \(these) AND pseudonym = \(pseudonym) AND answered_at IS NULL
            """)
        tx.record("draw.appeal-answered", DrawStore.noun(draw.edition), noun)
    }
}
