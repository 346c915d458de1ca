// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Database

@Suite struct `Backups` {
    private let files: TestPlace
    private let file: String

    init() throws {
        files = try TestEngine.sqlite.place()
        file = try #require(files.folder).appending(path: "backup.db").path
    }

    private func backup(_ url: DatabaseURL, steps: [Migration] = BackupWorld.steps) async throws -> BackupReport {
        try await Database.backup(of: url, steps: steps, to: file, at: BackupWorld.now)
    }

    private func restore(into url: DatabaseURL, steps: [Migration] = BackupWorld.steps) throws -> BackupReport {
        try Database.restore(file, into: url, steps: steps, at: BackupWorld.now)
    }

    /// What is beside the backup: nothing half may be left.
    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: files.folder?.path ?? "")) ?? []).sorted()
    }

    private static let ways = TestEngine.available.flatMap { from in TestEngine.available.map { (from, $0) } }

    @Test(arguments: ways)
    func `a backup of either engine is restored into either, with everything in it`(from: TestEngine, to: TestEngine) async throws
    {
        let (source, target) = (try from.place(), try to.place())
        let database = try await BackupWorld.filled(source)
        let made = try await backup(source.url)
        database.close()
        #expect(made.tables == 4)
        #expect(made.rows == BackupWorld.boxes + 3 + 1 + 1)
        #expect(names == ["backup.db"])
        let restored = try restore(into: target.url)
        #expect(restored.rows == made.rows)
        #expect(restored.migrated == [])
        #expect(try await BackupWorld.content(of: target.url) == BackupWorld.content(of: source.url))
    }

    @Test(arguments: TestEngine.available)
    func `only its owner can read a backup`(engine: TestEngine) async throws {
        let place = try engine.place()
        try await BackupWorld.filled(place).close()
        _ = try await backup(place.url)
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    }

    @Test(arguments: TestEngine.available)
    func `a restored database goes on where the other stopped`(engine: TestEngine) async throws {
        let (source, target) = (try TestEngine.sqlite.place(), try engine.place())
        try await BackupWorld.filled(source).close()
        _ = try await backup(source.url)
        _ = try restore(into: target.url)
        let database = try Database.open(target.url, steps: BackupWorld.steps, migrating: false)
        defer { database.close() }
        try await database.write(by: .commandLine, at: BackupWorld.now) { $0.record("boxes.counted", "boxes") }
        let last = try await database.read(by: .commandLine, at: BackupWorld.now) {
            try $0.first("SELECT max(number) AS last FROM act")?["last"] as Int?
        }
        #expect(last == 2)
        // References are watched again.
        await #expect(throws: DatabaseFault.self) {
            try await database.write(by: .commandLine, at: BackupWorld.now) {
                try $0.run("UPDATE box SET inside = 'nowhere' WHERE id = 'box 0'")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `a backup made while writes go on is one state`(engine: TestEngine) async throws {
        let place = try engine.place()
        let database = try await BackupWorld.filled(place)
        defer { database.close() }
        let writing = Task {
            var number = 0
            while !Task.isCancelled {
                let (id, half) = ("new \(number)", number)
                try await database.write(by: .commandLine, at: BackupWorld.now) { tx in
                    try tx.run("INSERT INTO box (id, inside, isopen) VALUES (\(id), NULL, \(true))")
                    try tx.run("INSERT INTO \"order\" (number, box) VALUES (\(1_000 + half), \(id))")
                    tx.record("box.added", Noun("boxes"))
                }
                number += 1
            }
        }
        var rows: [Int] = []
        for _ in 0..<3 {
            rows.append(try await backup(place.url).rows)
            let copy = try await BackupWorld.content(of: .sqlite(path: file))
            let (boxes, orders) = (copy.count { $0.hasPrefix("new ") }, copy.count { $0.contains(".text(\"new") })
            #expect(orders == 0)
            // A box, an order, an act and its noun each; 3 orders, 1 act and 1 noun were there before.
            #expect(rows.last == BackupWorld.boxes + 5 + boxes * 4)
            for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + ending) }
        }
        writing.cancel()
        _ = await writing.result
        #expect(rows == rows.sorted())
    }

    @Test(arguments: TestEngine.available)
    func `an older backup is brought forward`(engine: TestEngine) async throws {
        let (source, target) = (try TestEngine.sqlite.place(), try engine.place())
        try await BackupWorld.filled(source).close()
        _ = try await backup(source.url)
        let steps = BackupWorld.steps + BackupWorld.later
        #expect(try restore(into: target.url, steps: steps).migrated == ["0901 boxes have a colour"])
        #expect(try await BackupWorld.content(of: target.url, steps: steps) == BackupWorld.content(of: source.url))
        #expect(try Database.pendingSteps(target.url, steps: steps) == [])
    }

    @Test(arguments: TestEngine.available)
    func `a database that lacks steps is backed up as it is`(engine: TestEngine) async throws {
        let place = try engine.place()
        try await BackupWorld.filled(place).close()
        _ = try await backup(place.url, steps: BackupWorld.steps + BackupWorld.later)
        #expect(try Database.pendingSteps(.sqlite(path: file), steps: BackupWorld.steps) == [])
        #expect(try Database.pendingSteps(place.url, steps: BackupWorld.steps) == [])
    }

    @Test func `a file that is there is never overwritten`() async throws {
        let place = try TestEngine.sqlite.place()
        try await BackupWorld.filled(place).close()
        try Data("mine".utf8).write(to: URL(filePath: file))
        await #expect(throws: BackupRefusal.exists(file)) { try await backup(place.url) }
        #expect(try Data(contentsOf: URL(filePath: file)) == Data("mine".utf8))
    }

    @Test func `what a killed run left is taken over, what somebody wrote is not`() async throws {
        let place = try TestEngine.sqlite.place()
        try await BackupWorld.filled(place).close()
        try Data("SQLite format 3\0 and a beginning".utf8).write(to: URL(filePath: file + ".part"))
        _ = try await backup(place.url)
        #expect(names == ["backup.db"])
        try FileManager.default.removeItem(atPath: file)
        try Data("my own part of the work".utf8).write(to: URL(filePath: file + ".part"))
        await #expect(throws: BackupRefusal.inTheWay(file + ".part")) { try await backup(place.url) }
        #expect(names == ["backup.db.part"])
    }

    @Test func `two runs do not write the same file`() throws {
        let part = try BackupPart(of: file)
        #expect(throws: BackupRefusal.beingWritten(part: file + ".part")) { try BackupPart(of: file) }
        try part.keep()
        #expect(names == ["backup.db"])
    }

    @Test func `what does not come to its end leaves nothing`() throws {
        do { _ = try BackupPart(of: file) }
        #expect(names == [])
    }

    @Test func `there must be something to back up`() async throws {
        let place = try TestEngine.sqlite.place()
        let path = try #require(place.folder).appending(path: "test.db").path
        await #expect(throws: BackupRefusal.noDatabase(path)) { try await backup(place.url) }
        try Data("a letter to the mayor, long enough to look at, and no database at all".utf8).write(to: URL(filePath: path))
        await #expect(throws: BackupRefusal.foreign(path)) { try await backup(place.url) }
        #expect(names == [])
    }

    @Test func `an empty server has nothing to back up`() async throws {
        guard TestEngine.available.contains(.postgres) else { return }
        let place = try TestEngine.postgres.place()
        await #expect(throws: BackupRefusal.noHemicycle(place: place.url.description)) { try await backup(place.url) }
        #expect(names == [])
    }
}
