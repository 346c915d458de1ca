// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import HTML
import Outbox
import People
import Vocabulary

/// The agreement of who is responsible for somebody under age who holds a seat. Who registered alone was agreed to before they were approved.
struct GuardianConsent: Sendable, Equatable {
    let person: ID<Person>
    var asked: Date
    var agreed: Date?
    /// How many were asked, this one among them.
    var count: Int
}

/// Agreements of guardians, in the database.
struct GuardianStore {
    let tx: Transaction

    private static let columns: SQL = "person, asked, agreed, count"

    func consent(of person: ID<Person>, in edition: ID<Edition>) throws -> GuardianConsent? {
        try tx.first("SELECT \(Self.columns) FROM guardian_consent WHERE edition = \(edition) AND person = \(person)")
            .map(Self.consent)
    }

    /// Whom a guardian's link of an edition is about.
    func consent(ofLink token: String, in edition: ID<Edition>) throws -> GuardianConsent? {
        try tx.first(
            "SELECT \(Self.columns) FROM guardian_consent WHERE edition = \(edition) AND hash = \(Hash.of(token))"
        ).map(Self.consent)
    }

    /// Those whose guardian was asked, and has not agreed.
    func awaited(_ persons: [ID<Person>], in edition: ID<Edition>) throws -> Set<ID<Person>> {
        guard !persons.isEmpty else { return [] }
        return Set(
            try tx.rows(
                """
                SELECT person FROM guardian_consent WHERE edition = \(edition) AND agreed IS NULL AND person IN \(list: persons)
                """
            ).map { $0["person"] })
    }

    private static func consent(_ row: Row) -> GuardianConsent {
        func date(_ column: String) -> Date? { (row[column] as Int?).map(Date.init(milliseconds:)) }
        return GuardianConsent(
            person: row["person"], asked: date("asked") ?? .distantPast, agreed: date("agreed"), count: row["count"])
    }

    // MARK: Asking

    /// Follows what somebody answered: a guardian who is named is asked, another one is asked anew, and nobody once they are of age.
    ///
    /// - Parameter isAgreed: whether the guardian agreed already, while it was not decided whether they come.
    func follow(
        _ now: Guardianship?, before: Guardianship?, isAgreed: Bool, of person: ID<Person>, in edition: ID<Edition>
    ) throws {
        let known = try consent(of: person, in: edition)
        guard now != nil else {
            if known != nil { try remove(person, in: edition) }
            return
        }
        guard now != before || (known == nil && !isAgreed) else { return }
        let count = (known?.count ?? 0) + 1
        guard count <= Application.mostGuardians else { throw ApplicationRefusal.tooManyGuardians(Application.mostGuardians) }
        try tx.run(
            """
            INSERT INTO guardian_consent (edition, person, asked, count) VALUES (\(edition), \(person), \(tx.now.milliseconds), \(count))
            ON CONFLICT (edition, person) DO UPDATE SET asked = excluded.asked, hash = NULL, agreed = NULL, count = excluded.count
            """)
        tx.record("guardian.asked", Noun("person", person), RegistrationStore.noun(edition))
        try OutboxStore(tx: tx).schedule(
            ID("guardian-\(edition)-\(person)-\(tx.now.milliseconds)"), RegistrationTimers.guardianMail,
            about: "\(edition):\(person)", due: tx.now)
    }

    private func remove(_ person: ID<Person>, in edition: ID<Edition>) throws {
        try tx.run("DELETE FROM guardian_consent WHERE edition = \(edition) AND person = \(person)")
        tx.record("guardian.no-longer-needed", Noun("person", person), RegistrationStore.noun(edition))
    }

    /// What opens the page where they agree.
    func set(_ hash: String, of person: ID<Person>, in edition: ID<Edition>) throws {
        try tx.run("UPDATE guardian_consent SET hash = \(hash) WHERE edition = \(edition) AND person = \(person)")
    }

    /// The yes of a guardian; a second one changes nothing.
    func agree(_ one: GuardianConsent, in edition: ID<Edition>) throws {
        guard one.agreed == nil else { return }
        try tx.run(
            """
            UPDATE guardian_consent SET agreed = \(tx.now.milliseconds)
            WHERE edition = \(edition) AND person = \(one.person) AND agreed IS NULL
            """)
        tx.record("guardian.agreed", Noun("person", one.person), RegistrationStore.noun(edition))
    }
}

extension GuardianStore {
    /// Whether who registered alone is under age, and their guardian has not agreed: the one asked for the application, or one who was named
    /// since on a seat.
    func isMissing(for one: Application, _ answers: Answers?) throws -> Bool {
        guard one.kind.needsGuardian, let person = one.person, answers.flatMap(Guardianship.init) != nil else { return false }
        if let since = try consent(of: person, in: one.edition) { return since.agreed == nil }
        return one.guardian?.agreed == nil
    }

    /// A yes that is taken back; it can be given again by the same link.
    func takeBack(_ one: GuardianConsent, in edition: ID<Edition>) throws {
        guard one.agreed != nil else { return }
        try tx.run("UPDATE guardian_consent SET agreed = NULL WHERE edition = \(edition) AND person = \(one.person)")
        tx.record("guardian.taken-back", Noun("person", one.person), RegistrationStore.noun(edition))
    }

    /// Somebody on a seat waits for the guardian who agreed to the application, and took it back.
    func setAwaited(_ hash: String, for person: ID<Person>, in edition: ID<Edition>) throws {
        try tx.run(
            """
            INSERT INTO guardian_consent (edition, person, hash, asked, count)
            VALUES (\(edition), \(person), \(hash), \(tx.now.milliseconds), 1)
            ON CONFLICT (edition, person) DO UPDATE SET agreed = NULL WHERE guardian_consent.hash = excluded.hash
            """)
    }

    /// The guardian of an application agrees again; another one who was named since does not by that.
    func agreed(again hash: String, in edition: ID<Edition>) throws {
        try tx.run(
            """
            UPDATE guardian_consent SET agreed = \(tx.now.milliseconds)
            WHERE edition = \(edition) AND hash = \(hash) AND agreed IS NULL
            """)
    }
}

extension RegistrationTiming {
    /// Writes to the guardian whom somebody on a seat named, unless they have agreed or are not needed any more.
    func askGuardian(_ tx: Transaction, _ subject: String, _ random: [UInt8]) throws {
        let parts = subject.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return }
        let (edition, id, store) = (ID<Edition>(parts[0]), ID<Person>(parts[1]), GuardianStore(tx: tx))
        guard let person = try PersonStore(tx: tx).person(id), let known = try store.consent(of: person.id, in: edition),
            known.agreed == nil,
            let guardian = try AnswersStore(tx: tx).answers(of: person.id, in: edition).flatMap({ Guardianship($0.answers) }),
            let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition })
        else { return }
        let link = Secret(Array(random.prefix(32)))
        try store.set(link.hash, of: person.id, in: edition)
        let mail = PersonLetter(
            kind: .guardian, record: record, language: person.language, name: guardian.name, address: guardian.address,
            path: ApplicationRoutes.guardianPath(link.text, in: edition), settings: settings,
            gaps: ["person": .text(person.badgeName)])
        try OutboxStore(tx: tx).post(mail.letter(ID(random: Array(random[32..<47]))))
    }
}
