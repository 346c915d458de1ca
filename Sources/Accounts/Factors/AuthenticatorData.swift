// SPDX-License-Identifier: EUPL-1.2
import Crypto

/// What the authenticator vouches for. WebAuthn Level 3, section 6.1.
struct AuthenticatorData: Sendable, Equatable {
    /// Section 6.5.1.
    struct AttestedCredential: Sendable, Equatable {
        var id: [UInt8]
        var publicKey: [UInt8]
    }

    var relyingPartyHash: [UInt8]
    var isPresent: Bool, isVerified: Bool, canBeBackedUp: Bool, isBackedUp: Bool
    var counter: UInt32
    /// There at creation, and only then.
    var credential: AttestedCredential?

    private static let lengthOfHead = 37, lengthOfModel = 16
    /// Section 4, "credential ID".
    private static let longestID = 1_023

    init(_ bytes: [UInt8]) throws(PasskeyRefusal) {
        guard bytes.count >= Self.lengthOfHead else { throw .unreadable(.authenticatorData) }
        let flags = bytes[32]
        relyingPartyHash = Array(bytes[..<32])
        (isPresent, isVerified) = (flags & 0x01 != 0, flags & 0x04 != 0)
        (canBeBackedUp, isBackedUp) = (flags & 0x08 != 0, flags & 0x10 != 0)
        counter = bytes[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var end = Self.lengthOfHead
        if flags & 0x40 != 0 { credential = try Self.credential(in: bytes, at: &end) }
        if flags & 0x80 != 0 { try Self.skipExtensions(in: bytes, at: &end) }
        guard end == bytes.count else { throw .unreadable(.authenticatorData) }
    }

    private static func credential(in bytes: [UInt8], at place: inout Int) throws(PasskeyRefusal) -> AttestedCredential {
        let start = place + lengthOfModel + 2
        guard bytes.count >= start else { throw .unreadable(.authenticatorData) }
        let length = Int(bytes[start - 2]) << 8 | Int(bytes[start - 1])
        guard (1...longestID).contains(length), bytes.count >= start + length else { throw .unreadable(.authenticatorData) }
        var reader = CBORReader(bytes, from: start + length)
        guard case .map? = try? reader.value() else { throw .unreadable(.publicKey) }
        place = reader.position
        return AttestedCredential(id: Array(bytes[start..<start + length]), publicKey: Array(bytes[start + length..<place]))
    }

    /// Section 9: what was not asked for is not looked at, but must be whole.
    private static func skipExtensions(in bytes: [UInt8], at place: inout Int) throws(PasskeyRefusal) {
        var reader = CBORReader(bytes, from: place)
        guard case .map? = try? reader.value() else { throw .unreadable(.authenticatorData) }
        place = reader.position
    }

    /// What sections 7.1 and 7.2 ask alike: our site, somebody there and known, and backup flags that make sense.
    func check(for relyingParty: String) throws(PasskeyRefusal) {
        guard SHA256.hash(data: Array(relyingParty.utf8)).elementsEqual(relyingPartyHash) else { throw .otherRelyingParty }
        guard isPresent else { throw .notPresent }
        guard isVerified else { throw .notVerified }
        guard canBeBackedUp || !isBackedUp else { throw .inconsistentBackup }
    }
}
