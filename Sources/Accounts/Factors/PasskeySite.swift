// SPDX-License-Identifier: EUPL-1.2

/// Whom passkeys are for. WebAuthn Level 3, sections 5.1.3 and 13.4.9.
package struct PasskeySite: Sendable, Equatable {
    /// The domain that passkeys belong to for ever, without scheme and port: another one makes all of them useless.
    package var relyingParty: String
    /// What the authenticator may show beside the domain.
    package var name: String
    /// Where pages may ask from, as browsers write it: "https://conference.example".
    package var origins: [String]

    package init(relyingParty: String, name: String, origins: [String]) {
        (self.relyingParty, self.name, self.origins) = (relyingParty, name, origins)
    }
}
