// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What a provider publishes, asked for once by however many need it, and kept for a while. What fails is not kept.
actor Kept<Value: Sendable> {
    /// A value with its number, by which a later one is told from an earlier one.
    typealias Version = (number: Int, value: Value)

    private let ask: @Sendable (Date) async throws(ProviderRefusal) -> Value
    private var current: (version: Version, since: Date)?
    private var asking: Task<Result<Version, ProviderRefusal>, Never>?
    private var renewed: Date?
    private var lastNumber = 0

    private static var seconds: TimeInterval { 3_600 }
    /// Tokens that name keys nobody has must not make us ask without end.
    private static var secondsBetweenRenewals: TimeInterval { 60 }

    init(_ ask: @escaping @Sendable (Date) async throws(ProviderRefusal) -> Value) {
        self.ask = ask
    }

    func version(at now: Date) async throws(ProviderRefusal) -> Version {
        if let current, Self.isNear(now, current.since, Self.seconds) { return current.version }
        return try await fresh(at: now)
    }

    /// Returns what came after an older version; nil when that was asked for too short a time ago.
    func newer(than number: Int, at now: Date) async throws(ProviderRefusal) -> Version? {
        if let current, current.version.number > number { return current.version }
        if asking == nil {
            if let renewed, Self.isNear(now, renewed, Self.secondsBetweenRenewals) { return nil }
            renewed = now
        }
        return try await fresh(at: now)
    }

    /// Whoever comes while the provider is being asked waits for the same answer. One person who goes away does not end it.
    private func fresh(at now: Date) async throws(ProviderRefusal) -> Version {
        if let asking { return try await asking.value.get() }
        lastNumber += 1
        let (number, ask) = (lastNumber, ask)
        let task = Task { () -> Result<Version, ProviderRefusal> in
            do throws(ProviderRefusal) {
                return .success((number, try await ask(now)))
            } catch {
                return .failure(error)
            }
        }
        asking = task
        let result = await task.value
        asking = nil
        if case .success(let version) = result { current = (version, now) }
        return try result.get()
    }

    /// Either may be first: whoever waits here came with the time of a moment ago. A clock that was wrong ends nothing for good.
    private static func isNear(_ one: Date, _ other: Date, _ seconds: TimeInterval) -> Bool {
        abs(one.timeIntervalSince(other)) < seconds
    }
}
