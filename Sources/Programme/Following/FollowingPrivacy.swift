// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import People
import Vocabulary

/// How long it is kept what somebody followed: in days.
enum ProgrammeForgetting {
    /// After the edition: long enough for reports of what was attended, and for questions about mails.
    static let favouritesKept = 400
    /// After the calendar was ended.
    static let feedsKept = 365

    /// The editions that were over so long ago that nobody needs to know any more who followed what.
    static func over(_ tx: Transaction) throws -> [ID<Edition>] {
        let oldest = Day(tx.now - Double(favouritesKept) * 86_400, in: .gmt)
        return try EditionStore(tx: tx).all().map(\.edition).filter { $0.dates.lastDay.map { $0 < oldest } ?? false }.map(\.id)
    }
}

extension ProgrammeFeature {
    /// Erases what is over: once a day.
    static let forgetFollowing: @Sendable (Transaction) throws -> [ForgottenRows] = { tx in
        let over = try ProgrammeForgetting.over(tx)
        let favourites = try tx.run("DELETE FROM favourite WHERE edition IN \(list: over)")
        let feeds = try tx.run("DELETE FROM calendar_feed WHERE edition IN \(list: over)")
        let ended = (tx.now - Double(ProgrammeForgetting.feedsKept) * 86_400).milliseconds
        let old = try tx.run("DELETE FROM calendar_feed WHERE ended_at < \(ended)")
        return [
            ForgottenRows("privacy.purpose.favourite", favourites), ForgottenRows("privacy.purpose.calendar-feed", feeds + old),
        ]
    }

    /// What somebody follows, for whoever takes their data along.
    static let followingExport: PersonExport = { tx, ids in
        let favourites = try tx.rows(
            "SELECT edition, session, at FROM favourite WHERE person IN \(list: ids) ORDER BY edition, at, session")
        let feeds = try tx.rows(
            """
            SELECT edition, created, last_used, ended_at FROM calendar_feed WHERE person IN \(list: ids) ORDER BY created, id
            """)
        return [
            PersonExportSection(table: "favourite", rows: favourites, instants: ["at"]),
            PersonExportSection(table: "calendar_feed", rows: feeds, instants: ["created", "last_used", "ended_at"]),
        ]
    }
}
