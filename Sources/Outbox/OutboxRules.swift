// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Where a letter stands.
package enum LetterState: String, Sendable, CaseIterable {
    case waiting, sending, sent
    /// Not taken, and tried again later.
    case deferred
    /// Perhaps taken, perhaps not: sent again under the same name.
    case unknown
    /// Nobody will take it.
    case bounced
    /// Somebody, or a rule, decided that it does not leave.
    case stopped
    /// Worth nothing any more before it could leave.
    case expired
    /// Would leave, but nothing leaves until the outbox is released. Never stored: the hold is one row.
    case held

    /// States in which a letter is still to leave.
    static let open: [LetterState] = [.waiting, .deferred, .unknown]

    /// As it is shown while the outbox is held, or is not.
    func shown(isHeld: Bool) -> LetterState { isHeld && Self.open.contains(self) ? .held : self }
}

/// Why a letter stands where it stands. The raw value is a key under `letter.reason.`.
package enum LetterReason: String, Sendable, CaseIterable {
    /// The server of the recipient said no, for good or for now.
    case refused, deferred
    /// The relay was not reached, or did not let us in.
    case relay
    /// The connection was lost after the end of the text; the process ended while it was sending.
    case lost, interrupted
    /// Tried for two days.
    case givenUp = "given-up"
    /// No address that mail can be sent to; or mail to it bounced lately.
    case noAddress = "no-address"
    case deadAddress = "dead-address"
    /// Whoever reads there wants no such mail.
    case unsubscribed, asked
    /// By somebody who organises: this letter, or all of its batch.
    case stopped
    /// A report came back after the relay had taken it.
    case returned
    /// Shown on a page instead of being sent.
    case demo
    /// As a backup had it that was restored since.
    case restored
}

/// What became of one attempt.
enum LetterOutcome: Sendable, Equatable {
    case taken
    /// `isDead` says that nobody reads at this address.
    case refused(String, isDead: Bool)
    /// `isOurs` says that every other letter will meet it too.
    case deferred(String, isOurs: Bool)
    case unknown(String)
    /// Never attempted, for a reason that lies in the letter.
    case impossible(LetterReason)
}

/// Where a letter goes from an attempt.
struct LetterStep: Sendable, Equatable {
    var state: LetterState
    var reason: LetterReason?
    var detail: String?
    /// When it is tried again, for states that are open.
    var next: Date?
    /// Whether nobody knows if it was taken this time.
    var isDoubtful = false
    var relayFails = false
    var isDeadAddress = false
}

/// How often something was tried.
struct Tries: Sendable, Equatable {
    /// This one counted.
    var attempts: Int
    var first: Date
    /// How often nobody knew what became of it.
    var doubts = 0
}

/// How letters, calls of webhooks and timers go from state to state.
enum OutboxRules {
    /// Longer than any attempt, which the client ends after twice two minutes.
    static let lease: TimeInterval = 5 * 60
    /// RFC 5321, section 4.5.4.1 asks for four to five days; a person who waits for a mail about a conference gave up long before.
    static let patience: TimeInterval = 48 * 3_600
    /// How long nothing may leave while something should.
    static let alarmAfter: TimeInterval = 10 * 60
    /// How long an address is believed to be dead.
    static let deadFor: TimeInterval = 30 * 86_400
    /// How often a letter whose outcome is unknown is sent: whoever gets it each time should not get it all day.
    static let mostDoubts = 5

    private static let waits: [TimeInterval] = [60, 5 * 60, 15 * 60, 30 * 60, 3_600, 2 * 3_600]
    private static let longestWait: TimeInterval = 4 * 3_600

    /// How long to wait after so many attempts.
    static func wait(after attempts: Int) -> TimeInterval {
        waits.indices.contains(attempts - 1) ? waits[attempts - 1] : longestWait
    }

    /// When the next attempt is; nil when there is none any more.
    static func next(after attempts: Int, firstTried: Date, at now: Date) -> Date? {
        let next = now + wait(after: max(1, attempts))
        return next <= firstTried + patience ? next : nil
    }

    /// What an attempt makes of a letter.
    static func step(_ outcome: LetterOutcome, of tries: Tries, at now: Date) -> LetterStep {
        switch outcome {
        case .taken: return LetterStep(state: .sent)
        case .refused(let words, let isDead):
            return LetterStep(state: .bounced, reason: .refused, detail: words, isDeadAddress: isDead)
        case .impossible(let reason): return LetterStep(state: reason == .noAddress ? .bounced : .stopped, reason: reason)
        case .deferred(let words, let isOurs):
            guard let next = next(after: tries.attempts, firstTried: tries.first, at: now) else {
                return LetterStep(state: .bounced, reason: .givenUp, detail: words)
            }
            return LetterStep(
                state: .deferred, reason: isOurs ? .relay : .deferred, detail: words, next: next, relayFails: isOurs)
        case .unknown(let words): return doubtful(.lost, words, of: tries, at: now)
        }
    }

    /// What is meant by a lease that ran out: the process ended while it was sending, and nobody knows how far it came.
    static func abandoned(_ tries: Tries, at now: Date) -> LetterStep { doubtful(.interrupted, nil, of: tries, at: now) }

    /// It is sent again under the same name, so that whoever has it already is not shown it twice.
    private static func doubtful(_ reason: LetterReason, _ words: String?, of tries: Tries, at now: Date) -> LetterStep {
        guard tries.doubts + 1 < mostDoubts, let next = next(after: tries.attempts, firstTried: tries.first, at: now) else {
            return LetterStep(state: .bounced, reason: .givenUp, detail: words, isDoubtful: true)
        }
        return LetterStep(state: .unknown, reason: reason, detail: words, next: next, isDoubtful: true)
    }

    /// Whether something should leave and nothing does.
    ///
    /// - Parameters:
    ///   - waitingSince: since when the oldest letter waits that no recipient's server has put off.
    ///   - lastSent: when one left last.
    static func isAlarm(waitingSince: Date?, lastSent: Date?, isHeld: Bool, at now: Date) -> Bool {
        guard let waitingSince, !isHeld, waitingSince <= now - alarmAfter else { return false }
        return (lastSent ?? .distantPast) <= now - alarmAfter
    }
}

/// What is known of the reader before a letter is sent.
struct RecipientFacts: Sendable, Equatable {
    /// Since when mail to it is known to bounce.
    var deadSince: Date?
    var isUnsubscribed = false
    var hasAsked = false

    /// Why this letter is not sent; nil when it is.
    func obstacle(isTransactional: Bool, at now: Date) -> LetterReason? {
        if let deadSince, now < deadSince + OutboxRules.deadFor { return .deadAddress }
        if isTransactional { return nil }
        if deadSince != nil { return .deadAddress }
        return isUnsubscribed ? .unsubscribed : hasAsked ? .asked : nil
    }
}

/// What the words of a server say about an address. RFC 3463, sections 3.2 and 3.3; RFC 5321, section 4.2.3.
enum DeadAddress {
    /// - Parameters:
    ///   - status: `5.1.1`, where the server gave one.
    ///   - code: the reply to the recipient, where there was one.
    static func isMeant(status: String?, code: Int?) -> Bool {
        if let status { return status.hasPrefix("5.1.") && status != "5.1.7" && status != "5.1.8" || status == "5.2.1" }
        return code.map { [550, 551, 553].contains($0) } ?? false
    }

    /// The status that a reply begins with: `5.1.1 No such user`. RFC 2034, section 3.
    static func status(in reply: String) -> String? {
        reply.firstMatch(of: /\b([245])\.(\d{1,3})\.(\d{1,3})\b/).map { String($0.output.0) }
    }
}
