// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Vocabulary

extension PersonStore {
    /// Writes down that mail to an address arrives at these persons, the first time it was shown.
    package func verify(_ address: String, of persons: [ID<Person>]) throws {
        let count = try tx.run(
            """
            UPDATE person_address SET verified_at = \(tx.now.milliseconds)
            WHERE folded = \(PersonAddress.folded(address)) AND verified_at IS NULL AND person IN \(list: persons)
            """)
        if count > 0 { tx.record("person.address-verified", persons.map { Noun("person", $0) } + ["persons"]) }
    }
}

extension PersonStore {
    /// The time of the transaction.
    package var now: Date { tx.now }
}

extension PersonStore {
    /// The address that mail goes to, of each of some persons who have one.
    package func preferredAddresses(of persons: [ID<Person>]) throws -> [ID<Person>: String] {
        let rows = try tx.rows(
            "SELECT person, address FROM person_address WHERE person IN \(list: persons) ORDER BY preferred, folded DESC")
        return rows.reduce(into: [:]) { $0[$1["person"]] = $1["address"] }
    }
}
