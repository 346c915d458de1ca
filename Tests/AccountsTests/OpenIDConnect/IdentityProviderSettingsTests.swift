// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Accounts

@Suite struct `The file of providers` {
    private static let entry: [String: JSONValue] = [
        "id": .text("city-x"), "name": .text("City of X"), "issuer": .text("https://id.city.example"),
        "client_id": .text("hemicycle"), "client_secret": .text("hush-hush"),
    ]

    private func read(_ text: String) throws -> [IdentityProviderSettings] {
        try IdentityProviderSettings.read(Array(text.utf8), readSecret: { _ in [] })
    }

    private func read(
        changing changes: [String: JSONValue], secretFile: @escaping (String) throws -> [UInt8] = { _ in [] }
    ) throws -> [IdentityProviderSettings] {
        var members = Self.entry
        for (name, value) in changes { members[name] = value == .null ? nil : value }
        let file = JSONValue.list([.object(members)]).bytes
        return try IdentityProviderSettings.read(file, readSecret: secretFile)
    }

    @Test func `lists providers in its order`() throws {
        let list = try read(
            """
            [{"id": "city-x", "name": "Ville de X", "issuer": "https://id.city.example/realms/x", "client_id": "h",
              "client_secret": "s"},
             {"id": "2", "name": "Y", "issuer": "http://127.0.0.1:8123", "client_id": "h", "scopes": ["openid", "email"]}]
            """)
        let issuer = try #require(EndpointAddress("https://id.city.example/realms/x"))
        let local = try #require(EndpointAddress("http://127.0.0.1:8123"))
        #expect(
            list == [
                IdentityProviderSettings(
                    id: "city-x", name: "Ville de X", issuer: issuer, clientID: "h", clientSecret: ClientSecret("s"),
                    scopes: ["openid", "email", "profile"]),
                IdentityProviderSettings(
                    id: "2", name: "Y", issuer: local, clientID: "h", clientSecret: nil, scopes: ["openid", "email"]),
            ])
        #expect(try read("[]") == [])
    }

    @Test func `a secret in a file of its own is read without its line end`() throws {
        let list = try read(changing: ["client_secret": .null, "client_secret_file": .text("/run/secret")]) { path in
            Array("secret of \(path)\n".utf8)
        }
        #expect(list.first?.clientSecret == ClientSecret("secret of /run/secret"))
    }

    @Test(arguments: [
        ("", IdentityProviderSettingsRefusal.notJSON), ("[", .notJSON), ("{}", .notAList),
        ("[{}, 1]", .missing(field: "id", entry: 1)),
        ("[1]", .notAnObject(entry: 1)),
    ])
    func `that is none is refused`(text: String, refusal: IdentityProviderSettingsRefusal) {
        #expect(throws: refusal) { try read(text) }
    }

    @Test func `is not read when it is huge`() {
        #expect(throws: IdentityProviderSettingsRefusal.tooLarge(limit: 1_000_000)) {
            try read(String(repeating: " ", count: 1_000_001))
        }
    }

    @Test(arguments: ["id", "name", "issuer", "client_id"])
    func `names what is missing`(field: String) {
        #expect(throws: IdentityProviderSettingsRefusal.missing(field: field, entry: 1)) {
            try read(changing: [field: .null])
        }
    }

    @Test(arguments: [
        ("id", "City"), ("id", ""), ("id", "-a"), ("id", "a/b"), ("name", ""), ("name", " "), ("name", "a\u{7}"),
        ("client_id", ""),
        ("client_id", "é"), ("client_secret", ""), ("client_secret", "é"), ("client_secret", "a\nb"),
        ("issuer", "http://id.city.example"), ("issuer", "http://127.0.0.1.evil.example"), ("issuer", "http://127.0.0.2"),
        ("issuer", "HTTPS://id.city.example"), ("issuer", "https://"), ("issuer", "https:///path"), ("issuer", "ftp://localhost"),
        ("issuer", "https://id.city.example?a"), ("issuer", "https://id.city.example#a"),
        ("issuer", "https://a:b@id.city.example"),
        ("issuer", "https://id.city.example:99999"), ("issuer", "https://id.city.example/\n"),
        ("issuer", "https://id.çity.example"),
        ("issuer", "http://localhost\\@id.city.example"), ("issuer", "http://localhost@id.city.example"), ("issuer", ""),
    ])
    func `names what is wrong`(field: String, value: String) throws {
        let refusal = #expect(throws: IdentityProviderSettingsRefusal.self) { try read(changing: [field: .text(value)]) }
        guard case .wrong(field, 1, _) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
    }

    @Test(arguments: [JSONValue.list([]), .text("openid"), .list([.text("email")]), .list([.text("openid"), .text("a b")])])
    func `takes scopes as a list of words with openid`(scopes: JSONValue) {
        let write = "a list of words, openid among them"
        #expect(throws: IdentityProviderSettingsRefusal.wrong(field: "scopes", entry: 1, write: write)) {
            try read(changing: ["scopes": scopes])
        }
    }

    @Test func `refuses a field it does not know, two of the same id, and two secrets`() {
        #expect(throws: IdentityProviderSettingsRefusal.unknown(field: "client_secert", entry: 1)) {
            try read(changing: ["client_secert": .text("hush-hush")])
        }
        #expect(throws: IdentityProviderSettingsRefusal.repeated(id: "city-x", entry: 2)) {
            let twice = JSONValue.list([.object(Self.entry), .object(Self.entry)]).bytes
            _ = try IdentityProviderSettings.read(twice, readSecret: { _ in [] })
        }
        #expect(throws: IdentityProviderSettingsRefusal.twoSecrets(entry: 1)) {
            try read(changing: ["client_secret_file": .text("/run/secret")])
        }
    }

    @Test func `refuses a secret file that cannot be read or holds none`() {
        let changes: [String: JSONValue] = ["client_secret": .null, "client_secret_file": .text("/run/secret")]
        #expect(throws: IdentityProviderSettingsRefusal.unreadableSecret(entry: 1)) {
            try read(changing: changes) { _ in throw CancellationError() }
        }
        let empty = IdentityProviderSettingsRefusal.wrong(
            field: "client_secret_file", entry: 1, write: "the path of a file with 1 to 500 characters of ASCII")
        #expect(throws: empty) { try read(changing: changes) { _ in Array("\n".utf8) } }
        let relative = IdentityProviderSettingsRefusal.wrong(
            field: "client_secret_file", entry: 1, write: "a path that begins with /")
        #expect(throws: relative) {
            try read(changing: ["client_secret": .null, "client_secret_file": .text("hush-hush")])
        }
    }

    @Test func `never shows a secret`() throws {
        var shown = ""
        let provider = try #require(try read(changing: [:]).first)
        dump(provider, to: &shown)
        shown += "\(provider) \(String(reflecting: provider))"
        let wrong: [[String: JSONValue]] = [
            ["client_secret": .text("hush-hush\u{1}")], ["issuer": .text("hush-hush")], ["id": .text("hush-hush ")],
            ["client_secret": .null, "client_secret_file": .text("hush-hush")], ["client_id": .text("hush-hush\u{1}")],
            ["client_secret_file": .text("/hush-hush")], ["name": .text("")],
        ]
        for changes in wrong {
            let refusal = #expect(throws: IdentityProviderSettingsRefusal.self) { try read(changing: changes) }
            shown += refusal.map { "\($0) \(String(reflecting: $0))" } ?? ""
        }
        #expect(shown.count > 500)
        #expect(!shown.contains("hush-hush"))
    }

    @Test func `refuses in words that name the place`() {
        #expect(
            "\(IdentityProviderSettingsRefusal.missing(field: "issuer", entry: 2))" == "Provider 2 has no issuer.")
        #expect(
            "\(IdentityProviderSettingsRefusal.unknown(field: "a\u{1B}[2J", entry: 1))"
                == "Provider 1 has a field that means nothing here: a?[2J.")
    }
}
