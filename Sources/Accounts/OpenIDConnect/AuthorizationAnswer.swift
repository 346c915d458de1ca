// SPDX-License-Identifier: EUPL-1.2
import Crypto
import Foundation

/// What the browser brings back from a provider. OpenID Connect Core, section 3.1.2.5.
package struct AuthorizationAnswer: Sendable, Equatable {
    private let fields: [String: String]

    /// - Parameter query: What stands behind `?`, as it came.
    package init(_ query: String, of attempt: SignInAttempt, at now: Date) throws(SignInRefusal) {
        guard let list = FormText.fields(of: query) else { throw .unreadableAnswer }
        // RFC 6749, section 3.1: no parameter twice, or two readers would each see another one.
        guard let fields = Self.unique(list) else { throw .unreadableAnswer }
        guard attempt.isOpen(at: now) else { throw .attemptOver }
        guard Self.isSame(fields["state"] ?? "", attempt.state) else { throw .wrongState }
        self.fields = fields
    }

    /// Returns the code to be exchanged.
    package func code(from description: ProviderDescription) throws(SignInRefusal) -> String {
        // First of all, since an error of another provider is none of this attempt: RFC 9207, section 2.4.
        if let issuer = fields["iss"] {
            guard issuer == description.issuer.text else { throw .wrongIssuer }
        } else if description.answersNameIssuer {
            throw .wrongIssuer
        }
        if let code = fields["error"] {
            throw code == "access_denied" ? .declined : .provider(said: ErrorCode.shown(code))
        }
        guard let code = fields["code"], !code.isEmpty, code.utf8.count <= 4_096 else { throw .unreadableAnswer }
        return code
    }

    private static func unique(_ list: [FormText.Field]) -> [String: String]? {
        var fields: [String: String] = [:]
        for field in list where fields.updateValue(field.value, forKey: field.name) != nil { return nil }
        return fields
    }

    /// Comparing digests takes the same time wherever the texts differ.
    private static func isSame(_ one: String, _ other: String) -> Bool {
        SHA256.hash(data: Data(one.utf8)) == SHA256.hash(data: Data(other.utf8))
    }
}

/// An error code that others wrote.
enum ErrorCode {
    /// Codes of the protocols are lower-case words; anything else is not repeated.
    static func shown(_ code: String) -> String {
        let isWord = code.utf8.allSatisfy {
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || $0 == UInt8(ascii: "_")
        }
        return isWord && (1...64).contains(code.utf8.count) ? code : "unknown"
    }
}
