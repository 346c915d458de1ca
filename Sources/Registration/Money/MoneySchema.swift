// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of what seats cost.
enum MoneySchema {
    static let migrations = [
        Migration(
            "0050 seats have fees, and delegations quotes",
            """
            CREATE TABLE fee_schedule (
                edition text NOT NULL REFERENCES registration (edition),
                version {int} NOT NULL CHECK (version > 0),
                document text NOT NULL,
                since {int} NOT NULL,
                PRIMARY KEY (edition, version)
            ){strict};
            ALTER TABLE registration ADD COLUMN quotes {int} NOT NULL DEFAULT 0;
            ALTER TABLE delegation ADD COLUMN code text;
            ALTER TABLE delegation ADD COLUMN code_day text;
            ALTER TABLE seat ADD COLUMN fee text;
            ALTER TABLE seat ADD COLUMN fee_days {int};
            ALTER TABLE seat ADD COLUMN code text;
            ALTER TABLE seat ADD COLUMN code_day text;
            CREATE INDEX delegation_by_code ON delegation (edition, code);
            CREATE INDEX seat_by_code ON seat (edition, code);
            CREATE TABLE quote (
                edition text NOT NULL REFERENCES registration (edition),
                number {int} NOT NULL CHECK (number > 0),
                delegation text NOT NULL REFERENCES delegation (id),
                order_number text NOT NULL,
                document text NOT NULL,
                created {int} NOT NULL,
                PRIMARY KEY (edition, number)
            ){strict};
            CREATE INDEX quote_by_delegation ON quote (delegation, number);
            """)
    ]
}
