// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

/// What a backup or a restore came to.
package struct BackupReport: Sendable, Equatable {
    package let tables: Int, rows: Int, bytes: Int
    /// Steps of the schema that a restored backup was brought forward by.
    package let migrated: [String]
}

extension Database {
    /// Writes one state of a database into a new SQLite file that only its owner can read, while others go on writing.
    ///
    /// From either engine; the schema stays at the step it has. The file is examined before it gets its name: every page,
    /// every reference, and as many rows in each table as the state it was made from.
    package static func backup(
        of url: DatabaseURL, steps: [Migration], to path: String, at now: Date
    ) async throws -> BackupReport {
        guard !FileManager.default.fileExists(atPath: path) else { throw BackupRefusal.exists(path) }
        let steps = ActStore.migrations + steps
        let part: BackupPart
        let counts: BackupCounts
        switch url {
        case .sqlite(let source):
            try BackupSource(path: source).check(missing: .noDatabase(source))
            part = try BackupPart(of: path)
            counts = try part.naming { try Backup(part: part).copy(BackupSource(path: source)) }
        case .postgres(let text):
            let engine = try PostgreSQLEngine(url: text, readers: 1)
            defer { engine.close() }
            part = try BackupPart(of: path)
            let backup = Backup(part: part)
            counts = try await engine.read { connection in
                try backup.fill(from: connection, steps: steps, place: url.description, at: now)
            }
        }
        try Backup(part: part).examine(counts)
        guard !FileManager.default.fileExists(atPath: path) else { throw BackupRefusal.exists(path) }
        let bytes = FileManager.default.size(of: part.path) ?? 0
        try part.keep()
        return BackupReport(tables: counts.rows.count, rows: counts.total, bytes: bytes, migrated: [])
    }
}

/// Fills the part of a SQLite file that is to be.
struct Backup: Sendable {
    let part: BackupPart

    /// Copies the pages of one state of a file. Pages that hold nothing any more, but perhaps what was erased, stay behind.
    func copy(_ source: BackupSource) throws -> BackupCounts {
        do {
            return try writing { target in
                let counts = try source.read { db in
                    // The counts begin the transaction whose state the pages are then read from.
                    let counts = try BackupCounts(on: SQLiteConnection(db))
                    try db.backup(to: target)
                    return counts
                }
                try target.execute(sql: "PRAGMA journal_mode = DELETE; VACUUM")
                return counts
            }
        } catch DatabaseFault.unavailable {
            throw BackupRefusal.cannotWrite(
                part.target, why: "the system reported an error of the disk, or a limit of the size of files")
        }
    }

    /// Makes the schema that a database has, and fills it with its rows.
    func fill(from source: any Connection, steps: [Migration], place: String, at now: Date) throws -> BackupCounts {
        let known = try Self.applied(of: steps, on: source, place: place)
        return try writing { db in
            let target = SQLiteConnection(db)
            try target.execute("PRAGMA application_id = \(SQLiteEngine.applicationID)")
            _ = try Migrator(steps: known, place: part.path).migrate(target, at: now)
            return try BackupCopy(source: source, target: target).run()
        }
    }

    /// The steps that a database has. A step this program does not know would be lost in the copy.
    static func applied(of steps: [Migration], on source: any Connection, place: String) throws -> [Migration] {
        let migrator = Migrator(steps: steps, place: place)
        guard try migrator.hasTable(on: source) else { throw BackupRefusal.noHemicycle(place: place) }
        let pending = Set(try migrator.pending(on: source).map(\.id))
        let applied: [String] = try source.rows("SELECT id FROM migration ORDER BY id").map { $0["id"] }
        let ids = Set(steps.map(\.id))
        if let unknown = applied.first(where: { !ids.contains($0) }) {
            throw BackupRefusal.unknownSteps(place: place, step: unknown)
        }
        return steps.filter { !pending.contains($0.id) }
    }

    /// Refuses a file that is not whole or does not hold what it should.
    func examine(_ counts: BackupCounts) throws {
        let source = BackupSource(path: part.path)
        try source.examine()
        try source.read { db in
            let found = try BackupCounts(on: SQLiteConnection(db))
            if let table = found.difference(from: counts) { throw BackupRefusal.differs(part.target, table: table) }
        }
    }

    /// Runs `body` on the part, which nobody else has open.
    func writing<T>(_ body: (GRDB.Database) throws -> T) throws -> T {
        try part.naming {
            do {
                let queue = try DatabaseQueue(path: part.path)
                defer { try? queue.close() }
                return try queue.writeWithoutTransaction(body)
            } catch let error as DatabaseError {
                throw SQLiteConnection.fault(error)
            }
        }
    }
}
