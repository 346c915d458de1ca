// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// Threads that read, each with a connection of its own; what they cannot begin at once waits in a queue.
final class PostgreSQLReaders: Sendable {
    /// One read. `perform` may run again on another connection and returns what tells its caller; `fail` tells why not.
    struct Job: Sendable {
        let perform: @Sendable (any Connection) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
        let arrival = ContinuousClock.now
    }

    private struct State {
        var queue: [Job] = []
        var isClosed = false
        var isExpiryPlanned = false
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let count: Int
    private let patience: Duration
    private let connect: @Sendable () throws -> PostgreSQLConnection

    /// How long a read may wait for its turn, so that requests are answered while the server is away.
    static let patience = Duration.seconds(10)
    /// A read that was interrupted later than this is not begun again.
    static let retryLimit = Duration.seconds(5)
    private static let stopping = DatabaseFault.unavailable("the server is stopping")

    init(
        count: Int, in threads: PostgreSQLThreads, patience: Duration = patience,
        connect: @escaping @Sendable () throws -> PostgreSQLConnection
    ) {
        self.count = max(1, count)
        self.patience = patience
        self.connect = connect
        for number in 1...self.count { threads.start("database reader \(number)") { [self] in work() } }
    }

    func add(_ job: Job) {
        let (isClosed, plansExpiry) = state.withLock { state in
            guard !state.isClosed else { return (true, false) }
            state.queue.append(job)
            defer { state.isExpiryPlanned = true }
            return (false, !state.isExpiryPlanned)
        }
        if isClosed { return job.fail(Self.stopping) }
        arrivals.signal()
        if plansExpiry { planExpiry(in: patience) }
    }

    /// Fails what waits; the threads end after what they run.
    func close() {
        let waiting = state.withLock { state in
            defer { state.queue = [] }
            state.isClosed = true
            return state.queue
        }
        for job in waiting { job.fail(Self.stopping) }
        for _ in 0..<count { arrivals.signal() }
    }

    private func work() {
        var connection: PostgreSQLConnection?
        while true {
            arrivals.wait()
            let (job, isClosed) = state.withLock { state in
                (state.queue.isEmpty ? nil : state.queue.removeFirst(), state.isClosed)
            }
            if isClosed {
                job?.fail(Self.stopping)
                return
            }
            if let job { connection = settle(job, on: connection) }
        }
    }

    /// Runs a job, once more when its connection turned out to be dead. Returns the connection to go on with.
    private func settle(_ job: Job, on existing: PostgreSQLConnection?) -> PostgreSQLConnection? {
        let start = ContinuousClock.now
        var connection = existing
        for mayRetry in [true, false] {
            do {
                let open = try connection ?? connect()
                if try run(job, on: open, retryingUntil: mayRetry ? start + Self.retryLimit : start) {
                    return open.endReading() ? open : nil
                }
                connection = nil
            } catch {
                job.fail(error)
                return nil
            }
        }
        return nil
    }

    /// Runs a job and tells its caller, before the transaction is ended, which costs another round trip.
    /// Returns false when it may be tried on a new connection, since this one is dead.
    private func run(
        _ job: Job, on connection: PostgreSQLConnection, retryingUntil limit: ContinuousClock.Instant
    ) throws -> Bool {
        connection.beginReading()
        let outcome = Result { try job.perform(connection) }
        guard connection.isAlive else {
            if .now < limit, !isClosed { return false }
            if case .failure(let fault as DatabaseFault) = outcome { throw fault }
            throw DatabaseFault.unavailable("the connection was lost")
        }
        switch outcome {
        case .success(let tell): tell()
        case .failure(let error): job.fail(error)
        }
        return true
    }

    private var isClosed: Bool { state.withLock { $0.isClosed } }
}

extension PostgreSQLReaders {
    /// One look at the queue is planned at a time, for when its first job will have waited too long.
    private func planExpiry(in delay: Duration) {
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + delay / .seconds(1)) { [weak self] in self?.expire() }
    }

    private func expire() {
        let limit = ContinuousClock.now - patience
        let (late, next) = state.withLock { state in
            let late = state.queue.prefix { $0.arrival <= limit }
            state.queue.removeFirst(late.count)
            state.isExpiryPlanned = !state.queue.isEmpty
            return (late, state.queue.first?.arrival)
        }
        for job in late { job.fail(DatabaseFault.unavailable("no connection was free in time")) }
        if let next { planExpiry(in: next + patience - .now) }
    }
}
