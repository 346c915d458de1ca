// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// Writes of all requests, one after the other on a thread of their own, many to a commit.
///
/// The failure of a job undoes only itself. Hardly any job fails after it has written, so jobs share the transaction without
/// savepoints, which cost more than most of what is written; a batch in which one does fail is undone and run again, and then
/// each job has a savepoint of its own. While one commit waits for the disk the next jobs gather,
/// so batches form by themselves, without a timer. Since one thread writes, the writes of a process are serialisable;
/// other processes are kept apart by `BEGIN IMMEDIATE` (SQLite) or SERIALIZABLE with bounded retry (PostgreSQL).
/// This is group commit: DeWitt et al., "Implementation Techniques for Main Memory Database
/// Systems", SIGMOD 1984, section 5.
final class GroupWriter: Sendable {
    /// One request's work. `perform` may run again, after a conflict or when another job of its batch failed, and returns the acts to record with it;
    /// `finish` runs once, after the commit or the failure.
    struct Job: Sendable {
        let perform: @Sendable (any Connection) throws -> [Act]
        let finish: @Sendable (DatabaseFault?) -> Void
    }

    private struct State {
        var queue: [Job] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let engine: any Engine
    private let committed: @Sendable ([Act]) -> Void
    private let finished = DispatchSemaphore(value: 0)
    /// For how many more batches each job has a savepoint: where one failed after it had written, others will. Only the writer's
    /// thread looks.
    private let careful = Atomic<Int>(0)

    /// How many batches that is.
    static let carefulBatches = 8
    /// Most jobs in one commit: bounds how long the first of them waits.
    static let largestBatch = 256
    static let tries = 8

    /// `committed` is called on the writer's thread with the acts of each commit, before the jobs are told.
    init(engine: any Engine, committed: @escaping @Sendable ([Act]) -> Void) {
        self.engine = engine
        self.committed = committed
        let thread = Thread { [self] in work() }
        thread.name = "database writer"
        thread.stackSize = 1 << 21
        thread.start()
    }

    func add(_ job: Job) {
        let isClosed = state.withLock { state in
            if !state.isClosed { state.queue.append(job) }
            return state.isClosed
        }
        if isClosed { job.finish(.unavailable("the server is stopping")) } else { arrivals.signal() }
    }

    /// Finishes what was added, then ends the thread.
    func close() {
        let wasClosed = state.withLock { state in
            defer { state.isClosed = true }
            return state.isClosed
        }
        guard !wasClosed else { return }
        arrivals.signal()
        finished.wait()
    }

    private func work() {
        var connection: (any Connection)?
        while true {
            arrivals.wait()
            let (batch, isClosed) = state.withLock { state in
                let batch = Array(state.queue.prefix(Self.largestBatch))
                state.queue.removeFirst(batch.count)
                return (batch, state.isClosed)
            }
            if batch.isEmpty {
                if isClosed { break }
                continue
            }
            connection = settle(batch, on: connection)
        }
        connection = nil
        finished.signal()
    }

    /// Runs and commits a batch, again after conflicts. Returns the connection to go on with, nil when it was lost.
    private func settle(_ batch: [Job], on existing: (any Connection)?) -> (any Connection)? {
        var connection = existing
        for attempt in 1...Self.tries {
            var isCommitting = false
            do {
                let open = try connection ?? engine.openWriter()
                connection = open
                let (outcomes, acts) = try open.together { connection in
                    do {
                        return try attempted(batch, on: connection, isCommitting: &isCommitting)
                    } catch is SavepointsNeeded {
                        careful.store(Self.carefulBatches, ordering: .relaxed)
                        return try attempted(batch, on: connection, isCommitting: &isCommitting)
                    }
                }
                committed(acts)
                for (job, outcome) in zip(batch, outcomes) { job.finish(outcome) }
                return connection
            } catch {
                let fault = (error as? DatabaseFault) ?? .other(String(describing: error))
                let wasOpen = connection != nil
                if case .unavailable = fault { connection = nil }
                guard attempt < Self.tries, fault.allowsRetry(connectionWasLost: wasOpen, isCommitting: isCommitting) else {
                    for job in batch { job.finish(fault) }
                    return connection
                }
                if fault == .conflict { Thread.sleep(forTimeInterval: Double.random(in: 0...0.002) * Double(1 << attempt)) }
            }
        }
        return connection
    }

    /// One try: what each job failed with, nil where it is stored, and the acts. Throws what failed the whole batch.
    private func attempted(
        _ batch: [Job], on connection: any Connection, isCommitting: inout Bool
    ) throws -> ([DatabaseFault?], [Act]) {
        var isStored = false
        defer { if !isStored { connection.rollBack() } }
        try connection.beginWriting()
        var outcomes: [DatabaseFault?] = []
        var acts: [Act] = []
        let isCareful = careful.load(ordering: .relaxed) > 0
        for job in batch {
            if isCareful { try connection.execute("SAVEPOINT job") }
            let counting = CountingConnection(connection)
            do {
                acts += try job.perform(counting)
                if isCareful { try connection.execute("RELEASE SAVEPOINT job") }
                outcomes.append(nil)
            } catch let fault as DatabaseFault where fault.endsBatch {
                throw fault
            } catch {
                let outcome = error as? DatabaseFault ?? .refused
                // What only read and then refused has nothing to undo. After a fault PostgreSQL takes nothing more.
                if isCareful {
                    try connection.execute("ROLLBACK TO SAVEPOINT job; RELEASE SAVEPOINT job")
                } else if counting.hasWritten || error is DatabaseFault {
                    guard batch.count == 1 else { throw SavepointsNeeded() }
                    return ([outcome], [])
                }
                outcomes.append(outcome)
            }
        }
        acts = try ActStore(connection: connection).keep(acts)
        isCommitting = true
        try connection.commitWriting()
        isStored = true
        if isCareful { careful.subtract(1, ordering: .relaxed) }
        return (outcomes, acts)
    }

    /// A job failed that cannot be undone by itself.
    private struct SavepointsNeeded: Error {}
}

extension DatabaseFault {
    /// Whether the failure of one statement is the failure of all that share its commit.
    var endsBatch: Bool {
        switch self {
        case .conflict, .unavailable, .full, .damaged: true
        case .constraint, .other: false
        }
    }

    /// A conflict is tried again. So is a batch whose connection turned out to be dead before the commit was sent:
    /// nothing of it can be stored. A commit without an answer is not repeated.
    func allowsRetry(connectionWasLost: Bool, isCommitting: Bool) -> Bool {
        switch self {
        case .conflict: true
        case .unavailable: connectionWasLost && !isCommitting
        default: false
        }
    }

    /// Stands for an error of the job itself, which the job keeps and throws to its caller.
    static let refused = DatabaseFault.other("refused")
}
