// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

extension ProgrammeFeature {
    /// What is kept of a person as a speaker, for whoever takes their data along: seven statements.
    static let speakerExport: PersonExport = { tx, ids in
        let rows = try tx.rows(
            """
            SELECT c.edition, c.speaker, s.name, s.body, s.country, c.address, c.language, c.state, c.asked_at, c.reminded_at,
                c.reminders, c.answered_at, c.word
            FROM speaker_contact c JOIN speaker s ON s.edition = c.edition AND s.id = c.speaker
            WHERE c.person IN \(list: ids) ORDER BY c.edition, c.speaker
            """)
        func section(
            _ table: String, _ columns: SQL, _ order: SQL, _ from: SQL, instants: Set<String> = [], truths: Set<String> = []
        )
            throws -> PersonExportSection
        {
            let rows = try tx.rows(
                """
                SELECT t.edition, t.speaker, \(columns) FROM \(from) t
                JOIN speaker_contact c ON c.edition = t.edition AND c.speaker = t.speaker
                WHERE c.person IN \(list: ids) ORDER BY t.edition, t.speaker, \(order)
                """)
            return PersonExportSection(table: table, rows: rows, instants: instants, truths: truths)
        }
        return [
            PersonExportSection(table: "speaker_contact", rows: rows, instants: ["asked_at", "reminded_at", "answered_at"]),
            try section("speaker_biography", "t.language, t.value, t.state", "t.language", "speaker_biography"),
            try section("portrait", "t.digest, t.width, t.height, t.at", "t.at", "portrait", instants: ["at"]),
            try section("speaker_consent", "t.kind, t.given_at", "t.kind", "speaker_consent", instants: ["given_at"]),
            try section("speaker_need", "t.value", "t.speaker", "speaker_need"),
            try section(
                "speaker_plan", "t.elected, t.leaves_day, t.leaves", "t.speaker", "speaker_plan", truths: ["elected"]),
            try section("speaker_language", "t.language", "t.language", "speaker_language"),
            try section("speaker_availability", "t.day, t.starts, t.ends", "t.day, t.starts", "speaker_availability"),
        ]
    }

    /// Erases what was needed for an edition that is over: once a day.
    static let forgetSpeakers: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        let editions = try EditionStore(tx: tx).all().map(\.edition)
        func over(by days: Int) -> [ID<Edition>] {
            editions.filter { edition in
                guard let last = edition.dates.lastDay?.adding(days: days) else { return false }
                return last < Day(tx.now, in: TimeZone(identifier: edition.zone) ?? .gmt)
            }.map(\.id)
        }
        let needs = try tx.run("DELETE FROM speaker_need WHERE edition IN \(list: over(by: SpeakerRetention.needs))")
        try tx.run("DELETE FROM speaker_link WHERE edition IN \(list: over(by: SpeakerRetention.link))")
        let old = over(by: SpeakerRetention.contact)
        let plans =
            try tx.run("DELETE FROM speaker_availability WHERE edition IN \(list: old)")
            + tx.run("DELETE FROM speaker_language WHERE edition IN \(list: old)")
            + tx.run(
                "UPDATE speaker_plan SET leaves = NULL, leaves_day = NULL WHERE edition IN \(list: old) AND leaves_day IS NOT NULL"
            )
        // Who it was in the directory stays, so that the rest can still be asked for.
        let contacts = try tx.run(
            """
            UPDATE speaker_contact SET address = '', folded = '', word = ''
            WHERE edition IN \(list: old) AND (address <> '' OR word <> '')
            """)
        return [
            ForgottenRows("privacy.purpose.speaker-need", needs), ForgottenRows("privacy.purpose.speaker-plan", plans),
            ForgottenRows("privacy.purpose.speaker-contact", contacts),
        ]
    }
}
