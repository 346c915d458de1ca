// SPDX-License-Identifier: EUPL-1.2

/// The way to providers. It follows no redirection, checks certificates, and gives up after some seconds and some hundred
/// kilobytes; whatever it throws means that the provider was not reached.
package protocol ProviderConnection: Sendable {
    func fetch(
        method: String, url: String, headers: [String: String], body: [UInt8]
    ) async throws -> (status: Int, body: [UInt8])
}

extension ProviderConnection {
    /// Returns the body of a document that anybody may read.
    func read(_ address: String, _ document: ProviderDocument) async throws(ProviderRefusal) -> [UInt8] {
        let answer = try await ask("GET", address, ["Accept": "application/json"], [], document)
        guard answer.status == 200 else { throw .answered(status: answer.status, document) }
        return answer.body
    }

    func exchange(_ request: TokenRequest) async throws(ProviderRefusal) -> TokenAnswer {
        let answer = try await ask("POST", request.address, request.headers, request.body, .token)
        return try TokenAnswer(status: answer.status, body: answer.body)
    }

    private func ask(
        _ method: String, _ url: String, _ headers: [String: String], _ body: [UInt8], _ document: ProviderDocument
    ) async throws(ProviderRefusal) -> (status: Int, body: [UInt8]) {
        do {
            return try await fetch(method: method, url: url, headers: headers, body: body)
        } catch {
            throw .unreachable(document)
        }
    }
}
