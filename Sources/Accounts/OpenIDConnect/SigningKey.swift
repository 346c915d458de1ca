// SPDX-License-Identifier: EUPL-1.2
import Foundation
import JWTKit

/// How a token may be signed. Neither `none` nor a secret that both sides know is among them: RFC 8725, sections 2.1 and 3.1.
package enum SigningAlgorithm: String, Sendable, Hashable {
    case rs256 = "RS256"
    case es256 = "ES256"
    case edDSA = "EdDSA"

    /// By its name in a token, a key or a description. RFC 9864, section 2.2, gives EdDSA with Ed25519 a name of its own.
    init?(name: String) {
        self.init(rawValue: name == "Ed25519" ? "EdDSA" : name)
    }
}

/// A public key of a provider. RFC 7517, section 4.
struct SigningKey: Sendable, Equatable {
    /// What the key is made of, in base64url; RFC 7518, section 6, and RFC 8037, section 2.
    private enum Numbers: Equatable {
        case rsa(modulus: String, exponent: String)
        case p256(x: String, y: String)
        case ed25519(x: String)
    }

    let id: String?
    /// Nil for a key of a kind, or for an algorithm, that is not ours.
    let algorithm: SigningAlgorithm?
    let isForSigning: Bool
    let expires: Date?
    private let numbers: Numbers?

    /// 8,192 bits; more would only keep us busy.
    private static let longestNumber = 1_366

    init(_ object: JSONObject) {
        id = object.text("kid")
        numbers = Self.numbers(of: object)
        let own: SigningAlgorithm? =
            switch numbers {
            case .rsa: .rs256
            case .p256: .es256
            case .ed25519: .edDSA
            case nil: nil
            }
        algorithm = object.has("alg") && object.text("alg").flatMap(SigningAlgorithm.init(name:)) != own ? nil : own
        // Sections 4.2 and 4.3: what is not said is not restricted.
        isForSigning =
            (!object.has("use") || object.text("use") == "sig")
            && (!object.has("key_ops") || object.texts("key_ops")?.contains("verify") == true)
        // An expiry that is no date is in the past.
        expires = object.has("exp") ? object.date("exp") ?? .distantPast : nil
    }

    private static func numbers(of object: JSONObject) -> Numbers? {
        func number(_ name: String) -> String? { object.text(name).flatMap { $0.utf8.count <= longestNumber ? $0 : nil } }
        switch (object.text("kty"), object.text("crv")) {
        case ("RSA", _):
            guard let modulus = number("n"), let exponent = number("e") else { return nil }
            return .rsa(modulus: modulus, exponent: exponent)
        case ("EC", "P-256"):
            guard let x = number("x"), let y = number("y") else { return nil }
            return .p256(x: x, y: y)
        case ("OKP", "Ed25519"): return number("x").map { .ed25519(x: $0) }
        default: return nil
        }
    }

    /// Returns the claims of a token that this key has signed.
    func claims(of token: String) async throws(IDTokenRefusal) -> JSONObject {
        // The library takes its first key for a name it does not know; a collection of one key leaves it no choice.
        let collection = JWTKeyCollection()
        do {
            guard let key else { throw IDTokenRefusal.keyUnusable }
            try await collection.add(jwk: key)
        } catch {
            throw .keyUnusable
        }
        do {
            _ = try await collection.verify(token, as: AnyClaims.self)
        } catch let error as JWTError where error.errorType == .malformedToken {
            throw .malformed
        } catch {
            throw .wrongSignature(keyID: id)
        }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let claims = TokenText.bytes(parts[1]).flatMap({ JSONObject($0) }) else { throw .malformed }
        return claims
    }

    private var key: JWK? {
        let name = JWKIdentifier(string: "key")
        return switch numbers {
        case .rsa(let modulus, let exponent): .rsa(.rs256, identifier: name, modulus: modulus, exponent: exponent)
        case .p256(let x, let y): .ecdsa(.es256, identifier: name, x: x, y: y, curve: .p256)
        case .ed25519(let x): .octetKeyPair(.eddsa, identifier: name, x: x, y: nil, curve: .ed25519)
        case nil: nil
        }
    }
}

/// The library checks the signature only: what the claims say is read as all else a provider writes, and checked by
/// `IDTokenCheck`, which knows what was asked.
private struct AnyClaims: JWTPayload {
    func verify(using algorithm: some JWTAlgorithm) {}
}
