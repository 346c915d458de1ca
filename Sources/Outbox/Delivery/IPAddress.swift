// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// An address of version 4 or 6.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16, in the order of the network.
    package let bytes: [UInt8]

    /// The usual form only: four decimal numbers, or RFC 4291 section 2.2. Names, and forms like `0x7f.1`, are for the resolver.
    package init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: six) { Array($0) }
        } else {
            return nil
        }
    }

    /// What a socket address holds; nil for families other than these two.
    init?(_ address: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
        case AF_INET6: bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
        default: return nil
        }
    }

    init(four bytes: some Collection<UInt8>) {
        precondition(bytes.count == 4, "an address of version 4 has four bytes")
        self.bytes = Array(bytes)
    }

    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        return bytes.withUnsafeBytes { raw in
            guard let start = raw.baseAddress, inet_ntop(family, start, &text, socklen_t(text.count)) != nil else { return "?" }
            return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}

/// A block of addresses: those that begin with these bits.
struct AddressBlock: Sendable {
    private let start: [UInt8]
    private let length: Int

    /// As in `10.0.0.0/8`; a wrong text is our own mistake.
    init(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let address = IPAddress(String(parts[0])), let length = Int(parts[1]),
            0...address.bytes.count * 8 ~= length
        else { preconditionFailure("\(text) is not a block of addresses") }
        start = address.bytes
        self.length = length
    }

    func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == start.count else { return false }
        let whole = length / 8
        guard address.bytes.prefix(whole) == start.prefix(whole) else { return false }
        let rest = length % 8
        return rest == 0 || (address.bytes[whole] ^ start[whole]) >> (8 - rest) == 0
    }
}
