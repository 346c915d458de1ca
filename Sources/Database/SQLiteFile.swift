// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

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
        // While a file is begun the mark may stand in its log alone, or nowhere yet: then the open database is asked.
        let mark = header[68..<72].reduce(0) { $0 << 8 | Int($1) }
        guard mark == SQLiteEngine.applicationID || mark == 0 else { throw .foreign(path) }
        guard let size = try? file.seekToEnd(), isWhole(header: [UInt8](header), size: Int(size)) else { throw .truncated(path) }
    }

    private var logSize: Int { FileManager.default.size(of: path + "-wal") ?? 0 }

    /// Whether another process may be at work in the file, or was when it was killed.
    private var hasCompany: Bool {
        ["-wal", "-shm", "-journal"].contains { FileManager.default.fileExists(atPath: path + $0) }
    }

    /// Checks the file and lets `body` look into it before anything is written to it, so that what is refused stays as it was.
    /// `body` is not called when there is no file yet, or nothing in it.
    func look(writing: Bool = true, _ body: (any Connection) throws -> Void) throws {
        // Without locks, what another process is just beginning can be seen by halves: what is wrong stays wrong.
        for _ in 0..<Self.looks {
            do {
                return try lookOnce(writing: writing, body)
            } catch OpeningRefusal.noRight, OpeningRefusal.noFolder {
                break
            } catch {
                Thread.sleep(forTimeInterval: .random(in: 0.01...0.03))
            }
        }
        try lookOnce(writing: writing, body)
    }

    private static let looks = 8

    private func lookOnce(writing: Bool, _ body: (any Connection) throws -> Void) throws {
        try check(writing: writing)
        guard (FileManager.default.size(of: path) ?? 0) > 0 else { return }
        do {
            let queue = try hasCompany ? shared() : still()
            defer { try? queue.close() }
            try queue.read { db in
                guard try !Self.isNew(db, path: path) else { return }
                try body(SQLiteConnection(db))
            }
        } catch {
            throw Self.refusal(error, path: path)
        }
    }

    /// Opens the file for reading only. Beside others it takes part in their log; where it cannot, for want of room or of
    /// rights, and nobody is at work, it reads the file as it lies there.
    func openForReading() throws -> DatabaseQueue {
        do {
            let queue = try shared()
            _ = try queue.read { try Int.fetchOne($0, sql: "PRAGMA schema_version") }
            return queue
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_FULL, .SQLITE_IOERR:
                guard logSize == 0, let queue = try? still() else { throw error }
                return queue
            default: throw error
            }
        }
    }

    private func shared() throws -> DatabaseQueue {
        do {
            return try queue(readonly: true)
        } catch let error as DatabaseError where [.SQLITE_READONLY, .SQLITE_CANTOPEN].contains(error.resultCode) {
            // Who was killed in the middle of a commit left it half done; only who may write can undo it (SQLite, "WAL-mode
            // File Format", section 4, and "Hot Rollback Journals").
            guard hasCompany, FileManager.default.isWritableFile(atPath: path),
                FileManager.default.isWritableFile(atPath: Folder.of(path))
            else { throw error }
            try queue(readonly: false).close()
            return try queue(readonly: true)
        }
    }

    /// An open file in which something was read, so that it is as its last commit left it.
    private func queue(readonly: Bool) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        _ = try queue.read { try Int.fetchOne($0, sql: "PRAGMA schema_version") }
        return queue
    }

    /// Without locks and without files beside it (SQLite, "URI Filenames", `immutable`).
    private func still() throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        var letters = CharacterSet.urlPathAllowed
        letters.remove(charactersIn: "?#%")
        let name = path.addingPercentEncoding(withAllowedCharacters: letters) ?? path
        let queue = try DatabaseQueue(path: "file:\(name)?immutable=1", configuration: configuration)
        _ = try queue.read { try Int.fetchOne($0, sql: "PRAGMA schema_version") }
        return queue
    }

    /// Whether nothing is in it yet; throws when what is in it is a stranger's.
    static func isNew(_ db: GRDB.Database, path: String) throws -> Bool {
        let id = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        // GRDB makes and drops a table of its own when it turns a file to WAL: another process may be at it.
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master WHERE name <> 'grdb_issue_102'") == 0
        guard isEmpty || id == SQLiteEngine.applicationID else { throw OpeningRefusal.foreign(path) }
        return isEmpty
    }

    /// SQLite's word for what is wrong with a file, as a sentence.
    static func refusal(_ error: any Error, path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        switch error.resultCode {
        case .SQLITE_NOTADB: return OpeningRefusal.foreign(path)
        case .SQLITE_CORRUPT: return OpeningRefusal.truncated(path)
        case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: return OpeningRefusal.noRight(path)
        default: return SQLiteConnection.fault(error)
        }
    }

    /// The header counts the pages (SQLite file format, section 1.3.8); a log that was not yet copied back may lengthen the file.
    private func isWhole(header: [UInt8], size: Int) -> Bool {
        let pageSize = Int(header[16]) << 8 | Int(header[17])
        let pages = header[28..<32].reduce(0) { $0 << 8 | Int($1) }
        let counters = (header[24..<28] == header[92..<96])
        guard counters, pages > 0 else { return true }
        return logSize > 0 || size >= pages * (pageSize == 1 ? 65_536 : pageSize)
    }
}
