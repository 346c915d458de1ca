// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What a token says of its own signature. RFC 7515, section 4.
struct IDTokenHeader: Sendable, Equatable {
    let algorithm: SigningAlgorithm
    let keyID: String?

    static let longestToken = 131_072

    /// Keys and addresses of keys in the header (`jwk`, `jku`, `x5c`, `x5u`) are never looked at: OpenID Connect Core, section 2.
    init(of token: String, allowing algorithms: Set<SigningAlgorithm>) throws(IDTokenRefusal) {
        guard token.utf8.count <= Self.longestToken else { throw .malformed }
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = TokenText.bytes(parts[0]), TokenText.bytes(parts[1]) != nil,
            TokenText.bytes(parts[2]) != nil, let object = JSONObject(header)
        else { throw .malformed }
        // Section 4.1.11: what must be understood, and is not, makes the token invalid.
        guard !object.has("crit") else { throw .malformed }
        guard !object.has("typ") || object.text("typ")?.uppercased() == "JWT" else { throw .otherType }
        guard let algorithm = object.text("alg").flatMap(SigningAlgorithm.init(name:)), algorithms.contains(algorithm) else {
            throw .algorithmNotAllowed
        }
        self.algorithm = algorithm
        guard !object.has("kid") || object.text("kid") != nil else { throw .malformed }
        keyID = object.text("kid")
    }
}
