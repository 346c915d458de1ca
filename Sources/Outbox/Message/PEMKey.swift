// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A private key in the letters of a text file (RFC 7468), and what kind it is.
struct PEMKey {
    enum Kind: Equatable {
        case rsa
        case ed25519(seed: Data)
    }

    let der: Data
    let kind: Kind

    init(_ text: String) throws(DKIMKeyRefusal) {
        let block = try Self.block(in: text)
        guard let der = Data(base64Encoded: block.base64), !der.isEmpty else { throw .unreadable }
        self.der = der
        kind = try block.label == "RSA PRIVATE KEY" ? .rsa : Self.kind(of: [UInt8](der))
    }

    private static let (begin, end, dashes) = ("-----BEGIN ", "-----END ", "-----")
    private static let longest = 20_000

    /// Returns the first private key among the blocks of a file.
    private static func block(in text: String) throws(DKIMKeyRefusal) -> (label: String, base64: String) {
        guard text.utf8.count <= longest else { throw .noKey }
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
        let labels = lines.filter { $0.hasPrefix(begin) && $0.hasSuffix(dashes) }.map { String($0.dropFirst(11).dropLast(5)) }
        guard let label = labels.first(where: { $0 == "PRIVATE KEY" || $0 == "RSA PRIVATE KEY" }) else {
            if labels.contains("ENCRYPTED PRIVATE KEY") { throw .encrypted }
            if labels.contains(where: { $0.hasSuffix("PRIVATE KEY") }) { throw .otherKind }
            throw labels.contains { $0.hasSuffix("PUBLIC KEY") || $0 == "CERTIFICATE" } ? .publicKey : .noKey
        }
        let within = lines.drop { $0 != begin + label + dashes }.dropFirst().prefix { !$0.hasPrefix(dashes) }
        guard lines.contains(end + label + dashes) else { throw .unreadable }
        // Old files name their cipher above the letters (RFC 1421, section 4.6.1.1).
        if within.contains(where: { $0.contains("ENCRYPTED") }) { throw .encrypted }
        return (label, within.joined())
    }

    // RFC 5958, section 2: a version, the algorithm and the key, within a sequence.
    private static let ed25519: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]
    private static let rsa: [UInt8] = [0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00]
    private static let seedAhead: [UInt8] = [0x04, 0x22, 0x04, 0x20]

    private static func kind(of der: [UInt8]) throws(DKIMKeyRefusal) -> Kind {
        guard der.count > 2, der[0] == 0x30 else { throw .unreadable }
        let lengthOctets = der[1] < 0x80 ? 0 : Int(der[1] & 0x7F)
        let within = der.dropFirst(2 + lengthOctets)
        guard within.starts(with: [0x02, 0x01, 0x00]) || within.starts(with: [0x02, 0x01, 0x01]) else { throw .unreadable }
        let algorithm = within.dropFirst(3)
        if algorithm.starts(with: rsa) { return .rsa }
        guard algorithm.starts(with: ed25519) else { throw .otherKind }
        let key = algorithm.dropFirst(ed25519.count), seed = key.dropFirst(seedAhead.count).prefix(32)
        guard key.starts(with: seedAhead), seed.count == 32 else { throw .unreadable }
        return .ed25519(seed: Data(seed))
    }

    static func pem(ed25519 seed: Data) -> String {
        let inner = [0x02, 0x01, 0x00] + ed25519 + seedAhead + [UInt8](seed)
        let der = Data([0x30, UInt8(inner.count)] + inner)
        return "\(begin)PRIVATE KEY\(dashes)\n\(der.base64EncodedString())\n\(end)PRIVATE KEY\(dashes)\n"
    }
}
