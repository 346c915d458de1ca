// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A fixed number of own threads for work that blocks; the threads that serve requests are too few to wait on a network.
package final class Workers: Sendable {
    private let queue = Queue()

    /// Begins the threads.
    package init(count: Int, named name: String) {
        for number in 1...max(1, count) {
            let thread = Thread { [queue] in while let job = queue.next() { job() } }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    deinit { queue.close() }

    /// Runs the job in one of the threads as soon as one is free, in the order of the calls. A begun job is not broken off.
    package func run<Value: Sendable>(_ job: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let isTaken = queue.add { continuation.resume(with: Result(catching: job)) }
            if !isTaken { continuation.resume(throwing: WorkersStopped()) }
        }
    }

    /// Takes no more jobs; those already given are still done.
    package func stop() { queue.close() }
}

/// A job was given after the threads were told to stop.
package struct WorkersStopped: Error, Equatable {
    package init() {}
}

extension Workers {
    /// Jobs that wait for a thread.
    private final class Queue: @unchecked Sendable {
        // All that is below is touched only while this is locked.
        private let condition = NSCondition()
        private var jobs: [@Sendable () -> Void] = []
        private var begun = 0
        private var isClosed = false

        func add(_ job: @escaping @Sendable () -> Void) -> Bool {
            condition.withLock {
                guard !isClosed else { return false }
                jobs.append(job)
                condition.signal()
                return true
            }
        }

        /// Waits for a job; nil once the queue is closed and empty.
        func next() -> (@Sendable () -> Void)? {
            condition.withLock {
                while begun == jobs.count {
                    if isClosed { return nil }
                    condition.wait()
                }
                let job = jobs[begun]
                // What the job holds is not kept longer than the job.
                jobs[begun] = {}
                begun += 1
                if begun == jobs.count || begun > 1_000 {
                    jobs.removeFirst(begun)
                    begun = 0
                }
                return job
            }
        }

        func close() {
            condition.withLock {
                isClosed = true
                condition.broadcast()
            }
        }
    }
}
