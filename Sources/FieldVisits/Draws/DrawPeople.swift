// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Registration
import Vocabulary

/// Who was drawn, by name, with what they got: for those who organise alone.
struct DrawnPerson: Sendable {
    let pseudonym: String
    /// Nil once they were erased; then nothing but the pseudonym is known.
    let seat: ID<Seat>?
    let person: ID<Person>?
    let name: String, delegation: String
    /// What the draw gave.
    let given: [ID<Departure>]
}

struct DrawPeople: Sendable {
    let all: [DrawnPerson]

    /// Three statements, however many there are.
    init(_ draw: VisitDraw, _ outcome: DrawOutcome, _ tx: Transaction) throws {
        let people = try DrawPersonStore(draw, tx).people()
        let rows = try tx.rows(
            """
            SELECT p.pseudonym, q.badge_name, coalesce(a.name_local, i.name_local, d.body) AS delegation FROM draw_person p
            JOIN person q ON q.id = p.person JOIN seat s ON s.id = p.seat JOIN delegation d ON d.id = s.delegation
            LEFT JOIN authority a ON a.id = d.authority LEFT JOIN institution i ON i.id = d.institution
            WHERE p.edition = \(draw.edition) AND p.draw = \(draw.number)
            """)
        let names = rows.reduce(into: [String: (String, String)]()) { $0[$1["pseudonym"]] = ($1["badge_name"], $1["delegation"]) }
        all = people.map { one in
            let (name, delegation) = names[one.pseudonym] ?? ("", "")
            return DrawnPerson(
                pseudonym: one.pseudonym, seat: one.seat, person: one.person, name: name, delegation: delegation,
                given: outcome.departures(of: one.pseudonym) ?? [])
        }.sorted { ($0.name.isEmpty ? 1 : 0, $0.name, $0.pseudonym) < ($1.name.isEmpty ? 1 : 0, $1.name, $1.pseudonym) }
    }
}
