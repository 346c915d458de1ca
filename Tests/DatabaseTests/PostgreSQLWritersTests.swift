// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import Synchronization
import Testing

@testable import Database

@Suite(.enabled(if: PostgreSQLTestDatabase.isNamed, "needs HEMICYCLE_TEST_DATABASE"), .timeLimit(.minutes(5)))
struct `Several programs on one PostgreSQL database` {
    private static let steps = [
        Migration(
            "0002 lines are counted", "CREATE TABLE line (id {int} NOT NULL PRIMARY KEY, word text NOT NULL UNIQUE){strict}")
    ]

    @Test func `400 writes of two programs are numbered without a gap and see each other`() async throws {
        let place = try PostgreSQLTestDatabase()
        defer { place.drop() }
        let programs = try [open(place), open(place)]
        defer { for program in programs { program.close() } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for program in programs {
                for number in 1...200 {
                    group.addTask { try await add(by: program, "\(ObjectIdentifier(program)) \(number)") }
                }
            }
            try await group.waitForAll()
        }
        let (ids, acts) = try await programs[0].read(by: .timer, at: .now) { tx in
            (
                try tx.rows("SELECT id FROM line ORDER BY id").map { $0["id"] as Int },
                try tx.rows("SELECT number FROM act ORDER BY number").map { $0["number"] as Int }
            )
        }
        #expect(ids == Array(1...400))
        #expect(acts == Array(1...400))
    }

    @Test func `a failing job undoes nothing of the jobs that share its commit`() async throws {
        let place = try PostgreSQLTestDatabase()
        defer { place.drop() }
        try open(place).close()
        let engine = try place.engine()
        let commits = Mutex<[[Int]]>([])
        let writer = GroupWriter(engine: engine) { acts in commits.withLock { $0.append(acts.map(\.number)) } }
        let faults = Mutex<[String: DatabaseFault]>([:])
        let (began, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        writer.add(
            GroupWriter.Job(
                perform: { _ in
                    began.signal()
                    mayEnd.wait()
                    return []
                }, finish: { _ in }))
        await began.arrival()
        for (id, word) in ["a", "b", "b", "c", "!", "d", "\u{0}", "e"].enumerated() {
            writer.add(
                GroupWriter.Job(
                    perform: { connection in
                        _ = try connection.run("INSERT INTO line (id, word) VALUES (\(id), \(word))")
                        if word == "!" { throw CancellationError() }
                        return [Act(number: 0, at: .now, actor: .timer, role: .operator, verb: "line.added", nouns: [])]
                    },
                    finish: { fault in faults.withLock { $0["\(id) \(word)"] = fault } }))
        }
        mayEnd.signal()
        writer.close()
        #expect(
            faults.withLock { $0 } == [
                "2 b": .constraint("duplicate key value violates unique constraint \"line_word_key\""),
                "4 !": .refused,
                "6 \0": .other("PostgreSQL cannot hold the sign U+0000 in a text"),
            ])
        #expect(commits.withLock { $0 } == [[], [1, 2, 3, 4, 5]])
        #expect(
            try engine.openWriter().rows("SELECT word FROM line ORDER BY word").map { $0["word"] } == ["a", "b", "c", "d", "e"])
    }

    @Test func `a write after the connection was cut finds another one`() async throws {
        let place = try PostgreSQLTestDatabase()
        defer { place.drop() }
        let program = try open(place)
        defer { program.close() }
        try await add(by: program, "before")
        try place.engine().openWriter().execute(
            """
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """)
        try await add(by: program, "after")
        #expect(try await program.read(by: .timer, at: .now) { try $0.rows("SELECT id FROM line").count } == 2)
    }

    @Test func `a writer sees what was committed while it waited for the lock`() async throws {
        let place = try PostgreSQLTestDatabase()
        defer { place.drop() }
        try open(place).close()
        let (first, observer) = try (place.engine().openWriter(), place.engine().openWriter())
        try first.beginWriting()
        let (seen, seer) = AsyncStream.makeStream(of: [Int]?.self)
        Thread { seer.yield(try? seenAfterWaiting(place.engine().openWriter())) }.start()
        while try observer.rows(Self.waiting).isEmpty {}
        _ = try first.run("INSERT INTO line VALUES (7, \("seven"))")
        try first.commitWriting()
        #expect(await seen.first { _ in true } == [7])
    }

    private static let waiting: SQL = """
        SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """

    private func seenAfterWaiting(_ writer: any Connection) throws -> [Int] {
        defer { writer.rollBack() }
        while true {
            do {
                try writer.beginWriting()
                return try writer.rows("SELECT id FROM line").map { $0["id"] }
            } catch DatabaseFault.conflict {
                writer.rollBack()
            }
        }
    }

    @Test func `a writer that waits too long for another one may try again`() throws {
        let place = try PostgreSQLTestDatabase()
        defer { place.drop() }
        let (first, second) = try (place.engine().openWriter(), place.engine().openWriter())
        try first.beginWriting()
        #expect(throws: DatabaseFault.conflict) { try second.beginWriting() }
        second.rollBack()
        first.rollBack()
        try second.beginWriting()
        try second.commitWriting()
    }

    @Test func `a program is told what another one commits`() async throws {
        let place = try PostgreSQLTestDatabase()
        defer { place.drop() }
        let (here, there) = try (open(place), open(place))
        defer { for program in [here, there] { program.close() } }
        let (told, teller) = AsyncStream.makeStream(of: Set<Noun>?.self)
        here.onChange { teller.yield($0) }
        here.watchOtherProcesses()
        var known = told.makeAsyncIterator()
        var written: Set<Noun> = []
        for (program, word) in [(there, "a"), (there, "b"), (here, "c"), (there, "d")] {
            written.insert(Noun("line:\(word)"))
            try await add(by: program, word)
            // Being told of one twice, or of two at once, does no harm; being told of all (nil) is no news here.
            while let nouns = await known.next() {
                #expect(nouns?.isSubset(of: written) == true)
                if nouns?.contains(Noun("line:\(word)")) == true { break }
            }
        }
    }

    @Test func `a program is not told of its own commits, and of a lost connection twice`() async throws {
        let place = try PostgreSQLTestDatabase()
        defer { place.drop() }
        try open(place).close()
        let (here, there) = try (place.engine(), place.engine())
        let (ours, theirs) = try (here.openWriter(), there.openWriter())
        let (told, teller) = AsyncStream.makeStream(of: String.self)
        var news = told.makeAsyncIterator()
        here.watch(changed: { teller.yield("changed") }, lost: { teller.yield("lost") })
        #expect(await news.next() == "changed", "since acts may have come before it listened")
        try commitAct(1, on: ours)
        try commitAct(2, on: theirs)
        #expect(await news.next() == "changed")
        try theirs.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'"
                + " AND datname = current_database()")
        #expect([await news.next(), await news.next(), await news.next()] == ["lost", "lost", "changed"])
        try commitAct(3, on: theirs)
        #expect(await news.next() == "changed")
    }

    private func commitAct(_ number: Int, on writer: any Connection) throws {
        try writer.beginWriting()
        _ = try writer.run(
            "INSERT INTO act (number, at, actor, role, verb) VALUES (\(number), 0, 'timer', 'operator', 'line.added')")
        try writer.commitWriting()
    }

    private func open(_ place: PostgreSQLTestDatabase) throws -> Database {
        try Database.open(.postgres(place.url), steps: Self.steps, migrating: true)
    }

    /// Adds a line with the next number: two of the same number, or a gap, would show that writers did not see each other.
    private func add(by program: Database, _ word: String) async throws {
        try await program.write(by: .timer, at: .now) { tx in
            let last: Int = try tx.rows("SELECT coalesce(max(id), 0) AS last FROM line")[0]["last"]
            try tx.run("INSERT INTO line (id, word) VALUES (\(last + 1), \(word))")
            tx.record("line.added", Noun("line:\(word)"))
        }
    }
}
