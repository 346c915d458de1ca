// SPDX-License-Identifier: EUPL-1.2

/// What proves to a provider that we are we. It never shows itself in logs or messages.
package struct ClientSecret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String

    /// Nil for what the protocol cannot carry: RFC 6749, appendix A.2.
    init?(_ text: String) {
        guard (1...500).contains(text.utf8.count), text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        self.text = text
    }

    package var description: String { "(not shown)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
