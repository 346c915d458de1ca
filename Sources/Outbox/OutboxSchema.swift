// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of what is done after a decision.
enum OutboxSchema {
    static let migrations = [
        Migration(
            "0004 mail and timers wait in the outbox",
            """
            CREATE TABLE letter_batch (
                id text NOT NULL PRIMARY KEY,
                kind text NOT NULL,
                created {int} NOT NULL,
                stopped_at {int}
            ){strict};
            CREATE TABLE letter (
                id text NOT NULL PRIMARY KEY,
                kind text NOT NULL,
                batch text REFERENCES letter_batch (id),
                person text,
                address text NOT NULL,
                folded text NOT NULL,
                name text,
                language text NOT NULL,
                subject text NOT NULL,
                body text NOT NULL,
                html text,
                calendar text,
                transactional {bool} NOT NULL,
                secret {bool} NOT NULL,
                created {int} NOT NULL,
                expires {int},
                state text NOT NULL CHECK (state IN
                    ('waiting', 'sending', 'sent', 'deferred', 'unknown', 'bounced', 'stopped', 'expired')),
                attempts {int} NOT NULL,
                first_tried {int},
                due {int} NOT NULL,
                lease text,
                leased_until {int},
                reason text,
                detail text,
                relay_fails {bool} NOT NULL,
                sent_at {int},
                doubts {int} NOT NULL,
                bounce_token text NOT NULL UNIQUE,
                CHECK ((state = 'sending') = (lease IS NOT NULL)),
                CHECK ((lease IS NULL) = (leased_until IS NULL))
            ){strict};
            CREATE INDEX letter_open ON letter (due, id) WHERE state IN ('waiting', 'deferred', 'unknown');
            CREATE INDEX letter_expiring ON letter (expires) WHERE state IN ('waiting', 'deferred', 'unknown');
            CREATE INDEX letter_leased ON letter (leased_until) WHERE state = 'sending';
            CREATE INDEX letter_by_sending ON letter (sent_at);
            CREATE INDEX letter_by_time ON letter (created, id, state);
            CREATE INDEX letter_by_batch ON letter (batch);
            CREATE INDEX letter_by_person ON letter (person);
            CREATE INDEX letter_by_address ON letter (folded);
            CREATE TABLE suppression (
                folded text NOT NULL,
                reason text NOT NULL CHECK (reason IN ('bounced', 'unsubscribed', 'asked')),
                since {int} NOT NULL,
                letter text,
                PRIMARY KEY (folded, reason)
            ){strict};
            CREATE INDEX suppression_by_time ON suppression (since, folded);
            CREATE TABLE outbox_hold (
                one {int} NOT NULL PRIMARY KEY CHECK (one = 1),
                since {int} NOT NULL,
                reason text NOT NULL
            ){strict};
            CREATE TABLE timer (
                id text NOT NULL PRIMARY KEY,
                kind text NOT NULL,
                subject text NOT NULL,
                due {int} NOT NULL,
                attempts {int} NOT NULL,
                reason text,
                UNIQUE (kind, subject)
            ){strict};
            CREATE INDEX timer_by_due ON timer (due);
            """),
        Migration(
            "0005 programs elsewhere are told of acts",
            """
            CREATE TABLE webhook (
                id text NOT NULL PRIMARY KEY,
                address text NOT NULL,
                secret text NOT NULL,
                verbs text NOT NULL,
                created {int} NOT NULL,
                next_act {int} NOT NULL,
                ended_at {int}
            ){strict};
            CREATE TABLE webhook_delivery (
                id text NOT NULL PRIMARY KEY,
                webhook text NOT NULL REFERENCES webhook (id),
                act {int} NOT NULL,
                body text NOT NULL,
                state text NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'deferred', 'failed')),
                attempts {int} NOT NULL,
                first_tried {int},
                due {int} NOT NULL,
                lease text,
                leased_until {int},
                reason text,
                detail text,
                sent_at {int},
                created {int} NOT NULL,
                UNIQUE (webhook, act),
                CHECK ((state = 'sending') = (lease IS NOT NULL)),
                CHECK ((lease IS NULL) = (leased_until IS NULL))
            ){strict};
            CREATE INDEX webhook_delivery_open ON webhook_delivery (due, id) WHERE state IN ('waiting', 'deferred');
            CREATE INDEX webhook_delivery_by_state ON webhook_delivery (state, leased_until);
            CREATE INDEX webhook_delivery_by_time ON webhook_delivery (webhook, created);
            """),
    ]
}
