// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// An address mail can be sent to, with the name of whoever reads it there.
/// RFC 5321, sections 4.1.2 and 4.5.3.1: a dot-atom at a domain; neither quoted local parts nor letters beyond ASCII (SMTPUTF8).
package struct MailAddress: Sendable, Hashable, CustomStringConvertible {
    /// What stands before the @, as it was written: only its own server knows whether capitals matter.
    package let local: String
    /// Lower case; an internationalised name as A-labels.
    package let domain: String
    /// May be empty.
    package let name: String

    /// Reads `local@domain`; spaces around it are what pasting leaves.
    package init?(_ text: String, name: String = "") {
        let bytes = Array(text.utf8.prefix(Self.longest * 4))
        let spaces: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") }
        guard text.utf8.count == bytes.count, let first = bytes.firstIndex(where: { !spaces($0) }),
            let last = bytes.lastIndex(where: { !spaces($0) }), let at = bytes.lastIndex(of: UInt8(ascii: "@")), first < at
        else { return nil }
        guard Self.isDotAtom(bytes[first..<at], atMost: 64),
            let domain = Self.domain(String(decoding: bytes[at...last].dropFirst(), as: UTF8.self)),
            at - first + 1 + domain.utf8.count <= Self.longest
        else { return nil }
        (local, self.domain) = (String(decoding: bytes[first..<at], as: UTF8.self), domain)
        self.name = HeaderText.cleaned(name)
    }

    /// A path of 256 octets without its brackets (RFC 5321, section 4.5.3.1.3).
    private static let longest = 254

    package var description: String { "\(local)@\(domain)" }

    /// For comparing and looking up: everybody means the same box with capitals and without.
    package var folded: String { description.lowercased() }

    /// Returns the same address read by someone of this name.
    package func named(_ name: String) -> MailAddress { MailAddress(self, name: HeaderText.cleaned(name)) }

    private init(_ other: MailAddress, name: String) {
        (local, domain, self.name) = (other.local, other.domain, name)
    }

    /// RFC 5322, section 3.2.3.
    static func isDotAtom(_ bytes: some Collection<UInt8>, atMost limit: Int) -> Bool {
        var previous = UInt8(ascii: ".")
        for byte in bytes {
            guard byte == UInt8(ascii: ".") ? previous != byte : isAtom(byte) else { return false }
            previous = byte
        }
        return previous != UInt8(ascii: ".") && bytes.count <= limit
    }

    static func isAtom(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte) }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension MailAddress {
    /// Returns a domain in the form it is looked up in, or nil when it is none.
    static func domain(_ text: String) -> String? {
        guard text.utf8.count <= longest else { return nil }
        guard let ascii = text.utf8.allSatisfy({ $0 < 128 }) ? text : aLabels(text) else { return nil }
        let labels = ascii.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, ascii.utf8.count <= 253, labels.allSatisfy(isLabel),
            // A last label of digits is a number of a machine, not a name (RFC 1123, section 2.1).
            labels.last?.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) == false
        else { return nil }
        return ascii.lowercased()
    }

    /// Letters, digits and hyphens, none at an edge (RFC 5321, section 4.1.2).
    static func isLabel(_ label: some BidirectionalCollection<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
    }

    /// IDNA as addresses of pages have it. Signs that vanish in it are refused, so that what is read is what is meant.
    private static func aLabels(_ text: String) -> String? {
        guard text.unicodeScalars.allSatisfy({ $0 == "." || $0 == "-" || isOfNames($0) }) else { return nil }
        var components = URLComponents()
        components.host = text
        return components.encodedHost
    }

    private static func isOfNames(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark,
            .decimalNumber:
            true
        default: false
        }
    }
}
