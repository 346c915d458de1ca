// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of sessions that take so many and no more.
enum SignUpSchema {
    static let migrations = [
        Migration(
            "0038 sessions have limited places, and people sign up",
            """
            CREATE TABLE session_places (
                edition text NOT NULL,
                session text NOT NULL,
                places {int} NOT NULL CHECK (places > 0),
                taken {int} NOT NULL CHECK (taken BETWEEN 0 AND places),
                opens {int},
                closes {int},
                kinds text NOT NULL,
                PRIMARY KEY (edition, session),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE,
                CHECK (closes > opens)
            ){strict};
            CREATE TABLE session_sign_up (
                edition text NOT NULL,
                session text NOT NULL,
                person text NOT NULL REFERENCES person (id),
                state text NOT NULL CHECK (state IN ('place', 'waiting')),
                number {int} NOT NULL CHECK (number > 0),
                since {int} NOT NULL,
                placed_at {int},
                PRIMARY KEY (edition, session, person),
                UNIQUE (edition, session, number),
                FOREIGN KEY (edition, session) REFERENCES session_places (edition, session) ON DELETE CASCADE
            ){strict};
            CREATE INDEX session_sign_up_of_person ON session_sign_up (person);
            CREATE TABLE agenda_calendar (
                hash text NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                person text NOT NULL REFERENCES person (id),
                created {int} NOT NULL
            ){strict};
            CREATE INDEX agenda_calendar_of_person ON agenda_calendar (person);
            """)
    ]
}
