// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import People
import Vocabulary

extension RegistrationFeature {
    /// What somebody told of themselves goes. A seat of an edition that is still to come is without a name again; of one that is over it stays
    /// known that it was taken, under an id that leads to no name any more.
    package static let erasing: PersonErasing = { tx, person in
        let ids = person.ids
        let answers = try tx.run("DELETE FROM answers WHERE person IN \(list: ids)")
        let links = try tx.run("DELETE FROM participation_link WHERE person IN \(list: ids)")
        let coming = try comingEditions(tx)
        try leaveSeats(ids, coming, tx)
        let led = try leaveDelegations(ids, coming, tx)
        let applications = try eraseApplications(person, tx)
        try tx.run("DELETE FROM delegation_person WHERE person IN \(list: ids)")
        let guardians = try tx.run("DELETE FROM guardian_consent WHERE person IN \(list: ids)")
        // Files that wait for a decision may name anybody; they can be sent again.
        try tx.run("DELETE FROM registration_upload")
        let held = try tx.rows(
            "SELECT count(*) AS n, max(coalesce(until, since)) AS last FROM seat_holder WHERE person IN \(list: ids)")[0]
        let last = (held["last"] as Int?).map { Day(Date(milliseconds: $0), in: .gmt) }
        return [
            ErasureLine("privacy.purpose.answers", erased: answers), ErasureLine("privacy.purpose.own-link", erased: links),
            ErasureLine("privacy.purpose.application", erased: applications),
            ErasureLine("privacy.purpose.guardian", erased: guardians),
            ErasureLine(
                "privacy.purpose.coordinator", erased: led.ended, left: led.kept, why: "erasure.why.papers",
                until: last?.adding(days: holdersKept)),
            ErasureLine(
                "privacy.purpose.seat", left: held["n"], why: "erasure.why.papers", until: last?.adding(days: holdersKept)),
        ]
    }

    /// Editions that are not over, and take registrations.
    private static func comingEditions(_ tx: Transaction) throws -> [ID<Edition>] {
        let open = Set(try tx.rows("SELECT edition FROM registration").map { $0["edition"] as ID<Edition> })
        return try EditionStore(tx: tx).all().map(\.edition).filter { edition in
            let today = Day(tx.now, in: TimeZone(identifier: edition.zone) ?? .gmt)
            return open.contains(edition.id) && edition.dates.lastDay.map { $0 >= today } ?? true
        }.map(\.id)
    }

    private static func leaveSeats(_ ids: [ID<Person>], _ coming: [ID<Edition>], _ tx: Transaction) throws {
        let rows = try tx.rows(
            """
            SELECT s.edition, s.id, s.delegation, 
                coalesce(d.authority IS NULL AND d.institution IS NULL AND d.coordinator = s.person, false) AS alone
            FROM seat s JOIN delegation d ON d.id = s.delegation
            WHERE s.given_back_at IS NULL AND s.person IN \(list: ids) AND s.edition IN \(list: coming)
            """)
        for row in rows {
            let registering = try Registering(row["edition"], tx)
            // Who comes for themselves alone does not come: the place is free for others.
            if row["alone"] {
                try registering.giveBack(row["id"], of: row["delegation"])
            } else {
                try registering.name(row["id"], nil, of: row["delegation"])
            }
        }
    }

    /// Whoever answers for the authority has to be named anew, and gets another link.
    private static func leaveDelegations(
        _ ids: [ID<Person>], _ coming: [ID<Edition>], _ tx: Transaction
    ) throws -> (ended: Int, kept: Int) {
        let led = try tx.rows("SELECT id, edition FROM delegation WHERE coordinator IN \(list: ids)")
        let open = led.filter { coming.contains($0["edition"]) }.map { $0["id"] as ID<Delegation> }
        for entry in try tx.rows(
            """
            SELECT w.id, w.edition, w.delegation FROM waiting w JOIN delegation d ON d.id = w.delegation
            WHERE w.state IN ('waiting', 'offered') AND d.authority IS NULL AND d.institution IS NULL AND d.id IN \(list: open)
            """)
        {
            try Registering(entry["edition"], tx).leave(entry["id"], of: entry["delegation"])
        }
        try tx.run(
            "UPDATE delegation_link SET ended = \(tx.now.milliseconds) WHERE ended IS NULL AND delegation IN \(list: led.map { $0["id"] as ID<Delegation> })"
        )
        try tx.run("UPDATE delegation SET coordinator = NULL WHERE id IN \(list: open)")
        for id in open { tx.record("delegation.coordinator-erased", DelegationStore.noun(id)) }
        return (open.count, led.count - open.count)
    }

    private static func eraseApplications(_ person: ErasedPerson, _ tx: Transaction) throws -> Int {
        let these: SQL = "person IN \(list: person.ids) OR (person IS NULL AND folded IN \(list: person.addresses))"
        try tx.run("DELETE FROM application_link WHERE application IN (SELECT id FROM application WHERE \(these))")
        try tx.run("UPDATE application SET decided_by = NULL WHERE decided_by IN \(list: person.ids)")
        return try tx.run("DELETE FROM application WHERE \(these)")
    }

    /// Erases what is over: once a day.
    package static let forget: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        let oldest = (tx.now - DelegationStore.linkLasts).milliseconds
        try tx.run("DELETE FROM delegation_link WHERE created < \(oldest) OR ended < \((tx.now - 90 * 86_400).milliseconds)")
        try UploadStore(tx: tx).forget()
        let unused = (tx.now - Double(linksKept) * 86_400).milliseconds
        let links = try tx.run("DELETE FROM participation_link WHERE created < \(unused) OR ended < \(unused)")
        let editions = try EditionStore(tx: tx).all().map(\.edition)
        let answered = Set(try tx.rows("SELECT DISTINCT edition FROM answers").map { $0["edition"] as ID<Edition> })
        // Nothing is due before the last day; a day of the calendar begins up to 14 hours before it does in Greenwich.
        let tomorrow = Day(tx.now + 14 * 3_600, in: .gmt)
        let erased = try editions.filter { answered.contains($0.id) && $0.dates.last <= tomorrow }.reduce(0) { sum, edition in
            try sum + AnswersErasing(edition, tx).erase().questions.values.reduce(0, +)
        }
        return [
            ForgottenRows("privacy.purpose.own-link", links), ForgottenRows("privacy.purpose.answers", erased),
            try forgetDocumentNames(editions, tx), try forgetApplications(editions, tx),
            ForgottenRows(
                "privacy.purpose.guardian",
                try tx.run("DELETE FROM guardian_consent WHERE edition IN \(list: ended(editions, before: holdersKept, tx))")),
        ]
    }

    /// Names as on identity documents are needed for secured places of an edition, and a month after.
    private static func forgetDocumentNames(_ editions: [Edition], _ tx: Transaction) throws -> ForgottenRows {
        let over = ended(editions, before: 30, tx)
        let current = editions.map(\.id).filter { !over.contains($0) }
        let names = try tx.run(
            """
            UPDATE person SET document_name = NULL WHERE document_name IS NOT NULL
                AND EXISTS (SELECT 1 FROM seat s JOIN seat_holder h ON h.seat = s.id WHERE h.person = person.id AND s.edition IN \(list: over))
                AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.person = person.id AND s.edition IN \(list: current))
            """)
        if names > 0 { tx.record("person.document-names-erased", "persons") }
        return ForgottenRows("privacy.purpose.document-name", names)
    }

    private static func forgetApplications(_ editions: [Edition], _ tx: Transaction) throws -> ForgottenRows {
        let over = ended(editions, before: holdersKept, tx)
        try tx.run(
            "DELETE FROM application_link WHERE application IN (SELECT id FROM application WHERE edition IN \(list: over))")
        return ForgottenRows(
            "privacy.purpose.application", try tx.run("DELETE FROM application WHERE edition IN \(list: over)"))
    }

    private static func ended(_ editions: [Edition], before days: Int, _ tx: Transaction) -> [ID<Edition>] {
        let day = Day(tx.now, in: .gmt).adding(days: -days) ?? Day(tx.now, in: .gmt)
        return editions.filter { edition in edition.dates.lastDay.map { $0 < day } ?? false }.map(\.id)
    }

    /// Whoever holds or held a seat lately, answers for a delegation, or applied.
    package static let needed: PersonsNeeded = { tx, ids, since in
        let over = Day(since, in: .gmt)
        let lately = try EditionStore(tx: tx).all().map(\.edition).filter { edition in
            edition.dates.lastDay.map { $0 >= over } ?? true
        }.map(\.id)
        let rows = try tx.rows(
            """
            SELECT h.person FROM seat_holder h JOIN seat s ON s.id = h.seat
                WHERE h.person IN \(list: ids) AND s.edition IN \(list: lately)
            UNION SELECT coordinator FROM delegation WHERE coordinator IN \(list: ids) AND edition IN \(list: lately)
            UNION SELECT person FROM application WHERE person IN \(list: ids) AND edition IN \(list: lately)
            """)
        return Set(rows.map { $0["person"] })
    }
}
