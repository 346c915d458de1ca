// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Database
import Editions
import Foundation
import Outbox
import People
import Programme
import Vocabulary

/// The personal links of participants, in the database.
struct ParticipationStore {
    let tx: Transaction

    /// Whom a link of an edition is for, and where it was sent; nil for one that has ended or never was. Who registered alone comes with the
    /// link of the application, once that is approved.
    func holder(ofLink token: String, in edition: ID<Edition>) throws -> (person: ID<Person>, address: String)? {
        let hash = Hash.of(token)
        return try tx.first(
            """
            SELECT person, address FROM participation_link WHERE hash = \(hash) AND edition = \(edition) AND ended IS NULL
            UNION ALL
            SELECT a.person, a.address FROM application_link l JOIN application a ON a.id = l.application
            WHERE l.hash = \(hash) AND l.ended IS NULL AND a.edition = \(edition) AND a.state = 'approved'
            """
        ).map { ($0["person"], $0["address"]) }
    }

    func add(_ hash: String, of person: ID<Person>, at address: String, in edition: ID<Edition>) throws {
        try tx.run(
            """
            INSERT INTO participation_link (hash, edition, person, address, created)
            VALUES (\(hash), \(edition), \(person), \(address), \(tx.now.milliseconds))
            """)
    }

    /// Most links to their own page that one person is sent in a day, whoever asks for them.
    static let mostADay = 5

    /// Throws where somebody was sent as many links as one gets in a day.
    func requireTelling(_ person: ID<Person>, in edition: ID<Edition>) throws {
        let sent: Int = try tx.rows(
            """
            SELECT count(*) AS n FROM participation_link
            WHERE person = \(person) AND edition = \(edition) AND created > \((tx.now - 86_400).milliseconds)
            """)[0]["n"]
        guard sent < Self.mostADay else { throw RegistrationRefusal.linkSentOften }
    }

    /// Whether somebody has an address to be told at, and no link that works.
    private func canBeTold(_ person: ID<Person>, in edition: ID<Edition>, again: Bool) throws -> Bool {
        let isNew: SQL =
            """
             AND NOT EXISTS (SELECT 1 FROM participation_link l WHERE l.person = a.person AND l.edition = \(edition) AND l.ended IS NULL)
            """
        return try tx.first("SELECT 1 AS one FROM person_address a WHERE a.person = \(person)\(again ? "" : isNew) LIMIT 1")
            != nil
    }

    // MARK: Telling

    /// Writes to who holds a seat, as soon as this is kept: once, unless it is asked for again.
    func tell(_ person: ID<Person>, in edition: ID<Edition>, again: Bool = false) throws {
        let (kind, subject) = (RegistrationTimers.ownLinkMail, "\(edition):\(person)")
        guard try canBeTold(person, in: edition, again: again) else { return }
        let known: Int? = try tx.first("SELECT due FROM timer WHERE kind = \(kind) AND subject = \(subject)")?["due"]
        guard known == nil else { return }
        try OutboxStore(tx: tx).schedule(
            ID("own-\(edition)-\(person)-\(tx.now.milliseconds)"), kind, about: subject, due: tx.now)
    }

    /// What was sent to an address that is not theirs any more opens nothing; a new link goes to the new one.
    func addressChanged(of person: ID<Person>) throws {
        try tx.run(
            "UPDATE participation_link SET ended = \(tx.now.milliseconds) WHERE person = \(person) AND ended IS NULL")
        try SignUpStore(tx: tx).endCalendars(of: person)
        let editions = try tx.rows("SELECT edition FROM seat WHERE person = \(person) AND given_back_at IS NULL ORDER BY edition")
        for row in editions {
            try requireTelling(person, in: row["edition"])
            try tell(person, in: row["edition"])
        }
    }

    /// Most people at one address who are written to on one wish.
    private static let mostAtOnce = 5

    /// Sends their links to those who hold seats and have this address; to nobody else, and to nobody twice within minutes.
    func sendAgain(to address: String, in edition: ID<Edition>) throws {
        let rows = try tx.rows(
            """
            SELECT s.person FROM seat s JOIN person_address a ON a.person = s.person AND a.preferred
            WHERE s.edition = \(edition) AND s.given_back_at IS NULL AND a.folded = \(PersonAddress.folded(address))
                AND NOT EXISTS (SELECT 1 FROM participation_link l WHERE l.person = s.person AND l.edition = s.edition
                    AND l.created > \((tx.now - 300).milliseconds))
                AND (SELECT count(*) FROM participation_link l WHERE l.person = s.person AND l.edition = s.edition
                    AND l.created > \((tx.now - 86_400).milliseconds)) < \(Self.mostADay)
            ORDER BY s.person LIMIT \(Self.mostAtOnce)
            """)
        for row in rows { try tell(row["person"], in: edition, again: true) }
    }
}
