// SPDX-License-Identifier: EUPL-1.2

/// Why the file of providers is not taken. Entries count from 1. No value of the file is shown but an id that is right:
/// a secret may stand in the wrong field.
package enum IdentityProviderSettingsRefusal: Error, Equatable, CustomStringConvertible {
    case tooLarge(limit: Int), notJSON, notAList
    case notAnObject(entry: Int)
    case unknown(field: String, entry: Int)
    case missing(field: String, entry: Int)
    case wrong(field: String, entry: Int, write: String)
    case repeated(id: String, entry: Int)
    case twoSecrets(entry: Int)
    case unreadableSecret(entry: Int)

    package var description: String {
        switch self {
        case .tooLarge(let limit): "The file of providers has more than \(limit) bytes."
        case .notJSON: "The file of providers is not JSON."
        case .notAList: "The file of providers is not a list. Write [ before the first provider and ] after the last."
        case .notAnObject(let entry): "Provider \(entry) is not an object. Write { before and } after its fields."
        case .unknown(let field, let entry): "Provider \(entry) has a field that means nothing here: \(Self.shown(field))."
        case .missing(let field, let entry): "Provider \(entry) has no \(field)."
        case .wrong(let field, let entry, let write): "\(field) of provider \(entry) cannot be used. Write \(write)."
        case .repeated(let id, let entry): "Provider \(entry) has the id of another: \(id)."
        case .twoSecrets(let entry): "Provider \(entry) has client_secret and client_secret_file. Write one of them."
        case .unreadableSecret(let entry): "The client_secret_file of provider \(entry) cannot be read."
        }
    }

    /// As it can stand on a terminal.
    private static func shown(_ field: String) -> String {
        String(String.UnicodeScalarView(field.unicodeScalars.prefix(40).map { (33...126).contains($0.value) ? $0 : "?" }))
    }
}
