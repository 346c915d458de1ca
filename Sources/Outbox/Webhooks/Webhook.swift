// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation
import Vocabulary

/// A program elsewhere that is told of acts.
struct Webhook: Sendable, Equatable {
    let id: ID<Webhook>
    let address: String
    let verbs: VerbFilter
    let created: Date
    let endedAt: Date?
}

/// Which acts a webhook is told of: verbs with commas between, `*` at the end of one for whatever follows.
struct VerbFilter: Sendable, Equatable, CustomStringConvertible {
    let patterns: [String]

    /// Nil when it is empty, or when one of its patterns could be no verb.
    init?(_ text: String) {
        let patterns = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
        guard (1...50).contains(patterns.count), text.utf8.count <= 1_000,
            patterns.allSatisfy({ $0.wholeMatch(of: /\*|[a-z][a-z.-]*\*?/) != nil })
        else { return nil }
        self.patterns = patterns
    }

    func matches(_ verb: String) -> Bool {
        patterns.contains { $0.hasSuffix("*") ? verb.hasPrefix($0.dropLast()) : verb == $0 }
    }

    var description: String { patterns.joined(separator: ", ") }
}

/// What proves that a call is ours. Standard Webhooks 1.0.0, "Signature scheme": symmetric, HMAC-SHA256.
struct WebhookSecret: Sendable, Equatable {
    /// As it is shown once to whoever receives: `whsec_` and base64.
    let text: String
    private let key: [UInt8]

    /// Nil unless it is a secret as it is written.
    init?(_ text: String) {
        guard text.hasPrefix("whsec_"), let key = Data(base64Encoded: String(text.dropFirst(6))), !key.isEmpty else { return nil }
        self.text = text
        self.key = [UInt8](key)
    }

    /// The specification asks for 24 to 64 bytes.
    init(random bytes: [UInt8]) {
        text = "whsec_" + Data(bytes).base64EncodedString()
        key = bytes
    }

    /// The headers of a call, the same id at each try.
    func headers(id: String, at now: Date, body: [UInt8]) -> [(name: String, value: String)] {
        let second = String(Int(now.timeIntervalSince1970))
        let signed = Array("\(id).\(second).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        return [
            ("webhook-id", id), ("webhook-timestamp", second), ("webhook-signature", "v1," + Data(code).base64EncodedString()),
        ]
    }
}

/// One act on its way to one webhook.
struct WebhookCall: Sendable, Equatable {
    let id: ID<WebhookCall>
    let webhook: ID<Webhook>
    let address: String
    let secret: WebhookSecret
    let body: String
    let tries: Tries
    let lease: ID<Lease>
}

/// What a call says: the verb, the time, and ids.
struct WebhookBody: Encodable {
    struct Facts: Encodable {
        let number: Int
        let nouns: [String]
    }
    let type: String
    let timestamp: String
    let data: Facts

    init(verb: String, at: Date, number: Int, nouns: [String]) {
        type = verb
        timestamp = at.ISO8601Format()
        data = Facts(number: number, nouns: nouns)
    }

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
