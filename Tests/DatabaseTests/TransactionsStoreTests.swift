// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import Synchronization
import TestKit
import Testing
import Vocabulary

@testable import Database

/// One small table for all tests of the storage.
private let steps = [
    Migration(
        "0900 a table to try", "CREATE TABLE thing (id text NOT NULL PRIMARY KEY, size {int} NOT NULL CHECK (size >= 0)){strict}"),
    Migration(
        "0901 every kind of value",
        "CREATE TABLE kind (n {int}, x {real}, t text, b {bytes}, truth {bool}){strict}; CREATE TABLE part (thing text NOT NULL REFERENCES thing (id)){strict}"
    ),
]

private struct Full: Refusal, Equatable {
    let kind = RefusalKind.conflict
    let phrase: Phrase = "thing.full"
}

@Suite struct `Transactions` {
    private func open(_ place: TestPlace) throws -> Database {
        try Database.open(place.url, steps: steps, migrating: true)
    }

    @Test(arguments: TestEngine.available)
    func `what a write stores a read finds`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        let bytes: [UInt8] = [0, 255, 39, 92]
        try await database.write(by: .commandLine, at: .now) { tx in
            try tx.run(
                "INSERT INTO kind (n, x, t, b, truth) VALUES (\(-7), \(0.1), \("é 'quoted' $1 ?"), \(SQLValue.bytes(bytes)), \(true))"
            )
            try tx.run(
                "INSERT INTO kind (n, x, t, b, truth) VALUES (\(nil as Int?), \(nil as Double?), \(nil as String?), \(SQLValue.null), \(nil as Bool?))"
            )
        }
        let rows = try await database.read(by: .public, at: .now) {
            try $0.rows("SELECT n, x, t, b, truth FROM kind ORDER BY n NULLS LAST")
        }
        #expect(rows[0]["n"] as Int == -7)
        #expect(rows[0]["x"] as Double == 0.1)
        #expect(rows[0]["t"] as String == "é 'quoted' $1 ?")
        #expect(rows[0].values[3] == .bytes(bytes))
        #expect(rows[0]["truth"] as Bool)
        #expect(rows[1].values == [.null, .null, .null, .null, .null])
    }

    @Test(arguments: TestEngine.available)
    func `a value is kept until an act concerns what it is about, here or in another process`(engine: TestEngine) async throws {
        let place = try engine.place()
        let (here, elsewhere) = (try open(place), try open(place))
        defer {
            here.close()
            elsewhere.close()
        }
        let readings = Atomic<Int>(0)
        @Sendable func sizes(_ tx: Transaction) throws -> [Int] {
            try tx.keeping("sizes", about: "things") {
                readings.add(1, ordering: .relaxed)
                return try tx.rows("SELECT size FROM thing ORDER BY size").map { $0["size"] }
            }
        }
        @Sendable func add(_ size: Int, _ noun: Noun, _ tx: Transaction) throws {
            try tx.run("INSERT INTO thing (id, size) VALUES (\("t\(size)"), \(size))")
            tx.record("thing.added", noun)
        }
        try await here.write(by: .commandLine, at: .now) { tx in
            try add(1, "things", tx)
            #expect(try sizes(tx) == [1])
        }
        #expect(try await here.read(by: .public, at: .now, sizes) == [1])
        #expect(try await here.read(by: .public, at: .now, sizes) == [1])
        #expect(readings.load(ordering: .relaxed) == 2)
        try await elsewhere.write(by: .commandLine, at: .now) { try add(2, "others", $0) }
        #expect(try await here.read(by: .public, at: .now, sizes) == [1])
        try await elsewhere.write(by: .commandLine, at: .now) { try add(3, "things", $0) }
        let (found, seen) = try await here.reading(by: .public, at: .now, sizes)
        #expect(found == [1, 2, 3])
        #expect(seen == Seen(["things"]))
    }

    @Test(arguments: TestEngine.available)
    func `a refusal undoes its own work and nobody else's`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<120 {
                group.addTask {
                    do {
                        try await database.write(by: .commandLine, at: .now) { tx in
                            // Most refuse before they have written, some after, and some are refused by the database.
                            let count: Int = try tx.rows("SELECT count(*) AS n FROM thing")[0]["n"]
                            if count >= 0, number % 5 == 0 { throw Full() }
                            try tx.run("INSERT INTO thing (id, size) VALUES (\("t\(number)"), 1)")
                            tx.record("thing.added", Noun("things"))
                            if number % 3 == 0 { throw Full() }
                            if number % 7 == 0 { try tx.run("INSERT INTO thing (id, size) VALUES (\("bad\(number)"), -1)") }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        let kept = (0..<120).filter { number in ![3, 5, 7].contains { number % $0 == 0 } }.count
        let stored: Int = try await database.read(by: .public, at: .now) {
            try $0.rows("SELECT count(*) AS n FROM thing")[0]["n"]
        }
        let acts = try await database.read(by: .public, at: .now) {
            try $0.rows("SELECT number FROM act ORDER BY number").map { $0["number"] as Int }
        }
        #expect(outcomes == kept)
        #expect(stored == kept)
        #expect(acts == Array(1...kept))
    }

    @Test(arguments: TestEngine.available)
    func `a thrown refusal reaches the caller as it is`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        await #expect(throws: Full()) { try await database.write(by: .commandLine, at: .now) { _ in throw Full() } }
    }

    @Test(arguments: TestEngine.available)
    func `places are never oversold`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        try await database.write(by: .commandLine, at: .now) { try $0.run("INSERT INTO thing (id, size) VALUES ('bus', 30)") }
        let given = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    do {
                        try await database.write(by: .public, at: .now) { tx in
                            let changed = try tx.run("UPDATE thing SET size = size - 1 WHERE id = 'bus' AND size > 0")
                            if changed != 1 { throw Full() }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        let left: Int = try await database.read(by: .public, at: .now) { try $0.rows("SELECT size FROM thing")[0]["size"] }
        #expect(given == 30)
        #expect(left == 0)
    }

    @Test(arguments: TestEngine.available)
    func `the schema's rules hold: checks and foreign keys`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try open(place)
        defer { database.close() }
        for statement in ["INSERT INTO thing (id, size) VALUES ('a', -1)", "INSERT INTO part (thing) VALUES ('nowhere')"] as [SQL]
        {
            do {
                try await database.write(by: .commandLine, at: .now) { try $0.run(statement) }
                Issue.record("\(statement.text) was stored")
            } catch let fault as DatabaseFault {
                guard case .constraint = fault else { Issue.record("\(fault)"); continue }
            }
        }
    }

    @Test func `a commit on SQLite is on disk before it is answered`() async throws {
        let place = try TestEngine.sqlite.place()
        let database = try open(place)
        defer { database.close() }
        let mode: Int = try await database.write(by: .commandLine, at: .now) { tx in
            guard case .integer(let mode) = try tx.rows("PRAGMA synchronous")[0].values[0] else { return -1 }
            return Int(mode)
        }
        #expect(mode == 2)
    }

    @Test(arguments: TestEngine.available)
    func `listeners hear the nouns of each commit, here and from another process`(engine: TestEngine) async throws {
        let place = try engine.place()
        let here = try open(place)
        let there = try open(place)
        defer {
            here.close()
            there.close()
        }
        let (heard, voice) = AsyncStream.makeStream(of: Set<Noun>?.self)
        here.onChange { voice.yield($0) }
        here.watchOtherProcesses()
        try await here.write(by: .commandLine, at: .now) { $0.record("thing.moved", "things") }
        var ears = heard.makeAsyncIterator()
        #expect(try #require(await ears.next()) == ["things"])
        // The watcher first learns where it stands: keep telling until it hears.
        let teller = Task {
            var number = 0
            while !Task.isCancelled {
                number += 1
                let number = number
                try await there.write(by: .commandLine, at: .now) { $0.record("thing.moved", Noun("thing:\(number)")) }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
        var other: Set<Noun>?
        while let next = await ears.next() {
            if let next, next.contains(where: { $0.description.hasPrefix("thing:") }) {
                other = next
                break
            }
        }
        teller.cancel()
        #expect(other != nil)
    }
}

@Suite struct `Migrations` {
    @Test(arguments: TestEngine.available)
    func `are applied once and remembered`(engine: TestEngine) async throws {
        let place = try engine.place()
        try Database.open(place.url, steps: [steps[0]], migrating: true).close()
        #expect(try Database.pendingSteps(place.url, steps: steps) == ["0901 every kind of value"])
        #expect(throws: OpeningRefusal.notMigrated(pending: 1)) { try Database.open(place.url, steps: steps, migrating: false) }
        try Database.open(place.url, steps: steps, migrating: true).close()
        #expect(try Database.pendingSteps(place.url, steps: steps) == [])
    }

    @Test(arguments: TestEngine.available)
    func `a newer database is refused unless it tolerates this program`(engine: TestEngine) throws {
        let place = try engine.place()
        try Database.open(place.url, steps: steps, migrating: true).close()
        #expect(throws: OpeningRefusal.newer(place.url.description, missing: "0901 every kind of value")) {
            try Database.open(place.url, steps: [steps[0]], migrating: true)
        }
        let kind = Migration(
            "0902 something more", endsOlderPrograms: false, "CREATE TABLE more (id text NOT NULL PRIMARY KEY){strict}")
        try Database.open(place.url, steps: steps + [kind], migrating: true).close()
        try Database.open(place.url, steps: steps, migrating: true).close()
    }

    @Test(arguments: TestEngine.available)
    func `a step that was edited after its release is refused`(engine: TestEngine) throws {
        let place = try engine.place()
        try Database.open(place.url, steps: [steps[0]], migrating: true).close()
        let edited = Migration("0900 a table to try", "CREATE TABLE thing (id text NOT NULL){strict}")
        #expect(throws: OpeningRefusal.edited(place.url.description, step: "0900 a table to try")) {
            try Database.open(place.url, steps: [edited], migrating: true)
        }
    }

    @Test(arguments: TestEngine.available)
    func `a step that fails leaves nothing`(engine: TestEngine) throws {
        let place = try engine.place()
        let broken = Migration("0902 half a step", "CREATE TABLE half (id text){strict}; CREATE TABLE half (id text){strict}")
        #expect(throws: (any Error).self) { try Database.open(place.url, steps: [steps[0], broken], migrating: true) }
        #expect(try Database.pendingSteps(place.url, steps: [steps[0], broken]) == ["0902 half a step"])
        try Database.open(
            place.url, steps: [steps[0], Migration("0902 half a step", "CREATE TABLE half (id text){strict}")], migrating: true
        ).close()
    }
}

@Suite struct `Files that are no database of ours` {
    @Test func `a foreign file, a foreign database and a folder are refused and left alone`() throws {
        let place = try TestEngine.sqlite.place()
        let folder = try #require(place.folder)
        let text = folder.appending(path: "letter.txt").path
        try Data("Dear mayor".utf8 + Array(repeating: 65, count: 5_000)).write(to: URL(filePath: text))
        #expect(throws: OpeningRefusal.foreign(text)) { try Database.open(.sqlite(path: text), steps: steps, migrating: true) }
        #expect(throws: OpeningRefusal.foreign(folder.path)) {
            try Database.open(.sqlite(path: folder.path), steps: steps, migrating: true)
        }
        let missing = folder.appending(path: "none/x.db").path
        #expect(throws: OpeningRefusal.noFolder(missing)) {
            try Database.open(.sqlite(path: missing), steps: steps, migrating: true)
        }
        #expect(try Data(contentsOf: URL(filePath: text)).starts(with: Data("Dear mayor".utf8)))
    }

    @Test func `a file without its end is refused`() async throws {
        let place = try TestEngine.sqlite.place()
        let database = try Database.open(place.url, steps: steps, migrating: true)
        try await database.write(by: .commandLine, at: .now) { tx in
            for number in 0..<500 {
                try tx.run("INSERT INTO thing (id, size) VALUES (\("a long name of a thing, number \(number)"), 1)")
            }
        }
        database.close()
        guard case .sqlite(let path) = place.url else { return }
        let whole = try Data(contentsOf: URL(filePath: path))
        try whole.prefix(whole.count / 2).write(to: URL(filePath: path))
        #expect(throws: OpeningRefusal.truncated(path)) { try Database.open(place.url, steps: steps, migrating: true) }
    }

    @Test(arguments: ["", "sqlite:", "mysql://x", "hemicycle.db", "postgres:/x"])
    func `an address that is none is refused`(text: String) {
        #expect(throws: OpeningRefusal.self) { try DatabaseURL(text) }
    }
}
