// SPDX-License-Identifier: EUPL-1.2

/// Why a token proves nothing.
package enum IDTokenRefusal: Error, Equatable {
    case malformed
    /// Of another sort than ID tokens are, such as an access token. RFC 8725, section 3.11.
    case otherType
    case algorithmNotAllowed
    /// Ask for the keys again, once: the provider may have changed them.
    case unknownKey(String?)
    /// The token names no key, and more than one fits.
    case keyNotNamed
    case keyForOtherAlgorithm, keyNotForSigning, keyExpired, keyUnusable
    case wrongSignature(keyID: String?)
    case missing(claim: String)
    case wrongIssuer, wrongAudience, wrongNonce
    case expired, notYetValid, issuedInFuture, issuedLongAgo
    /// The person last proved who they are longer ago than was asked for.
    case signedInLongAgo

    /// Whether other keys could make the token right. A key without a name is replaced by another without a name.
    var mayBeHealedByNewKeys: Bool {
        switch self {
        case .unknownKey, .wrongSignature(keyID: nil): true
        default: false
        }
    }
}
