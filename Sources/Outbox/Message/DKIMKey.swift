// SPDX-License-Identifier: EUPL-1.2
import Crypto
import CryptoExtras
import Foundation

/// Why a key cannot sign mail, in words for whoever runs the program; never the key itself.
package enum DKIMKeyRefusal: Error, Equatable, CustomStringConvertible {
    case noKey, encrypted, publicKey, otherKind, unreadable
    case tooShort(bits: Int), tooLong(bits: Int)
    case wrongSelector(String), wrongDomain(String), sameSelector(String)

    package var description: String {
        switch self {
        case .noKey: "The file holds no private key. It should begin with -----BEGIN PRIVATE KEY-----."
        case .encrypted: "The key is locked with a passphrase. Write it without one: openssl pkey -in KEY -out NEW"
        case .publicKey: "The file holds a public key. Signing needs the private one."
        case .otherKind: "The key is of a kind that mail is not signed with. Use RSA or Ed25519."
        case .unreadable: "The key is damaged. Copy the file again, or make a new key."
        case .tooShort(let bits): "The key has \(bits) bits; receivers trust 2048 or more."
        case .tooLong(let bits): "The key has \(bits) bits; receivers read no more than 4096."
        case .wrongSelector(let selector): "\"\(selector)\" is no selector. Use letters, digits and hyphens."
        case .wrongDomain(let domain): "\"\(domain)\" is no domain."
        case .sameSelector(let selector): "Two keys are called \"\(selector)\". Give each a selector of its own."
        }
    }
}

/// A private key that mail is signed with, under the name its public half has in the DNS.
package struct DKIMKey: Sendable {
    enum Secret: Sendable {
        case rsa(_RSA.Signing.PrivateKey)
        case ed25519(Curve25519.Signing.PrivateKey)
    }

    package let selector: String
    let secret: Secret

    /// Reads PEM: PKCS#8, for RSA also PKCS#1.
    package init(selector: String, pem: String) throws(DKIMKeyRefusal) {
        // RFC 6376, section 3.1: names of the DNS, with dots between them.
        let labels = selector.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.allSatisfy(MailAddress.isLabel), selector.utf8.count <= 100 else { throw .wrongSelector(selector) }
        self.selector = selector.lowercased()
        secret = try Self.secret(pem)
    }

    private static func secret(_ pem: String) throws(DKIMKeyRefusal) -> Secret {
        let document = try PEMKey(pem)
        switch document.kind {
        case .ed25519(let seed):
            guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { throw .unreadable }
            return .ed25519(key)
        case .rsa:
            // Read at any length, so that the refusal can say how long it is.
            guard let key = try? _RSA.Signing.PrivateKey(unsafeDERRepresentation: document.der) else {
                throw .unreadable
            }
            if let refusal = refusal(bits: key.keySizeInBits) { throw refusal }
            return .rsa(key)
        }
    }

    /// RFC 8301, section 3.2.
    static func refusal(bits: Int) -> DKIMKeyRefusal? {
        if bits < 2_048 { return .tooShort(bits: bits) }
        return bits > 4_096 ? .tooLong(bits: bits) : nil
    }

    /// The `a=` of signatures by this key (RFC 8463, section 3).
    var algorithm: String {
        switch secret {
        case .rsa: "rsa-sha256"
        case .ed25519: "ed25519-sha256"
        }
    }

    /// Both kinds sign the hash of the headers: RSA as PKCS#1 1.5 has it, Ed25519 as if it were the message.
    func signature(of headers: [UInt8]) throws -> Data {
        let digest = SHA256.hash(data: headers)
        switch secret {
        case .rsa(let key): return try key.signature(for: digest, padding: .insecurePKCS1v1_5).rawRepresentation
        case .ed25519(let key): return try key.signature(for: Data(digest))
        }
    }
}

extension DKIMKey {
    /// What the DNS must say for receivers to trust this key, for operators to copy.
    package struct Record: Sendable, Hashable {
        package let name: String, text: String

        /// The same as a line of a zone file: in strings of at most 255 octets (RFC 1035, section 3.3).
        package var zoneLine: String {
            let bytes = Array(text.utf8)
            let strings = stride(from: 0, to: bytes.count, by: 255).map {
                "\"" + String(decoding: bytes[$0..<min($0 + 255, bytes.count)], as: UTF8.self) + "\""
            }
            return "\(name). IN TXT ( \(strings.joined(separator: " ")) )"
        }
    }

    /// Returns the TXT record of this key (RFC 6376, section 3.6.1; RFC 8463, section 4).
    package func record(domain: String) -> Record {
        let text =
            switch secret {
            case .rsa(let key): "v=DKIM1; k=rsa; p=" + key.publicKey.derRepresentation.base64EncodedString()
            case .ed25519(let key): "v=DKIM1; k=ed25519; p=" + key.publicKey.rawRepresentation.base64EncodedString()
            }
        return Record(name: "\(selector)._domainkey.\(domain)", text: text)
    }

    /// Returns a new private key as PEM. Only the command line makes keys; randomness is the machine's.
    package static func newRSA() throws -> String {
        try _RSA.Signing.PrivateKey(keySize: .bits2048).pkcs8PEMRepresentation
    }

    /// Returns a new private key as PEM (RFC 8410, section 7).
    package static func newEd25519() -> String { PEMKey.pem(ed25519: Curve25519.Signing.PrivateKey().rawRepresentation) }
}
