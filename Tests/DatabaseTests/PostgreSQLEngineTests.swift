// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization
import Testing

@testable import Database

@Suite(.enabled(if: PostgreSQLTestDatabase.isNamed, "needs HEMICYCLE_TEST_DATABASE"), .timeLimit(.minutes(5)))
struct `Reading from PostgreSQL` {
    private static let one: SQL = "SELECT 1 AS one"

    @Test func `a read sees one state and cannot write`() async throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let engine = try database.engine()
        try engine.openWriter().execute("CREATE TABLE line (id bigint)")
        let counts = try await engine.read { connection in
            let before: Int = try connection.rows("SELECT count(*) AS n FROM line")[0]["n"]
            try engine.openWriter().execute("INSERT INTO line VALUES (1)")
            return [before, try connection.rows("SELECT count(*) AS n FROM line")[0]["n"] as Int]
        }
        #expect(counts == [0, 0])
        #expect(try await engine.read { try $0.rows("SELECT count(*) AS n FROM line")[0]["n"] as Int } == 1)
        await #expect(throws: DatabaseFault.other("cannot execute INSERT in a read-only transaction")) {
            try await engine.read { try $0.run("INSERT INTO line VALUES (2)") }
        }
        await #expect(throws: CancellationError.self) { try await engine.read { _ in throw CancellationError() } }
        #expect(try await engine.read { _ in 7 } == 7)
    }

    @Test func `more reads than connections all come to their turn`() async throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let engine = try database.engine(readers: 3)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 1...300 {
                group.addTask { try await engine.read { try $0.rows("SELECT \(number) + 0 AS number")[0]["number"] } }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 45_150)
        #expect(try connections(of: database, "state = 'idle'") <= 3)
    }

    @Test func `a read after the connection was cut finds another one`() async throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let engine = try database.engine()
        let pid: SQL = "SELECT pg_backend_pid() AS pid"
        let first: Int = try await engine.read { try $0.rows(pid)[0]["pid"] }
        try engine.openWriter().execute("SELECT pg_terminate_backend(\(first), 5000)")
        let second: Int = try await engine.read { try $0.rows(pid)[0]["pid"] }
        #expect(first != second)
    }

    @Test func `a read whose connection is cut is begun again, once`() async throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let engine = try database.engine()
        let tries = Mutex(0)
        let cut: SQL = "SELECT pg_terminate_backend(pg_backend_pid()) AS cut"
        let answer: Int = try await engine.read { connection in
            let isFirst = tries.withLock { tries in
                tries += 1
                return tries == 1
            }
            if isFirst { _ = try connection.rows(cut) }
            return try connection.rows(Self.one)[0]["one"]
        }
        #expect(answer == 1)
        #expect(tries.withLock { $0 } == 2)
        await #expect(throws: DatabaseFault.unavailable("terminating connection due to administrator command")) {
            try await engine.read { try $0.rows(cut).count }
        }
        #expect(try await engine.read { try $0.rows(Self.one).count } == 1)
    }

    @Test func `a read goes on when a table has changed since its statement was prepared`() async throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let engine = try database.engine()
        try engine.openWriter().execute("CREATE TABLE line (id integer); INSERT INTO line VALUES (1)")
        let read = { @Sendable in try await engine.read { try $0.rows("SELECT * FROM line")[0].values } }
        #expect(try await read() == [.integer(1)])
        try engine.openWriter().execute("ALTER TABLE line ALTER COLUMN id TYPE text")
        #expect(try await read() == [.text("1")])
    }

    @Test func `a server that is not there is unavailable at once`() async throws {
        let engine = try PostgreSQLEngine(url: "postgres://hemi:geheim@127.0.0.1:1/hemicycle", readers: 1)
        defer { engine.close() }
        await #expect(throws: DatabaseFault.unavailable("Connection refused")) { try await engine.read { _ in 1 } }
        let start = ContinuousClock.now
        #expect(throws: DatabaseFault.unavailable("Connection refused")) { try engine.openWriter() }
        #expect(.now - start < .seconds(5))
    }

    @Test func `a read that would wait too long for its turn is given up`() async throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let engine = try PostgreSQLEngine(url: database.url, readers: 1, patience: .milliseconds(100))
        defer { engine.close() }
        let (began, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let slow = Task {
            try await engine.read { _ in
                began.signal()
                mayEnd.wait()
                return 1
            }
        }
        await began.arrival()
        await #expect(throws: DatabaseFault.unavailable("no connection was free in time")) { try await engine.read { _ in 2 } }
        mayEnd.signal()
        #expect(try await slow.value == 1)
        #expect(try await engine.read { _ in 3 } == 3)
    }

    @Test func `closing interrupts what is read and refuses what comes after`() async throws {
        let database = try PostgreSQLTestDatabase()
        defer { database.drop() }
        let engine = try database.engine()
        let slow = Task { try await engine.read { try $0.rows("SELECT pg_sleep(20) AS slept").count } }
        while try connections(of: database, "wait_event = 'PgSleep'") == 0 { await Task.yield() }
        let waiting = Task { try await engine.read { try $0.rows(Self.one).count } }
        let start = ContinuousClock.now
        engine.close()
        #expect(.now - start < .seconds(2))
        engine.close()
        await #expect(throws: DatabaseFault.unavailable("the server is stopping")) { try await slow.value }
        await #expect(throws: DatabaseFault.unavailable("the server is stopping")) { try await waiting.value }
        await #expect(throws: DatabaseFault.unavailable("the server is stopping")) { try await engine.read { _ in 1 } }
    }

    /// How many connections of readers and listeners there are in some state.
    private func connections(of database: PostgreSQLTestDatabase, _ condition: SQL) throws -> Int {
        try database.engine().openWriter().rows(
            """
            SELECT count(*) AS n FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND \(condition)
            """)[0]["n"]
    }
}
