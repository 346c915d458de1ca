// SPDX-License-Identifier: EUPL-1.2
import NIOHTTP1

/// Who reads in a terminal.
enum PlainText {
    /// What Accept says first.
    static func begins(_ accept: String) -> Bool { accept.hasPrefix("text/plain") }
    static func isTerminal(_ agent: String) -> Bool { agent.hasPrefix("curl/") || agent.hasPrefix("Wget/") }
}

/// What is looked at in the head of a request before it loses its version and the order of its fields.
struct RequestHeadFacts {
    /// A request of HTTP/1.1 names exactly one host (RFC 9112, section 3.2).
    let hasRightHost: Bool
    /// Connection is a list, and an older client expects the end of the connection (RFC 9112, section 9.3).
    let closes: Bool
    /// A request with a body is read to its end before it is answered.
    let hasBody: Bool
    /// Whether text without markup may be wanted: such requests are looked at by who answers.
    let wantsPlainText: Bool
    /// Accept-Encoding and If-None-Match.
    let accepted: String?, known: String?

    init(_ head: HTTPRequestHead) {
        var (hosts, hasBody, wantsPlainText) = (0, false, false)
        var (accepted, known): (String?, String?) = (nil, nil)
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 4: if Self.isSame(name, "host") { hosts += 1 }
            case 6: if Self.isSame(name, "accept"), PlainText.begins(value) { wantsPlainText = true }
            case 10: if Self.isSame(name, "user-agent"), PlainText.isTerminal(value) { wantsPlainText = true }
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
        self.wantsPlainText = wantsPlainText
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
