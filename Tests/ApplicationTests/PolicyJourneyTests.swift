// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import People
import Server
import TestKit
import Testing

@testable import Application

@Suite struct `The policy over every address` {
    private static var documented: String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return (try? String(contentsOf: root.appending(path: "Documentation/Routes.md"), encoding: .utf8)) ?? ""
    }

    /// The table in the documentation: one line an address, with who may.
    private var table: String {
        let lines = Features.routes().map { route in
            let roles = Role.allCases.filter { Features.access.roles[route.permission]?.contains($0) == true }.map(\.rawValue)
            return "| \(route.method.rawValue) | `\(route.pattern)` | \(route.permission) | \(roles.joined(separator: ", ")) |"
        }
        return lines.sorted().joined(separator: "\n")
    }

    @Test func `every address asks for something that somebody may`() {
        for route in Features.routes() { #expect(Features.access.roles[route.permission]?.isEmpty == false, "\(route.pattern)") }
    }

    @Test func `the table in the documentation is the one the server asks`() {
        #expect(Self.documented.contains(table), "Documentation/Routes.md should hold:\n\(table)")
    }

    @Test func `a stranger changes nothing but what is for strangers`() {
        // One's own programme is a cookie, whoever has the address from a mail may want no more of them, everybody may try to come in, and
        // who has the own link of a speaker, a participant or a delegation answers for them; everybody may ask to take part.
        let open: Set<Permission> = [
            "programme.choose", "mail.refuse", "account.sign-in", "speaker.answer", "delegation.answer", "participation.answer",
            "application.make",
        ]
        for route in Features.routes() where route.method != .get && !open.contains(route.permission) {
            #expect(!Features.access.allows(.public, route.permission), "\(route.pattern)")
        }
        #expect(!Features.access.allows(.public, "edition.move"))
    }
}

@Suite struct `What is kept about persons` {
    @Test(arguments: TestEngine.available)
    func `every column of text is declared by its feature`(engine: TestEngine) async throws {
        let world = try await World(engine)
        let columns = try await world.read { tx in
            switch engine {
            case .sqlite:
                try tx.rows(
                    """
                    SELECT m.name || '.' || c.name AS spot FROM sqlite_master m, pragma_table_info(m.name) c
                    WHERE m.type = 'table' AND upper(c.type) = 'TEXT' AND m.name NOT LIKE 'sqlite%'
                    """)
            case .postgres:
                try tx.rows(
                    """
                    SELECT table_name || '.' || column_name AS spot FROM information_schema.columns
                    WHERE table_schema = current_schema() AND data_type = 'text'
                    """)
            }
        }.map { $0["spot"] as String }
        let declared = Features.privacy.reduce(into: Set<String>()) { all, part in
            all.formUnion(part.impersonal)
            all.formUnion(part.personal.map { "\($0.table).\($0.column)" })
        }
        let machinery: Set<String> = ["migration.id", "migration.digest", "act.actor", "act.role", "act.verb", "act_noun.noun"]
        #expect(Set(columns).subtracting(declared).subtracting(machinery).sorted() == [])
        #expect(declared.subtracting(columns).sorted() == [])
    }

    @Test(arguments: TestEngine.available)
    func `the record holds ids and never text of a person`(engine: TestEngine) async throws {
        let world = try await World(engine)
        let nouns = try await world.read { try $0.rows("SELECT DISTINCT noun FROM act_noun") }.map { $0["noun"] as String }
        #expect(nouns.count > 5)
        #expect(nouns.allSatisfy { $0.wholeMatch(of: /[a-z]+(:[a-z0-9-]+)?/) != nil })
    }
}
