// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The answer of a browser that was asked to create a passkey. WebAuthn Level 3, section 7.1.
package struct PasskeyRegistration: Sendable, Equatable {
    private let id: [UInt8], clientData: [UInt8], attestation: [UInt8]
    private let transports: [String]

    private struct Response: Decodable {
        var clientDataJSON: Base64URLBytes, attestationObject: Base64URLBytes
        var transports: [String]?
    }

    /// Throws `unreadable` for what `passkeys.js` does not post.
    package init(json: String) throws(PasskeyRefusal) {
        let answer = try PasskeyAnswer<Response>(json: json)
        id = answer.id.bytes
        clientData = answer.response.clientDataJSON.bytes
        attestation = answer.response.attestationObject.bytes
        transports = Self.tidied(answer.response.transports ?? [])
    }

    /// Returns the credential to keep; throws why it is not taken. That no account has its id yet is left to the store.
    package func verified(
        challenge: [UInt8], site: PasskeySite, offered: [PasskeyAlgorithm] = PasskeyAlgorithm.allCases
    ) throws(PasskeyRefusal) -> PasskeyCredential {
        try ClientData(clientData).check(.create, challenge: challenge, site: site)
        let data = try Self.authenticatorData(in: attestation)
        try data.check(for: site.relyingParty)
        guard let created = data.credential else { throw .unreadable(.authenticatorData) }
        guard created.id == id else { throw .otherCredential }
        let key = try PasskeyKey(cose: created.publicKey)
        guard offered.contains(key.algorithm) else { throw .algorithmNotOffered(key.algorithm.rawValue) }
        return PasskeyCredential(
            id: id, publicKey: created.publicKey, algorithm: key.algorithm, counter: data.counter,
            canBeBackedUp: data.canBeBackedUp, isBackedUp: data.isBackedUp, transports: transports)
    }

    /// Section 6.5.4. Nobody's statement is trusted, so none is read: we ask for "none", and who makes the key is free.
    private static func authenticatorData(in attestation: [UInt8]) throws(PasskeyRefusal) -> AuthenticatorData {
        guard case .map(let fields)? = try? CBORReader.value(of: attestation),
            case .text(let format)? = fields[.text("fmt")], let statement = fields[.text("attStmt")],
            case .bytes(let data)? = fields[.text("authData")],
            format != "none" || statement == .map([:])
        else { throw .unreadable(.attestation) }
        return try AuthenticatorData(data)
    }

    /// Section 5.8.4: browsers may name transports that are not known yet, so only the shape of a name is looked at.
    private static func tidied(_ transports: [String]) -> [String] {
        let names = transports.filter { name in
            (1...32).contains(name.utf8.count) && name.utf8.allSatisfy { (97...122).contains($0) || $0 == UInt8(ascii: "-") }
        }
        return Array(Set(names).sorted().prefix(8))
    }
}
