// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Accounts

@Suite struct `What a provider says of itself` {
    @Test func `is taken when it fits`() throws {
        let description = try TestAttempt.described()
        #expect(description.authorizationEndpoint.text == "https://id.city.example/authorize")
        #expect(description.tokenEndpoint.text == "https://id.city.example/token")
        #expect(description.keysAddress.text == "https://id.city.example/keys")
        #expect(description.algorithms == [.rs256, .es256, .edDSA])
        #expect(description.clientAuthentication == .basic)
        #expect(!description.answersNameIssuer)
    }

    @Test(arguments: [
        ("https://id.city.example", "https://id.city.example/.well-known/openid-configuration"),
        ("https://id.city.example/", "https://id.city.example/.well-known/openid-configuration"),
        ("https://id.city.example/realms/x", "https://id.city.example/realms/x/.well-known/openid-configuration"),
    ])
    func `stands at an address that follows from the issuer`(issuer: String, address: String) throws {
        #expect(ProviderDescription.address(of: try #require(EndpointAddress(issuer))) == address)
    }

    @Test(arguments: [
        "https://id.city.example/", "https://ID.city.example", "https://id.city.example:443", "https://evil.example",
    ])
    func `must name exactly the issuer that was asked`(issuer: String) {
        #expect(throws: ProviderRefusal.otherIssuer) { try TestAttempt.described(["issuer": .text(issuer)]) }
    }

    @Test(arguments: [
        "authorization_endpoint", "token_endpoint", "jwks_uri", "response_types_supported",
        "id_token_signing_alg_values_supported",
    ])
    func `must say what we need`(field: String) {
        #expect(throws: ProviderRefusal.missing(field: field)) { try TestAttempt.described(without: field) }
    }

    @Test(
        arguments: ["authorization_endpoint", "token_endpoint", "jwks_uri"],
        [
            "http://id.city.example/", "http://127.0.0.1:80/", "http://localhost/", "//id.city.example", "",
            "https://a@b.example/",
            "https://id.city.example/#a", "javascript:alert(1)",
        ])
    func `must lead to https, and not to this machine`(field: String, address: String) {
        #expect(throws: ProviderRefusal.wrong(field: field)) { try TestAttempt.described([field: .text(address)]) }
    }

    @Test func `may be of this machine when the issuer is`() throws {
        let local = try TestAttempt.provider(issuer: "http://127.0.0.1:8123")
        var changes: [String: JSONValue] = ["issuer": .text("http://127.0.0.1:8123")]
        for field in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            changes[field] = .text("http://127.0.0.1:8123/a")
        }
        #expect(try TestAttempt.described(changes, as: local).tokenEndpoint.text == "http://127.0.0.1:8123/a")
    }

    @Test(arguments: [
        ("response_types_supported", ["id_token", "code id_token"]), ("grant_types_supported", ["implicit"]),
        ("response_modes_supported", ["fragment"]), ("scopes_supported", ["email"]),
        ("code_challenge_methods_supported", ["plain"]),
        ("code_challenge_methods_supported", []), ("id_token_signing_alg_values_supported", ["none", "HS256", "PS256"]),
        ("token_endpoint_auth_methods_supported", ["private_key_jwt"]),
    ])
    func `must list what we need, where it lists anything`(field: String, listed: [String]) {
        #expect(throws: ProviderRefusal.unsupported(field: field)) {
            try TestAttempt.described([field: .list(listed.map(JSONValue.text))])
        }
        #expect(throws: ProviderRefusal.wrong(field: field)) { try TestAttempt.described([field: .text("code")]) }
    }

    @Test func `says how we prove ourselves`() throws {
        let post = JSONValue.list([.text("private_key_jwt"), .text("client_secret_post")])
        #expect(try TestAttempt.described(["token_endpoint_auth_methods_supported": post]).clientAuthentication == .post)
        let both = JSONValue.list([.text("client_secret_post"), .text("client_secret_basic")])
        #expect(try TestAttempt.described(["token_endpoint_auth_methods_supported": both]).clientAuthentication == .basic)
        let open = try TestAttempt.provider(secret: nil)
        #expect(
            try TestAttempt.described(["token_endpoint_auth_methods_supported": post], as: open).clientAuthentication == .none)
    }

    @Test func `is refused when it is no JSON, or huge`() throws {
        let provider = try TestAttempt.provider()
        #expect(throws: ProviderRefusal.unreadable(.description)) { try ProviderDescription(Array("<html>".utf8), of: provider) }
        #expect(throws: ProviderRefusal.unreadable(.description)) { try ProviderDescription(Array("[]".utf8), of: provider) }
        #expect(throws: ProviderRefusal.tooLarge(.description, limit: 65_536)) {
            try ProviderDescription(Array(repeating: 32, count: 65_537), of: provider)
        }
    }
}
