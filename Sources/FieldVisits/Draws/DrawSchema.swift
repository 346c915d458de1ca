// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of draws: what was promised, frozen and published, whose name is whose, and what was done after.
enum DrawSchema {
    static let migrations = [
        Migration(
            "0073 places of an edition are drawn",
            """
            CREATE TABLE draw (
                edition text NOT NULL REFERENCES field_visits (edition),
                number {int} NOT NULL CHECK (number > 0),
                state text NOT NULL CHECK (state IN ('committed', 'solved', 'published', 'withdrawn')),
                rule text NOT NULL CHECK (rule IN ('generous', 'greedy', 'minsum', 'rankmax', 'lottery')),
                commitment text NOT NULL CHECK (length(commitment) = 64),
                committed_at {int} NOT NULL,
                frozen_at {int},
                published_at {int},
                withdrawn_at {int},
                reason text NOT NULL,
                PRIMARY KEY (edition, number),
                CHECK (state <> 'committed' OR frozen_at IS NULL),
                CHECK (state NOT IN ('solved', 'published') OR frozen_at IS NOT NULL),
                CHECK ((state = 'published') = (published_at IS NOT NULL)),
                CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL)),
                CHECK ((state = 'withdrawn') = (reason <> ''))
            ){strict};
            CREATE UNIQUE INDEX draw_open ON draw (edition) WHERE state IN ('committed', 'solved');
            CREATE TABLE draw_file (
                edition text NOT NULL,
                number {int} NOT NULL,
                seed text NOT NULL,
                instance text,
                result text,
                PRIMARY KEY (edition, number),
                FOREIGN KEY (edition, number) REFERENCES draw (edition, number),
                CHECK ((instance IS NULL) = (result IS NULL))
            ){strict};
            CREATE TABLE draw_person (
                edition text NOT NULL,
                draw {int} NOT NULL,
                pseudonym text NOT NULL,
                seat text REFERENCES seat (id),
                person text REFERENCES person (id),
                PRIMARY KEY (edition, draw, pseudonym),
                UNIQUE (edition, draw, seat),
                FOREIGN KEY (edition, draw) REFERENCES draw (edition, number),
                CHECK ((seat IS NULL) = (person IS NULL))
            ){strict};
            CREATE INDEX draw_person_by_person ON draw_person (person);
            CREATE INDEX draw_person_by_seat ON draw_person (seat);
            CREATE TABLE draw_change (
                edition text NOT NULL,
                draw {int} NOT NULL,
                number {int} NOT NULL CHECK (number > 0),
                pseudonym text NOT NULL,
                from_departure text,
                to_departure text,
                reason text NOT NULL CHECK (reason <> ''),
                at {int} NOT NULL,
                PRIMARY KEY (edition, draw, number),
                FOREIGN KEY (edition, draw, pseudonym) REFERENCES draw_person (edition, draw, pseudonym),
                CHECK (from_departure IS NOT NULL OR to_departure IS NOT NULL)
            ){strict};
            CREATE TABLE draw_appeal (
                edition text NOT NULL,
                draw {int} NOT NULL,
                pseudonym text NOT NULL,
                body text NOT NULL CHECK (body <> ''),
                at {int} NOT NULL,
                answer text,
                answered_at {int},
                PRIMARY KEY (edition, draw, pseudonym),
                FOREIGN KEY (edition, draw, pseudonym) REFERENCES draw_person (edition, draw, pseudonym),
                CHECK ((answer IS NULL) = (answered_at IS NULL))
            ){strict};
            CREATE TABLE draw_trial (
                edition text NOT NULL PRIMARY KEY REFERENCES field_visits (edition),
                made_at {int} NOT NULL,
                document text NOT NULL
            ){strict};
            """)
    ]
}
