// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A provider whose word on who somebody is we take, as the operator wrote it down.
package struct IdentityProviderSettings: Sendable, Equatable {
    /// Stands in addresses.
    package let id: String
    /// What the button says.
    package let name: String
    package let issuer: EndpointAddress
    let clientID: String
    /// Nil for a public client, which proves itself by the code verifier alone.
    let clientSecret: ClientSecret?
    let scopes: [String]

    static let usualScopes = ["openid", "email", "profile"]
    /// A list of all members of a large network stays far below.
    static let limit = 1_000_000

    /// Returns the providers of a JSON file: a list of objects.
    /// - Parameter readSecret: Returns the bytes of the file that `client_secret_file` names.
    package static func read(
        _ file: [UInt8], readSecret: (String) throws -> [UInt8]
    ) throws(IdentityProviderSettingsRefusal) -> [IdentityProviderSettings] {
        guard file.count <= limit else { throw .tooLarge(limit: limit) }
        guard let value = JSONValue(file) else { throw .notJSON }
        guard case .list(let items) = value else { throw .notAList }
        var providers: [IdentityProviderSettings] = []
        for (index, item) in items.enumerated() {
            guard case .object(let members) = item else { throw .notAnObject(entry: index + 1) }
            let entry = IdentityProviderEntry(number: index + 1, object: JSONObject(members))
            let provider = try entry.settings(readSecret: readSecret)
            guard !providers.contains(where: { $0.id == provider.id }) else {
                throw .repeated(id: provider.id, entry: entry.number)
            }
            providers.append(provider)
        }
        return providers
    }
}

/// One entry of the list, while it is read.
struct IdentityProviderEntry {
    let number: Int
    let object: JSONObject

    private static let fields: Set<String> = [
        "id", "name", "issuer", "client_id", "client_secret", "client_secret_file", "scopes",
    ]

    func settings(
        readSecret: (String) throws -> [UInt8]
    ) throws(IdentityProviderSettingsRefusal) -> IdentityProviderSettings {
        // A misspelt client_secret would make a public client of ours in silence.
        if let other = object.members.keys.filter({ !Self.fields.contains($0) }).min() {
            throw .unknown(field: other, entry: number)
        }
        let id = try text("id", "lower-case letters, digits and hyphens, such as city-x", isRight: Self.isSlug)
        let name = try text("name", "the name people know it by, at most 100 letters", isRight: Self.isName)
        let issuer = try text("issuer", Self.rightIssuer) { EndpointAddress($0) != nil }
        guard let issuer = EndpointAddress(issuer) else { throw .wrong(field: "issuer", entry: number, write: Self.rightIssuer) }
        return IdentityProviderSettings(
            id: id, name: name, issuer: issuer,
            clientID: try text("client_id", "what the provider gave, in ASCII", isRight: Self.isClientID),
            clientSecret: try secret(readSecret), scopes: try scopes())
    }

    private static let rightIssuer = "an address that begins with https://, without ? and #"

    private func text(
        _ field: String, _ write: String, isRight: (String) -> Bool
    ) throws(IdentityProviderSettingsRefusal) -> String {
        guard object.has(field) else { throw .missing(field: field, entry: number) }
        guard let text = object.text(field), isRight(text) else { throw .wrong(field: field, entry: number, write: write) }
        return text
    }

    private func secret(
        _ readSecret: (String) throws -> [UInt8]
    ) throws(IdentityProviderSettingsRefusal) -> ClientSecret? {
        let write = "1 to 500 characters of ASCII"
        switch (object.has("client_secret"), object.has("client_secret_file")) {
        case (false, false): return nil
        case (true, true): throw .twoSecrets(entry: number)
        case (true, false):
            guard let secret = object.text("client_secret").flatMap(ClientSecret.init) else {
                throw .wrong(field: "client_secret", entry: number, write: write)
            }
            return secret
        case (false, true):
            let path = try text("client_secret_file", "a path that begins with /") { $0.hasPrefix("/") }
            guard let bytes = try? readSecret(path) else { throw .unreadableSecret(entry: number) }
            // An editor ends the file with a line end that is not part of the secret.
            guard let line = String(bytes: bytes, encoding: .utf8)?.trimmingCharacters(in: .newlines),
                let secret = ClientSecret(line)
            else { throw .wrong(field: "client_secret_file", entry: number, write: "the path of a file with \(write)") }
            return secret
        }
    }

    private func scopes() throws(IdentityProviderSettingsRefusal) -> [String] {
        guard object.has("scopes") else { return IdentityProviderSettings.usualScopes }
        guard let scopes = object.texts("scopes"), scopes.contains("openid"), scopes.count <= 20, scopes.allSatisfy(Self.isScope)
        else { throw .wrong(field: "scopes", entry: number, write: "a list of words, openid among them") }
        return scopes
    }

    private static func isSlug(_ text: String) -> Bool {
        (1...40).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || $0 == UInt8(ascii: "-")
            }
    }

    private static func isName(_ text: String) -> Bool {
        (1...100).contains(text.unicodeScalars.count)
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
            && text.contains { !$0.isWhitespace }
    }

    /// RFC 6749, appendix A.1.
    private static func isClientID(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// RFC 6749, section 3.3.
    private static func isScope(_ text: String) -> Bool {
        (1...100).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
}
