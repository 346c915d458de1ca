// SPDX-License-Identifier: EUPL-1.2
import Database
import Editions
import Foundation
import Vocabulary

/// A schedule of fees as it was from a moment on.
package struct FeeVersion: Sendable, Equatable {
    package let version: Int
    package let since: Date
    package let schedule: FeeSchedule
}

/// Schedules of fees in the database: every version is kept.
package struct FeeStore {
    let tx: Transaction
    package init(tx: Transaction) { self.tx = tx }

    static func noun(_ edition: ID<Edition>) -> Noun { Noun("fee", edition) }

    /// The one that holds; nil where the edition has none. Read once and kept in memory as long as nobody changes it.
    package func current(of edition: ID<Edition>) throws -> FeeVersion? {
        try tx.keeping("fees:\(edition)", about: Self.noun(edition)) {
            try tx.first(
                """
                SELECT version, document, since FROM fee_schedule WHERE edition = \(edition) ORDER BY version DESC LIMIT 1
                """
            ).map(Self.version)
        }
    }

    func version(_ number: Int, of edition: ID<Edition>) throws -> FeeVersion? {
        try tx.first(
            "SELECT version, document, since FROM fee_schedule WHERE edition = \(edition) AND version = \(number)"
        ).map(Self.version)
    }

    /// The numbers of all versions with when they began to hold, the newest first.
    func versions(of edition: ID<Edition>) throws -> [(version: Int, since: Date)] {
        try tx.rows("SELECT version, since FROM fee_schedule WHERE edition = \(edition) ORDER BY version DESC").map {
            ($0["version"], Date(milliseconds: $0["since"]))
        }
    }

    /// Stores a schedule that was checked, as the next version; what is the same already is left alone.
    package func keep(_ schedule: FeeSchedule, of edition: ID<Edition>) throws {
        let before = try current(of: edition)
        guard before?.schedule != schedule else { return }
        let document = String(decoding: try schedule.written(), as: UTF8.self)
        try tx.run(
            """
            INSERT INTO fee_schedule (edition, version, document, since)
            VALUES (\(edition), \((before?.version ?? 0) + 1), \(document), \(tx.now.milliseconds))
            """)
        tx.record("fee.changed", Self.noun(edition), RegistrationStore.noun(edition))
    }

    private static func version(_ row: Row) throws -> FeeVersion {
        let document: String = row["document"]
        return FeeVersion(
            version: row["version"], since: Date(milliseconds: row["since"]), schedule: try FeeSchedule.read(Data(document.utf8)))
    }
}
