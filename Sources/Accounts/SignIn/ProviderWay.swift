// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Outbox

/// The way to providers of identities: over TLS, without redirections, with limits on time and size, on threads of its own.
package struct ProviderWay: ProviderConnection {
    private let client: HTTPClient
    private let workers = Workers(count: 2, named: "providers")

    /// Plain http is let through, since settings allow it for this machine alone.
    package init() { client = HTTPClient(reach: .anywhere, allowsPlain: true) }

    package func fetch(
        method: String, url: String, headers: [String: String], body: [UInt8]
    ) async throws -> (status: Int, body: [UInt8]) {
        let fields = headers.sorted { $0.key < $1.key }.map { HeaderField($0.key, $0.value) }
        let order = OutgoingRequest(method, url, fields: fields, body: method == "GET" ? nil : body)
        let answer = try await workers.run { [client] in
            try client.send(order, within: HTTPLimits(whole: .seconds(10), bytes: 512 << 10))
        }
        return (answer.status, answer.body)
    }
}
