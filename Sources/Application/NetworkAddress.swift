// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What can be told of an address from its text.
enum NetworkAddress {
    static func isIPv4(_ text: String) -> Bool {
        var bytes = in_addr()
        return inet_pton(AF_INET, text, &bytes) == 1
    }

    static func isIPv6(_ text: String) -> Bool {
        var bytes = in6_addr()
        return inet_pton(AF_INET6, text, &bytes) == 1
    }

    /// `10.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
    static func isNetwork(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let address = parts.first, parts.count <= 2 else { return false }
        guard isIPv4(address) || isIPv6(address) else { return false }
        guard parts.count == 2 else { return true }
        guard let bits = Int(parts[1]), String(bits) == parts[1] else { return false }
        return (0...(isIPv4(address) ? 32 : 128)).contains(bits)
    }

    /// Labels of letters, digits and hyphens with dots between; also an IPv4 address. RFC 1123, section 2.1.
    static func isHostName(_ text: String) -> Bool {
        guard (1...253).contains(text.utf8.count) else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 45 || $0 == 95 }
                && !label.hasPrefix("-") && !label.hasSuffix("-")
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
