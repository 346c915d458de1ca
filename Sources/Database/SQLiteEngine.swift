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
        // Like a backup, readable by its owner alone; what SQLite puts beside it follows. Never in the place of a file that
        // another process made meanwhile.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { Foundation.close(descriptor) }
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(10)
        configuration.foreignKeysEnabled = true
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                // GRDB sets NORMAL when it turns to WAL: a commit could then be lost with the power.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.inTransaction(.immediate) {
                    if try SQLiteFile.isNew(db, path: path) {
                        try db.execute(sql: "PRAGMA application_id = \(Self.applicationID)")
                    }
                    return .commit
                }
            }
        } catch {
            throw SQLiteFile.refusal(error, path: path)
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
        // Several processes may be about to migrate: each makes its own, and whichever is whole first is as good as another.
        let part = "\(target).\(ProcessInfo.processInfo.processIdentifier)"
        defer { unlink(part) }
        try copy(to: part)
        guard rename(part, target) == 0 else { throw OpeningRefusal.noRight(target) }
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

    func scrub() async { _ = try? await pool.writeWithoutTransaction { db in try db.checkpoint(.truncate) } }

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
