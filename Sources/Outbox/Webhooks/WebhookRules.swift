// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// Where a call stands.
enum CallState: String, Sendable, CaseIterable { case waiting, sending, sent, deferred, failed }

/// Why a call stands where it stands; a key under `call.reason.`.
enum CallReason: String, Sendable, CaseIterable {
    /// Answered with a status that is no success.
    case answer
    /// No answer came.
    case connection
    /// The address leads into a private network, or is none.
    case address
    /// The process ended while it was calling.
    case interrupted
    /// The receiver said that there is nobody any more.
    case gone
    /// The webhook was ended meanwhile.
    case ended
}

/// What became of one call.
enum CallOutcome: Sendable, Equatable {
    case answered(Int)
    case failed(CallReason, String)
}

/// Where a call goes from an attempt.
struct CallStep: Sendable, Equatable {
    var state: CallState
    var reason: CallReason?
    var detail: String?
    var next: Date?
    /// Whether the receiver wants nothing more at all.
    var endsWebhook = false
}

extension OutboxRules {
    /// Standard Webhooks 1.0.0, "Deliverability and reliability": 2xx is a success, 410 ends the webhook, all else is tried again.
    static func step(_ outcome: CallOutcome, of tries: Tries, at now: Date) -> CallStep {
        let (reason, detail): (CallReason, String)
        switch outcome {
        case .answered(200..<300): return CallStep(state: .sent)
        case .answered(410): return CallStep(state: .failed, reason: .gone, detail: "410", endsWebhook: true)
        case .answered(let status): (reason, detail) = (.answer, String(status))
        case .failed(let why, let words): (reason, detail) = (why, words)
        }
        guard let next = next(after: tries.attempts, firstTried: tries.first, at: now) else {
            return CallStep(state: .failed, reason: reason, detail: detail)
        }
        return CallStep(state: .deferred, reason: reason, detail: detail, next: next)
    }
}

/// Why a webhook is not added.
enum WebhookRefusal: Refusal, Equatable {
    case address, notPublic, notFound, verbs, tooMany

    var kind: RefusalKind { self == .tooMany ? .conflict : .invalid }
    var phrase: Phrase {
        switch self {
        case .address: "webhook.refused.address"
        case .notPublic: "webhook.refused.not-public"
        case .notFound: "webhook.refused.not-found"
        case .verbs: "webhook.refused.verbs"
        case .tooMany: "webhook.refused.too-many"
        }
    }
}
