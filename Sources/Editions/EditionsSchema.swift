// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of the editions.
enum EditionsSchema {
    static let migrations = [
        Migration(
            "0020 the conference knows its editions",
            """
            CREATE TABLE edition (
                id text NOT NULL PRIMARY KEY,
                number {int} NOT NULL UNIQUE CHECK (number > 0),
                city text NOT NULL CHECK (city <> ''),
                country text NOT NULL CHECK (length(country) = 2),
                zone text NOT NULL CHECK (zone <> ''),
                dates text NOT NULL CHECK (length(dates) IN (7, 10, 21)),
                invented {bool} NOT NULL,
                host text,
                notes text NOT NULL,
                sources text NOT NULL
            ){strict};
            CREATE TABLE edition_text (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                field text NOT NULL CHECK (field IN ('title', 'place', 'outcome', 'story')),
                language text NOT NULL,
                value text NOT NULL CHECK (value <> ''),
                state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'authentic')),
                PRIMARY KEY (edition, field, language)
            ){strict};
            CREATE TABLE edition_figure (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                position {int} NOT NULL,
                figure text NOT NULL,
                low {int} NOT NULL CHECK (low >= 0),
                high {int} NOT NULL,
                qualifier text NOT NULL CHECK (qualifier IN ('exact', 'at_least', 'about')),
                kind text NOT NULL CHECK (kind IN ('reported', 'announced', 'expected')),
                preferred {bool} NOT NULL,
                source text NOT NULL,
                attribution text NOT NULL CHECK (attribution IN ('named', 'one_of')),
                as_of text NOT NULL,
                PRIMARY KEY (edition, position),
                CHECK (high >= low)
            ){strict};
            CREATE TABLE current_edition (
                one {int} NOT NULL PRIMARY KEY CHECK (one = 1),
                edition text NOT NULL REFERENCES edition (id)
            ){strict};
            """),
        Migration(
            "0021 topics come back from edition to edition",
            """
            CREATE TABLE topic (
                id text NOT NULL PRIMARY KEY,
                position {int} NOT NULL UNIQUE
            ){strict};
            CREATE TABLE topic_text (
                topic text NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
                field text NOT NULL CHECK (field IN ('name')),
                language text NOT NULL,
                value text NOT NULL CHECK (value <> ''),
                state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'authentic')),
                PRIMARY KEY (topic, field, language)
            ){strict};
            CREATE TABLE edition_topic (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                topic text NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
                PRIMARY KEY (edition, topic)
            ){strict};
            """),
    ]
}
