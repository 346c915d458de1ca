// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation

/// What is kept, out of reach of others, between sending somebody to a provider and their return; it serves once.
package struct SignInAttempt: Sendable, Equatable, Codable, CustomStringConvertible {
    /// The id of the provider.
    package let provider: String
    /// Ties the answer to this browser. RFC 6749, section 10.12.
    package let state: String
    /// Ties the token to this attempt. OpenID Connect Core, section 3.1.2.1.
    let nonce: String
    /// RFC 7636, section 4.1.
    let codeVerifier: String
    let returnAddress: String
    /// How long ago the provider may have asked for the password, at most, in seconds.
    let maximumAge: Int?
    package let began: Date

    /// Long enough to find a second factor, short enough to be of no use tomorrow.
    package static let seconds: TimeInterval = 600
    /// How many random bytes an attempt takes: 256 bits each for state, nonce and code verifier.
    package static let randomBytes = 96

    /// - Parameter returnAddress: Should be another for every provider (RFC 9700, section 4.4.2.2).
    package init(with provider: String, returnAddress: String, maximumAge: Int? = nil, random: [UInt8], at now: Date) {
        precondition(random.count == Self.randomBytes, "an attempt takes 96 random bytes")
        self.provider = provider
        state = TokenText.base64URL(random[0..<32])
        nonce = TokenText.base64URL(random[32..<64])
        codeVerifier = TokenText.base64URL(random[64..<96])
        self.returnAddress = returnAddress
        self.maximumAge = maximumAge
        began = now
    }

    func isOpen(at now: Date) -> Bool { now.timeIntervalSince(began) < Self.seconds }

    /// RFC 7636, section 4.2.
    var codeChallenge: String { TokenText.base64URL(SHA256.hash(data: Data(codeVerifier.utf8))) }

    /// Without what is secret.
    package var description: String { "attempt with \(provider)" }
}
