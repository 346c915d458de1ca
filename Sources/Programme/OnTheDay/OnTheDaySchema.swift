// SPDX-License-Identifier: EUPL-1.2
import Database

/// The table of what is said on the day.
enum OnTheDaySchema {
    /// In the order they came.
    static let migrations = [
        Migration(
            "0036 sessions can be late",
            """
            CREATE TABLE late_notice (
                edition text NOT NULL,
                session text NOT NULL,
                minutes {int} NOT NULL CHECK (minutes > 0),
                at {int} NOT NULL,
                PRIMARY KEY (edition, session),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE
            ){strict};
            """)
    ]
}
