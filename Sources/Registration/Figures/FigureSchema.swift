// SPDX-License-Identifier: EUPL-1.2
import Database

/// The table of what was counted, day by day.
enum FigureSchema {
    static let migrations = [
        Migration(
            "0051 figures of registration are kept day by day",
            """
            CREATE TABLE figure_snapshot (
                edition text NOT NULL REFERENCES registration (edition),
                day text NOT NULL,
                figure text NOT NULL CHECK (figure IN ('registered', 'named', 'confirmed', 'countries', 'waiting')),
                breakdown text NOT NULL CHECK (breakdown IN ('all', 'country', 'kind', 'authority')),
                name text NOT NULL,
                value {int} NOT NULL CHECK (value >= 0),
                late {bool} NOT NULL,
                PRIMARY KEY (edition, figure, breakdown, name, day)
            ){strict};
            CREATE INDEX figure_snapshot_by_day ON figure_snapshot (edition, day);
            """)
    ]

    static let later = [
        Migration(
            "0055 figures that are invented say so",
            """
            ALTER TABLE figure_snapshot ADD COLUMN invented {bool} NOT NULL DEFAULT false;
            """)
    ]
}
