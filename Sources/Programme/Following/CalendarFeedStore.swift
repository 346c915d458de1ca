// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import People
import Vocabulary

/// Personal calendars in the database. Of what opens one only a hash is kept.
struct CalendarFeedStore {
    let tx: Transaction

    private static let columns: SQL = "f.id, f.person, f.edition, f.created, f.last_used"

    /// The calendar that a secret opens, while neither it nor the account behind it is closed.
    func feed(hash: String, in edition: ID<Edition>) throws -> CalendarFeed? {
        try tx.first(
            """
            SELECT \(Self.columns) FROM calendar_feed f JOIN account a ON a.person = f.person AND a.closed_at IS NULL
            WHERE f.token_hash = \(hash) AND f.edition = \(edition) AND f.ended_at IS NULL
            """
        ).map(Self.feed)
    }

    /// Those of a person that are open, the newest first.
    func open(of person: ID<Person>, in edition: ID<Edition>) throws -> [CalendarFeed] {
        try tx.rows(
            """
            SELECT \(Self.columns) FROM calendar_feed f
            WHERE f.person = \(person) AND f.edition = \(edition) AND f.ended_at IS NULL ORDER BY f.created DESC, f.id
            """
        ).map(Self.feed)
    }

    func keep(_ feed: CalendarFeed, hash: String) throws {
        guard try open(of: feed.person, in: feed.edition).count < CalendarFeed.most else { throw CalendarFeedRefusal.tooMany }
        try tx.run(
            """
            INSERT INTO calendar_feed (id, person, edition, token_hash, created)
            VALUES (\(feed.id), \(feed.person), \(feed.edition), \(hash), \(feed.created.milliseconds))
            """)
        tx.record("calendar.made", Noun("calendar", feed.id), Noun("person", feed.person))
    }

    func touch(_ id: ID<CalendarFeed>) throws {
        try tx.run("UPDATE calendar_feed SET last_used = \(tx.now.milliseconds) WHERE id = \(id)")
    }

    /// Throws when it is not this person's.
    func end(_ id: ID<CalendarFeed>, of person: ID<Person>) throws {
        let count = try tx.run(
            """
            UPDATE calendar_feed SET ended_at = \(tx.now.milliseconds)
            WHERE id = \(id) AND person = \(person) AND ended_at IS NULL
            """)
        guard count == 1 else { throw AccessRefusal.notFound }
        tx.record("calendar.ended", Noun("calendar", id), Noun("person", person))
    }

    private static func feed(_ row: Row) -> CalendarFeed {
        CalendarFeed(
            id: row["id"], person: row["person"], edition: row["edition"], created: Date(milliseconds: row["created"]),
            lastUsed: (row["last_used"] as Int?).map(Date.init(milliseconds:)))
    }
}
