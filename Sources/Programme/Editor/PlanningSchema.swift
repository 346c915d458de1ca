// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of those who plan a programme.
enum PlanningSchema {
    /// Plans, conflicts and the history of edits.
    static let migrations = [
        Migration(
            "0032 the programme is planned by several people",
            """
            ALTER TABLE session ADD COLUMN version {int} NOT NULL DEFAULT 1;
            CREATE TABLE session_plan (
                edition text NOT NULL,
                session text NOT NULL,
                expected {int} CHECK (expected >= 0),
                PRIMARY KEY (edition, session),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE
            ){strict};
            CREATE TABLE session_need (
                edition text NOT NULL,
                session text NOT NULL,
                fitting text NOT NULL,
                PRIMARY KEY (edition, session, fitting),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE
            ){strict};
            CREATE TABLE room_plan (
                edition text NOT NULL,
                room text NOT NULL,
                site text NOT NULL,
                booths {int} CHECK (booths >= 0),
                PRIMARY KEY (edition, room),
                FOREIGN KEY (edition, room) REFERENCES room (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE room_fitting (
                edition text NOT NULL,
                room text NOT NULL,
                fitting text NOT NULL,
                PRIMARY KEY (edition, room, fitting),
                FOREIGN KEY (edition, room) REFERENCES room (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE speaker_plan (
                edition text NOT NULL,
                speaker text NOT NULL,
                elected {bool} NOT NULL,
                leaves_day text CHECK (length(leaves_day) = 10),
                leaves text CHECK (length(leaves) = 5),
                PRIMARY KEY (edition, speaker),
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE,
                CHECK ((leaves IS NULL) = (leaves_day IS NULL))
            ){strict};
            CREATE TABLE speaker_language (
                edition text NOT NULL,
                speaker text NOT NULL,
                language text NOT NULL CHECK (length(language) = 2),
                PRIMARY KEY (edition, speaker, language),
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE speaker_availability (
                edition text NOT NULL,
                speaker text NOT NULL,
                day text NOT NULL CHECK (length(day) = 10),
                starts text NOT NULL CHECK (length(starts) = 5),
                ends text NOT NULL CHECK (length(ends) = 5),
                PRIMARY KEY (edition, speaker, day, starts),
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE programme_plan (
                edition text NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
                booths {int} CHECK (booths >= 0),
                walk {int} NOT NULL CHECK (walk >= 0),
                walk_between_sites {int} NOT NULL CHECK (walk_between_sites >= 0)
            ){strict};
            CREATE TABLE conflict_severity (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                kind text NOT NULL,
                severity text NOT NULL CHECK (severity IN ('saving', 'release', 'warns', 'ignored')),
                PRIMARY KEY (edition, kind)
            ){strict};
            CREATE TABLE programme_edit (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                number {int} NOT NULL CHECK (number > 0),
                kind text NOT NULL,
                at {int} NOT NULL,
                person text REFERENCES person (id),
                undoes {int},
                PRIMARY KEY (edition, number)
            ){strict};
            CREATE INDEX programme_edit_person ON programme_edit (person);
            CREATE TABLE programme_edit_session (
                edition text NOT NULL,
                edit {int} NOT NULL,
                session text NOT NULL,
                before text,
                after text,
                version {int} NOT NULL,
                PRIMARY KEY (edition, edit, session),
                FOREIGN KEY (edition, edit) REFERENCES programme_edit (edition, number) ON DELETE CASCADE
            ){strict};
            CREATE INDEX programme_edit_of_session ON programme_edit_session (edition, session);
            """)
    ]

    /// What translations were made from.
    static let translations = [
        Migration(
            "0035 translations know what they were made from",
            """
            CREATE TABLE session_text_basis (
                edition text NOT NULL,
                session text NOT NULL,
                field text NOT NULL CHECK (field IN ('title', 'abstract')),
                language text NOT NULL,
                digest text NOT NULL,
                PRIMARY KEY (edition, session, field, language),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE
            ){strict};
            """)
    ]

    /// Files that wait for a decision.
    static let uploads = [
        Migration(
            "0037 a file is looked at before it is taken",
            """
            CREATE TABLE programme_upload (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                person text NOT NULL REFERENCES person (id),
                kind text NOT NULL CHECK (kind IN ('rooms', 'speakers', 'sessions')),
                bytes {bytes} NOT NULL,
                at {int} NOT NULL,
                PRIMARY KEY (edition, person)
            ){strict};
            CREATE INDEX programme_upload_person ON programme_upload (person);
            """)
    ]
}
