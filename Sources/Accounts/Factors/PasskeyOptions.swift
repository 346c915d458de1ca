// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What the browser is asked when somebody adds a passkey. WebAuthn Level 3, section 5.4, in the form of its
/// `PublicKeyCredentialCreationOptionsJSON`.
package struct PasskeyCreationOptions: Sendable, Equatable, Encodable {
    struct RelyingParty: Sendable, Equatable, Encodable { var id: String, name: String }
    struct User: Sendable, Equatable, Encodable { var id: Base64URLBytes, name: String, displayName: String }
    struct Parameter: Sendable, Equatable, Encodable {
        var type = "public-key"
        var alg: PasskeyAlgorithm
    }
    struct Selection: Sendable, Equatable, Encodable {
        var residentKey = "required", requireResidentKey = true, userVerification = "required"
    }

    /// A user handle is random, so that it says nothing of who it is. Section 14.6.1.
    package static let lengthOfHandle = 32

    var rp: RelyingParty
    var user: User
    var challenge: Base64URLBytes
    var pubKeyCredParams: [Parameter]
    var timeout = PasskeyCeremony.milliseconds
    var excludeCredentials: [PasskeyDescriptor]
    var authenticatorSelection = Selection()
    var attestation = "none"

    /// `known` are the passkeys that the account has: their authenticators are not used again.
    package init(
        site: PasskeySite, handle: [UInt8], name: String, displayName: String, challenge: [UInt8], known: [PasskeyCredential],
        offered: [PasskeyAlgorithm] = PasskeyAlgorithm.allCases
    ) {
        precondition(challenge.count >= PasskeyCeremony.shortestChallenge, "a challenge cannot be guessed")
        precondition(handle.count == Self.lengthOfHandle, "a user handle is random and drawn once for an account")
        rp = RelyingParty(id: site.relyingParty, name: site.name)
        user = User(id: Base64URLBytes(handle), name: name, displayName: displayName)
        self.challenge = Base64URLBytes(challenge)
        pubKeyCredParams = offered.map { Parameter(alg: $0) }
        excludeCredentials = known.map(PasskeyDescriptor.init)
    }

    /// For the input `options` of the form.
    package var json: String { PasskeyCeremony.json(self) }
}

/// What the browser is asked when somebody signs in. WebAuthn Level 3, section 5.5, in the form of its
/// `PublicKeyCredentialRequestOptionsJSON`.
package struct PasskeyRequestOptions: Sendable, Equatable, Encodable {
    var challenge: Base64URLBytes
    var rpId: String
    var timeout = PasskeyCeremony.milliseconds
    var allowCredentials: [PasskeyDescriptor]
    var userVerification = "required"

    /// Without any that are allowed, the authenticator offers those it has for the site, and so says who comes.
    package init(site: PasskeySite, challenge: [UInt8], allowed: [PasskeyCredential] = []) {
        precondition(challenge.count >= PasskeyCeremony.shortestChallenge, "a challenge cannot be guessed")
        self.challenge = Base64URLBytes(challenge)
        rpId = site.relyingParty
        allowCredentials = allowed.map(PasskeyDescriptor.init)
    }

    /// For the input `options` of the form.
    package var json: String { PasskeyCeremony.json(self) }
}

/// WebAuthn Level 3, section 5.8.3.
struct PasskeyDescriptor: Sendable, Equatable, Encodable {
    var type = "public-key"
    var id: Base64URLBytes
    var transports: [String]

    init(_ credential: PasskeyCredential) {
        id = Base64URLBytes(credential.id)
        transports = credential.transports
    }
}

/// What creating and asking have in common.
package enum PasskeyCeremony {
    /// Section 15.1 recommends five minutes: some people need that long to find the key.
    package static let milliseconds = 300_000
    /// Section 13.4.3.
    package static let shortestChallenge = 16

    fileprivate static func json(_ options: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(options) else { preconditionFailure("texts and numbers can be written") }
        return String(decoding: data, as: UTF8.self)
    }
}
