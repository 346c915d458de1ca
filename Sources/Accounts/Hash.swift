// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation
import Vocabulary

/// How what opens something is stored: so that whoever reads the database cannot use it.
///
/// What is hashed has 128 bits or more that nobody chose, so no slow hash is needed; codes of six digits live a quarter of an hour and are
/// hashed with the id of what they belong to. OWASP, "Session Management Cheat Sheet".
package enum Hash {
    package static func of(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}

/// Something random that a person or a browser holds, and what is stored of it.
package struct Secret: Sendable {
    package let text: String
    package var hash: String { Hash.of(text) }

    /// - Parameter bytes: sixteen or more, drawn by chance.
    package init(_ bytes: [UInt8]) { text = RandomText.written(bytes) }

    /// Six digits of random bytes. Eight bytes make every code as likely as any other, up to one in ten billion.
    static func digits(_ bytes: [UInt8]) -> String {
        let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let text = String(number)
        return String(repeating: "0", count: 6 - text.count) + text
    }
}
