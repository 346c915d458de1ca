// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import Vocabulary

/// Attempts to come in, and accounts.
struct SignInStore {
    let tx: Transaction

    /// How many mails were asked for an address lately.
    func recent(_ address: String) throws -> Int {
        let since = tx.now.addingTimeInterval(-MailedSignIn.lifetime)
        return try tx.rows(
            """
            SELECT count(*) AS number FROM sign_in
            WHERE folded = \(PersonAddress.folded(address)) AND created > \(since.milliseconds) AND person IS NULL
            """)[0]["number"]
    }

    /// Keeps an attempt, and forgets those of days ago.
    func keep(_ attempt: MailedSignIn) throws {
        try tx.run("DELETE FROM sign_in WHERE expires < \(tx.now.addingTimeInterval(-86_400).milliseconds)")
        try tx.run(
            """
            INSERT INTO sign_in (id, folded, address, language, next, created, expires, link_hash, code_hash, tries, person)
            VALUES (\(attempt.id), \(PersonAddress.folded(attempt.address)), \(attempt.address), \(attempt.language.rawValue),
                \(attempt.next), \(attempt.created.milliseconds), \(attempt.expires.milliseconds), \(attempt.linkHash),
                \(attempt.codeHash), 0, \(attempt.person))
            """)
    }

    private static let columns: SQL =
        "id, address, language, next, created, expires, link_hash, code_hash, tries, used_at, person"

    func signIn(_ id: String) throws -> MailedSignIn? {
        try tx.first("SELECT \(Self.columns) FROM sign_in WHERE id = \(id)").map(Self.signIn)
    }

    func signIn(link hash: String) throws -> MailedSignIn? {
        try tx.first("SELECT \(Self.columns) FROM sign_in WHERE link_hash = \(hash)").map(Self.signIn)
    }

    /// The attempt whose address was shown to be one's own, while it is chosen who of several persons it is.
    func signIn(choice hash: String) throws -> MailedSignIn? {
        try tx.first(
            "SELECT \(Self.columns) FROM sign_in WHERE choice_hash = \(hash) AND expires > \(tx.now.milliseconds)"
        ).map(Self.signIn)
    }

    func setSecrets(of id: String, linkHash: String, codeHash: String) throws {
        try tx.run("UPDATE sign_in SET link_hash = \(linkHash), code_hash = \(codeHash) WHERE id = \(id)")
    }

    func countTry(_ id: String) throws {
        try tx.run("UPDATE sign_in SET tries = tries + 1 WHERE id = \(id) AND tries < \(MailedSignIn.mostTries)")
    }

    /// Uses an attempt up. Throws when another request was first.
    func use(_ id: String, choiceHash: String?) throws {
        let count = try tx.run(
            "UPDATE sign_in SET used_at = \(tx.now.milliseconds), choice_hash = \(choiceHash) WHERE id = \(id) AND used_at IS NULL"
        )
        guard count == 1 else { throw EntranceRefusal.expired }
    }

    func endChoice(_ id: String) throws { try tx.run("UPDATE sign_in SET choice_hash = NULL WHERE id = \(id)") }

    // MARK: Accounts

    /// Persons of an address who have an account.
    func holders(of address: String) throws -> [Person] {
        let persons = try PersonStore(tx: tx).persons(at: address)
        let open = Set(
            try tx.rows("SELECT person FROM account WHERE closed_at IS NULL AND person IN \(list: persons.map(\.id))")
                .map { $0["person"] as ID<Person> })
        return persons.filter { open.contains($0.id) }
    }

    func hasAccount(_ person: ID<Person>) throws -> Bool {
        try tx.first("SELECT person FROM account WHERE person = \(person) AND closed_at IS NULL") != nil
    }

    /// Opens an account; one that was closed opens again.
    ///
    /// - Parameter handle: what passkeys know the account by, 32 random bytes.
    func openAccount(_ person: ID<Person>, handle: [UInt8]) throws {
        guard try !hasAccount(person) else { return }
        try tx.run(
            """
            INSERT INTO account (person, created, handle) VALUES (\(person), \(tx.now.milliseconds), \(handle))
            ON CONFLICT (person) DO UPDATE SET closed_at = NULL
            """)
        tx.record("account.opened", Noun("person", person), "accounts")
    }

    /// Closes an account, with every way in that was given.
    func close(_ person: ID<Person>) throws {
        try tx.run("UPDATE account SET closed_at = \(tx.now.milliseconds) WHERE person = \(person)")
        try endInvitations(of: person)
        try endPaper(of: person)
        tx.record("account.closed", Noun("person", person), "accounts")
    }

    /// Links that were mailed or printed for one person open nothing any more.
    func endInvitations(of person: ID<Person>) throws {
        try tx.run("UPDATE sign_in SET used_at = \(tx.now.milliseconds) WHERE person = \(person) AND used_at IS NULL")
    }

    /// Codes on paper open nothing any more.
    func endPaper(of person: ID<Person>) throws {
        try tx.run("UPDATE paper_code SET used_at = \(tx.now.milliseconds) WHERE person = \(person) AND used_at IS NULL")
    }

    // MARK: Paper codes

    func keepPaper(hash: String, for person: ID<Person>, until expires: Date) throws {
        try tx.run(
            """
            INSERT INTO paper_code (hash, person, given_by, created, expires)
            VALUES (\(hash), \(person), \(tx.actor.person), \(tx.now.milliseconds), \(expires.milliseconds))
            """)
        tx.record("account.paper-code-given", Noun("person", person), "accounts")
    }

    /// Uses a code up; nil when there is none like it, or it is too old.
    func usePaper(hash: String) throws -> ID<Person>? {
        let count = try tx.run(
            """
            UPDATE paper_code SET used_at = \(tx.now.milliseconds)
            WHERE hash = \(hash) AND used_at IS NULL AND expires > \(tx.now.milliseconds)
            """)
        guard count == 1, let row = try tx.first("SELECT person FROM paper_code WHERE hash = \(hash)") else { return nil }
        let person: ID<Person> = row["person"]
        // Somebody else may have seen the paper: it opens nothing that a role opens.
        guard try hasAccount(person), try !RoleStore(tx: tx).holdsPower(person) else { return nil }
        return person
    }

    private static func signIn(_ row: Row) -> MailedSignIn {
        MailedSignIn(
            id: row["id"], address: row["address"], language: Language(rawValue: row["language"]) ?? .en, next: row["next"],
            created: Date(milliseconds: row["created"]), expires: Date(milliseconds: row["expires"]), linkHash: row["link_hash"],
            codeHash: row["code_hash"], tries: row["tries"], usedAt: (row["used_at"] as Int?).map(Date.init(milliseconds:)),
            person: row["person"])
    }
}
