// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Logging
import Vocabulary

/// Does what waits in the outbox: sends letters, calls timers and webhooks. Any number of processes may run one on the same database.
package final class OutboxWorker: Sendable {
    let letters: LetterWork
    let timers: TimerWork
    let webhooks: WebhookWork
    private let forgetting: Forgetting
    private let lanes: Int
    private let logger: Logger
    private let bell = Bell(), acts = Bell()

    /// - Parameters:
    ///   - mail: where letters leave; nil while nobody has said where: then they wait.
    ///   - isDemo: whether letters that open something stay readable.
    ///   - dice: random bytes, so many.
    package init(
        database: Database, mail: (any LetterTransport)?, web: any WebhookTransport, timers: [String: TimerHandler],
        isDemo: Bool = false, forgetting features: [@Sendable (Transaction) throws -> [ForgottenRows]] = [],
        lanes: Int = OutboxWorker.usualLanes, logger: Logger, dice: @escaping @Sendable (Int) -> [UInt8]
    ) {
        letters = LetterWork(database: database, mail: mail, isDemo: isDemo, logger: logger, dice: dice)
        self.timers = TimerWork(database: database, handlers: timers, logger: logger, dice: dice)
        webhooks = WebhookWork(database: database, web: web, logger: logger, dice: dice)
        forgetting = Forgetting(database: database, features: features)
        self.lanes = lanes
        self.logger = logger
        database.onChange { [bell, acts] nouns in
            acts.ring()
            if nouns?.contains("outbox") ?? true { bell.ring() }
        }
    }

    /// Connections to the relay, each with a thread.
    package static let usualLanes = 4

    /// Looks at least this often: another process may have died without a word.
    private static let longestWait: TimeInterval = 30
    /// After a fault of the database.
    private static let pause: TimeInterval = 5
    /// Acts come in crowds; webhooks need not be asked after each.
    private static let betweenActs: TimeInterval = 0.5

    /// Does everything that is due at this moment, and returns when the next of it is.
    @discardableResult
    package func turn(at now: Date) async throws -> Date? {
        _ = try await webhooks.spread(at: now)
        let dates = [try await timers.turn { now }, try await letters.turn { now }, try await webhooks.turn { now }]
        return dates.compactMap { $0 }.min()
    }

    /// Goes on until the task is cancelled; then finishes what is being sent and takes nothing new.
    ///
    /// - Parameter clock: the time, again and again.
    package func run(clock: @escaping @Sendable () -> Date) async {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<lanes { group.addTask { [self] in await go(bell, clock) { try await letters.turn(clock) } } }
            group.addTask { [self] in await go(bell, clock) { try await timers.turn(clock) } }
            group.addTask { [self] in
                await go(acts, clock, pausing: true) {
                    if try await webhooks.spread(at: clock()) { bell.ring() }
                    return nil
                }
            }
            group.addTask { [self] in await go(bell, clock) { try await forgetting.turn(clock) } }
            for _ in 0..<2 { group.addTask { [self] in await go(bell, clock) { try await webhooks.turn(clock) } } }
        }
        letters.rest()
    }

    private func go(
        _ bell: Bell, _ clock: @Sendable () -> Date, pausing: Bool = false, _ turn: @Sendable () async throws -> Date?
    ) async {
        while !Task.isCancelled {
            let heard = bell.count
            var wait = Self.longestWait
            do {
                if let next = try await turn() { wait = min(wait, next.timeIntervalSince(clock())) }
            } catch {
                // A server that stops breaks off what only looked for work.
                if Task.isCancelled { return }
                // What is due stays due; the reason is the database's, which says nothing personal.
                logger.error("outbox", metadata: ["error": "\((error as? DatabaseFault)?.description ?? "unexpected")"])
                wait = Self.pause
            }
            await bell.wait(since: heard, atMost: wait)
            if pausing { try? await Task.sleep(for: .seconds(Self.betweenActs)) }
        }
    }
}
