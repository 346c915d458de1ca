// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Accounts

@Suite struct `The way to a provider` {
    @Test func `asks for a code, with state, nonce and challenge`() throws {
        let request = AuthorizationRequest(
            TestAttempt.attempt, as: try TestAttempt.provider(), to: try TestAttempt.described(), language: "fr")
        #expect(
            request.address == """
                https://id.city.example/authorize?response_type=code&client_id=hemicycle\
                &redirect_uri=https%3A%2F%2Fcities.example%2Fsign-in%2Fcity-x&scope=openid%20email%20profile\
                &state=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8&nonce=ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8\
                &code_challenge=\(TestAttempt.attempt.codeChallenge)&code_challenge_method=S256&ui_locales=fr
                """)
        #expect(request.attempt == TestAttempt.attempt)
    }

    @Test func `can ask more, and leaves alone what the address has`() throws {
        let attempt = SignInAttempt(
            with: "city-x", returnAddress: "https://cities.example/r", maximumAge: 300, random: Array(0..<96), at: TokenMint.now)
        let description = try TestAttempt.described(["authorization_endpoint": .text("https://id.city.example/a?tenant=x")])
        let request = AuthorizationRequest(
            attempt, as: try TestAttempt.provider(), to: description, language: "nl", prompt: .selectAccount, hint: "a&b@c é")
        #expect(request.address.hasPrefix("https://id.city.example/a?tenant=x&response_type=code&"))
        #expect(request.address.hasSuffix("&ui_locales=nl&prompt=select_account&login_hint=a%26b%40c%20%C3%A9&max_age=300"))
    }

    /// RFC 7636, appendix B.
    @Test func `makes the challenge of the example`() {
        let octets: [UInt8] = [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191, 240, 91,
            88, 5, 88, 83, 132, 141, 121,
        ]
        let random = [UInt8](repeating: 0, count: 64) + octets
        let attempt = SignInAttempt(with: "x", returnAddress: "", random: random, at: TokenMint.now)
        #expect(attempt.codeVerifier == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        #expect(attempt.codeChallenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test func `an attempt is kept as JSON, and shows nothing secret in words`() throws {
        let kept = try JSONEncoder().encode(TestAttempt.attempt)
        #expect(try JSONDecoder().decode(SignInAttempt.self, from: kept) == TestAttempt.attempt)
        #expect("\(TestAttempt.attempt)" == "attempt with city-x")
    }
}

@Suite struct `The way back from a provider` {
    private let state = TestAttempt.attempt.state

    private func code(_ query: String, namesIssuer: Bool = false, at now: Date = TokenMint.now) throws -> String {
        let description = try TestAttempt.described(["authorization_response_iss_parameter_supported": .truth(namesIssuer)])
        return try AuthorizationAnswer(query, of: TestAttempt.attempt, at: now).code(from: description)
    }

    @Test func `brings a code`() throws {
        #expect(try code("code=a%2Bb+c&state=\(state)&session_state=1") == "a+b c")
        #expect(try code("state=\(state)&code=x&iss=https%3A%2F%2Fid.city.example", namesIssuer: true) == "x")
        #expect(try code("code=x&state=\(state)", at: TokenMint.now + 599) == "x")
    }

    @Test(arguments: ["", "code=x", "code=x&state=", "code=x&state=other", "error=access_denied"])
    func `must have the state of this attempt`(query: String) {
        #expect(throws: SignInRefusal.wrongState) { try code(query) }
    }

    @Test func `must come in time`() {
        #expect(throws: SignInRefusal.attemptOver) { try code("code=x&state=\(state)", at: TokenMint.now + 600) }
    }

    @Test(arguments: [
        "code=x&code=y", "code=x&state=a", "code=%FF", "code=%", "code=", "a=b", "code=\(String(repeating: "x", count: 4_097))",
    ])
    func `must be a form with one code`(query: String) {
        #expect(throws: SignInRefusal.unreadableAnswer) { try code("\(query)&state=\(state)") }
    }

    @Test func `must not be huge`() {
        #expect(throws: SignInRefusal.unreadableAnswer) { try code("state=\(state)&a=\(String(repeating: "x", count: 9_000))") }
    }

    @Test func `must come from the provider that was asked`() {
        #expect(throws: SignInRefusal.wrongIssuer) { try code("code=x&state=\(state)&iss=https%3A%2F%2Fevil.example") }
        #expect(throws: SignInRefusal.wrongIssuer) {
            try code("error=access_denied&state=\(state)&iss=https%3A%2F%2Fevil.example")
        }
        #expect(throws: SignInRefusal.wrongIssuer) { try code("code=x&state=\(state)", namesIssuer: true) }
    }

    @Test(arguments: [
        ("access_denied", SignInRefusal.declined), ("login_required", .provider(said: "login_required")),
        ("%3Cscript%3E", .provider(said: "unknown")), ("", .provider(said: "unknown")),
    ])
    func `may bring a no`(error: String, refusal: SignInRefusal) {
        #expect(throws: refusal) { try code("error=\(error)&error_description=Secret&state=\(state)&code=x") }
    }
}
