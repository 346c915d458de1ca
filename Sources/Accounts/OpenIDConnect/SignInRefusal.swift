// SPDX-License-Identifier: EUPL-1.2

/// Why a sign-in through a provider comes to nothing.
package enum SignInRefusal: Error, Equatable {
    case unknownProvider
    /// Begun too long ago.
    case attemptOver
    /// The answer belongs to another attempt, perhaps of somebody else.
    case wrongState
    /// The answer comes from another provider than was asked. RFC 9207, section 2.4.
    case wrongIssuer
    case unreadableAnswer
    /// The person said no at the provider.
    case declined
    /// An error code of RFC 6749, section 4.1.2.1, or of OpenID Connect Core, section 3.1.2.6.
    case provider(said: String)
    case provider(ProviderRefusal)
    case token(IDTokenRefusal)
    case mailMissing
    case mailNotVerified
}
