// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

extension ProgrammeFeature {
    /// What people told as speakers goes; under which name they spoke in public stays, as the programme of a public conference.
    package static let erasing: PersonErasing = { tx, person in
        let ids = person.ids
        let roles = try tx.rows("SELECT edition, speaker FROM speaker_contact WHERE person IN \(list: ids)")
        let own: SQL = """
            SELECT c.edition FROM speaker_contact c
            WHERE c.edition = t.edition AND c.speaker = t.speaker AND c.person IN \(list: ids)
            """
        func erase(_ table: SQL, _ also: SQL = "") throws -> Int {
            try tx.run("DELETE FROM \(table) AS t WHERE EXISTS (\(own))\(also)")
        }
        let plans =
            try erase("speaker_availability") + erase("speaker_language")
            + tx.run(
                """
                UPDATE speaker_plan AS t SET leaves = NULL, leaves_day = NULL
                WHERE leaves_day IS NOT NULL AND EXISTS (\(own))
                """)
        let (biographies, portraits) = (try erase("speaker_biography"), try erase("portrait"))
        let (needs, consents) = (try erase("speaker_need"), try erase("speaker_consent", " AND t.kind <> 'recording'"))
        _ = try erase("speaker_link")
        let recorded = try tx.rows("SELECT count(*) AS n FROM speaker_consent t WHERE EXISTS (\(own))")[0]["n"] as Int
        let contacts = try tx.run(
            "UPDATE speaker_contact SET address = '', folded = '', word = '', language = 'en' WHERE person IN \(list: ids)")
        let favourites = try tx.run("DELETE FROM favourite WHERE person IN \(list: ids)")
        let feeds = try tx.run("DELETE FROM calendar_feed WHERE person IN \(list: ids)")
        let signUps = try tx.run("DELETE FROM session_sign_up WHERE person IN \(list: ids)")
        let agendas = try tx.run("DELETE FROM agenda_calendar WHERE person IN \(list: ids)")
        try tx.run("DELETE FROM programme_upload")
        let until = try published(roles.map { $0["edition"] }, tx)
        for row in roles { tx.record("speaker.erased", Noun("programme", row["edition"] as ID<Edition>)) }
        return [
            ErasureLine("privacy.purpose.speaker-name", left: roles.count, why: "erasure.why.published", until: until),
            ErasureLine("privacy.purpose.release", left: roles.count, why: "erasure.why.published", until: until),
            ErasureLine("privacy.purpose.speaker-plan", erased: plans),
            ErasureLine("privacy.purpose.speaker-contact", erased: contacts),
            ErasureLine("privacy.purpose.speaker-biography", erased: biographies),
            ErasureLine("privacy.purpose.portrait", erased: portraits),
            ErasureLine(
                "privacy.purpose.speaker-consent", erased: consents, left: recorded, why: "erasure.why.recording", until: until),
            ErasureLine("privacy.purpose.speaker-need", erased: needs),
            ErasureLine("privacy.purpose.favourite", erased: favourites),
            ErasureLine("privacy.purpose.calendar-feed", erased: feeds),
            ErasureLine("privacy.purpose.sign-up", erased: signUps),
            ErasureLine("privacy.purpose.agenda-calendar", erased: agendas),
        ]
    }

    /// How long programmes are kept with the names in them.
    static let programmesKept = 3_650

    private static func published(_ editions: [ID<Edition>], _ tx: Transaction) throws -> Day? {
        try EditionStore(tx: tx).all().map(\.edition).filter { editions.contains($0.id) }.compactMap(\.dates.lastDay).max()?
            .adding(days: programmesKept)
    }

    /// Whoever speaks, or spoke lately.
    package static let needed: PersonsNeeded = { tx, ids, since in
        let lately = try EditionStore(tx: tx).all().map(\.edition).filter { edition in
            edition.dates.lastDay.map { $0 >= Day(since, in: .gmt) } ?? true
        }
        let rows = try tx.rows(
            "SELECT DISTINCT person FROM speaker_contact WHERE person IN \(list: ids) AND edition IN \(list: lately.map(\.id))")
        return Set(rows.map { $0["person"] })
    }
}
