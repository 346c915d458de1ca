// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Logging
import Privacy
import Server
import Vocabulary

extension ErasureFileRefusal: Told {}

/// The file of erasures beside a running server, and after a restore.
package struct Erasures: Sendable {
    private let keeping: ErasureKeeping

    /// Nil where the operator has not said where the file is.
    package init?(_ configuration: Configuration, _ database: Database) {
        guard let path = configuration.site.erasures else { return nil }
        keeping = ErasureKeeping(database, file: ErasureFile(path: path), suppliers: Features.people)
    }

    /// Erases again whom a backup of before brought back, and writes down what is not yet. Returns how many were erased again.
    package func settle(at now: Date) async throws -> Int {
        let count = try await keeping.eraseAgain(at: now)
        try await keeping.file(at: now)
        return count
    }

    /// For whoever started the server or restored a backup.
    package static func sentence(_ count: Int) -> String {
        "\(count == 1 ? "1 person" : "\(count) persons") whom a backup had brought back \(count == 1 ? "was" : "were") erased again."
    }

    /// Writes down every hour what could not be written down at once, until the task is cancelled.
    package func keep(logger: Logger) async {
        while (try? await Task.sleep(for: .seconds(3_600))) != nil {
            do { try await keeping.file(at: .now) } catch {
                logger.error("erasures are not written down", metadata: ["why": "\(error)"])
            }
        }
    }
}

extension Database {
    /// What the daily erasing would take by a time, or takes now.
    package func forget(at now: Date, isTrial: Bool) async throws -> [ForgottenRows] {
        if isTrial { return try await RetentionTrial.run(Features.forgetting, on: self, at: now) }
        let rows = try await write(by: .commandLine, at: now) { tx in try Features.forgetting.flatMap { try $0(tx) } }
        await scrub()
        return RetentionTrial.added(rows)
    }
}
