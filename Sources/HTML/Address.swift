// SPDX-License-Identifier: EUPL-1.2

/// Where a link leads: a path of this server, or an https or mailto address. Anything else cannot be made.
package struct Address: Sendable, Hashable, ExpressibleByStringInterpolation {
    package let text: String

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        package init(literalCapacity: Int, interpolationCount: Int) {}
        package mutating func appendLiteral(_ literal: String) { text += literal }
        /// What is interpolated is one segment or one value of the query: everything but unreserved signs is encoded.
        package mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text += Address.encoded(value.description)
        }
        package mutating func appendInterpolation(_ address: Address) { text += address.text }
    }

    package init(stringLiteral path: String) { text = path }
    package init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    /// A path of this server, made of literal text and values that are ids.
    package init(path: Address) { self = path }

    /// A path of this server that another part of the program wrote down; never one that came from outside.
    package init(known path: String) { self.init(unchecked: path) }

    /// An address that came from outside; nil unless it is https, http or mailto.
    package init?(external: String) {
        let lower = external.lowercased()
        guard ["https://", "http://", "mailto:"].contains(where: lower.hasPrefix),
            external.utf8.allSatisfy({ $0 > 32 && $0 != 127 })
        else { return nil }
        text = external
    }

    /// A place on the earth, which a device opens in its own map (RFC 5870).
    ///
    /// - Parameters: degrees as decimals; anything else is encoded.
    package init(latitude: String, longitude: String) {
        text = "geo:\(Self.encoded(latitude)),\(Self.encoded(longitude))"
    }

    /// This path with a query; pairs without a value are left out.
    package func with(_ query: [(String, String?)]) -> Address {
        let pairs = query.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : "\(name)=\(Self.encoded($0))" } }
        return pairs.isEmpty ? self : Address(unchecked: text + "?" + pairs.joined(separator: "&"))
    }

    private init(unchecked: String) { text = unchecked }

    /// Percent-encoding of all but the unreserved signs of RFC 3986, section 2.3.
    package static func encoded(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
