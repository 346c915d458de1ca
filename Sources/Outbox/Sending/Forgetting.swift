// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Synchronization
import Vocabulary

/// Erases what is not kept for ever: once a day in each process, which changes nothing where another has been first.
final class Forgetting: Sendable {
    private let database: Database
    private let next = Mutex(Date.distantPast)

    private let features: [@Sendable (Transaction) throws -> [ForgottenRows]]

    /// - Parameter features: what each feature erases.
    init(database: Database, features: [@Sendable (Transaction) throws -> [ForgottenRows]]) {
        self.database = database
        self.features = features
    }

    /// Returns when it does so again.
    func turn(_ clock: @Sendable () -> Date) async throws -> Date? {
        let now = clock()
        guard next.withLock({ $0 }) <= now else { return next.withLock { $0 } }
        try await database.write(by: .timer, at: now) { [features] tx in
            for feature in features { _ = try feature(tx) }
        }
        await database.scrub()
        return next.withLock { next in
            next = now + 86_400
            return next
        }
    }
}
