// SPDX-License-Identifier: EUPL-1.2

/// A demonstration calls nobody: everybody may be its secretariat.
package struct NoWebTransport: WebhookTransport {
    package init() {}
    package func send(_ order: OutgoingRequest) async throws(HTTPRefusal) -> Int {
        throw .broken("A demonstration calls no other server.")
    }
}
