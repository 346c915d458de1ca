// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

extension ProgrammeFeature {
    /// Which sessions somebody signed up for.
    static let signUps = [
        PersonalField(
            table: "session_sign_up", column: "session", purpose: "privacy.purpose.sign-up", basis: .contract,
            retentionDays: ProgrammeForgetting.favouritesKept),
        PersonalField(
            table: "agenda_calendar", column: "person", purpose: "privacy.purpose.agenda-calendar", basis: .contract,
            retentionDays: ProgrammeForgetting.favouritesKept),
    ]

    /// Erases what is over: once a day. How many had a place stays known.
    static let forgetSignUps: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        let over = try ProgrammeForgetting.over(tx)
        return [
            ForgottenRows(
                "privacy.purpose.sign-up", try tx.run("DELETE FROM session_sign_up WHERE edition IN \(list: over)")),
            ForgottenRows(
                "privacy.purpose.agenda-calendar", try tx.run("DELETE FROM agenda_calendar WHERE edition IN \(list: over)")),
        ]
    }

    /// What somebody signed up for, for whoever takes their data along.
    static let signUpExport: PersonExport = { tx, ids in
        let signUps = try tx.rows(
            """
            SELECT edition, session, state, since, placed_at FROM session_sign_up WHERE person IN \(list: ids)
            ORDER BY edition, since, session
            """)
        let calendars = try tx.rows(
            "SELECT edition, created FROM agenda_calendar WHERE person IN \(list: ids) ORDER BY created, hash")
        return [
            PersonExportSection(table: "session_sign_up", rows: signUps, instants: ["since", "placed_at"]),
            PersonExportSection(table: "agenda_calendar", rows: calendars, instants: ["created"]),
        ]
    }
}
