// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of what people tell of themselves, and of those who come alone.
enum ParticipationSchema {
    static let migrations = [
        Migration(
            "0043 participants answer the form of their kind",
            """
            CREATE TABLE registration_form (
                edition text NOT NULL REFERENCES registration (edition),
                kind text NOT NULL,
                version {int} NOT NULL CHECK (version > 0),
                document text NOT NULL,
                created {int} NOT NULL,
                PRIMARY KEY (edition, kind, version)
            ){strict};
            CREATE TABLE answers (
                edition text NOT NULL REFERENCES registration (edition),
                person text NOT NULL REFERENCES person (id),
                kind text NOT NULL,
                document text NOT NULL,
                draft {bool} NOT NULL,
                updated {int} NOT NULL,
                PRIMARY KEY (edition, person)
            ){strict};
            CREATE INDEX answers_by_person ON answers (person);
            CREATE TABLE participation_link (
                hash text NOT NULL PRIMARY KEY,
                edition text NOT NULL REFERENCES registration (edition),
                person text NOT NULL REFERENCES person (id),
                address text NOT NULL,
                created {int} NOT NULL,
                ended {int}
            ){strict};
            CREATE INDEX participation_link_by_person ON participation_link (person, edition);
            """),
        Migration(
            "0044 people register alone",
            """
            CREATE TABLE application (
                id text NOT NULL PRIMARY KEY,
                edition text NOT NULL REFERENCES registration (edition),
                kind text NOT NULL,
                authority text REFERENCES authority (id),
                institution text REFERENCES institution (id),
                body text NOT NULL,
                country text NOT NULL,
                language text NOT NULL,
                name text NOT NULL,
                office text NOT NULL,
                address text NOT NULL,
                folded text NOT NULL,
                person text REFERENCES person (id),
                state text NOT NULL CHECK (state IN ('unverified', 'begun', 'asked', 'approved', 'refused', 'withdrawn')),
                reason text NOT NULL,
                decided_by text REFERENCES person (id),
                delegation text REFERENCES delegation (id),
                waiting text REFERENCES waiting (id),
                created {int} NOT NULL,
                verified_at {int},
                asked_at {int},
                decided_at {int},
                guardian_hash text,
                guardian_asked {int},
                guardian_agreed {int},
                CHECK (authority IS NULL OR institution IS NULL),
                CHECK ((state = 'unverified') = (person IS NULL))
            ){strict};
            CREATE INDEX application_by_state ON application (edition, state, asked_at);
            CREATE INDEX application_by_person ON application (person);
            CREATE INDEX application_by_address ON application (folded);
            CREATE INDEX application_by_authority ON application (authority);
            CREATE INDEX application_by_institution ON application (institution);
            CREATE INDEX application_by_decided_by ON application (decided_by);
            CREATE INDEX application_by_delegation ON application (delegation);
            CREATE UNIQUE INDEX application_of_waiting ON application (waiting);
            CREATE UNIQUE INDEX application_of_guardian ON application (guardian_hash);
            CREATE TABLE application_link (
                hash text NOT NULL PRIMARY KEY,
                application text NOT NULL REFERENCES application (id),
                created {int} NOT NULL,
                ended {int}
            ){strict};
            CREATE INDEX application_link_by_application ON application_link (application);
            """),
    ]
}
