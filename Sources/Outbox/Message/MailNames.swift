// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// The name of one mail among all mails: `left@domain` (RFC 5322, section 3.6.4).
package struct MessageID: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    /// Returns nil unless both sides are plain; the left one must be made so that it is never used twice.
    package init?(left: String, domain: String) {
        guard MailAddress.isDotAtom(left.utf8, atMost: 128), let domain = MailAddress.domain(domain) else { return nil }
        text = "\(left)@\(domain)"
    }

    package var description: String { "<\(text)>" }
}

/// Where one click ends these mails (RFC 8058): the server answers POST there, without a question.
package struct UnsubscribeLink: Sendable, Hashable {
    package let text: String

    /// Returns nil unless it is an https address that fits in a header.
    package init?(_ text: String) {
        let start = "https://", rest = text.utf8.dropFirst(start.utf8.count)
        guard text.utf8.starts(with: start.utf8), let first = rest.first, MailAddress.isAlphanumeric(first),
            text.utf8.count <= 900, rest.allSatisfy(Self.isOfAddresses)
        else { return nil }
        self.text = text
    }

    /// RFC 3986, section 2; without the comma, which parts the addresses of this header for careless readers.
    private static func isOfAddresses(_ byte: UInt8) -> Bool {
        MailAddress.isAlphanumeric(byte) || "-._~:/?#[]@!$&'()*+;=%".utf8.contains(byte)
    }
}

/// An entry for the reader's calendar (RFC 6047). The method is also what the file itself says in METHOD.
package struct Invitation: Sendable, Hashable {
    package enum Method: String, Sendable { case publish = "PUBLISH", request = "REQUEST", cancel = "CANCEL" }

    package var method: Method
    package var file: [UInt8]

    package init(method: Method, file: [UInt8]) {
        (self.method, self.file) = (method, file)
    }
}
