// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation
import Testing

@testable import Accounts

@Suite struct `Choosing the key of a token` {
    private func header(_ algorithm: String = "ES256", kid: String? = "p") throws -> IDTokenHeader {
        let header = kid.map { ["kid": JSONValue.text($0)] } ?? [:]
        return try IDTokenHeader(of: try TokenMint.token(algorithm, header: header), allowing: [.rs256, .es256, .edDSA])
    }

    private func key(
        _ changes: [String: JSONValue], kid: String? = "p", at now: Date = TokenMint.now
    ) throws -> SigningKey {
        let key = TokenMint.p256Key(["kid": .text("p")].merging(changes) { $1 })
        return try TokenMint.keys(try TokenMint.rsaKey(), key, TokenMint.ed25519Key()).key(for: try header(kid: kid), at: now)
    }

    @Test(arguments: [
        [:], ["use": JSONValue.text("sig")], ["alg": .text("ES256")], ["key_ops": .list([.text("verify")])],
        ["exp": .number(1_800_000_001)], ["kid": .text("p"), "more": .list([])],
    ])
    func `finds it by its name, or alone of its kind`(changes: [String: JSONValue]) throws {
        #expect(try key(changes).algorithm == .es256)
        #expect(try key(changes, kid: nil).id == "p")
    }

    @Test(arguments: [
        ("use", JSONValue.text("enc"), IDTokenRefusal.keyNotForSigning), ("use", .number(1), .keyNotForSigning),
        ("key_ops", .list([.text("encrypt")]), .keyNotForSigning), ("exp", .number(1_800_000_000), .keyExpired),
        ("exp", .text("2030"), .keyExpired), ("alg", .text("ES384"), .keyForOtherAlgorithm),
        ("alg", .text("none"), .keyForOtherAlgorithm),
        ("crv", .text("P-384"), .keyForOtherAlgorithm), ("kty", .text("oct"), .keyForOtherAlgorithm),
        ("x", .number(1), .keyForOtherAlgorithm), ("kid", .text("q"), .unknownKey("p")), ("kid", .null, .unknownKey("p")),
    ])
    func `refuses one that is not for this`(field: String, value: JSONValue, refusal: IDTokenRefusal) {
        #expect(throws: refusal) { try key([field: value]) }
    }

    @Test func `does not guess between two`() throws {
        let two = try TokenMint.keys(TokenMint.p256Key(["kid": .text("a")]), TokenMint.p256Key(["kid": .text("b")]))
        #expect(throws: IDTokenRefusal.keyNotNamed) { try two.key(for: try header(kid: nil), at: TokenMint.now) }
        #expect(throws: IDTokenRefusal.unknownKey("p")) { try two.key(for: try header(), at: TokenMint.now) }
        let same = try TokenMint.keys(TokenMint.p256Key(), TokenMint.p256Key(of: P256.Signing.PrivateKey()))
        #expect(throws: IDTokenRefusal.keyNotNamed) { try same.key(for: try header(), at: TokenMint.now) }
        // RFC 7517, section 4.5: keys of different kinds may share a name.
        let kinds = try TokenMint.keys(TokenMint.rsaKey(["kid": .text("p")]), TokenMint.p256Key())
        #expect(try kinds.key(for: try header(), at: TokenMint.now).algorithm == .es256)
    }

    @Test func `asks for new keys when none fits, or one without a name failed`() throws {
        #expect(throws: IDTokenRefusal.unknownKey(nil)) {
            try TokenMint.keys(TokenMint.ed25519Key()).key(for: try header(kid: nil), at: TokenMint.now)
        }
        #expect(IDTokenRefusal.unknownKey("a").mayBeHealedByNewKeys)
        #expect(IDTokenRefusal.wrongSignature(keyID: nil).mayBeHealedByNewKeys)
        #expect(!IDTokenRefusal.wrongSignature(keyID: "a").mayBeHealedByNewKeys)
        #expect(!IDTokenRefusal.keyExpired.mayBeHealedByNewKeys)
    }

    @Test(arguments: [
        ("", ProviderRefusal.unreadable(.keys)), ("[]", .unreadable(.keys)), ("{}", .missing(field: "keys")),
        (#"{"keys": {}}"#, .wrong(field: "keys")),
        (#"{"keys": [\#(String(repeating: "{},", count: 100)){}]}"#, .wrong(field: "keys")),
        (String(repeating: " ", count: 262_145), .tooLarge(.keys, limit: 262_144)),
    ])
    func `refuses what is no set of keys`(text: String, refusal: ProviderRefusal) {
        #expect(throws: refusal) { try SigningKeys(Array(text.utf8)) }
    }

    @Test(arguments: [
        ["kty": JSONValue.text("RSA"), "n": .text("AQAB"), "e": .text("AQAB")],
        ["kty": .text("RSA"), "n": .text(""), "e": .text("")],
        ["kty": .text("RSA"), "n": .text("%%"), "e": .text("AQAB")],
        ["kty": .text("RSA"), "n": .text(TokenText.base64URL([UInt8](repeating: 255, count: 128))), "e": .text("AQAB")],
        ["kty": .text("RSA"), "n": .text(TokenText.base64URL([UInt8](repeating: 255, count: 256))), "e": .text("AA")],
        ["kty": .text("RSA"), "n": .text(TokenText.base64URL([UInt8](repeating: 255, count: 256))), "e": .text("AQ")],
        ["kty": .text("RSA"), "n": .text(TokenText.base64URL([UInt8](repeating: 0, count: 256))), "e": .text("AQAB")],
    ])
    func `an RSA key that is short, or none, is of no use`(members: [String: JSONValue]) async throws {
        let token = try TokenMint.token("RS256", header: [:])
        let keys = try TokenMint.keys(members)
        let key = try keys.key(for: try header("RS256", kid: nil), at: TokenMint.now)
        await #expect(throws: IDTokenRefusal.keyUnusable) { try await key.claims(of: token) }
    }

    @Test(arguments: [("ES256", "EC", "P-256"), ("EdDSA", "OKP", "Ed25519")], [0, 1, 31, 32, 33])
    func `neither is a point that is not on its curve`(kind: (String, String, String), length: Int) async throws {
        let number = JSONValue.text(TokenText.base64URL([UInt8](repeating: 255, count: length)))
        let keys = try TokenMint.keys(["kty": .text(kind.1), "crv": .text(kind.2), "x": number, "y": number])
        let token = try TokenMint.token(kind.0, header: [:])
        let key = try keys.key(for: try header(kind.0, kid: nil), at: TokenMint.now)
        let refusal = await #expect(throws: IDTokenRefusal.self) { try await key.claims(of: token) }
        #expect(refusal == .keyUnusable || kind.0 == "EdDSA" && length == 32 && refusal == .wrongSignature(keyID: nil))
    }

    /// RFC 7515, appendix A.3.
    @Test func `verifies the example of the standard`() async throws {
        let keys = try SigningKeys(
            Array(
                """
                {"keys": [{"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}
                """.utf8))
        let token = """
            eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
            DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q
            """
        let key = try keys.key(for: try IDTokenHeader(of: token, allowing: [.es256]), at: TokenMint.now)
        #expect(try await key.claims(of: token).text("iss") == "joe")
    }
}
