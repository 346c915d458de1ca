// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB
import Synchronization

/// A SQLite file in WAL mode: readers see snapshots, one connection writes, a commit answered is on disk.
final class SQLiteEngine: Engine {
    let dialect = Dialect.sqlite
    let path: String
    private let pool: DatabasePool
    private let isClosed = Atomic<Bool>(false)

    /// Marks the file as ours (`PRAGMA application_id`): "HEMI".
    static let applicationID = 0x4845_4D49

    init(path: String, readers: Int) throws {
        self.path = path
        try SQLiteFile(path: path).check()
        // Like a backup, readable by its owner alone; what SQLite puts beside it follows.
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                // GRDB sets NORMAL when it turns to WAL: a commit could then be lost with the power.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
                let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
                guard isEmpty || id == Self.applicationID else { throw OpeningRefusal.foreign(path) }
                if isEmpty { try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)") }
            }
        } catch let refusal as OpeningRefusal {
            throw refusal
        } catch {
            throw Self.refusal(error, path: path)
        }
    }

    /// SQLite's word for what is wrong with a file, as a sentence.
    private static func refusal(_ error: any Error, path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_NOTADB: return OpeningRefusal.foreign(path)
        case .SQLITE_CORRUPT: return OpeningRefusal.truncated(path)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: return OpeningRefusal.noRight(path)
        default: return SQLiteConnection.fault(error)
        }
    }

    func openWriter() throws -> any Connection {
        SQLiteWriter(pool)
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
        do {
            return try await pool.read { db in try body(SQLiteConnection(db)) }
        } catch let error as DatabaseError {
            throw SQLiteConnection.fault(error)
        }
    }

    /// Looks at `PRAGMA data_version` five times a second: it changes when another connection has committed.
    /// Costs some microseconds; a page of another process's change is at most that much behind.
    func watch(changed: @escaping @Sendable () -> Void, lost: @escaping @Sendable () -> Void) {
        guard let probe = try? DatabaseQueue(path: path, configuration: Self.probe) else { return lost() }
        let thread = Thread { [self] in
            var known: Int?
            while !isClosed.load(ordering: .relaxed) {
                let version = try? probe.unsafeRead { try Int.fetchOne($0, sql: "PRAGMA data_version") }
                if known != nil, known != version { changed() }
                known = version
                Thread.sleep(forTimeInterval: 0.2)
            }
        }
        thread.name = "database watcher"
        thread.start()
    }

    private static var probe: Configuration {
        var configuration = Configuration()
        configuration.readonly = true
        return configuration
    }

    /// Copies the file beside itself before its schema changes: `hemicycle.db.before-0007`.
    func copyBesideItself(before step: Migration) throws {
        let target = "\(path).before-\(step.id.prefix(4))"
        guard !FileManager.default.fileExists(atPath: target) else { return }
        try copy(to: target)
    }

    /// Writes one consistent state into a new file that only its owner can read, while others go on.
    func copy(to target: String) throws {
        guard FileManager.default.createFile(atPath: target, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw OpeningRefusal.noRight(target)
        }
        do {
            try pool.unsafeRead { db in try db.execute(sql: "VACUUM INTO ?", arguments: [target]) }
        } catch let error as DatabaseError {
            throw SQLiteConnection.fault(error)
        }
    }

    func close() {
        isClosed.store(true, ordering: .relaxed)
        // One file to keep: what stands in the log goes into it, unless somebody else reads just then. GRDB lets go of the
        // writer before the readers, which cannot do that.
        try? pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA busy_timeout = 0")
            _ = try db.checkpoint(.truncate)
        }
        try? pool.close()
    }
}

/// What can be seen of a SQLite file before it is opened.
struct SQLiteFile {
    let path: String

    /// Refuses what is no database of SQLite, has lost its end, or cannot be read and, unless it is only read, written.
    func check(writing: Bool = true) throws(OpeningRefusal) {
        let files = FileManager.default
        let folder = Folder.of(path)
        var isFolder: ObjCBool = false
        guard files.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw .noFolder(path)
        }
        guard files.fileExists(atPath: path, isDirectory: &isFolder) else {
            guard files.isWritableFile(atPath: folder) else { throw .noRight(path) }
            return
        }
        guard !isFolder.boolValue else { throw .foreign(path) }
        guard files.isReadableFile(atPath: path), !writing || files.isWritableFile(atPath: path),
            let file = FileHandle(forReadingAtPath: path)
        else { throw .noRight(path) }
        defer { try? file.close() }
        guard let header = try? file.read(upToCount: 100), !header.isEmpty else { return }
        guard header.count == 100, header.starts(with: Data("SQLite format 3\0".utf8)) else { throw .foreign(path) }
        // Offset 68 is the application's mark (SQLite file format, section 1.3.17): a stranger's file is not even opened.
        // Until the log is first copied back the mark stands there alone: then the open database is asked.
        let mark = header[68..<72].reduce(0) { $0 << 8 | Int($1) }
        guard mark == SQLiteEngine.applicationID || mark == 0 && logSize > 0 else { throw .foreign(path) }
        guard let size = try? file.seekToEnd(), isWhole(header: [UInt8](header), size: Int(size)) else { throw .truncated(path) }
    }

    private var logSize: Int { FileManager.default.size(of: path + "-wal") ?? 0 }

    /// The header counts the pages (SQLite file format, section 1.3.8); a log that was not yet copied back may lengthen the file.
    private func isWhole(header: [UInt8], size: Int) -> Bool {
        let pageSize = Int(header[16]) << 8 | Int(header[17])
        let pages = header[28..<32].reduce(0) { $0 << 8 | Int($1) }
        let counters = (header[24..<28] == header[92..<96])
        guard counters, pages > 0 else { return true }
        return logSize > 0 || size >= pages * (pageSize == 1 ? 65_536 : pageSize)
    }
}
