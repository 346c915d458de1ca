// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Synchronization

/// Wakes those who wait for something to do.
final class Bell: Sendable {
    private struct State {
        var count = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
        /// Those who need not wait any more, and perhaps have not begun to.
        var over: Set<Int> = []
        var numbers = 0
    }
    private let state = Mutex(State())

    /// How often it has rung.
    var count: Int { state.withLock { $0.count } }

    func ring() {
        let waiters = state.withLock { state in
            state.count += 1
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }

    /// Returns when it has rung since it had rung `heard` times, when the time is over, or when the task is cancelled.
    func wait(since heard: Int, atMost time: TimeInterval) async {
        let number = state.withLock { state in
            state.numbers += 1
            return state.numbers
        }
        let timer = Task {
            guard (try? await Task.sleep(for: .seconds(max(0, time)))) != nil else { return }
            wake(number)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard state.count == heard, !state.over.contains(number) else { return true }
                    state.waiters[number] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            wake(number)
        }
        timer.cancel()
        state.withLock { _ = $0.over.remove(number) }
    }

    private func wake(_ number: Int) {
        let waiter = state.withLock { state in
            let waiter = state.waiters.removeValue(forKey: number)
            if waiter == nil { state.over.insert(number) }
            return waiter
        }
        waiter?.resume()
    }
}
