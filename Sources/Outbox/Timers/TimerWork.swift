// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Logging
import Vocabulary

/// Calls what is due. A timer that is late is only late: rules compute from the clock.
struct TimerWork: Sendable {
    let database: Database
    let handlers: [String: TimerHandler]
    let logger: Logger
    let dice: @Sendable (Int) -> [UInt8]

    private struct Due: Sendable {
        let id: ID<Timer>, kind: String, subject: String, due: Int, attempts: Int
    }

    /// How many bytes a handler is given.
    static let randomBytes = 96

    /// Calls what is due, and returns when the next timer is.
    func turn(_ clock: @Sendable () -> Date) async throws -> Date? {
        guard !handlers.isEmpty else { return nil }
        while !Task.isCancelled {
            let due = try await read(at: clock())
            for timer in due { try await call(timer, clock) }
            if due.isEmpty { break }
        }
        let kinds = Array(handlers.keys)
        let next: Int? = try await database.read(by: .timer, at: clock()) {
            try $0.rows("SELECT min(due) AS due FROM timer WHERE kind IN \(list: kinds)")[0]["due"]
        }
        return next.map(Date.init(milliseconds:))
    }

    /// Kinds that only another version of the program knows are left to it.
    private func read(at now: Date) async throws -> [Due] {
        let kinds = handlers.keys.sorted()
        return try await database.read(by: .timer, at: now) { tx in
            try tx.rows(
                """
                SELECT id, kind, subject, due, attempts FROM timer WHERE kind IN \(list: kinds) AND due <= \(now.milliseconds)
                ORDER BY due, id LIMIT 50
                """
            ).map { Due(id: $0["id"], kind: $0["kind"], subject: $0["subject"], due: $0["due"], attempts: $0["attempts"]) }
        }
    }

    /// The row goes and what it asked for happens, together or not at all.
    private func call(_ timer: Due, _ clock: @Sendable () -> Date) async throws {
        guard let handler = handlers[timer.kind] else { return }
        let random = dice(Self.randomBytes)
        do {
            try await database.write(by: .timer, at: clock()) { tx in
                guard try tx.run("DELETE FROM timer WHERE id = \(timer.id) AND due = \(timer.due)") == 1 else { return }
                try handler(tx, timer.subject, random)
            }
        } catch let fault as DatabaseFault where fault.isOfMachine {
            throw fault
        } catch {
            logger.warning("timer", metadata: ["kind": "\(timer.kind)", "error": "\(Self.words(error))"])
            try await putOff(timer, Self.words(error), at: clock())
        }
    }

    private func putOff(_ timer: Due, _ reason: String, at now: Date) async throws {
        let next = now + OutboxRules.wait(after: timer.attempts + 1)
        try await database.write(by: .timer, at: now) { tx in
            try tx.run(
                """
                UPDATE timer SET attempts = attempts + 1, reason = \(reason), due = \(next.milliseconds)
                WHERE id = \(timer.id) AND due = \(timer.due)
                """)
        }
    }

    /// Refusals are sentences of ours; of other errors only the kind is kept, since their text may be about a person.
    private static func words(_ error: any Error) -> String {
        switch error {
        case let refusal as any Refusal: refusal.phrase.key
        case let fault as DatabaseFault: fault.description
        default: String(reflecting: type(of: error))
        }
    }
}

extension DatabaseFault {
    /// Whether it is about the machine and not about what was asked: everything would meet it.
    var isOfMachine: Bool {
        switch self {
        case .unavailable, .conflict, .full, .damaged: true
        case .constraint, .other: false
        }
    }
}
