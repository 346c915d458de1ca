// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation
import Testing

@testable import Accounts

@Suite struct `Checking an ID token` {
    private static let anna = ProvenIdentity(
        issuer: "https://id.city.example", subject: "s-1", mail: "anna@city.example", isMailVerified: true, name: "Anna Ბ")

    private func identity(
        _ token: String, keys: SigningKeys? = nil, maximumAge: Int? = nil, at now: Date = TokenMint.now,
        algorithms: [JSONValue]? = nil
    ) async throws -> ProvenIdentity {
        let attempt = SignInAttempt(
            with: "city-x", returnAddress: "https://cities.example/r", maximumAge: maximumAge, random: Array(0..<96), at: now)
        let changes = algorithms.map { ["id_token_signing_alg_values_supported": JSONValue.list($0)] } ?? [:]
        let check = IDTokenCheck(of: attempt, as: try TestAttempt.provider(), by: try TestAttempt.described(changes))
        let usual = try TokenMint.keys(TokenMint.rsaKey(), TokenMint.p256Key(), TokenMint.ed25519Key())
        return try await check.identity(in: token, signedBy: keys ?? usual, at: now)
    }

    @Test(arguments: [("RS256", "r"), ("ES256", "p"), ("EdDSA", "e"), ("Ed25519", "e")])
    func `tells who somebody is`(algorithm: String, key: String) async throws {
        #expect(try await identity(TokenMint.token(algorithm, header: ["kid": .text(key), "typ": .text("JWT")])) == Self.anna)
        #expect(try await identity(TokenMint.token(algorithm, header: [:])) == Self.anna)
    }

    @Test(arguments: [
        ("none", IDTokenRefusal.algorithmNotAllowed), ("HS256", .algorithmNotAllowed), ("RS512", .algorithmNotAllowed),
        ("NONE", .algorithmNotAllowed), ("es256", .algorithmNotAllowed), ("", .algorithmNotAllowed),
        // Signed by the key of ES256, and said to be another.
        ("RS256", .keyForOtherAlgorithm), ("EdDSA", .keyForOtherAlgorithm),
    ])
    func `takes the algorithms of its list, each with a key of its own`(algorithm: String, refusal: IDTokenRefusal) async throws {
        let token = try TokenMint.token(algorithm)
        await #expect(throws: refusal) { try await identity(token) }
    }

    @Test func `takes only algorithms the provider names`() async throws {
        let token = try TokenMint.token()
        await #expect(throws: IDTokenRefusal.algorithmNotAllowed) { try await identity(token, algorithms: [.text("RS256")]) }
    }

    @Test func `refuses a token whose words were changed after signing`() async throws {
        let parts = try TokenMint.token().split(separator: ".")
        let other = try TokenMint.token(claims: ["sub": .text("s-2")]).split(separator: ".")
        let refusal = IDTokenRefusal.wrongSignature(keyID: "p")
        await #expect(throws: refusal) { try await identity("\(parts[0]).\(other[1]).\(parts[2])") }
        await #expect(throws: refusal) { try await identity("\(parts[0]).\(parts[1]).") }
        await #expect(throws: refusal) { try await identity("\(parts[0]).\(parts[1]).AAAA") }
        let zeros = TokenText.base64URL([UInt8](repeating: 0, count: 64))
        await #expect(throws: refusal) { try await identity("\(parts[0]).\(parts[1]).\(zeros)") }
    }

    @Test(arguments: [
        "", "a", "a.b", "..", "a.b.c", "a.b.c.d.e", "e30.e30.e30=", "e30\n.e30.e30", "W10.e30.e30", "{}.e30.e30",
        String(repeating: "a", count: 131_073),
    ])
    func `refuses what is no signed token`(token: String) async {
        await #expect(throws: IDTokenRefusal.malformed) { try await identity(token) }
    }

    @Test func `refuses signed bytes that are no claims`() async throws {
        for body in ["", "[]", "{", "1"] {
            let token = try TokenMint.token(body: Array(body.utf8))
            await #expect(throws: IDTokenRefusal.malformed) { try await identity(token) }
        }
    }

    @Test(arguments: [
        ("crit", JSONValue.list([.text("b64")]), IDTokenRefusal.malformed), ("kid", .number(1), .malformed),
        ("typ", .text("at+jwt"), .otherType), ("typ", .number(1), .otherType),
        ("alg", .list([.text("ES256")]), .algorithmNotAllowed),
    ])
    func `refuses a header that means something else`(field: String, value: JSONValue, refusal: IDTokenRefusal) async throws {
        let token = try TokenMint.token(header: ["kid": .text("p")].merging([field: value]) { $1 })
        await #expect(throws: refusal) { try await identity(token) }
    }

    /// RFC 8725, section 3.10: a key that came with the token proves nothing.
    @Test func `never takes a key from the token`() async throws {
        let stranger = P256.Signing.PrivateKey()
        let keys = try TokenMint.keys(TokenMint.p256Key(["kid": .text("p")], of: stranger))
        let token = try TokenMint.token(header: ["kid": .text("p"), "jwk": .object(TokenMint.p256Key())])
        await #expect(throws: IDTokenRefusal.wrongSignature(keyID: "p")) { try await identity(token, keys: keys) }
    }

    @Test(arguments: ["iss", "aud", "exp", "iat", "nonce", "sub"])
    func `needs every claim that ties it to us and to now`(claim: String) async throws {
        let token = try TokenMint.token(without: claim)
        await #expect(throws: IDTokenRefusal.missing(claim: claim)) { try await identity(token) }
    }

    @Test(arguments: [
        ("iss", JSONValue.text("https://id.city.example/"), IDTokenRefusal.wrongIssuer),
        ("iss", .number(1), .missing(claim: "iss")),
        ("aud", .text("other"), .wrongAudience), ("aud", .list([.text("other")]), .wrongAudience),
        ("aud", .list([]), .wrongAudience),
        ("aud", .list([.text("hemicycle"), .text("other")]), .missing(claim: "azp")),
        ("aud", .list([.text("hemicycle"), .number(1)]), .missing(claim: "aud")), ("azp", .text("other"), .wrongAudience),
        ("azp", .number(1), .wrongAudience), ("nonce", .text("other"), .wrongNonce), ("nonce", .text(""), .wrongNonce),
        ("sub", .text(""), .missing(claim: "sub")), ("sub", .text("é"), .missing(claim: "sub")),
        ("sub", .text(String(repeating: "s", count: 256)), .missing(claim: "sub")), ("sub", .number(1), .missing(claim: "sub")),
        ("exp", .number(1_799_999_880), .expired), ("exp", .text("1800000300"), .missing(claim: "exp")),
        ("exp", .number(-1e300), .expired), ("iat", .number(1_800_000_121), .issuedInFuture),
        ("iat", .number(1e300), .issuedInFuture),
        ("iat", .number(1_799_999_279), .issuedLongAgo), ("nbf", .number(1_800_000_121), .notYetValid),
        ("nbf", .text("now"), .missing(claim: "nbf")),
    ])
    func `refuses a claim that is wrong`(claim: String, value: JSONValue, refusal: IDTokenRefusal) async throws {
        let token = try TokenMint.token(claims: [claim: value])
        await #expect(throws: refusal) { try await identity(token) }
    }

    @Test(arguments: [
        ["exp": JSONValue.number(1_799_999_880.5)], ["iat": .number(1_800_000_120)], ["iat": .number(1_799_999_280)],
        ["nbf": .number(1_800_000_120)], ["aud": .list([.text("hemicycle")]), "azp": .text("hemicycle")],
        ["aud": .list([.text("other"), .text("hemicycle")]), "azp": .text("hemicycle")],
    ])
    func `allows two minutes between the clocks, and other readers when it was made for us`(claims: [String: JSONValue])
        async throws
    {
        #expect(try await identity(TokenMint.token(claims: claims)) == Self.anna)
    }

    @Test func `can ask for a sign-in of late`() async throws {
        let fresh = try TokenMint.token(claims: ["auth_time": .number(1_799_999_580)])
        #expect(try await identity(fresh, maximumAge: 300) == Self.anna)
        let old = try TokenMint.token(claims: ["auth_time": .number(1_799_999_579)])
        await #expect(throws: IDTokenRefusal.signedInLongAgo) { try await identity(old, maximumAge: 300) }
        let silent = try TokenMint.token()
        await #expect(throws: IDTokenRefusal.missing(claim: "auth_time")) { try await identity(silent, maximumAge: 300) }
    }

    @Test(arguments: [
        (JSONValue.truth(true), true), (.text("true"), true), (.truth(false), false), (.text("false"), false),
        (.number(1), false),
        (.null, false),
    ])
    func `tells whether the mail was verified`(value: JSONValue, isVerified: Bool) async throws {
        let found = try await identity(TokenMint.token(claims: ["email_verified": value]))
        #expect(found.isMailVerified == isVerified)
        if isVerified {
            #expect(try found.verifiedMail() == "anna@city.example")
        } else {
            #expect(throws: SignInRefusal.mailNotVerified) { try found.verifiedMail() }
        }
    }

    @Test(arguments: [
        "", "anna", "a@b@c", "@city.example", "anna@", "anna b@city.example", "anna@city.example\n", "a\u{202E}@b.example",
    ])
    func `leaves out what is no mail address`(mail: String) async throws {
        let found = try await identity(TokenMint.token(claims: ["email": .text(mail)]))
        #expect(found == ProvenIdentity(issuer: Self.anna.issuer, subject: "s-1", name: "Anna Ბ"))
        #expect(throws: SignInRefusal.mailMissing) { try found.verifiedMail() }
    }

    @Test(arguments: ["", " ", "Anna\n", "Anna\u{202E}", String(repeating: "a", count: 201)])
    func `leaves out what is no name`(name: String) async throws {
        #expect(try await identity(TokenMint.token(claims: ["name": .text(name)])).name == nil)
    }
}
