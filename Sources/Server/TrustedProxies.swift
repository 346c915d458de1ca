// SPDX-License-Identifier: EUPL-1.2
import Foundation
import HTTPTypes

/// Whose `X-Forwarded-For` is believed.
struct TrustedProxies: Sendable {
    private let networks: [Network]

    /// An address or network of IPv4 or IPv6, as bits.
    struct Network: Sendable {
        let bytes: [UInt8]
        let bits: Int

        /// Reads `10.0.0.0/8`, `::1`; nil when it is neither.
        init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, let bytes = Self.bytes(of: String(parts[0])) else { return nil }
            let most = bytes.count * 8
            guard let bits = parts.count == 2 ? Int(parts[1]) : most, (0...most).contains(bits) else { return nil }
            self.bytes = bytes
            self.bits = bits
        }

        static func bytes(of address: String) -> [UInt8]? {
            var four = in_addr()
            if inet_pton(AF_INET, address, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
            var six = in6_addr()
            if inet_pton(AF_INET6, address, &six) == 1 { return withUnsafeBytes(of: &six) { Array($0) } }
            return nil
        }

        func contains(_ address: String) -> Bool {
            guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
            return (0..<bits).allSatisfy { bit in
                let mask: UInt8 = 0x80 >> UInt8(bit % 8)
                return bytes[bit / 8] & mask == other[bit / 8] & mask
            }
        }
    }

    init(_ texts: [String]) { networks = texts.compactMap(Network.init) }

    func trusts(_ address: String) -> Bool { networks.contains { $0.contains(address) } }

    /// Who asks: the last address that no trusted proxy vouches for only as its own.
    func peer(connection: String, headers: HTTPFields) -> String {
        guard trusts(connection) else { return connection }
        let chain = headers[values: .forwardedFor].joined(separator: ",").split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        var peer = connection
        for address in chain.reversed() {
            guard Network.bytes(of: address) != nil else { break }
            peer = address
            if !trusts(address) { break }
        }
        return peer
    }
}
