// SPDX-License-Identifier: EUPL-1.2
import Crypto
import CryptoExtras
import Foundation

@testable import Accounts

extension JSONValue {
    /// As JSONSerialization writes it.
    var written: Any {
        switch self {
        case .text(let text): text
        case .number(let number): number
        case .truth(let truth): truth
        case .list(let list): list.map(\.written)
        case .object(let members): members.mapValues(\.written)
        case .null: NSNull()
        }
    }

    var bytes: [UInt8] {
        Array((try? JSONSerialization.data(withJSONObject: written, options: [.sortedKeys, .fragmentsAllowed])) ?? Data())
    }
}

/// Makes keys and tokens as a provider would, with swift-crypto alone.
struct TokenMint {
    static let now = Date(timeIntervalSince1970: 1_800_000_000)
    static let rsa = made { try _RSA.Signing.PrivateKey(keySize: .bits2048) }
    static let p256 = P256.Signing.PrivateKey()
    static let ed25519 = Curve25519.Signing.PrivateKey()

    private static func made<Key>(_ make: () throws -> Key) -> Key {
        guard let key = try? make() else { preconditionFailure("a key can be made") }
        return key
    }

    /// The claims of a token that is right for the attempt of these tests.
    static let claims: [String: JSONValue] = [
        "iss": .text("https://id.city.example"), "sub": .text("s-1"), "aud": .text("hemicycle"),
        "iat": .number(1_800_000_000), "exp": .number(1_800_000_300), "nonce": .text(TestAttempt.attempt.nonce),
        "email": .text("anna@city.example"), "email_verified": .truth(true), "name": .text("Anna Ბ"),
    ]

    static func token(
        _ algorithm: String = "ES256", header: [String: JSONValue] = ["kid": .text("p")], without: String? = nil,
        claims: [String: JSONValue] = [:]
    ) throws -> String {
        let head = header.merging(["alg": .text(algorithm)]) { given, _ in given }
        var body = Self.claims.merging(claims) { $1 }
        if let without { body[without] = nil }
        return try token(algorithm, header: head, body: JSONValue.object(body).bytes)
    }

    static func token(
        _ algorithm: String = "ES256", header: [String: JSONValue] = ["kid": .text("p"), "alg": .text("ES256")], body: [UInt8]
    ) throws -> String {
        let signed = "\(TokenText.base64URL(JSONValue.object(header).bytes)).\(TokenText.base64URL(body))"
        return "\(signed).\(TokenText.base64URL(try signature(algorithm, of: Data(signed.utf8))))"
    }

    private static func signature(_ algorithm: String, of data: Data) throws -> Data {
        switch algorithm {
        case "RS256": try rsa.signature(for: SHA256.hash(data: data), padding: .insecurePKCS1v1_5).rawRepresentation
        case "EdDSA", "Ed25519": try ed25519.signature(for: data)
        // The trap of RFC 8725, section 2.1: a public key, taken for a secret.
        case "HS256": Data(HMAC<SHA256>.authenticationCode(for: data, using: .init(data: p256.publicKey.rawRepresentation)))
        case "none": Data()
        default: try p256.signature(for: data).rawRepresentation
        }
    }

    static func rsaKey(_ more: [String: JSONValue] = ["kid": .text("r")]) throws -> [String: JSONValue] {
        let numbers = try rsa.publicKey.getKeyPrimitives()
        return more.merging([
            "kty": .text("RSA"), "n": .text(TokenText.base64URL(numbers.modulus)),
            "e": .text(TokenText.base64URL(numbers.publicExponent)),
        ]) { given, _ in given }
    }

    static func p256Key(
        _ more: [String: JSONValue] = ["kid": .text("p")], of key: P256.Signing.PrivateKey = p256
    ) -> [String: JSONValue] {
        let numbers = key.publicKey.rawRepresentation
        return more.merging([
            "kty": .text("EC"), "crv": .text("P-256"), "x": .text(TokenText.base64URL(numbers.prefix(32))),
            "y": .text(TokenText.base64URL(numbers.suffix(32))),
        ]) { given, _ in given }
    }

    static func ed25519Key(_ more: [String: JSONValue] = ["kid": .text("e")]) -> [String: JSONValue] {
        more.merging([
            "kty": .text("OKP"), "crv": .text("Ed25519"), "x": .text(TokenText.base64URL(ed25519.publicKey.rawRepresentation)),
        ]) { given, _ in given }
    }

    static func document(_ keys: [[String: JSONValue]]) -> [UInt8] {
        JSONValue.object(["keys": .list(keys.map(JSONValue.object))]).bytes
    }

    static func keys(_ keys: [String: JSONValue]...) throws -> SigningKeys { try SigningKeys(document(keys)) }
}

/// One provider and one attempt with it.
enum TestAttempt {
    static let attempt = SignInAttempt(
        with: "city-x", returnAddress: "https://cities.example/sign-in/city-x", random: Array(0..<96), at: TokenMint.now)

    static let description: [String: JSONValue] = [
        "issuer": .text("https://id.city.example"), "authorization_endpoint": .text("https://id.city.example/authorize"),
        "token_endpoint": .text("https://id.city.example/token"), "jwks_uri": .text("https://id.city.example/keys"),
        "response_types_supported": .list([.text("code")]),
        "id_token_signing_alg_values_supported": .list([.text("RS256"), .text("ES256"), .text("EdDSA"), .text("HS256")]),
    ]

    static func provider(
        secret: String? = "a secret", issuer: String = "https://id.city.example"
    ) throws -> IdentityProviderSettings {
        var entry: [String: JSONValue] = [
            "id": .text("city-x"), "name": .text("City of X"), "issuer": .text(issuer), "client_id": .text("hemicycle"),
        ]
        if let secret { entry["client_secret"] = .text(secret) }
        return try IdentityProviderSettings.read(JSONValue.list([.object(entry)]).bytes, readSecret: { _ in [] })[0]
    }

    static func described(
        _ changes: [String: JSONValue] = [:], without: String? = nil, as provider: IdentityProviderSettings? = nil
    ) throws -> ProviderDescription {
        var members = description.merging(changes) { $1 }
        if let without { members[without] = nil }
        return try ProviderDescription(JSONValue.object(members).bytes, of: try provider ?? Self.provider())
    }
}
