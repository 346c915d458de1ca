// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

/// Whom an erasure is about: every id that leads to the human, and what rows without an id are found by.
package struct ErasedPerson: Sendable, Equatable {
    /// The entry that is there, and those that were merged into it.
    package let ids: [ID<Person>]
    /// Folded mail addresses that nobody else has.
    package let addresses: [String]
    /// Names long enough to be searched for in texts.
    package let names: [String]
    package let now: Date

    /// Shorter ones stand in texts that are about somebody else.
    private static let shortestName = 6

    package init(ids: [ID<Person>], addresses: [String], names: [String], now: Date) {
        self.ids = ids
        self.addresses = addresses
        self.names = names.filter { $0.count >= Self.shortestName }
        self.now = now
    }
}

/// What erasing a person comes to for one purpose that the declaration of personal data names.
package struct ErasureLine: Sendable, Equatable, Codable {
    /// The key of the purpose's words.
    package let purpose: String
    /// How many entries were erased, and how many are left.
    package let erased: Int, left: Int
    /// Why they are left: the key of its words.
    package let why: String?
    /// The last day they are kept; nil when that is not known yet, or nothing is left.
    package let until: Day?

    package init(_ purpose: String, erased: Int = 0, left: Int = 0, why: String? = nil, until: Day? = nil) {
        self.purpose = purpose
        self.erased = erased
        self.left = left
        self.why = left > 0 ? why : nil
        self.until = left > 0 ? until : nil
    }
}

/// Erases what a feature keeps about a person, in the transaction of the erasure, and says so for each purpose it declared.
package typealias PersonErasing = @Sendable (Transaction, ErasedPerson) throws -> [ErasureLine]

/// Those of these persons whom a feature still needs: who did something, or was expected, since a time.
package typealias PersonsNeeded = @Sendable (Transaction, _ of: [ID<Person>], _ since: Date) throws -> Set<ID<Person>>

extension PeopleFeature {
    /// Names and addresses go, and so does the way back from a merge. The id stays: acts were done under it.
    package static let erasing: PersonErasing = { tx, person in
        let ids = person.ids
        func count(_ column: SQL) throws -> Int {
            let rows = try tx.rows("SELECT count(*) AS n FROM person WHERE id IN \(list: ids) AND \(column) IS NOT NULL")
            return rows[0]["n"]
        }
        let columns: [(purpose: String, column: SQL)] = [
            ("privacy.purpose.badge-name", "badge_name"), ("privacy.purpose.published-name", "published_name"),
            ("privacy.purpose.document-name", "document_name"), ("privacy.purpose.honorific", "honorific"),
            ("privacy.purpose.office", "office"), ("privacy.purpose.language", "language"),
        ]
        var lines = try columns.map { ErasureLine($0.purpose, erased: try count($0.column)) }
        try tx.run(
            """
            UPDATE person SET badge_name = \(Person.erasedName), document_name = NULL, published_name = NULL, honorific = NULL,
                office = NULL, language = 'en', erased_at = \(person.now.milliseconds)
            WHERE id IN \(list: ids)
            """)
        let addresses = try tx.run("DELETE FROM person_address WHERE person IN \(list: ids)")
        let merges: SQL = "SELECT id FROM person_merge WHERE kept IN \(list: ids) OR gone IN \(list: ids)"
        let moved =
            try tx.run("DELETE FROM person_merge_name WHERE merge IN (\(merges))")
            + tx.run("DELETE FROM person_merge_move WHERE merge IN (\(merges))")
        try tx.run("DELETE FROM person_merge WHERE kept IN \(list: ids) OR gone IN \(list: ids)")
        try tx.run("DELETE FROM person_distinct WHERE one IN \(list: ids) OR other IN \(list: ids)")
        lines += [
            ErasureLine("privacy.purpose.address", erased: addresses),
            ErasureLine("privacy.purpose.folded-address", erased: addresses),
            ErasureLine("privacy.purpose.merge", erased: moved), try acts(of: ids, tx),
        ]
        return lines
    }

    /// What somebody did is explained by the record, under an id that leads to no name any more.
    private static func acts(of ids: [ID<Person>], _ tx: Transaction) throws -> ErasureLine {
        let rows = try tx.rows("SELECT count(*) AS n, max(at) AS last FROM act WHERE person IN \(list: ids.map(\.value))")
        let last = (rows[0]["last"] as Int?).map { Day(Date(milliseconds: $0), in: .gmt) }
        return ErasureLine(
            "privacy.purpose.act", left: rows[0]["n"], why: "erasure.why.record", until: last?.adding(days: actsKept))
    }

    /// Days for which it is known who did something.
    static let actsKept = 1_825

    /// What is over: merges that nobody takes back any more, and who did something years ago.
    package static let forget: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        let merged = (tx.now - Double(betweenEditions) * 86_400).milliseconds
        let old: SQL = "SELECT id FROM person_merge WHERE at < \(merged)"
        let moves =
            try tx.run("DELETE FROM person_merge_name WHERE merge IN (\(old))")
            + tx.run("DELETE FROM person_merge_move WHERE merge IN (\(old))")
        try tx.run("DELETE FROM person_merge WHERE at < \(merged)")
        let done = (tx.now - Double(actsKept) * 86_400).milliseconds
        let acts = try tx.run("UPDATE act SET person = NULL WHERE at < \(done) AND person IS NOT NULL")
        return [ForgottenRows("privacy.purpose.merge", moves), ForgottenRows("privacy.purpose.act", acts)]
    }

    /// Whoever did something lately is needed.
    package static let needed: PersonsNeeded = { tx, ids, since in
        let rows = try tx.rows(
            """
            SELECT DISTINCT person FROM act WHERE person IN \(list: ids.map(\.value)) AND at >= \(since.milliseconds)
            """)
        return Set(rows.map { $0["person"] })
    }
}
