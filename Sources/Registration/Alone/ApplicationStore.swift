// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import Network
import People
import Vocabulary

/// Applications and their links, in the database.
struct ApplicationStore {
    let tx: Transaction

    static func noun(_ id: ID<Application>) -> Noun { Noun("application", id) }

    private static let columns: SQL =
        """
        a.id, a.edition, a.kind, a.authority, a.institution, a.body, a.country, a.language, a.name, a.office, a.address, a.person, a.state,
        a.reason, a.decided_by, a.delegation, a.waiting, a.created, a.verified_at, a.asked_at, a.decided_at, a.guardian_hash, a.guardian_asked,
        a.guardian_agreed, a.guardian_count, a.asked_again_at
        """

    func application(_ id: ID<Application>) throws -> Application? {
        try tx.first("SELECT \(Self.columns) FROM application a WHERE a.id = \(id)").map(Self.application)
    }

    /// Whom a link of an edition is for.
    func application(ofLink token: String, in edition: ID<Edition>) throws -> Application? {
        try tx.first(
            """
            SELECT \(Self.columns) FROM application a WHERE a.edition = \(edition) AND a.id =
                (SELECT application FROM application_link WHERE hash = \(Hash.of(token)) AND ended IS NULL)
            """
        ).map(Self.application)
    }

    func application(ofGuardian token: String, in edition: ID<Edition>) throws -> Application? {
        try tx.first(
            """
            SELECT \(Self.columns) FROM application a WHERE a.edition = \(edition) AND a.guardian_hash = \(Hash.of(token))
            """
        ).map(Self.application)
    }

    func application(ofWaiting id: ID<Waiting>) throws -> Application? {
        try tx.first("SELECT \(Self.columns) FROM application a WHERE a.waiting = \(id)").map(Self.application)
    }

    /// The one of a person that is not over.
    func open(of person: ID<Person>, in edition: ID<Edition>) throws -> Application? {
        try tx.first(
            """
            SELECT \(Self.columns) FROM application a
            WHERE a.edition = \(edition) AND a.person = \(person) AND a.state IN ('begun', 'asked', 'approved') ORDER BY a.created LIMIT 1
            """
        ).map(Self.application)
    }

    /// Those that are not over of everybody who has an address: with the name each of them goes by.
    func open(at address: String, in edition: ID<Edition>) throws -> [(application: Application, name: String)] {
        let folded = PersonAddress.folded(address)
        return try tx.rows(
            """
            SELECT \(Self.columns), p.badge_name FROM application a LEFT JOIN person p ON p.id = a.person
            WHERE a.edition = \(edition) AND a.state NOT IN ('refused', 'withdrawn')
                AND (a.folded = \(folded) OR a.person IN (SELECT person FROM person_address WHERE folded = \(folded)))
            ORDER BY a.created, a.id
            """
        ).map { row in (Self.application(row), (row["badge_name"] as String?) ?? row["name"]) }
    }

    /// How many links went to an address since a time.
    func linksSent(to address: String, since: Date) throws -> Int {
        let folded = PersonAddress.folded(address)
        return try tx.rows(
            """
            SELECT count(*) AS n FROM application_link l JOIN application a ON a.id = l.application
            WHERE l.created > \(since.milliseconds) AND (a.folded = \(folded)
                OR a.person IN (SELECT person FROM person_address WHERE folded = \(folded)))
            """)[0]["n"]
    }

    /// Those who wait to be approved for an authority, the first first.
    func asked(for authority: ID<Authority>, in edition: ID<Edition>) throws -> [AskedApplication] {
        try tx.rows(
            """
            SELECT \(Self.columns), p.badge_name, p.office AS person_office FROM application a JOIN person p ON p.id = a.person
            WHERE a.edition = \(edition) AND a.authority = \(authority) AND a.state = 'asked'
                AND a.kind IN ('elected', 'officer') ORDER BY a.asked_at, a.id LIMIT 100
            """
        ).map { row in
            AskedApplication(
                application: Self.application(row), name: row["badge_name"], office: (row["person_office"] as String?) ?? "")
        }
    }

    /// A part of a list, with what its people are called.
    func rows(_ narrow: SQL, offset: Int, size: Int) throws -> [AskedApplication] {
        try tx.rows(
            """
            SELECT \(Self.columns), p.badge_name, p.office AS person_office FROM application a LEFT JOIN person p ON p.id = a.person
            WHERE \(narrow) ORDER BY CASE WHEN a.state = 'asked' THEN 0 ELSE 1 END, a.created, a.id LIMIT \(size) OFFSET \(offset)
            """
        ).map { row in
            AskedApplication(
                application: Self.application(row), name: (row["badge_name"] as String?) ?? row["name"],
                office: (row["person_office"] as String?) ?? "")
        }
    }

    func add(_ a: Application) throws {
        try tx.run(
            """
            INSERT INTO application (id, edition, kind, authority, institution, body, country, language, name, office, address, folded, state,
                reason, created)
            VALUES (\(a.id), \(a.edition), \(a.kind.rawValue), \(a.body.authority), \(a.body.institution), \(a.body.name), \(a.country),
                \(a.language.rawValue), \(a.name), \(a.office), \(a.address), \(PersonAddress.folded(a.address)), \(a.state.rawValue), '',
                \(a.created.milliseconds))
            """)
        tx.record("application.made", Self.noun(a.id), RegistrationStore.noun(a.edition))
    }

    /// Stores what may change, under a verb.
    func keep(_ a: Application, _ verb: String) throws {
        try tx.run(
            """
            UPDATE application SET kind = \(a.kind.rawValue), authority = \(a.body.authority), institution = \(a.body.institution),
                body = \(a.body.name), country = \(a.country), name = \(a.name), office = \(a.office), address = \(a.address),
                folded = \(PersonAddress.folded(a.address)), person = \(a.person), state = \(a.state.rawValue), reason = \(a.reason),
                decided_by = \(a.decidedBy), delegation = \(a.delegation), waiting = \(a.waiting),
                verified_at = \(a.verifiedAt?.milliseconds), asked_at = \(a.askedAt?.milliseconds),
                decided_at = \(a.decidedAt?.milliseconds), guardian_hash = \(a.guardian?.hash),
                guardian_asked = \(a.guardian?.asked.milliseconds), guardian_agreed = \(a.guardian?.agreed?.milliseconds),
                guardian_count = \(a.guardian?.count ?? 0), asked_again_at = \(a.askedAgainAt?.milliseconds)
            WHERE id = \(a.id)
            """)
        let person = a.person.map { [Noun("person", $0)] } ?? []
        tx.record(verb, [Self.noun(a.id), RegistrationStore.noun(a.edition)] + person)
    }

    func remove(_ a: Application) throws {
        try tx.run("DELETE FROM application_link WHERE application = \(a.id)")
        try tx.run("DELETE FROM application WHERE id = \(a.id)")
        tx.record("application.ended", Self.noun(a.id), RegistrationStore.noun(a.edition))
    }

    func add(link hash: String, of id: ID<Application>) throws {
        try tx.run("INSERT INTO application_link (hash, application, created) VALUES (\(hash), \(id), \(tx.now.milliseconds))")
    }

    static func application(_ row: Row) -> Application {
        func date(_ column: String) -> Date? { (row[column] as Int?).map(Date.init(milliseconds:)) }
        let (authority, institution): (ID<Authority>?, ID<Institution>?) = (row["authority"], row["institution"])
        let body: String = row["body"]
        var application = Application(
            id: row["id"], edition: row["edition"], kind: ActorKind(rawValue: row["kind"]) ?? .association,
            body: authority.map { .authority($0) } ?? institution.map { .institution($0) }
                ?? (body.isEmpty ? .nobody : .other(body)),
            country: row["country"], language: Language(rawValue: row["language"]) ?? .en, name: row["name"],
            office: row["office"],
            address: row["address"], created: Date(milliseconds: row["created"]))
        application.person = row["person"]
        application.state = Application.State(rawValue: row["state"]) ?? .withdrawn
        application.reason = row["reason"]
        application.decidedBy = row["decided_by"]
        application.delegation = row["delegation"]
        application.waiting = row["waiting"]
        application.verifiedAt = date("verified_at")
        application.askedAt = date("asked_at")
        application.decidedAt = date("decided_at")
        application.askedAgainAt = date("asked_again_at")
        if let hash: String = row["guardian_hash"], let asked = date("guardian_asked") {
            application.guardian = .init(hash: hash, asked: asked, agreed: date("guardian_agreed"), count: row["guardian_count"])
        }
        return application
    }
}
