// SPDX-License-Identifier: EUPL-1.2
import Database
import Demo
import Foundation
import Server

/// The demonstration: a database of its own with the reference edition and invented ones, never mixed with real data.
package enum Demonstration {
    /// In the temporary folder, one for each user of the machine.
    package static var usualDatabase: DatabaseURL {
        .sqlite(path: FileManager.default.temporaryDirectory.appending(path: "hemicycle-demo-\(getuid()).db").path)
    }

    /// Fills an empty database with the demonstration, or sees that it holds it already; one that an older program made gets what is new.
    ///
    /// - Parameters:
    ///   - publicURL: what links in its mails begin with.
    ///   - people: how many are named on seats, where it is filled now.
    package static func prepare(
        _ url: DatabaseURL, publicURL: String = SiteSettings().publicURL, people: Int = 700, at now: Date
    ) async throws {
        guard case .sqlite(let path) = url else { throw DemonstrationRefusal.notAFile }
        let database = try Database.open(url, at: now)
        defer { database.close() }
        if try await database.isEmpty(at: now) {
            return try await DemoEdition.fill(database, publicURL: publicURL, people: people, at: now)
        }
        guard try await DemoEdition.state(of: database, at: now) == .demonstration else {
            throw DemonstrationRefusal.somethingElse(path)
        }
        try await DemoEdition.addWhatIsMissing(database, publicURL: publicURL, at: now)
    }
}

/// Why a demonstration is not begun.
package enum DemonstrationRefusal: Told, Equatable {
    case notAFile
    case somethingElse(String)

    package var description: String {
        switch self {
        case .notAFile: "the demonstration lives in a file of its own. Write --database sqlite:PATH, or leave it out."
        case .somethingElse(let path):
            "\(path) holds something else than the demonstration and was left as it is. Name another file with "
                + "--database sqlite:PATH."
        }
    }
}
