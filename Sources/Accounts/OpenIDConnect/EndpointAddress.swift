// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Where a provider answers: https, or plain http on this very machine, for tests.
package struct EndpointAddress: Sendable, Hashable {
    package let text: String
    /// Plain http, which only this machine itself may be spoken to with.
    let isPlain: Bool

    private static let limit = 2_000
    private static let loopback: Set<String> = ["localhost", "127.0.0.1", "::1", "[::1]"]

    /// Nil for what is no such address. A name and password before the host, and a fragment, are never part of one.
    init?(_ text: String, mayHaveQuery: Bool = false) {
        guard text.utf8.count <= Self.limit, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            !text.contains("#"), mayHaveQuery || !text.contains("?"),
            let parts = URLComponents(string: text, encodingInvalidCharacters: false),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil,
            parts.port.map({ (1...65_535).contains($0) }) ?? true
        else { return nil }
        isPlain = text.hasPrefix("http://")
        guard text.hasPrefix("https://") || isPlain && Self.loopback.contains(host) else { return nil }
        self.text = text
    }

    /// The address with more in its query; what is there stays (RFC 6749, section 3.1).
    func adding(_ fields: [FormText.Field]) -> String {
        text + (text.contains("?") ? "&" : "?") + FormText.encoded(fields)
    }
}
