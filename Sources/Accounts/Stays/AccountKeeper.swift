// SPDX-License-Identifier: EUPL-1.2
import Database
import People
import Vocabulary

/// What an operator does to an account from outside.
package struct AccountKeeper {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    /// Takes every second factor away, and ends every stay.
    package func resetFactors(of person: ID<Person>) throws { try FactorStore(tx: tx).reset(person) }

    /// Ends every stay and every token.
    package func endStays(of person: ID<Person>) throws {
        try StayStore(tx: tx).endAll(of: person)
        try TokenStore(tx: tx).endAll(of: person)
    }

    /// Closes the account: nobody comes in by it until it is opened again, by giving a role or a code on paper.
    package func close(_ person: ID<Person>) throws {
        try endStays(of: person)
        try SignInStore(tx: tx).close(person)
    }

    /// Opens an account with an address that mail is known to arrive at: for the demonstration and for tests.
    package func openAccount(of person: Person, at address: String, handle: [UInt8]) throws {
        let store = PersonStore(tx: tx)
        try store.add(person)
        try store.keep(PersonAddress(person: person.id, address: address, verifiedAt: tx.now, isPreferred: true))
        try SignInStore(tx: tx).openAccount(person.id, handle: handle)
    }
}
