// SPDX-License-Identifier: EUPL-1.2
import Synchronization

/// Which of the server's processes answer this process's writers: their notifications are no news.
final class PostgreSQLWriters: Sendable {
    private let processIDs = Mutex<Set<Int32>>([])

    func add(_ processID: Int32) { processIDs.withLock { _ = $0.insert(processID) } }
    func remove(_ processID: Int32) { processIDs.withLock { _ = $0.remove(processID) } }
    func contains(_ processID: Int32) -> Bool { processIDs.withLock { $0.contains(processID) } }
}

/// Listens to what other processes commit, on a connection of its own that is made again whenever it is lost.
struct PostgreSQLListener: Sendable {
    let address: PostgreSQLAddress
    let closing: PostgreSQLClosing
    let writers: PostgreSQLWriters
    let changed: @Sendable () -> Void
    let lost: @Sendable () -> Void

    /// Seconds between tries to connect: the first, doubled up to the longest.
    private static let pauses = (first: 0.2, longest: 5.0)

    /// Returns when the engine is closed.
    func work() {
        var pause = Self.pauses.first
        var wasLost = false
        while !closing.isSignalled {
            do {
                let link = try listeningLink()
                // What was missed while nobody listened is found by its numbers, but other things may have gone wrong too.
                if wasLost { lost() }
                wasLost = false
                pause = Self.pauses.first
                changed()
                try listen(on: link)
            } catch {
                guard !closing.isSignalled else { return }
                if !wasLost { lost() }
                wasLost = true
                closing.pause(pause)
                pause = min(pause * 2, Self.pauses.longest)
            }
        }
    }

    private func listeningLink() throws(DatabaseFault) -> PostgreSQLLink {
        let link = try PostgreSQLLink(address, closing: closing)
        link.patience = .seconds(PostgreSQLConnection.statementLimit)
        if let failed = try link.execute("LISTEN \(PostgreSQLConnection.channel)").first(where: \.hasFailed) {
            throw PostgreSQLFailure(failed).fault
        }
        return link
    }

    /// Tells once what arrived together. Throws when the connection is lost or the engine is closed.
    private func listen(on link: PostgreSQLLink) throws(DatabaseFault) {
        while true {
            if try link.notifications().contains(where: { !writers.contains($0) }) { changed() }
        }
    }
}
