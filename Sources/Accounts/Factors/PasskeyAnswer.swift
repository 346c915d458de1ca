// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The JSON that `passkeys.js` posts. What is used of `RegistrationResponseJSON` and
/// `AuthenticationResponseJSON` of WebAuthn Level 3, section 5.1.
struct PasskeyAnswer<Response: Decodable>: Decodable {
    var id: Base64URLBytes, rawId: Base64URLBytes
    var type: String
    var response: Response

    /// The attestations of the largest keys with their certificates stay far below.
    static var longest: Int { 65_536 }

    init(json: String) throws(PasskeyRefusal) {
        guard json.utf8.count <= Self.longest,
            let answer = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)),
            answer.type == "public-key", answer.id == answer.rawId, !answer.id.bytes.isEmpty
        else { throw .unreadable(.answer) }
        self = answer
    }
}

/// Bytes as browsers write them in JSON. RFC 4648, section 5.
struct Base64URLBytes: Codable, Sendable, Equatable {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let bytes = ByteAlphabet.base64URL.bytes(of: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not base64url")
        }
        self.bytes = bytes
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ByteAlphabet.base64URL.text(of: bytes))
    }
}
