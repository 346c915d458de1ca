// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Logging
import Vocabulary

/// Where calls leave.
package protocol WebhookTransport: Sendable {
    /// The status that was answered; throws when none was.
    func send(_ order: OutgoingRequest) async throws(HTTPRefusal) -> Int
}

/// The Internet, and the own network only where the operator says so.
package final class WebTransport: WebhookTransport {
    private let client: HTTPClient
    private let workers = Workers(count: 2, named: "webhooks")

    package init(isPrivateAllowed: Bool) {
        client = HTTPClient(reach: isPrivateAllowed ? .anywhere : .publicOnly, allowsPlain: isPrivateAllowed)
    }

    package func send(_ order: OutgoingRequest) async throws(HTTPRefusal) -> Int {
        let limits = HTTPLimits(whole: .seconds(20), bytes: 64 << 10)
        do {
            return try await workers.run { [client] in try client.send(order, within: limits).status }
        } catch let refusal as HTTPRefusal {
            throw refusal
        } catch {
            throw .broken("The server is stopping.")
        }
    }
}

/// Makes calls of acts, and makes the calls.
struct WebhookWork: Sendable {
    let database: Database
    let web: any WebhookTransport
    let logger: Logger
    let dice: @Sendable (Int) -> [UInt8]

    /// Makes calls of new acts, which are due at once. Returns whether there were any.
    func spread(at now: Date) async throws -> Bool {
        guard try await database.read(by: .timer, at: now, { try WebhookQueue(tx: $0).hasActs() }) else { return false }
        var hasMore = true
        while hasMore, !Task.isCancelled {
            let seed = dice(32)
            hasMore = try await database.write(by: .timer, at: now) { try WebhookQueue(tx: $0).spread(seed: seed) }
        }
        return true
    }

    /// Makes the calls that are due, and returns when the next is.
    func turn(_ clock: @Sendable () -> Date) async throws -> Date? {
        while true {
            let outlook = try await database.read(by: .timer, at: clock()) { try WebhookQueue(tx: $0).outlook() }
            if outlook.needsSweep {
                try await write(at: clock()) { try $0.sweep() }
                continue
            }
            guard outlook.isDue, !Task.isCancelled, var call = try await next(after: nil, clock) else {
                return outlook.next
            }
            while true {
                let step = OutboxRules.step(await attempt(call, at: clock()), of: call.tries, at: clock())
                guard let following = try await next(after: (call, step), clock) else { break }
                call = following
            }
        }
    }

    /// Stores what became of a call and takes the next one.
    private func next(after done: (WebhookCall, CallStep)?, _ clock: @Sendable () -> Date) async throws -> WebhookCall? {
        let lease: ID<Lease>? = Task.isCancelled ? nil : ID(random: dice(15))
        return try await write(at: clock()) { queue in
            if let (call, step) = done { try queue.settle(call, step) }
            return try lease.flatMap(queue.take)
        }
    }

    private func attempt(_ call: WebhookCall, at now: Date) async -> CallOutcome {
        let body = Array(call.body.utf8)
        let headers = call.secret.headers(id: call.id.value, at: now, body: body).map { HeaderField($0.name, $0.value) }
        let order = OutgoingRequest(
            "POST", call.address, fields: [HeaderField("content-type", "application/json")] + headers, body: body)
        do {
            return .answered(try await web.send(order))
        } catch {
            return .failed(Self.reason(error), Self.words(error))
        }
    }

    private static func reason(_ refusal: HTTPRefusal) -> CallReason {
        switch refusal {
        case .wrongAddress, .wrongMethod, .wrongField, .addressNotPublic: .address
        default: .connection
        }
    }

    private static func words(_ refusal: HTTPRefusal) -> String {
        switch refusal {
        case .hostNotFound(let host), .addressNotPublic(let host): host
        case .notConnected(let words), .certificateNotTrusted(let words), .broken(let words): String(words.prefix(300))
        case .tookTooLong: "20 s"
        default: ""
        }
    }

    private func write<T: Sendable>(at now: Date, _ body: @escaping @Sendable (WebhookQueue) throws -> T) async throws -> T {
        try await database.write(by: .timer, at: now) { try body(WebhookQueue(tx: $0)) }
    }
}
