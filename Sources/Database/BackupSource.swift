// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

/// A SQLite file that is only read: a database to back up while others write to it, or a backup.
struct BackupSource {
    let path: String

    /// Refuses what is no file of Hemicycle or has lost its end. `missing` is what to say when there is none.
    func check(missing: BackupRefusal) throws(BackupRefusal) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { throw missing }
        guard !isFolder.boolValue else { throw .foreign(path) }
        guard FileManager.default.isReadableFile(atPath: path) else { throw .unreadable(path) }
        guard FileManager.default.size(of: path) != 0 else { throw missing }
        do {
            try SQLiteFile(path: path).check(writing: false)
        } catch {
            switch error {
            case .truncated: throw .truncated(path)
            case .noRight: throw .unreadable(path)
            default: throw .foreign(path)
            }
        }
    }

    /// Runs `body` with one state of the file, whatever others write meanwhile.
    func read<T>(_ body: (GRDB.Database) throws -> T) throws -> T {
        try naming {
            let queue = try SQLiteFile(path: path).openForReading()
            defer { try? queue.close() }
            return try queue.read { db in
                guard try Int.fetchOne(db, sql: "PRAGMA application_id") == SQLiteEngine.applicationID else {
                    throw BackupRefusal.foreign(path)
                }
                return try body(db)
            }
        }
    }

    /// Looks at every page, every index and every reference.
    func examine() throws {
        try read { db in
            let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(3)")
            guard found == ["ok"] else { throw BackupRefusal.damaged(path, why: found.joined(separator: "; ")) }
            if let table = try String.fetchOne(db, sql: "PRAGMA foreign_key_check") {
                throw BackupRefusal.damaged(path, why: "a row of \"\(table)\" refers to one that is missing")
            }
        }
    }

    private static let unreadablePage = "SQLite found a page it cannot read"

    private func naming<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch DatabaseFault.damaged {
            throw BackupRefusal.damaged(path, why: Self.unreadablePage)
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_NOTADB: throw BackupRefusal.foreign(path)
            case .SQLITE_CORRUPT: throw BackupRefusal.damaged(path, why: Self.unreadablePage)
            case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: throw BackupRefusal.unreadable(path)
            default: throw SQLiteConnection.fault(error)
            }
        }
    }
}

extension FileManager {
    /// Bytes of a file; nil when there is none.
    func size(of path: String) -> Int? {
        (try? attributesOfItem(atPath: path))?[.size] as? Int
    }
}
