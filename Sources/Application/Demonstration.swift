// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Demo
import Foundation

/// The demonstration: a database of its own with the reference edition and invented ones, never mixed with real data.
package enum Demonstration {
    /// In the temporary folder, one for each user of the machine.
    package static var usualDatabase: DatabaseURL {
        .sqlite(path: FileManager.default.temporaryDirectory.appending(path: "hemicycle-demo-\(getuid()).db").path)
    }

    /// The act by which a database is known to hold the demonstration: recorded in the transaction that fills it.
    package static let verb = "demo.filled"

    /// Fills an empty database with the demonstration, or sees that it holds it already.
    package static func prepare(_ url: DatabaseURL, at now: Date) async throws {
        guard case .sqlite(let path) = url else { throw DemonstrationRefusal.notAFile }
        let database = try Database.open(url, at: now)
        defer { database.close() }
        if try await database.isEmpty(at: now) { return try await fill(database, at: now) }
        let isDemo = try await database.read(by: .commandLine, at: now) { tx in
            try tx.first("SELECT number FROM act WHERE verb = \(verb) LIMIT 1") != nil
        }
        guard isDemo else { throw DemonstrationRefusal.somethingElse(path) }
    }

    private static func fill(_ database: Database, at now: Date) async throws {
    }
}

/// Why a demonstration is not begun.
package enum DemonstrationRefusal: Told, Equatable {
    case notAFile
    case somethingElse(String)

    package var description: String {
        switch self {
        case .notAFile: "the demonstration lives in a file of its own. Write --database sqlite:PATH, or leave it out."
        case .somethingElse(let path): "\(path) holds something else than the demonstration and was left as it is. Name another file with --database sqlite:PATH."
        }
    }
}
