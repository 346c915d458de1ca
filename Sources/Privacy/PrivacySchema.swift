// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of who asked to be erased, and who was. They name nobody: the id leads to no name any more.
enum PrivacySchema {
    static let migrations = [
        Migration(
            "0061 erasures are asked for and kept",
            """
            CREATE TABLE erasure_request (
                person text NOT NULL PRIMARY KEY REFERENCES person (id),
                at {int} NOT NULL
            ){strict};
            CREATE TABLE erasure (
                person text NOT NULL PRIMARY KEY REFERENCES person (id),
                ids text NOT NULL CHECK (ids <> ''),
                at {int} NOT NULL,
                reason text NOT NULL CHECK (reason IN ('asked', 'retention', 'restored')),
                erased_by text REFERENCES person (id),
                report text NOT NULL,
                filed_at {int}
            ){strict};
            CREATE INDEX erasure_by_time ON erasure (at, person);
            CREATE INDEX erasure_unfiled ON erasure (person) WHERE filed_at IS NULL;
            """)
    ]
}
