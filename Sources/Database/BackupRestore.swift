// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

extension Database {
    /// Makes a database of a backup, in either engine, whole or not at all; brings an older one forward to this program.
    ///
    /// Refuses a backup that is damaged or newer than the program, and a target that holds anything.
    ///
    /// - Parameter statements: run on the restored rows before anybody else can see them: what must not go on by itself.
    package static func restore(
        _ file: String, into url: DatabaseURL, steps: [Migration], at now: Date, then statements: [SQL] = []
    ) throws -> BackupReport {
        let steps = ActStore.migrations + steps
        let source = BackupSource(path: file)
        try source.check(missing: .noBackup(file))
        let restore = Restore(source: source, steps: steps, now: now, statements: statements)
        let pending = try source.read { try restore.migrator(of: file).pending(on: SQLiteConnection($0)) }
        try source.examine()
        switch url {
        case .sqlite(let path) where (FileManager.default.size(of: path) ?? 0) == 0:
            return try restore.intoFile(path, pending: pending)
        case .sqlite(let path): return try restore.into(SQLiteEngine(path: path, readers: 1), url, pending: pending)
        case .postgres(let text): return try restore.into(PostgreSQLEngine(url: text, readers: 1), url, pending: pending)
        }
    }
}

/// One backup on its way into a database.
struct Restore {
    let source: BackupSource
    let steps: [Migration]
    let now: Date
    let statements: [SQL]

    func migrator(of place: String) -> Migrator { Migrator(steps: steps, place: place) }

    /// Copies the backup into a file that does not exist yet.
    func intoFile(_ path: String, pending: [Migration]) throws -> BackupReport {
        guard FileManager.default.size(of: path + "-wal") ?? 0 == 0 else { throw BackupRefusal.targetLog(path + "-wal") }
        let part = try BackupPart(of: path)
        let counts = try copied(into: part, pending: pending)
        if !statements.isEmpty { try Backup(part: part).writing { db in try settle(SQLiteConnection(db)) } }
        let bytes = FileManager.default.size(of: part.path) ?? 0
        try part.keep()
        return BackupReport(tables: counts.rows.count, rows: counts.total, bytes: bytes, migrated: pending.map(\.id))
    }

    /// Loads the backup into a database that is there, in one transaction.
    func into(_ engine: any Engine, _ url: DatabaseURL, pending: [Migration]) throws -> BackupReport {
        defer { engine.close() }
        _ = try source.read { try Backup.applied(of: steps, on: SQLiteConnection($0), place: source.path) }
        let writer = try engine.openWriter()
        try writer.together { try refuseUnlessEmpty($0, place: url.description) }
        let counts = try current(pending) { backup in
            try writer.together { target in
                _ = try migrator(of: url.description).migrate(target, at: now)
                return try backup.read { db in
                    try BackupCopy(source: SQLiteConnection(db), target: target).run { try run(on: target) }
                }
            }
        }
        let bytes = FileManager.default.size(of: source.path) ?? 0
        return BackupReport(tables: counts.rows.count, rows: counts.total, bytes: bytes, migrated: pending.map(\.id))
    }

    private func run(on target: any Connection) throws {
        for statement in statements { _ = try target.run(statement) }
    }

    private func settle(_ target: any Connection) throws {
        var isKept = false
        defer { if !isKept { target.rollBack() } }
        try target.execute("BEGIN IMMEDIATE")
        try run(on: target)
        try target.execute("COMMIT")
        isKept = true
    }

    /// A database is free for a restore when it has no tables, or ours without a row.
    private func refuseUnlessEmpty(_ target: any Connection, place: String) throws {
        let migrator = migrator(of: place)
        guard try migrator.hasTable(on: target) else {
            guard try BackupTable.all(on: target).isEmpty else { throw BackupRefusal.targetForeign(place: place) }
            return
        }
        _ = try migrator.pending(on: target)
        guard try BackupCounts(on: target).total == 0 else { throw BackupRefusal.targetHolds(place: place) }
    }

    /// Runs `body` with the backup as this program's schema has it: itself, or a copy brought forward in a private folder.
    private func current<T>(_ pending: [Migration], _ body: (BackupSource) throws -> T) throws -> T {
        guard !pending.isEmpty else { return try body(source) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "hemicycle-restore-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let part = try BackupPart(of: folder.appending(path: "backup.db").path)
        _ = try copied(into: part, pending: pending)
        return try body(BackupSource(path: part.path))
    }

    /// Copies the backup, makes sure that all of it arrived, and applies what its schema lacks.
    private func copied(into part: BackupPart, pending: [Migration]) throws -> BackupCounts {
        let backup = Backup(part: part)
        let counts = try backup.copy(source)
        try backup.examine(counts)
        guard !pending.isEmpty else { return counts }
        _ = try backup.writing { try migrator(of: source.path).migrate(SQLiteConnection($0), at: now) }
        try BackupSource(path: part.path).examine()
        return counts
    }
}
