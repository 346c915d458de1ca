// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation

/// One step of the schema: forward only, in a transaction of its own, never edited after a release.
package struct Migration: Sendable {
    /// A number and a sentence: `0002 the directory knows authorities`.
    package let id: String
    let text: String
    /// Programs that know only steps before this one cannot work with the database any more.
    let endsOlderPrograms: Bool

    /// `text` is the SQL both databases share; {int} {bool} {bytes} {real} {strict} stand for what they spell differently.
    package init(_ id: String, endsOlderPrograms: Bool = true, _ text: String) {
        self.id = id
        self.text = text
        self.endsOlderPrograms = endsOlderPrograms
    }

    func text(in dialect: Dialect) -> String {
        let words: [(String, String, String)] = [
            ("{int}", "integer", "bigint"), ("{bool}", "integer", "boolean"), ("{bytes}", "blob", "bytea"),
            ("{real}", "real", "double precision"), ("{strict}", " STRICT", ""),
        ]
        return words.reduce(text) { $0.replacingOccurrences(of: $1.0, with: dialect == .sqlite ? $1.1 : $1.2) }
    }

    /// Tells whether a step that was applied is the one this program knows.
    var digest: String {
        SHA256.hash(data: Data(text.utf8)).prefix(8).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

/// What opening a database can refuse, in words for whoever runs the program.
package enum OpeningRefusal: Error, Equatable, CustomStringConvertible {
    case foreign(String)
    case truncated(String)
    case newer(String, missing: String)
    case edited(String, step: String)
    case notMigrated(pending: Int)
    case wrongURL(String)
    case noRight(String)
    case noFolder(String)

    package var description: String {
        switch self {
        case .foreign(let path): "\(path) is not a database of Hemicycle. Name another file; this one was left as it is."
        case .truncated(let path):
            "\(path) is not whole: pages are missing at its end. Restore a backup with: hemicycle restore BACKUP --database sqlite:NEWFILE"
        case .newer(let place, let step):
            "\(place) was made by a newer program, which added \"\(step)\". Use that program, or restore a backup from before the upgrade."
        case .edited(let place, let step):
            "\(place) holds \"\(step)\" in another form than this program knows. Use the program that made it, or restore a backup."
        case .notMigrated(let pending):
            "the database lacks \(pending) step(s) of this program's schema. Make a backup, then run: hemicycle migrate --database URL"
        case .wrongURL(let url): "\(url) is not an address of a database. Write sqlite:PATH or postgres://USER@HOST/NAME."
        case .noRight(let path): "there is no right to read and write \(path). Give it to this user, or name another file."
        case .noFolder(let path): "the folder of \(path) does not exist. Make it, or name another file."
        }
    }
}

/// Brings the schema to what the program knows.
struct Migrator {
    let steps: [Migration]
    /// The database in words, for refusals.
    let place: String

    /// Which steps are still to be applied. Throws when the database is newer than the program tolerates.
    func pending(on connection: any Connection) throws -> [Migration] {
        guard try hasTable(on: connection) else { return steps }
        let applied = try connection.rows("SELECT id, digest, ends_older_programs FROM migration ORDER BY id")
        let known = Dictionary(uniqueKeysWithValues: steps.map { ($0.id, $0) })
        for row in applied {
            let id: String = row["id"]
            guard let step = known[id] else {
                if row["ends_older_programs"] as Bool { throw OpeningRefusal.newer(place, missing: id) }
                continue
            }
            if step.digest != row["digest"] as String { throw OpeningRefusal.edited(place, step: id) }
        }
        let ids = Set(applied.map { $0["id"] as String })
        return steps.filter { !ids.contains($0.id) }
    }

    /// Applies what is pending, each step in a transaction; under an advisory lock on PostgreSQL, so that processes starting
    /// together do it once. Returns the ids applied.
    func migrate(_ connection: any Connection, at now: Date) throws -> [String] {
        if connection.dialect == .postgres { try connection.execute("SELECT pg_advisory_lock(\(Self.lock))") }
        defer { if connection.dialect == .postgres { try? connection.execute("SELECT pg_advisory_unlock(\(Self.lock))") } }
        let table = Migration(
            "",
            "CREATE TABLE IF NOT EXISTS migration (id text NOT NULL PRIMARY KEY, digest text NOT NULL,"
                + " ends_older_programs {bool} NOT NULL, at {int} NOT NULL){strict}")
        let pending = try pending(on: connection)
        guard !pending.isEmpty else { return [] }
        try connection.execute(table.text(in: connection.dialect))
        for step in pending {
            try connection.execute(connection.dialect == .sqlite ? "BEGIN IMMEDIATE" : "BEGIN")
            do {
                // Another process may have begun the same new file: on SQLite only this transaction keeps it away.
                guard try connection.rows("SELECT id FROM migration WHERE id = \(step.id)").isEmpty else {
                    connection.rollBack()
                    continue
                }
                try connection.execute(step.text(in: connection.dialect))
                _ = try connection.run(
                    """
                    INSERT INTO migration (id, digest, ends_older_programs, at)
                    VALUES (\(step.id), \(step.digest), \(step.endsOlderPrograms), \(now.milliseconds))
                    """)
                try connection.execute("COMMIT")
            } catch {
                connection.rollBack()
                throw error
            }
        }
        return pending.map(\.id)
    }

    func hasTable(on connection: any Connection) throws -> Bool {
        switch connection.dialect {
        case .sqlite:
            try !connection.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migration'").isEmpty
        case .postgres:
            try !connection.rows(
                "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'migration'"
            ).isEmpty
        }
    }

    /// "HEMIMIGR" would not fit; any constant that only this program uses.
    static let lock = 4_801_201
}
