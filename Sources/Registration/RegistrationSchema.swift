// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of registration: what is counted, who comes, and who waits.
enum RegistrationSchema {
    static let migrations =
        first + ParticipationSchema.migrations + MoneySchema.migrations + FigureSchema.migrations + UploadSchema.migrations
        + later + FigureSchema.later + named
        + terms

    private static let later = [
        Migration(
            "0053 guardians agree to who holds a seat, and who registered alone is asked again",
            """
            CREATE TABLE guardian_consent (
                edition text NOT NULL REFERENCES registration (edition),
                person text NOT NULL REFERENCES person (id),
                hash text,
                asked {int} NOT NULL,
                agreed {int},
                count {int} NOT NULL CHECK (count > 0),
                PRIMARY KEY (edition, person)
            ){strict};
            CREATE INDEX guardian_consent_by_person ON guardian_consent (person);
            CREATE UNIQUE INDEX guardian_consent_by_hash ON guardian_consent (hash);
            ALTER TABLE application ADD COLUMN asked_again_at {int};
            ALTER TABLE application ADD COLUMN guardian_count {int} NOT NULL DEFAULT 1;
            """)
    ]

    /// Lists of many delegations are read page by page in the order of names.
    private static let named = [
        Migration(
            "0054 delegations are found by their name",
            """
            ALTER TABLE delegation ADD COLUMN folded text NOT NULL DEFAULT '';
            ALTER TABLE delegation ADD COLUMN alone {bool} NOT NULL DEFAULT false;
            UPDATE delegation SET folded = lower(coalesce((SELECT a.name_local FROM authority a WHERE a.id = delegation.authority),
                delegation.institution, delegation.body)), alone = (authority IS NULL AND institution IS NULL AND body = '');
            CREATE INDEX delegation_by_name ON delegation (edition, alone, folded, id, country, state);
            CREATE INDEX delegation_by_state_and_name ON delegation (edition, state, country, alone, folded, id);
            CREATE INDEX seat_by_kind ON seat (edition, kind, given_back_at, delegation);
            """)
    ]

    private static let terms = [
        Migration(
            "0056 an edition has terms, in versions",
            """
            CREATE TABLE terms (
                edition text NOT NULL REFERENCES edition (id),
                number {int} NOT NULL CHECK (number > 0),
                language text NOT NULL,
                body text NOT NULL,
                kept {int} NOT NULL,
                PRIMARY KEY (edition, number, language)
            ){strict};
            """)
    ]

    private static let first = [
        Migration(
            "0040 an edition takes registrations",
            """
            CREATE TABLE registration (
                edition text NOT NULL PRIMARY KEY REFERENCES edition (id),
                opens {int},
                closes {int},
                names_due text,
                offer_hours {int} NOT NULL CHECK (offer_hours BETWEEN 1 AND 720),
                delegation_places {int} NOT NULL CHECK (delegation_places BETWEEN 1 AND 999),
                CHECK (closes > opens)
            ){strict};
            CREATE TABLE quota (
                edition text NOT NULL REFERENCES registration (edition),
                scope text NOT NULL,
                places {int} NOT NULL CHECK (places >= 0),
                taken {int} NOT NULL CHECK (taken BETWEEN 0 AND places),
                PRIMARY KEY (edition, scope)
            ){strict};
            """),
        Migration(
            "0041 delegations hold seats",
            """
            CREATE TABLE delegation (
                id text NOT NULL PRIMARY KEY,
                edition text NOT NULL REFERENCES registration (edition),
                authority text REFERENCES authority (id),
                institution text REFERENCES institution (id),
                body text NOT NULL,
                country text NOT NULL,
                language text NOT NULL,
                coordinator text REFERENCES person (id),
                state text NOT NULL CHECK (state IN ('invited', 'reserved', 'confirmed', 'withdrawn')),
                order_number text NOT NULL,
                invited_at {int} NOT NULL,
                reserved_at {int},
                confirmed_at {int},
                withdrawn_at {int},
                reminded_at {int},
                reminders {int} NOT NULL CHECK (reminders >= 0),
                asked_again_at {int},
                CHECK (authority IS NULL OR institution IS NULL)
            ){strict};
            CREATE UNIQUE INDEX delegation_of_authority ON delegation (edition, authority);
            CREATE UNIQUE INDEX delegation_of_institution ON delegation (edition, institution);
            CREATE INDEX delegation_by_state ON delegation (edition, state, id);
            CREATE INDEX delegation_by_authority ON delegation (authority);
            CREATE INDEX delegation_by_institution ON delegation (institution);
            CREATE INDEX delegation_by_coordinator ON delegation (coordinator);
            CREATE TABLE delegation_link (
                hash text NOT NULL PRIMARY KEY,
                delegation text NOT NULL REFERENCES delegation (id),
                created {int} NOT NULL,
                ended {int}
            ){strict};
            CREATE INDEX delegation_link_by_delegation ON delegation_link (delegation);
            CREATE TABLE seat (
                id text NOT NULL PRIMARY KEY,
                edition text NOT NULL REFERENCES registration (edition),
                delegation text NOT NULL REFERENCES delegation (id),
                number {int} NOT NULL CHECK (number > 0),
                kind text NOT NULL,
                person text REFERENCES person (id),
                above_quota {bool} NOT NULL,
                taken_at {int} NOT NULL,
                given_back_at {int},
                UNIQUE (delegation, number)
            ){strict};
            CREATE UNIQUE INDEX seat_of_person ON seat (edition, person) WHERE given_back_at IS NULL;
            CREATE INDEX seat_by_person ON seat (person);
            CREATE INDEX seat_by_edition ON seat (edition, given_back_at, kind);
            CREATE TABLE seat_holder (
                seat text NOT NULL REFERENCES seat (id),
                position {int} NOT NULL CHECK (position > 0),
                person text NOT NULL REFERENCES person (id),
                since {int} NOT NULL,
                until {int},
                PRIMARY KEY (seat, position)
            ){strict};
            CREATE INDEX seat_holder_by_person ON seat_holder (person);
            CREATE TABLE delegation_person (
                person text NOT NULL PRIMARY KEY REFERENCES person (id),
                delegation text NOT NULL REFERENCES delegation (id)
            ){strict};
            CREATE INDEX delegation_person_by_delegation ON delegation_person (delegation);
            """),
        Migration(
            "0042 delegations wait for places",
            """
            CREATE TABLE waiting (
                id text NOT NULL PRIMARY KEY,
                edition text NOT NULL REFERENCES registration (edition),
                delegation text NOT NULL REFERENCES delegation (id),
                kind text NOT NULL,
                number {int} NOT NULL CHECK (number > 0),
                state text NOT NULL CHECK (state IN ('waiting', 'offered', 'accepted', 'declined', 'expired', 'left')),
                since {int} NOT NULL,
                offered_at {int},
                expires {int},
                answered_at {int},
                seat text REFERENCES seat (id),
                UNIQUE (edition, number),
                CHECK ((offered_at IS NULL) = (expires IS NULL)),
                CHECK (expires > offered_at)
            ){strict};
            CREATE INDEX waiting_by_state ON waiting (edition, state, number);
            CREATE INDEX waiting_by_delegation ON waiting (delegation);
            CREATE INDEX waiting_by_seat ON waiting (seat);
            """),
    ]
}
