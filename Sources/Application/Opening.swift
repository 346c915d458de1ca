// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation

extension DatabaseURL {
    /// Where erasures are written down unless the operator names a file: beside the file of the database.
    var erasures: String? { if case .sqlite(let path) = self { path + ".erasures" } else { nil } }

    /// Throws when there is no file yet: what only reads must not make one.
    package func requireExisting() throws(BackupRefusal) {
        guard case .sqlite(let path) = self, !FileManager.default.fileExists(atPath: path) else { return }
        throw .noDatabase(path)
    }
}

extension Database {
    /// Opens as the program does everywhere: a SQLite file is brought forward, PostgreSQL only by `migrate`.
    package static func open(_ url: DatabaseURL, at now: Date = .now) throws -> Database {
        let isFile = if case .sqlite = url { true } else { false }
        return try open(url, steps: Features.migrations, migrating: isFile, at: now, reactions: Reactions.all)
    }

    /// Opens a database that is there already, and only reads it.
    package static func openForReading(_ url: DatabaseURL) throws -> Database {
        try url.requireExisting()
        return try openForReading(url, steps: Features.migrations)
    }

    /// Whether nothing was ever done in it.
    package func isEmpty(at now: Date) async throws -> Bool {
        try await read(by: .commandLine, at: now) { try $0.first("SELECT number FROM act LIMIT 1") == nil }
    }
}
