// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import People
import Server
import Vocabulary

/// What an authenticator has to sign: kept until it is answered once, or five minutes.
struct PasskeyChallenge: Sendable {
    let id: String
    let value: [UInt8]

    init(_ request: Request) {
        id = RandomText.written(request.random(16))
        value = request.random(32)
    }

    /// - Parameter person: who is asked; nil while it is not known who comes.
    func keep(for person: ID<Person>?, _ tx: Transaction) throws {
        let expires = tx.now.milliseconds + PasskeyCeremony.milliseconds
        try tx.run("DELETE FROM challenge WHERE expires < \(tx.now.milliseconds)")
        try tx.run("INSERT INTO challenge (id, value, person, expires) VALUES (\(id), \(value), \(person), \(expires))")
    }

    /// Takes a challenge out; nil when it was answered before, is too old, or was somebody else's.
    static func take(_ id: String, for person: ID<Person>?, _ tx: Transaction) throws -> [UInt8]? {
        let row = try tx.first(
            "SELECT value, person FROM challenge WHERE id = \(id) AND expires >= \(tx.now.milliseconds)")
        guard let row, row["person"] as ID<Person>? == person else { return nil }
        try tx.run("DELETE FROM challenge WHERE id = \(id)")
        return row["value"]
    }

    /// For whoever comes with any passkey of this site.
    func requestOptions(_ site: Site, allowed: [PasskeyCredential] = []) -> String {
        PasskeyRequestOptions(site: PasskeySite(site.settings, name: ""), challenge: value, allowed: allowed).json
    }
}
