// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization
import Testing

@testable import Database

@Suite(.enabled(if: PostgreSQLTestDatabase.isNamed, "needs HEMICYCLE_TEST_DATABASE"), .timeLimit(.minutes(5)))
struct `What PostgreSQL keeps` {
    @Test func `values come back as they went in`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let writer = try database.engine().openWriter()
        try writer.execute(
            "CREATE TABLE kept (a bigint, b integer, c smallint, d double precision, e text, f bytea, g boolean, h real)")
        let bytes = (0...255).map { UInt8($0) }
        let lines: [[SQLValue]] = [
            [
                .integer(.max), .integer(-7), .integer(300), .real(0.1 + 0.2), .text("Łódź 🏛️ \"'\\ $1"), .bytes(bytes),
                .bool(true), .real(1.5),
            ],
            [.integer(.min), .integer(0), .integer(-1), .real(-.infinity), .text(""), .bytes([]), .bool(false), .real(-2)],
            Array(repeating: .null, count: 8),
        ]
        for v in lines {
            let changed = try writer.run(
                "INSERT INTO kept VALUES (\(v[0]), \(v[1]), \(v[2]), \(v[3]), \(v[4]), \(v[5]), \(v[6]), \(v[7]))")
            #expect(changed == 1)
        }
        #expect(try writer.rows("SELECT * FROM kept").map(\.values) == lines)
        #expect(try writer.rows("SELECT sum(b) / 2 AS half, avg(h) AS mean FROM kept")[0].values == [.integer(-3), .real(-0.25)])
        #expect(try writer.run("UPDATE kept SET b = 1 WHERE a IS NOT NULL") == 2)
    }

    @Test func `a text larger than every buffer comes back`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let writer = try database.engine().openWriter()
        let text = String(repeating: "Übergröße ", count: 400_000)
        #expect(try writer.rows("SELECT CAST(\(text) AS text) AS text, 1 AS one")[0].values == [.text(text), .integer(1)])
    }

    @Test func `U+0000 in a text is refused before anything is sent`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let writer = try database.engine().openWriter()
        try writer.execute("CREATE TABLE word (word text)")
        try writer.beginWriting()
        #expect(throws: DatabaseFault.other("PostgreSQL cannot hold the sign U+0000 in a text")) {
            try writer.run("INSERT INTO word VALUES (\("a\u{0}b"))")
        }
        _ = try writer.run("INSERT INTO word VALUES (\("ab"))")
        try writer.commitWriting()
        #expect(try writer.rows("SELECT word FROM word").map(\.values) == [[.text("ab")]])
    }

    @Test func `a broken rule is named without the row's data`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let writer = try database.engine().openWriter()
        try writer.execute(
            """
            CREATE TABLE person (name text CONSTRAINT one_name UNIQUE, age integer CONSTRAINT adult CHECK (age > 17) NOT NULL);
            INSERT INTO person VALUES ('secret', 18)
            """)
        let fault = { (statement: SQL) in #expect(throws: DatabaseFault.self) { try writer.run(statement) } }
        #expect(
            fault("INSERT INTO person VALUES (\("secret"), 18)")
                == .constraint("duplicate key value violates unique constraint \"one_name\""))
        #expect(
            fault("INSERT INTO person VALUES (\("secret 2"), 7)")
                == .constraint("new row for relation \"person\" violates check constraint \"adult\""))
        #expect(
            fault("INSERT INTO person VALUES (\("secret 2"), NULL)")
                == .constraint("null value in column \"age\" of relation \"person\" violates not-null constraint"))
        #expect(fault("SELECT CAST(\("secret") AS bigint)") == .other("invalid input syntax for type bigint: …"))
    }

    @Test func `each SQLSTATE is a fault, after which the connection goes on`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let writer = try database.engine().openWriter()
        let faults: [(String, DatabaseFault)] = [
            ("40001", .conflict), ("40P01", .conflict), ("55P03", .conflict), ("53100", .full), ("XX001", .damaged("x")),
            ("XX002", .damaged("x")), ("23P01", .constraint("x")), ("57P01", .unavailable("x")), ("57P03", .unavailable("x")),
            ("08006", .unavailable("x")), ("25006", .unavailable("x")), ("P0001", .other("x")), ("57014", .other("x")),
        ]
        for (code, fault) in faults {
            #expect(throws: fault, "\(code)") {
                try writer.execute("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '\(code)'; END $$")
            }
        }
        #expect(try writer.rows("SELECT 1 AS one")[0]["one"] == 1)
    }

    @Test func `at most 500 statements stay prepared, the used ones among them`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let writer = try #require(database.engine().openWriter() as? PostgreSQLConnection)
        let often: SQL = "SELECT count(*) AS prepared FROM pg_prepared_statements"
        for number in 0..<1_200 {
            let answer = try writer.rows(SQL(stringLiteral: "SELECT \(number) AS number"))
            try #require(answer[0]["number"] == number)
            if number.isMultiple(of: 100) { _ = try writer.rows(often) }
        }
        #expect(writer.preparedCount <= 500)
        #expect(try writer.rows(often)[0]["prepared"] == writer.preparedCount)
        #expect(
            try writer.rows("SELECT count(*) AS n FROM pg_prepared_statements WHERE name = 's2'")[0]["n"] == 1, "the second text")
    }

    @Test func `a long list of rows is not kept as a prepared statement`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let writer = try #require(database.engine().openWriter() as? PostgreSQLConnection)
        try writer.execute("CREATE TABLE line (id bigint, word text)")
        let rows = (1...500).map { "(\($0), \("word \($0)"))" as SQL }
        #expect(try writer.run("INSERT INTO line VALUES \(SQL.joined(rows, by: ", "))") == 500)
        #expect(writer.preparedCount == 0)
    }

    @Test func `savepoints that were not yet sent are where they belong`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let writer = try database.engine().openWriter()
        try writer.execute("CREATE TABLE line (id bigint PRIMARY KEY)")
        try writer.beginWriting()
        for id in [1, 1, 2, 3, 3, 4] {
            try writer.execute("SAVEPOINT job")
            do {
                _ = try writer.run("INSERT INTO line VALUES (\(id))")
                if id == 2 { throw CancellationError() }
                try writer.execute("RELEASE SAVEPOINT job")
            } catch {
                try writer.execute("ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job")
            }
        }
        try writer.execute("SAVEPOINT job")
        try writer.execute("ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job")
        try writer.execute("SAVEPOINT job")
        try writer.execute("RELEASE SAVEPOINT job")
        try writer.commitWriting()
        #expect(try writer.rows("SELECT id FROM line ORDER BY id").map { $0["id"] } == [1, 3, 4])
        #expect(try writer.rows(Self.ownLocks).isEmpty)
    }

    private static let ownLocks: SQL = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"

    @Test func `a failure that a job kept to itself still ends the job`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let writer = try database.engine().openWriter()
        try writer.beginWriting()
        try writer.execute("SAVEPOINT job")
        _ = try? writer.rows("SELECT 1 / 0 AS nothing")
        #expect(throws: DatabaseFault.self) { try writer.execute("RELEASE SAVEPOINT job") }
        #expect(throws: DatabaseFault.other("the transaction was undone")) { try writer.commitWriting() }
        writer.rollBack()
        #expect(try writer.rows(Self.ownLocks).isEmpty)
    }

    @Test func `commits last, whatever the database's own setting`() throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let setting: SQL = "SELECT current_setting('synchronous_commit') AS setting"
        for (theirs, ours) in [("off", "on"), ("remote_apply", "remote_apply")] {
            try database.engine().openWriter().execute("ALTER DATABASE \(database.name) SET synchronous_commit = \(theirs)")
            #expect(try database.engine().openWriter().rows(setting)[0]["setting"] == ours)
        }
    }

    @Test(.enabled(if: PostgreSQLTestDatabase.encryptedServer != nil, "needs HEMICYCLE_TEST_DATABASE_TLS"))
    func `a connection with TLS carries large answers`() throws {
        let database = try PostgreSQLTestDatabase(on: PostgreSQLTestDatabase.encryptedServer)
        defer { database.drop() }
        let writer = try database.engine().openWriter()
        #expect(try writer.rows("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")[0]["ssl"] == true)
        for size in [8_000, 8_192, 16_384, 16_385, 100_000, 3_000_000] {
            let text = String(repeating: "x", count: size)
            #expect(try writer.rows("SELECT CAST(\(text) AS text) AS text")[0]["text"] == text)
        }
    }
}

/// A database of its own on the server that HEMICYCLE_TEST_DATABASE names, and the engines opened on it.
final class PostgreSQLTestDatabase: Sendable {
    static let server = ProcessInfo.processInfo.environment["HEMICYCLE_TEST_DATABASE"]
    /// The same or another server, by an address with `sslmode=require`.
    static let encryptedServer = ProcessInfo.processInfo.environment["HEMICYCLE_TEST_DATABASE_TLS"]
    static var isNamed: Bool { server != nil }

    let name = "hemicycle_test_\(UInt64.random(in: 0...(.max)))"
    private let server: String
    private let engines = Mutex<[PostgreSQLEngine]>([])

    var url: String { "\(server)\(server.contains("?") ? "&" : "?")dbname=\(name)" }

    init(on server: String? = server) throws {
        self.server = try #require(server)
        try administer("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8'")
    }

    /// An engine that `drop` closes, if nobody has done so before.
    func engine(readers: Int = 1) throws -> PostgreSQLEngine {
        let engine = try PostgreSQLEngine(url: url, readers: readers)
        engines.withLock { $0.append(engine) }
        return engine
    }

    /// Ends whatever connections are left.
    func drop() {
        for engine in engines.withLock({ $0 }) { engine.close() }
        try? administer("DROP DATABASE \(name) WITH (FORCE)")
    }

    private func administer(_ text: String) throws {
        let engine = try PostgreSQLEngine(url: server, readers: 1)
        defer { engine.close() }
        try engine.openWriter().execute(text)
    }
}

extension DispatchSemaphore {
    /// Waits for a signal without blocking a thread of Swift's concurrency.
    func arrival() async {
        await withCheckedContinuation { continuation in
            Thread {
                self.wait()
                continuation.resume()
            }.start()
        }
    }
}
