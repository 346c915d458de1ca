// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of field visits: what is shown to whom, who wishes what, and who has a place.
enum FieldVisitsSchema {
    static let migrations = visits + wishes + places

    private static let visits = [
        Migration(
            "0070 an edition has field visits with departures",
            """
            CREATE TABLE field_visits (
                edition text NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
                opens {int},
                closes {int},
                ties {bool} NOT NULL,
                most_ranks {int} CHECK (most_ranks BETWEEN 1 AND 99),
                per_person {int} NOT NULL CHECK (per_person BETWEEN 1 AND 9),
                per_delegation_departure {int} CHECK (per_delegation_departure > 0),
                per_delegation_visit {int} CHECK (per_delegation_visit > 0),
                rule text NOT NULL CHECK (rule IN ('generous', 'greedy', 'minsum', 'rankmax', 'lottery')),
                offer_hours {int} NOT NULL CHECK (offer_hours BETWEEN 1 AND 720),
                CHECK (closes > opens)
            ){strict};
            CREATE TABLE visit (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                code text NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
                position {int} NOT NULL,
                kind text NOT NULL,
                topic text REFERENCES topic (id),
                host text NOT NULL,
                step_free {bool},
                walking {int} CHECK (walking >= 0),
                photos text NOT NULL CHECK (photos IN ('allowed', 'not-of-people', 'forbidden')),
                identity text NOT NULL CHECK (identity IN ('none', 'document', 'list')),
                list_days {int} CHECK (list_days BETWEEN 0 AND 60),
                published_at {int},
                cancelled_at {int},
                PRIMARY KEY (edition, code),
                CHECK ((identity = 'list') = (list_days IS NOT NULL))
            ){strict};
            CREATE INDEX visit_by_topic ON visit (topic);
            CREATE TABLE visit_text (
                edition text NOT NULL,
                visit text NOT NULL,
                field text NOT NULL CHECK (field IN ('title', 'description', 'access')),
                language text NOT NULL,
                value text NOT NULL CHECK (value <> ''),
                state text NOT NULL CHECK (state IN ('draft', 'reviewed', 'authentic')),
                PRIMARY KEY (edition, visit, field, language),
                FOREIGN KEY (edition, visit) REFERENCES visit (edition, code) ON DELETE CASCADE
            ){strict};
            CREATE TABLE visit_condition (
                edition text NOT NULL,
                visit text NOT NULL,
                condition text NOT NULL,
                PRIMARY KEY (edition, visit, condition),
                FOREIGN KEY (edition, visit) REFERENCES visit (edition, code) ON DELETE CASCADE
            ){strict};
            CREATE TABLE departure (
                edition text NOT NULL,
                id text NOT NULL CHECK (length(id) BETWEEN 1 AND 40),
                visit text NOT NULL,
                day text NOT NULL CHECK (length(day) = 10),
                starts text NOT NULL CHECK (length(starts) = 5),
                ends text NOT NULL CHECK (length(ends) = 5),
                capacity {int} NOT NULL CHECK (capacity > 0),
                minimum {int} NOT NULL CHECK (minimum BETWEEN 0 AND capacity),
                taken {int} NOT NULL CHECK (taken BETWEEN 0 AND capacity),
                leader text NOT NULL,
                bus text NOT NULL,
                meeting text NOT NULL,
                latitude {real} CHECK (latitude BETWEEN -90 AND 90),
                longitude {real} CHECK (longitude BETWEEN -180 AND 180),
                cancelled_at {int},
                PRIMARY KEY (edition, id),
                FOREIGN KEY (edition, visit) REFERENCES visit (edition, code) ON DELETE CASCADE,
                CHECK ((latitude IS NULL) = (longitude IS NULL))
            ){strict};
            CREATE INDEX departure_by_visit ON departure (edition, visit);
            CREATE TABLE departure_language (
                edition text NOT NULL,
                departure text NOT NULL,
                position {int} NOT NULL,
                language text NOT NULL CHECK (length(language) = 2),
                PRIMARY KEY (edition, departure, language),
                FOREIGN KEY (edition, departure) REFERENCES departure (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE departure_reserved (
                edition text NOT NULL,
                departure text NOT NULL,
                kind text NOT NULL,
                places {int} NOT NULL CHECK (places > 0),
                PRIMARY KEY (edition, departure, kind),
                FOREIGN KEY (edition, departure) REFERENCES departure (edition, id) ON DELETE CASCADE
            ){strict};
            CREATE TABLE visit_upload (
                edition text NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
                person text NOT NULL REFERENCES person (id),
                kind text NOT NULL CHECK (kind IN ('visits', 'departures')),
                bytes {bytes} NOT NULL,
                at {int} NOT NULL,
                PRIMARY KEY (edition, person)
            ){strict};
            CREATE INDEX visit_upload_by_person ON visit_upload (person);
            """)
    ]

    private static let wishes = [
        Migration(
            "0071 seats wish for visits",
            """
            CREATE TABLE wish_list (
                seat text NOT NULL PRIMARY KEY REFERENCES seat (id),
                edition text NOT NULL REFERENCES edition (id),
                person text NOT NULL REFERENCES person (id),
                version {int} NOT NULL CHECK (version > 0),
                saved_at {int} NOT NULL,
                saved_by text NOT NULL CHECK (saved_by IN ('self', 'coordinator', 'organiser')),
                accepted_at {int}
            ){strict};
            CREATE INDEX wish_list_by_person ON wish_list (person);
            CREATE INDEX wish_list_by_edition ON wish_list (edition, saved_at);
            CREATE TABLE wish (
                seat text NOT NULL REFERENCES wish_list (seat) ON DELETE CASCADE,
                edition text NOT NULL,
                visit text NOT NULL,
                rank {int} NOT NULL CHECK (rank BETWEEN 1 AND 99),
                PRIMARY KEY (seat, visit),
                FOREIGN KEY (edition, visit) REFERENCES visit (edition, code) ON DELETE CASCADE
            ){strict};
            CREATE INDEX wish_by_visit ON wish (edition, visit, rank);
            """)
    ]

    private static let places = [
        Migration(
            "0072 seats have places on departures",
            """
            CREATE TABLE place (
                id text NOT NULL PRIMARY KEY,
                edition text NOT NULL,
                departure text NOT NULL,
                seat text NOT NULL REFERENCES seat (id),
                person text REFERENCES person (id),
                since {int} NOT NULL,
                source text NOT NULL CHECK (source IN ('draw', 'organiser', 'offer', 'swap')),
                draw {int} CHECK (draw > 0),
                reason text NOT NULL,
                ended_at {int},
                end_reason text CHECK (end_reason IN ('cancelled', 'given-back', 'left', 'changed', 'swapped')),
                FOREIGN KEY (edition, departure) REFERENCES departure (edition, id),
                CHECK ((source = 'draw') = (draw IS NOT NULL)),
                CHECK ((ended_at IS NULL) = (end_reason IS NULL))
            ){strict};
            CREATE UNIQUE INDEX place_of_seat ON place (edition, departure, seat) WHERE ended_at IS NULL;
            CREATE INDEX place_by_departure ON place (edition, departure, ended_at);
            CREATE INDEX place_by_seat ON place (seat, ended_at);
            CREATE INDEX place_by_person ON place (person);
            """)
    ]
}
