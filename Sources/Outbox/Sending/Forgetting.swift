// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Synchronization

/// Erases what is not kept for ever: once a day in each process, which changes nothing where another has been first.
final class Forgetting: Sendable {
    private let database: Database
    private let next = Mutex(Date.distantPast)

    private let features: [@Sendable (Transaction) throws -> Void]

    /// - Parameter features: what other features erase on the same occasion.
    init(database: Database, features: [@Sendable (Transaction) throws -> Void]) {
        self.database = database
        self.features = features
    }

    /// As the declaration of personal data says.
    static let lettersKept: TimeInterval = 400 * 86_400, callsKept: TimeInterval = 30 * 86_400

    /// Returns when it does so again.
    func turn(_ clock: @Sendable () -> Date) async throws -> Date? {
        let now = clock()
        guard next.withLock({ $0 }) <= now else { return next.withLock { $0 } }
        let (letters, calls) = ((now - Self.lettersKept).milliseconds, (now - Self.callsKept).milliseconds)
        try await database.write(by: .timer, at: now) { [features] tx in
            for feature in features { try feature(tx) }
            try tx.run("DELETE FROM letter WHERE state IN ('sent', 'bounced', 'stopped', 'expired') AND created < \(letters)")
            try tx.run(
                """
                DELETE FROM letter_batch WHERE created < \(letters)
                    AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.batch = letter_batch.id)
                """)
            try tx.run("DELETE FROM webhook_delivery WHERE state IN ('sent', 'failed') AND created < \(calls)")
        }
        return next.withLock { next in
            next = now + 86_400
            return next
        }
    }
}
