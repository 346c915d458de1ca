// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of what speakers are asked and answer.
enum SpeakersSchema {
    /// In the order they came.
    static let migrations = [
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
            """)
    ]
}
