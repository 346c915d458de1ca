// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of the directory.
enum NetworkSchema {
    static let migrations = [
        Migration(
            "0010 the directory knows authorities",
            """
            CREATE TABLE authority (
                id text NOT NULL PRIMARY KEY,
                name_local text NOT NULL CHECK (name_local <> ''),
                name_en text NOT NULL CHECK (name_en <> ''),
                sort_key text NOT NULL,
                country text NOT NULL CHECK (length(country) = 2),
                kind text NOT NULL,
                population {int} CHECK (population >= 0),
                population_source text NOT NULL,
                latitude {real} CHECK (latitude BETWEEN -90 AND 90),
                longitude {real} CHECK (longitude BETWEEN -180 AND 180),
                nuts_code text NOT NULL,
                forum text NOT NULL,
                parent text REFERENCES authority (id) DEFERRABLE INITIALLY DEFERRED CHECK (parent <> id),
                CHECK ((latitude IS NULL) = (longitude IS NULL))
            ){strict};
            CREATE INDEX authority_by_name ON authority (sort_key, id);
            CREATE INDEX authority_by_country ON authority (country, sort_key);
            CREATE INDEX authority_by_population ON authority (population, id);
            CREATE INDEX authority_by_parent ON authority (parent);
            CREATE TABLE authority_name (
                authority text NOT NULL REFERENCES authority (id) ON DELETE CASCADE,
                position {int} NOT NULL,
                name text NOT NULL CHECK (name <> ''),
                PRIMARY KEY (authority, position)
            ){strict};
            CREATE TABLE membership (
                authority text NOT NULL PRIMARY KEY REFERENCES authority (id) ON DELETE CASCADE,
                state text NOT NULL CHECK (state IN ('yes', 'unknown', 'no')),
                evidence text NOT NULL,
                since text,
                until text,
                CHECK (until >= since)
            ){strict};
            """),
        Migration(
            "0011 the directory knows institutions",
            """
            CREATE TABLE institution (
                id text NOT NULL PRIMARY KEY,
                level text NOT NULL CHECK (level <> ''),
                kind text NOT NULL,
                country text CHECK (length(country) = 2),
                name_local text NOT NULL,
                seat text NOT NULL,
                channel text NOT NULL
            ){strict};
            CREATE TABLE institution_name (
                institution text NOT NULL REFERENCES institution (id) ON DELETE CASCADE,
                language text NOT NULL,
                value text NOT NULL CHECK (value <> ''),
                state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'authentic')),
                PRIMARY KEY (institution, language)
            ){strict};
            """),
    ]
}
