// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What the browser vouches for. WebAuthn Level 3, section 5.8.1.
struct ClientData: Decodable, Sendable, Equatable {
    enum Ceremony: String { case create = "webauthn.create", get = "webauthn.get" }

    var type: String, challenge: String, origin: String
    /// Browsers of Level 1 leave it out.
    var crossOrigin: Bool?
    var topOrigin: String?

    init(_ bytes: [UInt8]) throws(PasskeyRefusal) {
        guard String(validating: bytes, as: UTF8.self) != nil,
            let data = try? JSONDecoder().decode(Self.self, from: Data(bytes))
        else { throw .unreadable(.clientData) }
        self = data
    }

    /// What sections 7.1 and 7.2 ask alike.
    func check(_ ceremony: Ceremony, challenge: [UInt8], site: PasskeySite) throws(PasskeyRefusal) {
        guard type == ceremony.rawValue else { throw .otherCeremony }
        guard ByteAlphabet.base64URL.bytes(of: self.challenge) == challenge else { throw .otherChallenge }
        // Bytes are compared, since two texts that differ in bytes may still be equal for Swift.
        guard site.origins.contains(where: { $0.utf8.elementsEqual(origin.utf8) }) else { throw .otherOrigin }
        guard crossOrigin != true, topOrigin == nil else { throw .framed }
    }
}
