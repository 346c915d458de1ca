// SPDX-License-Identifier: EUPL-1.2
import Database

/// The tables of accounts. Whatever lets in by itself is stored as a hash only; the secret of an app has to be kept to compare its codes.
enum AccountsSchema {
    static let migrations = [
        Migration(
            "0006 people sign in and hold roles",
            """
            CREATE TABLE account (
                person text NOT NULL PRIMARY KEY REFERENCES person (id),
                created {int} NOT NULL,
                handle {bytes} NOT NULL UNIQUE,
                closed_at {int}
            ){strict};
            CREATE TABLE role_grant (
                id text NOT NULL PRIMARY KEY,
                person text NOT NULL REFERENCES person (id),
                role text NOT NULL,
                scope text NOT NULL,
                since {int} NOT NULL,
                given_by text REFERENCES person (id),
                ended_at {int},
                ended_by text REFERENCES person (id)
            ){strict};
            CREATE UNIQUE INDEX role_grant_held ON role_grant (person, role, scope) WHERE ended_at IS NULL;
            CREATE INDEX role_grant_by_scope ON role_grant (scope);
            CREATE TABLE role_requirement (
                role text NOT NULL PRIMARY KEY,
                since {int} NOT NULL,
                required_by text REFERENCES person (id)
            ){strict};
            CREATE TABLE sign_in (
                id text NOT NULL PRIMARY KEY,
                folded text NOT NULL,
                address text NOT NULL,
                language text NOT NULL,
                next text,
                created {int} NOT NULL,
                expires {int} NOT NULL,
                link_hash text UNIQUE,
                code_hash text,
                tries {int} NOT NULL,
                used_at {int},
                choice_hash text UNIQUE,
                person text REFERENCES person (id),
                CHECK (tries BETWEEN 0 AND 5)
            ){strict};
            CREATE INDEX sign_in_by_address ON sign_in (folded, created);
            CREATE INDEX sign_in_by_end ON sign_in (expires);
            CREATE INDEX sign_in_by_person ON sign_in (person);
            CREATE TABLE stay (
                id text NOT NULL PRIMARY KEY,
                token_hash text NOT NULL UNIQUE,
                person text NOT NULL REFERENCES person (id),
                device text NOT NULL,
                created {int} NOT NULL,
                last_used {int} NOT NULL,
                expires {int} NOT NULL,
                factor_at {int},
                ended_at {int}
            ){strict};
            CREATE INDEX stay_by_person ON stay (person);
            CREATE TABLE passkey (
                id text NOT NULL PRIMARY KEY,
                person text NOT NULL REFERENCES person (id),
                credential {bytes} NOT NULL UNIQUE,
                handle {bytes} NOT NULL,
                public_key {bytes} NOT NULL,
                algorithm {int} NOT NULL,
                transports text NOT NULL,
                can_be_backed_up {bool} NOT NULL,
                counter {int} NOT NULL,
                backed_up {bool} NOT NULL,
                name text NOT NULL CHECK (name <> ''),
                created {int} NOT NULL,
                last_used {int}
            ){strict};
            CREATE INDEX passkey_by_person ON passkey (person);
            CREATE TABLE totp (
                person text NOT NULL PRIMARY KEY REFERENCES person (id),
                secret {bytes} NOT NULL,
                created {int} NOT NULL,
                confirmed_at {int},
                last_step {int} NOT NULL
            ){strict};
            CREATE TABLE recovery_code (
                person text NOT NULL REFERENCES person (id),
                hash text NOT NULL,
                used_at {int},
                PRIMARY KEY (person, hash)
            ){strict};
            CREATE TABLE factor_try (
                person text NOT NULL REFERENCES person (id),
                at {int} NOT NULL,
                number {int} NOT NULL,
                PRIMARY KEY (person)
            ){strict};
            CREATE TABLE factor_reset (
                id text NOT NULL PRIMARY KEY,
                person text NOT NULL REFERENCES person (id),
                asked_by text NOT NULL REFERENCES person (id),
                asked_at {int} NOT NULL,
                confirmed_by text REFERENCES person (id),
                ended_at {int},
                CHECK (confirmed_by <> asked_by)
            ){strict};
            CREATE TABLE challenge (
                id text NOT NULL PRIMARY KEY,
                value {bytes} NOT NULL,
                person text REFERENCES person (id),
                expires {int} NOT NULL
            ){strict};
            CREATE INDEX challenge_by_end ON challenge (expires);
            CREATE TABLE api_token (
                id text NOT NULL PRIMARY KEY,
                hash text NOT NULL UNIQUE,
                person text NOT NULL REFERENCES person (id),
                name text NOT NULL CHECK (name <> ''),
                permissions text NOT NULL,
                created {int} NOT NULL,
                expires {int} NOT NULL,
                last_used {int},
                ended_at {int}
            ){strict};
            CREATE INDEX api_token_by_person ON api_token (person);
            CREATE TABLE paper_code (
                hash text NOT NULL PRIMARY KEY,
                person text NOT NULL REFERENCES person (id),
                given_by text REFERENCES person (id),
                created {int} NOT NULL,
                expires {int} NOT NULL,
                used_at {int}
            ){strict};
            CREATE TABLE address_check (
                hash text NOT NULL PRIMARY KEY,
                person text NOT NULL REFERENCES person (id),
                address text NOT NULL,
                expires {int} NOT NULL
            ){strict};
            CREATE INDEX address_check_by_end ON address_check (expires);
            CREATE INDEX address_check_by_person ON address_check (person);
            CREATE TABLE identity (
                provider text NOT NULL,
                subject text NOT NULL,
                person text NOT NULL REFERENCES person (id),
                since {int} NOT NULL,
                PRIMARY KEY (provider, subject)
            ){strict};
            CREATE TABLE identity_request (
                state_hash text NOT NULL PRIMARY KEY,
                attempt text NOT NULL,
                browser_hash text NOT NULL,
                language text NOT NULL,
                next text,
                expires {int} NOT NULL
            ){strict};
            CREATE INDEX identity_request_by_end ON identity_request (expires);
            """)
    ]
}
