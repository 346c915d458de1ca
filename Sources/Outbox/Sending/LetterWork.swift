// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Logging
import Vocabulary

/// Sends letters, one after the other; several lanes of several processes may do so at once.
struct LetterWork: Sendable {
    let database: Database
    let mail: (any LetterTransport)?
    let isDemo: Bool
    let logger: Logger
    let dice: @Sendable (Int) -> [UInt8]

    /// Sends what is due, and returns when the next letter is.
    func turn(_ clock: @Sendable () -> Date) async throws -> Date? {
        while true {
            let outlook = try await database.read(by: .timer, at: clock()) { try LetterQueue(tx: $0).outlook() }
            if outlook.needsSweep {
                try await write(at: clock()) { try $0.sweep() }
                continue
            }
            guard mail != nil, outlook.isDue, !Task.isCancelled, try await send(clock) > 0 else {
                if !outlook.isDue { rest() }
                return outlook.next
            }
        }
    }

    func rest() { mail?.rest() }

    /// Takes letter after letter until none is due; returns how many it took.
    private func send(_ clock: @Sendable () -> Date) async throws -> Int {
        var count = 0
        var lease = ID<Lease>(random: dice(15))
        var leased = try await write(at: clock()) { [lease] in try $0.take(lease) }
        while let letter = leased {
            count += 1
            let outcome = await attempt(letter, at: clock())
            lease = ID(random: dice(15))
            leased = try await settle(letter, outcome, next: Task.isCancelled ? nil : lease, clock)
        }
        return count
    }

    private func attempt(_ leased: LeasedLetter, at now: Date) async -> LetterOutcome {
        let letter = leased.letter
        if let obstacle = leased.recipient.obstacle(isTransactional: letter.isTransactional, at: now) {
            return .impossible(obstacle)
        }
        guard MailAddress(letter.address) != nil else { return .impossible(.noAddress) }
        guard let mail else { return .deferred("", isOurs: true) }
        return LetterOutcome(await mail.send(OutgoingLetter(letter: letter, created: leased.created, now: now)))
    }

    /// Stores what became of a letter and takes the next one, in one transaction. Tries for as long as the lease lasts: a letter that
    /// was sent and is not known to be would be sent again.
    private func settle(
        _ leased: LeasedLetter, _ outcome: LetterOutcome, next lease: ID<Lease>?, _ clock: @Sendable () -> Date
    ) async throws -> LeasedLetter? {
        var pause = 0.25
        while true {
            let now = clock()
            var step = OutboxRules.step(outcome, of: leased.tries, at: now)
            if isDemo, step.state == .sent { step.reason = .demo }
            do {
                return try await write(at: now) { [step] queue in
                    try queue.settle(leased, step)
                    return try lease.flatMap(queue.take)
                }
            } catch {
                guard pause < OutboxRules.lease / 2, !Task.isCancelled else { throw error }
                logger.warning(
                    "outbox", metadata: ["letter": "\(leased.letter.id)", "error": "what became of it is not stored yet"])
                try? await Task.sleep(for: .seconds(pause))
                pause *= 2
            }
        }
    }

    private func write<T: Sendable>(at now: Date, _ body: @escaping @Sendable (LetterQueue) throws -> T) async throws -> T {
        try await database.write(by: .timer, at: now) { [isDemo] in try body(LetterQueue(tx: $0, keepsSecrets: isDemo)) }
    }
}
