// SPDX-License-Identifier: EUPL-1.2

/// What is kept of a passkey. WebAuthn Level 3, section 4, "credential record".
package struct PasskeyCredential: Sendable, Equatable {
    package var id: [UInt8]
    /// The key as the authenticator wrote it, in COSE; it was read once and can be read again.
    package var publicKey: [UInt8]
    package var algorithm: PasskeyAlgorithm
    /// How often it has signed; many authenticators leave it at zero.
    package var counter: UInt32
    /// It may live on more than one device: the kind of passkey that a lost telephone does not take away.
    package var canBeBackedUp: Bool
    package var isBackedUp: Bool
    /// How the browser reaches it: "internal", "usb", "hybrid". Hints for the next time, never checked.
    package var transports: [String]

    package init(
        id: [UInt8], publicKey: [UInt8], algorithm: PasskeyAlgorithm, counter: UInt32, canBeBackedUp: Bool, isBackedUp: Bool,
        transports: [String]
    ) {
        (self.id, self.publicKey, self.algorithm, self.counter) = (id, publicKey, algorithm, counter)
        (self.canBeBackedUp, self.isBackedUp, self.transports) = (canBeBackedUp, isBackedUp, transports)
    }
}
