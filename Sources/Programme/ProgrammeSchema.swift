// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of the programme.
enum ProgrammeSchema {
    /// All steps of the feature, in the order they came: a step keeps its number and its text for ever.
    static let migrations =
        published + PlanningSchema.migrations + SpeakersSchema.migrations + FollowingSchema.migrations
        + PlanningSchema.translations + OnTheDaySchema.migrations + PlanningSchema.uploads + SignUpSchema.migrations

    private static let published = [
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
    ]
}
