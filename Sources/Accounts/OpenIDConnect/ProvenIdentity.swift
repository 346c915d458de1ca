// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Who somebody is, on the word of a provider. Issuer and subject together are the identity; a mail address is not:
/// it changes, and is given to others. OpenID Connect Core, section 5.7.
package struct ProvenIdentity: Sendable, Equatable {
    package let issuer: String
    package let subject: String
    /// As the provider wrote it; nil for what cannot be an address.
    package let mail: String?
    package let isMailVerified: Bool
    /// Nil for what cannot stand on a page.
    package let name: String?

    init(issuer: String, subject: String, mail: String? = nil, isMailVerified: Bool = false, name: String? = nil) {
        self.issuer = issuer
        self.subject = subject
        self.mail = mail
        self.isMailVerified = isMailVerified
        self.name = name
    }

    init(issuer: String, subject: String, claims: JSONObject) {
        let mail = claims.text("email").flatMap { Self.isMail($0) ? $0 : nil }
        self.init(
            issuer: issuer, subject: subject, mail: mail,
            // Some providers write the truth as a text.
            isMailVerified: mail != nil && (claims.truth("email_verified") ?? (claims.text("email_verified") == "true")),
            name: claims.text("name").flatMap { Self.isName($0) ? $0 : nil })
    }

    /// Returns the address at which the provider has reached the person: the only one that may lead to an account.
    package func verifiedMail() throws(SignInRefusal) -> String {
        guard let mail else { throw .mailMissing }
        guard isMailVerified else { throw .mailNotVerified }
        return mail
    }

    /// RFC 5321, section 4.5.3.1; who sends to it finds out the rest.
    private static func isMail(_ text: String) -> Bool {
        let sides = text.split(separator: "@", omittingEmptySubsequences: false)
        return sides.count == 2 && (1...64).contains(sides[0].utf8.count) && (1...255).contains(sides[1].utf8.count)
            && text.utf8.count <= 254 && !text.unicodeScalars.contains { $0.properties.isWhitespace || isInvisible($0) }
    }

    private static func isName(_ text: String) -> Bool {
        (1...200).contains(text.unicodeScalars.count) && !text.unicodeScalars.contains(where: isInvisible)
            && !text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
    }

    /// Controls, line ends and marks that turn the order of letters.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: true
        default: scalar.properties.isBidiControl
        }
    }
}
