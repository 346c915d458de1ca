// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What a look at a database found, for whoever runs it. Nothing was changed.
package struct DatabaseExamination: Sendable, Equatable {
    /// Steps of this program's schema that it lacks.
    package var pending: [String]
    /// What is damaged, in the words of the database; empty when it is whole.
    package var damage: [String]
    /// Whether a commit that was answered is on disk.
    package var isDurable: Bool
    /// How many acts are recorded, and when the newest was.
    package var acts: Int
    package var newestAct: Date?
    package var bytes: Int
    /// "SQLite 3.40.1".
    package var engine: String
}

extension Database {
    /// Looks at every page and reference, and at what the connection that writes promises; nil when there is no database yet.
    package static func examine(_ url: DatabaseURL, steps: [Migration]) throws -> DatabaseExamination? {
        if case .sqlite(let path) = url, (FileManager.default.size(of: path) ?? 0) == 0 { return nil }
        let migrator = Migrator(steps: ActStore.migrations + steps, place: url.description)
        return try looking(at: url, migrator) { try DatabaseDoctor(migrator: migrator).examination(of: $0) }
    }
}

/// The questions put to a connection.
private struct DatabaseDoctor {
    let migrator: Migrator

    func examination(of connection: any Connection) throws -> DatabaseExamination {
        let pending = try migrator.pending(on: connection).map(\.id)
        let acts =
            try pending.contains(ActStore.migration.id)
            ? nil : connection.rows("SELECT count(*) AS number, max(at) AS newest FROM act").first
        return DatabaseExamination(
            pending: pending,
            damage: try damage(connection),
            isDurable: try isDurable(connection),
            acts: acts.map { $0["number"] } ?? 0,
            newestAct: acts.flatMap { $0["newest"] as Int? }.map(Date.init(milliseconds:)),
            bytes: try bytes(connection),
            engine: try version(connection))
    }

    private func damage(_ connection: any Connection) throws -> [String] {
        guard connection.dialect == .sqlite else { return [] }
        let pages: [String] = try connection.rows("PRAGMA integrity_check(3)").map { $0["integrity_check"] }
        let strangers: [String] = try connection.rows("SELECT DISTINCT \"table\" AS name FROM pragma_foreign_key_check LIMIT 3")
            .map { $0["name"] }
        return pages.filter { $0 != "ok" } + strangers.map { "a row of \"\($0)\" refers to one that is missing" }
    }

    private func isDurable(_ connection: any Connection) throws -> Bool {
        switch connection.dialect {
        // Not a matter of the file: whatever it says, the connection that writes sets FULL.
        case .sqlite: return true
        case .postgres:
            let row = try connection.rows(
                "SELECT current_setting('fsync') AS disk, current_setting('synchronous_commit') AS waits")[0]
            return row["disk"] as String == "on" && row["waits"] as String != "off"
        }
    }

    private func bytes(_ connection: any Connection) throws -> Int {
        switch connection.dialect {
        case .sqlite:
            try connection.rows("SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size")[0]["bytes"]
        case .postgres: try connection.rows("SELECT pg_database_size(current_database()) AS bytes")[0]["bytes"]
        }
    }

    private func version(_ connection: any Connection) throws -> String {
        switch connection.dialect {
        case .sqlite: "SQLite \(try connection.rows("SELECT sqlite_version() AS name")[0]["name"] as String)"
        case .postgres:
            "PostgreSQL \(try connection.rows("SELECT current_setting('server_version') AS name")[0]["name"] as String)"
        }
    }
}
