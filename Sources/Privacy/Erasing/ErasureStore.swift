// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import Vocabulary

/// Erasures in the database.
package struct ErasureStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    static let rowsPerPage = 50

    // MARK: Erasing

    /// Erases everything that names a person, wherever it is kept, in the transaction of the caller.
    ///
    /// Throws `AccessRefusal.notFound` where nobody is there, or nobody any more.
    @discardableResult
    package func erase(_ id: ID<Person>, _ reason: ErasureReason, _ suppliers: PeopleSuppliers) throws -> Erasure {
        guard let person = try PersonStore(tx: tx).person(id), person.erasedAt == nil else { throw AccessRefusal.notFound }
        if reason == .asked { try suppliers.check(person, .erasing, tx) }
        let erased = try erasedPerson(person, reason)
        let lines = try suppliers.erasing.flatMap { try $0(tx, erased) }
        let erasure = Erasure(
            person: person.id, ids: erased.ids, at: tx.now, reason: reason, by: tx.actor.person.map { ID($0) }, lines: lines)
        try keep(erasure)
        try tx.run("DELETE FROM erasure_request WHERE person IN \(list: erased.ids)")
        tx.record("person.erased", ["persons", "erasures"] + erased.ids.map { Noun("person", $0) })
        return erasure
    }

    private func erasedPerson(_ person: Person, _ reason: ErasureReason) throws -> ErasedPerson {
        let store = PersonStore(tx: tx)
        let ids = try [person.id] + store.gone(into: person.id)
        let addresses: [String] = try tx.rows(
            """
            SELECT DISTINCT folded FROM person_address a WHERE person IN \(list: ids)
                AND NOT EXISTS (SELECT 1 FROM person_address b WHERE b.folded = a.folded AND b.person NOT IN \(list: ids))
            """
        ).map { $0["folded"] }
        // Letters are kept for months, people for years: after those no letter to somebody else still names them, and none is read through.
        let named = reason == .retention ? [] : try store.persons(ids).values.map { $0 }
        let names = named.flatMap { [$0.badgeName, $0.publishedName, $0.documentName].compactMap { $0 } }
        return ErasedPerson(ids: ids, addresses: addresses.sorted(), names: Set(names).sorted(), now: tx.now)
    }

    private func keep(_ erasure: Erasure) throws {
        let report = String(decoding: try JSONEncoder().encode(erasure.lines), as: UTF8.self)
        let ids = erasure.ids.map(\.value).joined(separator: " ")
        try tx.run(
            """
            INSERT INTO erasure (person, ids, at, reason, erased_by, report)
            VALUES (\(erasure.person), \(ids), \(erasure.at.milliseconds), \(erasure.reason.rawValue), \(erasure.by), \(report))
            """)
    }

    // MARK: Reading

    private static let columns: SQL = "person, ids, at, reason, erased_by, report, filed_at"

    package func erasure(of person: ID<Person>) throws -> Erasure? {
        try tx.first("SELECT \(Self.columns) FROM erasure WHERE person = \(person)").map(Self.erasure)
    }

    /// The newest first, and how many there are.
    func erasures(page: Int) throws -> (rows: [Erasure], count: Int) {
        let count: Int = try tx.rows("SELECT count(*) AS n FROM erasure")[0]["n"]
        let rows = try tx.rows(
            """
            SELECT \(Self.columns) FROM erasure ORDER BY at DESC, person
            LIMIT \(Self.rowsPerPage) OFFSET \((page - 1) * Self.rowsPerPage)
            """)
        return (try rows.map(Self.erasure), count)
    }

    /// Those that are not written down outside yet, the oldest first.
    func unfiled() throws -> [Erasure] {
        try tx.rows("SELECT \(Self.columns) FROM erasure WHERE filed_at IS NULL ORDER BY at, person").map(Self.erasure)
    }

    func setFiled(_ erasures: [Erasure]) throws {
        try tx.run(
            "UPDATE erasure SET filed_at = \(tx.now.milliseconds) WHERE filed_at IS NULL AND person IN \(list: erasures.map(\.person))"
        )
        tx.record("erasure.filed", "erasures")
    }

    private static func erasure(_ row: Row) throws -> Erasure {
        let ids = (row["ids"] as String).split(separator: " ").map { ID<Person>(String($0)) }
        return Erasure(
            person: row["person"], ids: ids, at: Date(milliseconds: row["at"]),
            reason: ErasureReason(rawValue: row["reason"]) ?? .asked, by: row["erased_by"],
            lines: try JSONDecoder().decode([ErasureLine].self, from: Data((row["report"] as String).utf8)),
            filedAt: (row["filed_at"] as Int?).map(Date.init(milliseconds:)))
    }

    // MARK: Requests

    func request(of person: ID<Person>) throws -> ErasureRequest? {
        try tx.first("SELECT person, at FROM erasure_request WHERE person = \(person)").map(Self.request)
    }

    /// The longest waiting first.
    func requests() throws -> [ErasureRequest] {
        try tx.rows("SELECT person, at FROM erasure_request ORDER BY at, person").map(Self.request)
    }

    func ask(_ person: ID<Person>) throws {
        let isNew = try tx.run(
            "INSERT INTO erasure_request (person, at) VALUES (\(person), \(tx.now.milliseconds)) ON CONFLICT (person) DO NOTHING")
        if isNew > 0 { tx.record("person.erasure-asked", Noun("person", person), "erasures") }
    }

    func takeBack(_ person: ID<Person>) throws {
        guard try tx.run("DELETE FROM erasure_request WHERE person = \(person)") > 0 else { return }
        tx.record("person.erasure-taken-back", Noun("person", person), "erasures")
    }

    private static func request(_ row: Row) -> ErasureRequest {
        ErasureRequest(person: row["person"], at: Date(milliseconds: row["at"]))
    }
}
