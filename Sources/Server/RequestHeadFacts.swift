// SPDX-License-Identifier: EUPL-1.2
import NIOHTTP1

/// What is looked at in the head of a request before it loses its version and the order of its fields.
struct RequestHeadFacts {
    /// A request of HTTP/1.1 names exactly one host (RFC 9112, section 3.2).
    let hasRightHost: Bool
    /// Connection is a list, and an older client expects the end of the connection (RFC 9112, section 9.3).
    let closes: Bool
    /// A request with a body is read to its end before it is answered.
    let hasBody: Bool
    /// Accept-Encoding and If-None-Match.
    let accepted: String?, known: String?

    init(_ head: HTTPRequestHead) {
        var (hosts, hasBody) = (0, false)
        var (accepted, known): (String?, String?) = (nil, nil)
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 4: if Self.isSame(name, "host") { hosts += 1 }
            case 13: if Self.isSame(name, "if-none-match") { known = known.map { "\($0), \(value)" } ?? value }
            case 14: if Self.isSame(name, "content-length"), value != "0" { hasBody = true }
            case 15: if Self.isSame(name, "accept-encoding") { accepted = accepted.map { "\($0), \(value)" } ?? value }
            case 17: if Self.isSame(name, "transfer-encoding") { hasBody = true }
            default: break
            }
        }
        let isOld = head.version == .http1_0
        hasRightHost = hosts == 1 || hosts == 0 && isOld
        closes = isOld || !head.isKeepAlive
        self.hasBody = hasBody
        self.accepted = accepted
        self.known = known
    }

    /// Whether the name of a field is this one, in whatever letters.
    private static func isSame(_ name: String, _ lowercased: StaticString) -> Bool {
        zip(name.utf8, UnsafeBufferPointer(start: lowercased.utf8Start, count: lowercased.utf8CodeUnitCount)).allSatisfy {
            $0 | 0x20 == $1 | 0x20
        }
    }

    static func asksToClose(_ headers: HTTPHeaders) -> Bool {
        headers[canonicalForm: "connection"].contains { $0.lowercased() == "close" }
    }
}
