// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation

/// The answer of a browser that was asked to sign in. WebAuthn Level 3, section 7.2.
package struct PasskeyAssertion: Sendable, Equatable {
    /// By which the stored credential is found.
    package let id: [UInt8]
    /// Whom the authenticator says it signs in; a passkey that was asked for by its id may leave it out.
    package let userHandle: [UInt8]?
    private let clientData: [UInt8], authenticatorData: [UInt8], signature: [UInt8]

    private struct Response: Decodable {
        var clientDataJSON: Base64URLBytes, authenticatorData: Base64URLBytes, signature: Base64URLBytes
        var userHandle: Base64URLBytes?
    }

    /// Throws `unreadable` for what `passkeys.js` does not post.
    package init(json: String) throws(PasskeyRefusal) {
        let answer = try PasskeyAnswer<Response>(json: json)
        id = answer.id.bytes
        userHandle = answer.response.userHandle?.bytes
        clientData = answer.response.clientDataJSON.bytes
        authenticatorData = answer.response.authenticatorData.bytes
        signature = answer.response.signature.bytes
    }

    /// Returns the credential as it is to be kept from now on, with its new counter; throws why it does not sign in.
    ///
    /// `account` is the user handle of the account that the stored credential belongs to. Step 6: whether that account was
    /// known before, by a password, decides if the authenticator may leave the handle out.
    package func verified(
        challenge: [UInt8], site: PasskeySite, stored: PasskeyCredential, account: [UInt8], isKnown: Bool
    ) throws(PasskeyRefusal) -> PasskeyCredential {
        guard id == stored.id else { throw .otherCredential }
        guard userHandle == account || (userHandle == nil && isKnown) else { throw .otherAccount }
        try ClientData(clientData).check(.get, challenge: challenge, site: site)
        let data = try AuthenticatorData(authenticatorData)
        guard data.credential == nil else { throw .unreadable(.authenticatorData) }
        try data.check(for: site.relyingParty)
        guard data.canBeBackedUp == stored.canBeBackedUp else { throw .inconsistentBackup }
        let message = authenticatorData + SHA256.hash(data: clientData)
        guard try PasskeyKey(cose: stored.publicKey).isValid(signature: signature, of: message) else { throw .wrongSignature }
        var kept = stored
        kept.counter = try Self.counter(data.counter, after: stored.counter)
        kept.isBackedUp = data.isBackedUp
        return kept
    }

    /// Section 6.1.1.
    private static func counter(_ counter: UInt32, after stored: UInt32) throws(PasskeyRefusal) -> UInt32 {
        guard counter > stored || (counter == 0 && stored == 0) else { throw .cloned(counter: counter, stored: stored) }
        return counter
    }
}
