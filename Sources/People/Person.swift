// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// One human, whatever they are to us: contact, speaker, participant, holder of an account.
package struct Person: Sendable, Equatable {
    package let id: ID<Person>
    /// As it stands on the badge and wherever the name is shown without more.
    package var badgeName: String
    /// As on the identity document, for secured places; nil unless it was needed.
    package var documentName: String?
    /// As it is printed in programmes, where it differs from the badge.
    package var publishedName: String?
    /// "Dr", "Prof.": as the person wants it, never translated.
    package var honorific: String?
    /// "Deputy mayor for security": as the person says it.
    package var office: String?
    /// The language they are written to in.
    package var language: Language
    /// Whether this is nobody: a figure of the demonstration.
    package var isInvented: Bool
    package let created: Date
    /// The person this one turned out to be.
    package var mergedInto: ID<Person>?
    /// When everything that names them was erased; nil for everybody else.
    package var erasedAt: Date?

    /// What stands in the place of the name of somebody who was erased.
    package static let erasedName = "—"

    package init(
        id: ID<Person>, badgeName: String, language: Language, created: Date, documentName: String? = nil,
        publishedName: String? = nil, honorific: String? = nil, office: String? = nil, isInvented: Bool = false,
        mergedInto: ID<Person>? = nil, erasedAt: Date? = nil
    ) {
        self.id = id
        self.badgeName = badgeName
        self.documentName = documentName
        self.publishedName = publishedName
        self.honorific = honorific
        self.office = office
        self.language = language
        self.isInvented = isInvented
        self.created = created
        self.mergedInto = mergedInto
        self.erasedAt = erasedAt
    }
}

/// A mail address of a person. One address may belong to several persons, and a person may have none.
package struct PersonAddress: Sendable, Equatable {
    package let person: ID<Person>
    /// As it was typed.
    package let address: String
    /// When the person showed that mail to it arrives; nil until then.
    package var verifiedAt: Date?
    /// Whether mail goes there.
    package var isPreferred: Bool

    package init(person: ID<Person>, address: String, verifiedAt: Date? = nil, isPreferred: Bool = false) {
        self.person = person
        self.address = address
        self.verifiedAt = verifiedAt
        self.isPreferred = isPreferred
    }

    /// How addresses are compared: most providers do not tell capitals apart, and who has one is asked by mail anyway.
    package static func folded(_ address: String) -> String { address.lowercased() }

    /// Whether mail can be sent there: one at sign, signs of RFC 5322 dot-atoms before it, a host name after it.
    package static func isWellFormed(_ address: String) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count), (4...190).contains(parts[1].utf8.count) else {
            return false
        }
        let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAtomText) } && labels.count > 1
            && labels.allSatisfy(isLabel)
    }

    /// RFC 5322, section 3.2.3: atext.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == 45 } && !label.hasPrefix("-")
            && !label.hasSuffix("-")
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
