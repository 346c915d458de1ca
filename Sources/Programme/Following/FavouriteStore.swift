// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

/// The sessions that holders of accounts follow.
package struct FavouriteStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// In the order in which they were chosen.
    func favourites(of person: ID<Person>, in edition: ID<Edition>) throws -> Favourites {
        let rows = try tx.rows(
            "SELECT session FROM favourite WHERE edition = \(edition) AND person = \(person) ORDER BY at, session")
        return Favourites(rows.compactMap { SessionCode($0["session"]) })
    }

    /// Whoever has an account that is open, with the sessions of an edition that they follow.
    func all(in edition: ID<Edition>) throws -> [ID<Person>: Set<SessionCode>] {
        try tx.rows(
            """
            SELECT f.person, f.session FROM favourite f JOIN account a ON a.person = f.person AND a.closed_at IS NULL
            WHERE f.edition = \(edition)
            """
        ).reduce(into: [:]) { all, row in
            if let code = SessionCode(row["session"]) { all[row["person"], default: []].insert(code) }
        }
    }

    /// Follows them; those that are followed already stay as they are.
    package func add(_ codes: [SessionCode], of person: ID<Person>, in edition: ID<Edition>) throws {
        guard !codes.isEmpty else { return }
        let now = tx.now.milliseconds
        try tx.run(inBatchesOf: codes) { part in
            let rows = part.map { "(\(edition), \($0.description), \(person), \(now))" as SQL }
            return """
                INSERT INTO favourite (edition, session, person, at) VALUES \(SQL.joined(rows, by: ", "))
                ON CONFLICT (edition, person, session) DO NOTHING
                """
        }
        tx.record("favourites.changed", Noun("person", person))
    }

    func remove(_ code: SessionCode, of person: ID<Person>, in edition: ID<Edition>) throws {
        let count = try tx.run(
            """
            DELETE FROM favourite WHERE edition = \(edition) AND person = \(person) AND session = \(code.description)
            """)
        if count > 0 { tx.record("favourites.changed", Noun("person", person)) }
    }

    /// Does what somebody wishes; what is beyond the most that one can follow is left out.
    func keep(_ wish: FavouriteWish, of person: ID<Person>, in edition: ID<Edition>) throws {
        switch wish {
        case .remove(let code): try remove(code, of: person, in: edition)
        case .add:
            let old = try favourites(of: person, in: edition)
            try add(wish.applied(to: old).codes.filter { !old.codes.contains($0) }, of: person, in: edition)
        }
    }
}
