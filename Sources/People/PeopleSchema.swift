// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of persons.
enum PeopleSchema {
    static let migrations = [
        Migration(
            "0003 persons have names and addresses",
            """
            CREATE TABLE person (
                id text NOT NULL PRIMARY KEY,
                badge_name text NOT NULL CHECK (badge_name <> ''),
                document_name text,
                published_name text,
                honorific text,
                office text,
                language text NOT NULL,
                invented {bool} NOT NULL,
                created {int} NOT NULL,
                merged_into text REFERENCES person (id),
                CHECK (merged_into <> id)
            ){strict};
            CREATE INDEX person_by_merge ON person (merged_into);
            CREATE TABLE person_address (
                person text NOT NULL REFERENCES person (id),
                folded text NOT NULL CHECK (folded <> ''),
                address text NOT NULL CHECK (address <> ''),
                verified_at {int},
                preferred {bool} NOT NULL,
                PRIMARY KEY (person, folded)
            ){strict};
            CREATE INDEX person_address_by_address ON person_address (folded);
            CREATE UNIQUE INDEX person_address_preferred ON person_address (person) WHERE preferred;
            CREATE TABLE person_merge (
                id text NOT NULL PRIMARY KEY,
                number {int} NOT NULL UNIQUE CHECK (number > 0),
                kept text NOT NULL REFERENCES person (id),
                gone text NOT NULL REFERENCES person (id),
                at {int} NOT NULL,
                merged_by text REFERENCES person (id),
                undone_at {int},
                undone_by text REFERENCES person (id)
            ){strict};
            CREATE INDEX person_merge_by_kept ON person_merge (kept, number);
            CREATE INDEX person_merge_by_gone ON person_merge (gone, number);
            CREATE TABLE person_merge_name (
                merge text NOT NULL REFERENCES person_merge (id),
                field text NOT NULL,
                before text,
                after text,
                PRIMARY KEY (merge, field)
            ){strict};
            CREATE TABLE person_merge_move (
                merge text NOT NULL REFERENCES person_merge (id),
                spot text NOT NULL,
                row_key text NOT NULL,
                PRIMARY KEY (merge, spot, row_key)
            ){strict};
            CREATE TABLE person_distinct (
                one text NOT NULL REFERENCES person (id),
                other text NOT NULL REFERENCES person (id),
                since {int} NOT NULL,
                said_by text REFERENCES person (id),
                PRIMARY KEY (one, other),
                CHECK (one <> other)
            ){strict};
            CREATE INDEX person_distinct_by_other ON person_distinct (other);
            """),
        Migration("0060 persons can be erased", "ALTER TABLE person ADD COLUMN erased_at {int};"),
    ]
}
