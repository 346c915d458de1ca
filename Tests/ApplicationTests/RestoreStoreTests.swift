// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Database

@Suite struct `Restoring a backup` {
    private let files: TestPlace
    private let file: String

    init() async throws {
        files = try TestEngine.sqlite.place()
        file = try #require(files.folder).appending(path: "backup.db").path
        let source = try TestEngine.sqlite.place()
        try await BackupWorld.filled(source).close()
        _ = try await Database.backup(of: source.url, steps: BackupWorld.steps, to: file, at: BackupWorld.now)
    }

    private func restore(into url: DatabaseURL, steps: [Migration] = BackupWorld.steps) throws {
        _ = try Database.restore(file, into: url, steps: steps, at: BackupWorld.now)
    }

    /// A file beside the backup that does not exist.
    private var nowhere: DatabaseURL { .sqlite(path: file + ".new") }

    private func change(_ body: (inout Data) -> Void) throws {
        var bytes = try Data(contentsOf: URL(filePath: file))
        body(&bytes)
        try bytes.write(to: URL(filePath: file))
    }

    private func expectNothingNew() {
        #expect(try! FileManager.default.contentsOfDirectory(atPath: files.folder!.path) == ["backup.db"])
    }

    @Test(arguments: TestEngine.available)
    func `a database that holds anything is refused and left as it is`(engine: TestEngine) async throws {
        let place = try engine.place()
        try await BackupWorld.filled(place).close()
        let before = try await BackupWorld.content(of: place.url)
        #expect(throws: BackupRefusal.targetHolds(place: place.url.description)) { try restore(into: place.url) }
        #expect(try await BackupWorld.content(of: place.url) == before)
    }

    @Test(arguments: TestEngine.available)
    func `an empty database that a server made before is filled`(engine: TestEngine) async throws {
        let place = try engine.place()
        try Database.open(place.url, steps: BackupWorld.steps, migrating: true).close()
        try restore(into: place.url)
        #expect(try await BackupWorld.content(of: place.url).count == BackupWorld.boxes + 4)
    }

    @Test(arguments: TestEngine.available)
    func `what the target cannot hold leaves it empty`(engine: TestEngine) async throws {
        guard engine == .postgres else { return }
        let place = try engine.place()
        let backup = try Database.open(.sqlite(path: file), steps: BackupWorld.steps, migrating: false)
        try await backup.write(by: .commandLine, at: BackupWorld.now) {
            try $0.run("UPDATE box SET isopen = 2 WHERE id = 'box 0'")
        }
        backup.close()
        #expect(throws: DatabaseFault.self) { try restore(into: place.url) }
        let database = try Database.open(place.url, steps: BackupWorld.steps, migrating: false)
        defer { database.close() }
        #expect(
            try await database.read(by: .commandLine, at: BackupWorld.now) { try $0.first("SELECT id FROM box LIMIT 1") } == nil)
    }

    @Test func `tables of something else are left alone`() async throws {
        guard TestEngine.available.contains(.postgres) else { return }
        let place = try TestEngine.postgres.place()
        let writer = try PostgreSQLEngine(url: place.text, readers: 1).openWriter()
        try writer.execute("CREATE TABLE stranger (id text)")
        #expect(throws: BackupRefusal.targetForeign(place: place.url.description)) { try restore(into: place.url) }
    }

    @Test func `a missing, a foreign and a truncated backup are refused`() throws {
        #expect(throws: BackupRefusal.noBackup(file + "x")) {
            try Database.restore(file + "x", into: nowhere, steps: BackupWorld.steps, at: BackupWorld.now)
        }
        try change { $0.removeLast(4_096) }
        #expect(throws: BackupRefusal.truncated(file)) { try restore(into: nowhere) }
        try change { $0 = Data("name;city\n".utf8) }
        #expect(throws: BackupRefusal.foreign(file)) { try restore(into: nowhere) }
        expectNothingNew()
    }

    @Test func `the database of another program is refused`() throws {
        // The application id stands at byte 68 of the header.
        try change { $0[68] = 0 }
        #expect(throws: BackupRefusal.foreign(file)) { try restore(into: nowhere) }
        expectNothingNew()
    }

    @Test func `a damaged backup is refused`() throws {
        try change { $0.replaceSubrange(8_192..<12_288, with: repeatElement(0x5A, count: 4_096)) }
        let refusal = #expect(throws: (any Error).self) { try restore(into: nowhere) }
        let isDamage = if case .damaged(file, _) = refusal as? BackupRefusal { true } else { false }
        #expect(isDamage, "\(String(describing: refusal))")
        expectNothingNew()
    }

    @Test func `a backup of a newer program is refused`() throws {
        #expect(throws: OpeningRefusal.newer(file, missing: "0900 boxes in boxes")) { try restore(into: nowhere, steps: []) }
        expectNothingNew()
    }

    @Test func `a log that another database left is in the way`() throws {
        try Data("old".utf8).write(to: URL(filePath: file + ".new-wal"))
        #expect(throws: BackupRefusal.targetLog(file + ".new-wal")) { try restore(into: nowhere) }
    }

    @Test func `a restored file can be read by its owner only`() throws {
        try restore(into: nowhere)
        #expect(try FileManager.default.attributesOfItem(atPath: file + ".new")[.posixPermissions] as? Int == 0o600)
    }
}
