// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Database

@Suite struct `What is said about a PostgreSQL server` {
    @Test(arguments: [
        (
            "connection to server at \"10.0.0.1\", port 5432 failed: FATAL:  password authentication failed for user \"hemi\"\n",
            "password authentication failed for user …"
        ),
        (
            "connection to server on socket \"/run/.s.PGSQL.5432\" failed: No such file or directory\n\tIs the server running?\n",
            "No such file or directory"
        ),
        (
            "could not translate host name \"word@host\" to address: Name or service not known\n",
            "could not translate host name … to address: Name or service not known"
        ),
        ("invalid integer value \"word\" for connection option \"port\"\n", "invalid integer value … for connection option …"),
        ("", "no connection was made"),
    ])
    func `why no connection was made is told without names and addresses`(_ words: String, _ told: String) {
        #expect(PostgreSQLFailure.ofConnecting(words) == .unavailable(told))
    }

    @Test func `a server older than 15 is refused, newer ones are not`() {
        #expect(
            PostgreSQLLink.refusal(ofServer: 140_011) == .other("the server is PostgreSQL 14; Hemicycle works with 15 and newer"))
        #expect(PostgreSQLLink.refusal(ofServer: 150_000) == nil)
        #expect(PostgreSQLLink.refusal(ofServer: 180_001) == nil)
    }

    @Test(arguments: ["postgres://%zz", "postgres://hemi:word@[::1/db", "postgres://hemi@here/db?word=1", "postgres://a\u{0}b"])
    func `an address that libpq cannot read is refused without showing it`(_ url: String) {
        #expect(throws: OpeningRefusal.wrongURL("this (not shown, since it may hold a password)")) {
            try PostgreSQLEngine(url: url, readers: 1)
        }
    }
}
