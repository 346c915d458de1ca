// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Which addresses are those of anybody in the Internet, and none of a network that this server happens to stand in.
///
/// After the IANA registries of special-purpose addresses, RFC 6890 and its successors. The few addresses in them that may be
/// reached from everywhere belong to no web server, so a block is left out as a whole.
package enum PublicAddress {
    /// Version 4: everything but these.
    private static let specialFour = [
        "0.0.0.0/8",  // this network
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  // private, RFC 1918
        "100.64.0.0/10",  // shared by the customers of a provider, RFC 6598
        "127.0.0.0/8",  // loopback
        "169.254.0.0/16",  // link-local, RFC 3927; where clouds keep their secrets
        "192.0.0.0/24",  // protocol assignments
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",  // documentation, RFC 5737
        "192.88.99.0/24",  // former relays of 6to4, RFC 7526
        "198.18.0.0/15",  // measurements, RFC 2544
        "224.0.0.0/4",  // multicast
        "240.0.0.0/4",  // reserved, and broadcast
    ].map(AddressBlock.init)

    /// Version 6: what IANA hands out begins with 001; so loopback, link-local, fc00::/7, multicast and the rest fall away.
    private static let globalSix = AddressBlock("2000::/3")
    private static let specialSix = [
        "2001::/23",  // protocol assignments; Teredo, RFC 4380, among them
        "2001:db8::/32", "3fff::/20",  // documentation, RFC 3849 and RFC 9637
        "2002::/16",  // 6to4, which is given up: RFC 7526
    ].map(AddressBlock.init)

    /// Addresses of version 6 that stand for one of version 4, which decides: mapped (RFC 4291) and NAT64 (RFC 6052).
    private static let carriers = ["::ffff:0:0/96", "64:ff9b::/96"].map(AddressBlock.init)

    package static func isPublic(_ address: IPAddress) -> Bool {
        if address.bytes.count == 4 { return !specialFour.contains { $0.contains(address) } }
        if carriers.contains(where: { $0.contains(address) }) { return isPublic(IPAddress(four: address.bytes.suffix(4))) }
        return globalSix.contains(address) && !specialSix.contains { $0.contains(address) }
    }

    /// The public ones of a host's addresses, which the system's resolver finds; blocks as long as the resolver does.
    package static func all(of host: String) throws(HTTPRefusal) -> [IPAddress] {
        let found = resolve(host)
        guard !found.isEmpty else { throw .hostNotFound(host) }
        let fit = found.filter(isPublic)
        guard !fit.isEmpty else { throw .addressNotPublic(host) }
        return fit
    }

    private static func resolve(_ host: String) -> [IPAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard !host.utf8.contains(0), getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var found: [IPAddress] = []
        var entry = first
        while let this = entry {
            if let address = this.pointee.ai_addr.flatMap({ IPAddress(UnsafePointer($0)) }), !found.contains(address) {
                found.append(address)
            }
            entry = this.pointee.ai_next
        }
        return found
    }
}

extension IPAddress {
    private static let loopbacks = ["127.0.0.0/8", "::1/128", "::ffff:127.0.0.0/104"].map(AddressBlock.init)

    /// Whether it is this machine itself.
    package var isLoopback: Bool { Self.loopbacks.contains { $0.contains(self) } }
}
