// SPDX-License-Identifier: EUPL-1.2
import Crypto
import CryptoExtras
import Foundation

/// How a passkey signs, by its number in the COSE registry. RFC 9053, section 2; RFC 8812, section 2.
package enum PasskeyAlgorithm: Int, Sendable, CaseIterable, Codable {
    case es256 = -7, edDSA = -8, rs256 = -257
}

/// A public key as an authenticator sends it. WebAuthn Level 3, section 5.8.5; RFC 9052, section 7.
enum PasskeyKey: Sendable {
    case es256(P256.Signing.PublicKey)
    case edDSA(Curve25519.Signing.PublicKey)
    case rs256(_RSA.Signing.PublicKey)

    /// Short enough to be checked at every sign-in, long enough for the years a passkey lives.
    static let bitsOfModulus = 2_048...4_096
    /// FIPS 186-5, section 5.4 wants more than sixteen bits; the library takes no more than thirty-two.
    static let exponents: ClosedRange<UInt64> = 65_537...UInt64(UInt32.max)

    init(cose: [UInt8]) throws(PasskeyRefusal) {
        guard case .map(let fields)? = try? CBORReader.value(of: cose) else { throw .unreadable(.publicKey) }
        try self.init(fields)
    }

    init(_ fields: [CBORKey: CBORValue]) throws(PasskeyRefusal) {
        guard case .integer(let number)? = fields[.integer(3)] else { throw .unreadable(.publicKey) }
        switch PasskeyAlgorithm(rawValue: number) {
        case .es256: self = .es256(try Self.es256(fields))
        case .edDSA: self = .edDSA(try Self.edDSA(fields))
        case .rs256: self = .rs256(try Self.rs256(fields))
        case nil: throw .algorithmNotOffered(number)
        }
    }

    var algorithm: PasskeyAlgorithm {
        switch self {
        case .es256: .es256
        case .edDSA: .edDSA
        case .rs256: .rs256
        }
    }

    /// WebAuthn Level 3, section 6.5.5: the forms of signatures.
    func isValid(signature: [UInt8], of message: [UInt8]) -> Bool {
        switch self {
        case .es256(let key):
            (try? P256.Signing.ECDSASignature(derRepresentation: signature)).map { key.isValidSignature($0, for: message) }
                ?? false
        case .edDSA(let key): key.isValidSignature(signature, for: message)
        case .rs256(let key):
            key.isValidSignature(
                _RSA.Signing.RSASignature(rawRepresentation: signature), for: SHA256.hash(data: message),
                padding: .insecurePKCS1v1_5)
        }
    }
}

extension PasskeyKey {
    /// RFC 9053, section 7.1.1. That the point is on the curve is checked by the library.
    private static func es256(_ fields: [CBORKey: CBORValue]) throws(PasskeyRefusal) -> P256.Signing.PublicKey {
        guard fields.count == 5, fields[.integer(1)] == .integer(2), fields[.integer(-1)] == .integer(1),
            case .bytes(let x)? = fields[.integer(-2)], case .bytes(let y)? = fields[.integer(-3)], x.count == 32, y.count == 32,
            let key = try? P256.Signing.PublicKey(x963Representation: [4] + x + y)
        else { throw .unreadable(.publicKey) }
        return key
    }

    /// RFC 9053, section 7.2.
    private static func edDSA(_ fields: [CBORKey: CBORValue]) throws(PasskeyRefusal) -> Curve25519.Signing.PublicKey {
        guard fields.count == 4, fields[.integer(1)] == .integer(1), fields[.integer(-1)] == .integer(6),
            case .bytes(let x)? = fields[.integer(-2)],
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: x)
        else { throw .unreadable(.publicKey) }
        return key
    }

    /// RFC 8230, section 4: numbers have no zero bytes in front.
    private static func rs256(_ fields: [CBORKey: CBORValue]) throws(PasskeyRefusal) -> _RSA.Signing.PublicKey {
        guard fields.count == 4, fields[.integer(1)] == .integer(3),
            case .bytes(let n)? = fields[.integer(-1)], case .bytes(let e)? = fields[.integer(-2)],
            let first = n.first, first != 0, let last = n.last, e.first != 0
        else { throw .unreadable(.publicKey) }
        let bits = n.count * 8 - first.leadingZeroBitCount
        let exponent = e.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard bitsOfModulus.contains(bits), last & 1 == 1, e.count <= 8, exponents.contains(exponent), exponent & 1 == 1,
            let key = try? _RSA.Signing.PublicKey(n: n, e: e)
        else { throw .weakKey }
        return key
    }
}
