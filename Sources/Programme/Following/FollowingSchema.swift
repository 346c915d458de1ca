// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of those who follow a programme.
enum FollowingSchema {
    /// In the order they came.
    static let migrations = [
        Migration(
            "0034 holders of accounts follow sessions, and have calendars that follow them",
            """
            CREATE TABLE favourite (
                edition text NOT NULL,
                session text NOT NULL,
                person text NOT NULL REFERENCES person (id),
                at {int} NOT NULL,
                PRIMARY KEY (edition, person, session),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE
            ){strict};
            CREATE INDEX favourite_of_person ON favourite (person);
            CREATE INDEX favourite_of_session ON favourite (edition, session);
            CREATE TABLE calendar_feed (
                id text NOT NULL PRIMARY KEY,
                person text NOT NULL REFERENCES person (id),
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                token_hash text NOT NULL UNIQUE CHECK (length(token_hash) = 64),
                created {int} NOT NULL,
                last_used {int},
                ended_at {int}
            ){strict};
            CREATE INDEX calendar_feed_of_person ON calendar_feed (person);
            """)
    ]
}
