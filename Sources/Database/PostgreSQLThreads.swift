// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The threads of an engine, on which calls of libpq may block.
final class PostgreSQLThreads: Sendable {
    private let running = DispatchGroup()

    func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
        running.enter()
        let thread = Thread { [running] in
            body()
            running.leave()
        }
        thread.name = name
        thread.stackSize = Self.stackSize
        thread.start()
    }

    /// Waits until all have ended; not longer than a few seconds, since one may be in the middle of connecting to a server
    /// that does not answer. Such a one ends, and closes what it opened, by itself.
    func join() { _ = running.wait(timeout: .now() + Self.patience) }

    /// Rendering runs inside reads.
    private static let stackSize = 1 << 21
    private static let patience = 2.0
}
