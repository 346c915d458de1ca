// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import Vocabulary

/// Second factors in the database.
struct FactorStore {
    let tx: Transaction

    func factors(of person: ID<Person>) throws -> Factors {
        let unused = try tx.rows("SELECT count(*) AS number FROM recovery_code WHERE person = \(person) AND used_at IS NULL")
        return Factors(passkeys: try passkeys(of: person), app: try app(of: person), recoveryCodes: unused[0]["number"])
    }

    func hasFactors(_ person: ID<Person>) throws -> Bool {
        try tx.rows("SELECT \(Self.hasFactors(of: "\(person)")) AS has_factors")[0]["has_factors"]
    }

    /// The condition that a person has a passkey, or an app that once showed a right code. Takes the name of a column.
    static func hasFactors(of person: SQL) -> SQL {
        """
        (EXISTS (SELECT 1 FROM passkey WHERE passkey.person = \(person))
            OR EXISTS (SELECT 1 FROM totp WHERE totp.person = \(person) AND totp.confirmed_at IS NOT NULL))
        """
    }

    func handle(of person: ID<Person>) throws -> [UInt8]? {
        try tx.first("SELECT handle FROM account WHERE person = \(person)").map { $0["handle"] }
    }

    // MARK: Passkeys

    private static let columns: SQL =
        "id, person, name, credential, handle, public_key, algorithm, transports, can_be_backed_up, backed_up, counter, created, last_used"

    func passkeys(of person: ID<Person>) throws -> [Passkey] {
        try tx.rows("SELECT \(Self.columns) FROM passkey WHERE person = \(person) ORDER BY created, id").compactMap(Self.passkey)
    }

    func passkey(credential: [UInt8]) throws -> Passkey? {
        try tx.first("SELECT \(Self.columns) FROM passkey WHERE credential = \(credential)").flatMap(Self.passkey)
    }

    func add(_ passkey: Passkey) throws {
        let c = passkey.credential
        try tx.run(
            """
            INSERT INTO passkey (id, person, name, credential, handle, public_key, algorithm, transports, can_be_backed_up, backed_up,
                counter, created)
            VALUES (\(passkey.id), \(passkey.person), \(passkey.name), \(c.id), \(passkey.handle), \(c.publicKey), \(c.algorithm.rawValue),
                \(c.transports.joined(separator: " ")), \(c.canBeBackedUp), \(c.isBackedUp), \(Int(c.counter)),
                \(passkey.created.milliseconds))
            """)
        tx.record("account.passkey-added", Noun("person", passkey.person))
    }

    func used(_ id: ID<Passkey>, _ credential: PasskeyCredential) throws {
        try tx.run(
            """
            UPDATE passkey SET counter = \(Int(credential.counter)), backed_up = \(credential.isBackedUp),
                last_used = \(tx.now.milliseconds) WHERE id = \(id)
            """)
    }

    func remove(_ id: ID<Passkey>, of person: ID<Person>) throws {
        guard try tx.run("DELETE FROM passkey WHERE id = \(id) AND person = \(person)") == 1 else { throw AccessRefusal.notFound }
        tx.record("account.passkey-removed", Noun("person", person))
    }

    // MARK: The app that shows codes

    func app(of person: ID<Person>) throws -> CodeApp? {
        try tx.first("SELECT secret, confirmed_at, last_step FROM totp WHERE person = \(person)").map { row in
            CodeApp(
                totp: TOTP(secret: row["secret"]), confirmedAt: (row["confirmed_at"] as Int?).map(Date.init(milliseconds:)),
                lastStep: row["last_step"])
        }
    }

    /// Begins with a new secret; one that is in use stays until the new one was shown to work.
    func begin(_ secret: [UInt8], of person: ID<Person>) throws {
        try tx.run(
            """
            INSERT INTO totp (person, secret, created, last_step) VALUES (\(person), \(secret), \(tx.now.milliseconds), 0)
            ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, created = excluded.created, last_step = 0
            WHERE totp.confirmed_at IS NULL
            """)
    }

    func confirm(step: Int, of person: ID<Person>) throws {
        try tx.run("UPDATE totp SET confirmed_at = \(tx.now.milliseconds), last_step = \(step) WHERE person = \(person)")
        tx.record("account.app-added", Noun("person", person))
    }

    func setStep(_ step: Int, of person: ID<Person>) throws {
        try tx.run("UPDATE totp SET last_step = \(step) WHERE person = \(person)")
    }

    func removeApp(of person: ID<Person>) throws {
        try tx.run("DELETE FROM totp WHERE person = \(person)")
        tx.record("account.app-removed", Noun("person", person))
    }

    // MARK: Codes on paper

    /// Puts new codes in the place of the old ones.
    func keep(recoveryCodes hashes: [String], of person: ID<Person>) throws {
        try tx.run("DELETE FROM recovery_code WHERE person = \(person)")
        try tx.run(inBatchesOf: hashes) { part in
            let rows = part.map { "(\(person), \($0))" as SQL }
            return "INSERT INTO recovery_code (person, hash) VALUES \(SQL.joined(rows, by: ", "))"
        }
        tx.record("account.recovery-codes-made", Noun("person", person))
    }

    func use(recoveryCode hash: String, of person: ID<Person>) throws -> Bool {
        let count = try tx.run(
            """
            UPDATE recovery_code SET used_at = \(tx.now.milliseconds)
            WHERE person = \(person) AND hash = \(hash) AND used_at IS NULL
            """)
        if count == 1 { tx.record("account.recovery-code-used", Noun("person", person)) }
        return count == 1
    }

    // MARK: Wrong codes

    func tries(of person: ID<Person>) throws -> FactorTries {
        let row = try tx.first("SELECT at, number FROM factor_try WHERE person = \(person)")
        return FactorTries(first: row.map { Date(milliseconds: $0["at"]) } ?? tx.now, number: row.map { $0["number"] } ?? 0)
    }

    func keep(_ tries: FactorTries, of person: ID<Person>) throws {
        try tx.run(
            """
            INSERT INTO factor_try (person, at, number) VALUES (\(person), \(tries.first.milliseconds), \(tries.number))
            ON CONFLICT (person) DO UPDATE SET at = excluded.at, number = excluded.number
            """)
    }

    func clearTries(of person: ID<Person>) throws { try tx.run("DELETE FROM factor_try WHERE person = \(person)") }

    /// Takes every second factor away, and ends every stay and token: what is lost may have been stolen.
    func reset(_ person: ID<Person>) throws {
        for statement in [
            "DELETE FROM passkey WHERE person = \(person)" as SQL, "DELETE FROM totp WHERE person = \(person)",
            "DELETE FROM recovery_code WHERE person = \(person)", "DELETE FROM factor_try WHERE person = \(person)",
        ] { try tx.run(statement) }
        try StayStore(tx: tx).endAll(of: person)
        try TokenStore(tx: tx).endAll(of: person)
        tx.record("account.factors-reset", Noun("person", person))
    }

    private static func passkey(_ row: Row) -> Passkey? {
        guard let algorithm = PasskeyAlgorithm(rawValue: row["algorithm"]) else { return nil }
        return Passkey(
            id: row["id"], person: row["person"], name: row["name"],
            credential: PasskeyCredential(
                id: row["credential"], publicKey: row["public_key"], algorithm: algorithm,
                counter: UInt32(clamping: row["counter"] as Int), canBeBackedUp: row["can_be_backed_up"],
                isBackedUp: row["backed_up"], transports: (row["transports"] as String).split(separator: " ").map(String.init)),
            handle: row["handle"], created: Date(milliseconds: row["created"]),
            lastUsed: (row["last_used"] as Int?).map(Date.init(milliseconds:)))
    }
}
