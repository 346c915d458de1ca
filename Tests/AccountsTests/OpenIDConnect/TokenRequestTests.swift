// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Accounts

@Suite struct `Exchanging a code` {
    private static let form = """
        grant_type=authorization_code&code=a%20b%26c&redirect_uri=https%3A%2F%2Fcities.example%2Fsign-in%2Fcity-x\
        &code_verifier=\(TestAttempt.attempt.codeVerifier)
        """

    private func request(secret: String?, methods: [String]? = nil) throws -> TokenRequest {
        let provider = try TestAttempt.provider(secret: secret)
        let changes = methods.map { ["token_endpoint_auth_methods_supported": JSONValue.list($0.map(JSONValue.text))] } ?? [:]
        let description = try TestAttempt.described(changes, as: provider)
        return TokenRequest(code: "a b&c", of: TestAttempt.attempt, as: provider, to: description)
    }

    @Test func `proves who we are in the header`() throws {
        let request = try request(secret: "a:b %")
        #expect(request.address == "https://id.city.example/token")
        #expect(String(decoding: request.body, as: UTF8.self) == Self.form)
        let pair = Data("hemicycle:a%3Ab%20%25".utf8).base64EncodedString()
        #expect(
            request.headers == [
                "Authorization": "Basic \(pair)", "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/json",
            ])
    }

    @Test func `or in the form, when the provider takes nothing else`() throws {
        let request = try request(secret: "a:b %", methods: ["client_secret_post"])
        #expect(String(decoding: request.body, as: UTF8.self) == Self.form + "&client_id=hemicycle&client_secret=a%3Ab%20%25")
        #expect(request.headers["Authorization"] == nil)
    }

    @Test func `or not at all, as a public client`() throws {
        let request = try request(secret: nil)
        #expect(String(decoding: request.body, as: UTF8.self) == Self.form + "&client_id=hemicycle")
        #expect(request.headers["Authorization"] == nil)
    }

    @Test func `brings a token`() throws {
        let body = #"{"access_token": "x", "token_type": "bearer", "id_token": "a.b.c", "expires_in": 300}"#
        #expect(try TokenAnswer(status: 200, body: Array(body.utf8)).idToken == "a.b.c")
    }

    @Test(arguments: [
        (400, #"{"error": "invalid_grant"}"#, ProviderRefusal.tokenRefused(code: "invalid_grant")),
        (401, #"{"error": "invalid_client"}"#, .tokenRefused(code: "invalid_client")),
        (400, #"{"error": "<b>"}"#, .tokenRefused(code: "unknown")),
        (400, "no", .answered(status: 400, .token)), (302, "", .answered(status: 302, .token)),
        (503, #"{"error": "invalid_grant"}"#, .answered(status: 503, .token)), (200, "<html>", .unreadable(.token)),
        (200, #"{"token_type": "Bearer"}"#, .missing(field: "id_token")),
        (200, #"{"id_token": "a"}"#, .missing(field: "token_type")),
        (200, #"{"token_type": "mac", "id_token": "a"}"#, .wrong(field: "token_type")),
        (200, #"{"token_type": "Bearer", "id_token": 1}"#, .wrong(field: "id_token")),
        (200, String(repeating: " ", count: 262_145), .tooLarge(.token, limit: 262_144)),
    ])
    func `or a no`(status: Int, body: String, refusal: ProviderRefusal) {
        #expect(throws: refusal) { try TokenAnswer(status: status, body: Array(body.utf8)) }
    }
}
