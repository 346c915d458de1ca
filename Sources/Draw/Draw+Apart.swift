// SPDX-License-Identifier: EUPL-1.2
import Dispatch
import Synchronization

extension Draw {
    /// Does long work on a thread of its own, so that nobody else waits, as in
    /// `try await draw.apart(within: .seconds(10)) { draw, mayGoOn in try draw.result(.generous, seed: seed, while: mayGoOn) }`.
    ///
    /// After `limit`, or when the task is cancelled, `mayGoOn` says no: then results are the best found, with their bound.
    package func apart<Product: Sendable>(
        within limit: Duration,
        _ work: @escaping @Sendable (Draw, () -> Bool) throws(DrawRefusal) -> Product
    ) async throws(DrawRefusal) -> Product {
        let flag = StopFlag(), end = ContinuousClock.now + limit
        let outcome: Result<Product, DrawRefusal> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global(qos: .utility).async {
                    do throws(DrawRefusal) {
                        let product = try work(self) { !flag.isSet && ContinuousClock.now < end }
                        continuation.resume(returning: .success(product))
                    } catch {
                        continuation.resume(returning: .failure(error))
                    }
                }
            }
        } onCancel: {
            flag.set()
        }
        return try outcome.get()
    }
}

/// Told once to stop.
private final class StopFlag: Sendable {
    private let value = Atomic(false)
    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}
