// SPDX-License-Identifier: EUPL-1.2

/// Why a passkey is not taken. None of it is the fault of a person, except coming without a finger or a code.
package enum PasskeyRefusal: Error, Sendable, Equatable {
    /// What could not be read.
    package enum Part: Sendable, Equatable {
        case answer, clientData, attestation, authenticatorData, publicKey
    }

    case unreadable(Part)
    /// An answer to creation where one to signing in is due, or the other way round.
    case otherCeremony
    case otherChallenge, otherOrigin, otherRelyingParty
    /// Asked for by a page that another site shows inside its own.
    case framed
    /// Nobody touched the authenticator, or it does not know who did.
    case notPresent, notVerified
    /// Backed up though it cannot be, or of another kind than when it was created.
    case inconsistentBackup
    /// The number of the algorithm as registered for COSE.
    case algorithmNotOffered(Int)
    case weakKey
    case otherCredential, otherAccount
    case wrongSignature
    /// The counter did not grow: there may be a second authenticator with the same key.
    case cloned(counter: UInt32, stored: UInt32)
}
