// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// Tells all threads of an engine, whatever socket they wait for, that it is being closed.
///
/// A pipe whose writing end is closed stays ready for all who poll its reading end.
final class PostgreSQLClosing: Sendable {
    private let readingEnd: Int32
    private let writingEnd: Mutex<Int32?>

    init() throws(DatabaseFault) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .unavailable("this process has too many files open") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readingEnd = ends[0]
        writingEnd = Mutex(ends[1])
    }

    deinit {
        signal()
        _ = close(readingEnd)
    }

    var isSignalled: Bool { writingEnd.withLock { $0 == nil } }

    func signal() {
        writingEnd.withLock { end in
            if let open = end { _ = close(open) }
            end = nil
        }
    }

    /// Sleeps, until the closing at the longest.
    func pause(_ seconds: Double) {
        _ = PostgreSQLWait.until(socket: -1, is: 0, closing: self, deadline: .now + .seconds(seconds))
    }

    fileprivate var descriptor: Int32 { readingEnd }
}

/// What ended the wait for a socket.
enum PostgreSQLWait {
    case ready, tooLong, closing

    /// Waits for `events` of poll(2); a socket of -1 is never ready.
    static func until(
        socket: Int32, is events: Int, closing: PostgreSQLClosing?, deadline: ContinuousClock.Instant?
    ) -> PostgreSQLWait {
        var watched = [
            pollfd(fd: socket, events: Int16(events), revents: 0),
            pollfd(fd: closing?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let left = deadline.map { max(0, milliseconds(until: $0)) } ?? -1
            let count = poll(&watched, 2, left)
            if count < 0, errno == EINTR { continue }
            if watched[1].revents != 0 { return .closing }
            if count != 0 { return .ready }
            if left == 0 { return .tooLong }
        }
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant) -> Int32 {
        let (seconds, attoseconds) = (deadline - .now).components
        return Int32(clamping: seconds * 1_000 + attoseconds / 1_000_000_000_000_000)
    }
}
