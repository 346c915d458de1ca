// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of the programme.
enum ProgrammeSchema {
    static let migrations = [
        Migration(
            "0030 an edition has a programme",
            """
            CREATE TABLE room (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                id text NOT NULL,
                position {int} NOT NULL,
                name text NOT NULL CHECK (name <> ''),
                capacity {int} CHECK (capacity > 0),
                PRIMARY KEY (edition, id)
            ){strict};
            CREATE TABLE room_text (
                edition text NOT NULL,
                room text NOT NULL,
                field text NOT NULL CHECK (field IN ('equipment', 'access')),
                language text NOT NULL,
                value text NOT NULL CHECK (value <> ''),
                state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'authentic')),
                PRIMARY KEY (edition, room, field, language),
                FOREIGN KEY (edition, room) REFERENCES room (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE speaker (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                id text NOT NULL,
                position {int} NOT NULL,
                name text NOT NULL,
                authority text REFERENCES authority (id),
                institution text REFERENCES institution (id),
                body text NOT NULL,
                country text NOT NULL CHECK (length(country) IN (0, 2)),
                PRIMARY KEY (edition, id)
            ){strict};
            CREATE TABLE speaker_text (
                edition text NOT NULL,
                speaker text NOT NULL,
                field text NOT NULL CHECK (field IN ('office')),
                language text NOT NULL,
                value text NOT NULL CHECK (value <> ''),
                state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'authentic')),
                PRIMARY KEY (edition, speaker, field, language),
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE session (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                code text NOT NULL,
                slot {int} NOT NULL CHECK (slot > 0),
                sign text NOT NULL CHECK (length(sign) = 6),
                uid text NOT NULL CHECK (length(uid) = 36),
                position {int} NOT NULL,
                kind text NOT NULL,
                status text NOT NULL CHECK (status IN ('confirmed', 'unconfirmed', 'moved', 'cancelled')),
                registration text NOT NULL CHECK (registration IN ('open', 'members', 'limited', 'list')),
                day text CHECK (length(day) = 10),
                starts text CHECK (length(starts) = 5),
                ends text CHECK (length(ends) = 5),
                topic text REFERENCES topic (id),
                capacity {int} CHECK (capacity > 0),
                notes text NOT NULL,
                PRIMARY KEY (edition, code),
                UNIQUE (edition, slot),
                UNIQUE (edition, sign),
                CHECK ((starts IS NULL) = (ends IS NULL)),
                CHECK (starts IS NULL OR day IS NOT NULL)
            ){strict};
            CREATE TABLE session_text (
                edition text NOT NULL,
                session text NOT NULL,
                field text NOT NULL CHECK (field IN ('title', 'abstract')),
                language text NOT NULL,
                value text NOT NULL CHECK (value <> ''),
                state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'authentic')),
                PRIMARY KEY (edition, session, field, language),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE
            ){strict};
            CREATE TABLE session_language (
                edition text NOT NULL,
                session text NOT NULL,
                position {int} NOT NULL,
                language text NOT NULL CHECK (length(language) = 2),
                interpreted {bool} NOT NULL,
                PRIMARY KEY (edition, session, interpreted, language),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE
            ){strict};
            CREATE TABLE session_room (
                edition text NOT NULL,
                session text NOT NULL,
                position {int} NOT NULL,
                room text NOT NULL,
                PRIMARY KEY (edition, session, room),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE,
                FOREIGN KEY (edition, room) REFERENCES room (edition, id)
            ){strict};
            CREATE TABLE session_speaker (
                edition text NOT NULL,
                session text NOT NULL,
                position {int} NOT NULL,
                speaker text NOT NULL,
                role text NOT NULL CHECK (role IN ('speaker', 'moderator', 'rapporteur')),
                PRIMARY KEY (edition, session, speaker, role),
                FOREIGN KEY (edition, session) REFERENCES session (edition, code) ON DELETE CASCADE,
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id)
            ){strict};
            """),
        Migration(
            "0031 what is published of a programme is a release",
            """
            CREATE TABLE release (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                number {int} NOT NULL CHECK (number > 0),
                at {int} NOT NULL,
                document text NOT NULL,
                PRIMARY KEY (edition, number)
            ){strict};
            CREATE TABLE release_text (
                edition text NOT NULL,
                release {int} NOT NULL,
                field text NOT NULL CHECK (field IN ('note')),
                language text NOT NULL,
                value text NOT NULL CHECK (value <> ''),
                state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'authentic')),
                PRIMARY KEY (edition, release, field, language),
                FOREIGN KEY (edition, release) REFERENCES release (edition, number) ON DELETE CASCADE
            ){strict};
            """),
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
            """),
        Migration(
            "0033 speakers are asked and answer for themselves",
            """
            CREATE TABLE speaker_contact (
                edition text NOT NULL,
                speaker text NOT NULL,
                person text REFERENCES person (id),
                address text NOT NULL,
                folded text NOT NULL,
                language text NOT NULL CHECK (length(language) = 2),
                state text NOT NULL CHECK (state IN ('not-asked', 'asked', 'reminded', 'confirmed', 'declined')),
                asked_at {int},
                reminded_at {int},
                reminders {int} NOT NULL CHECK (reminders >= 0),
                answered_at {int},
                word text NOT NULL,
                PRIMARY KEY (edition, speaker),
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE INDEX speaker_contact_person ON speaker_contact (person);
            CREATE TABLE speaker_link (
                hash text NOT NULL PRIMARY KEY,
                edition text NOT NULL,
                speaker text NOT NULL,
                made_at {int} NOT NULL,
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE INDEX speaker_link_of_speaker ON speaker_link (edition, speaker);
            CREATE TABLE speaker_biography (
                edition text NOT NULL,
                speaker text NOT NULL,
                language text NOT NULL CHECK (length(language) = 2),
                value text NOT NULL CHECK (value <> ''),
                state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'authentic')),
                PRIMARY KEY (edition, speaker, language),
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE portrait (
                edition text NOT NULL,
                speaker text NOT NULL,
                digest text NOT NULL CHECK (length(digest) = 64),
                bytes {bytes} NOT NULL,
                width {int} NOT NULL CHECK (width > 0),
                height {int} NOT NULL CHECK (height > 0),
                at {int} NOT NULL,
                PRIMARY KEY (edition, speaker, digest),
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE INDEX portrait_by_digest ON portrait (edition, digest);
            CREATE TABLE speaker_consent (
                edition text NOT NULL,
                speaker text NOT NULL,
                kind text NOT NULL CHECK (kind IN ('portrait', 'recording', 'contact')),
                given_at {int} NOT NULL,
                PRIMARY KEY (edition, speaker, kind),
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE speaker_need (
                edition text NOT NULL,
                speaker text NOT NULL,
                value text NOT NULL CHECK (value <> ''),
                PRIMARY KEY (edition, speaker),
                FOREIGN KEY (edition, speaker) REFERENCES speaker (edition, id) ON DELETE CASCADE
            ){strict};
            """),
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
            """),
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
            """),
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
            """),
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
            """),
    ]
}
