// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTML
import People
import Server
import Vocabulary

extension AccountsFeature {
    /// On the page of a person: what they hold, how they come in, and what can be done for them.
    package static func panel(_ scopes: ScopeNames) -> PersonPanelSupplier {
        { tx, person, request in
            let hasAccount = try SignInStore(tx: tx).hasAccount(person.id)
            let roles = try RoleStore(tx: tx).of(person.id)
            let names = try scopes.names(with: roles.map(\.grant.scope), tx, request.words)
            let panel = AccountPanel(
                person: person, hasAccount: hasAccount, roles: roles, scopeNames: names,
                factors: try FactorStore(tx: tx).factors(of: person.id), stays: try StayStore(tx: tx).open(of: person.id).count,
                mayReset: request.allows("account.reset"), mayGivePaper: request.allows("account.give-paper"),
                base: request.page("/organise/people/\(person.id.value)"), words: request.words)
            return PersonPanel(title: request.words("account.panel"), content: panel.markup)
        }
    }

    /// In the list of persons: their roles.
    package static let rolesColumn = PersonColumn("roles", title: "account.roles.column") { tx, persons, words in
        try RoleStore(tx: tx).roles(of: persons).mapValues { roles in
            roles.map { words("role.\($0.rawValue)") }.joined(separator: ", ")
        }
    }

    /// Whoever has an account keeps an address that mail reaches, else nobody lets them in; and since an address lets in, those of people
    /// with power are changed by themselves, or by the secretariat of the server.
    package static let check: PersonCheck = { tx, person, change in
        let isSecretariat = tx.actor.grants.contains(Grant(.secretariat, in: .server)) || tx.actor.kind == .commandLine
        func requireSecretariat(for ids: ID<Person>...) throws {
            guard !isSecretariat else { return }
            for id in ids where try RoleStore(tx: tx).holdsPower(id) { throw AddressRefusal.ofPower }
        }
        switch change {
        case .addingAddress: try requireSecretariat(for: person.id)
        case .removingAddress(_, let left):
            try requireSecretariat(for: person.id)
            if left == 0, try SignInStore(tx: tx).hasAccount(person.id) { throw AddressRefusal.last }
        case .merging(let gone): try requireSecretariat(for: person.id, gone.id)
        case .erasing:
            if try !RoleStore(tx: tx).of(person.id).isEmpty { throw AddressRefusal.holdsRoles }
        }
    }

    /// What is kept about an account, for whoever takes their data along.
    package static let export: PersonExport = { tx, ids in
        let stays = try tx.rows(
            "SELECT device, created, last_used, expires, ended_at FROM stay WHERE person IN \(list: ids) ORDER BY created, id")
        let roles = try tx.rows(
            "SELECT role, scope, since, ended_at FROM role_grant WHERE person IN \(list: ids) ORDER BY since, id")
        let keys = try tx.rows("SELECT name, created, last_used FROM passkey WHERE person IN \(list: ids) ORDER BY created, id")
        let tokens = try tx.rows(
            """
            SELECT name, permissions, created, expires, last_used, ended_at FROM api_token WHERE person IN \(list: ids)
            ORDER BY created, id
            """)
        let checks = try tx.rows("SELECT address, expires FROM address_check WHERE person IN \(list: ids) ORDER BY address")
        let signIns = try tx.rows(
            """
            SELECT address, created, used_at FROM sign_in
            WHERE folded IN (SELECT folded FROM person_address WHERE person IN \(list: ids)) ORDER BY created, id
            """)
        let identities = try tx.rows(
            "SELECT provider, subject, since FROM identity WHERE person IN \(list: ids) ORDER BY provider, subject")
        let times: Set<String> = ["created", "last_used", "expires", "ended_at", "since", "used_at"]
        return [
            PersonExportSection(table: "stay", rows: stays, instants: times),
            PersonExportSection(table: "role_grant", rows: roles, instants: times),
            PersonExportSection(table: "passkey", rows: keys, instants: times),
            PersonExportSection(table: "api_token", rows: tokens, instants: times),
            PersonExportSection(table: "address_check", rows: checks, instants: times),
            PersonExportSection(table: "sign_in", rows: signIns, instants: times),
            PersonExportSection(table: "identity", rows: identities, instants: times),
        ]
    }
}

/// An account as those who organise see it.
struct AccountPanel {
    let person: Person
    let hasAccount: Bool
    let roles: [RoleGrant]
    let scopeNames: [Scope: String]
    let factors: Factors
    let stays: Int
    let mayReset: Bool, mayGivePaper: Bool
    let base: Address
    let words: Words

    var markup: HTML {
        """
        <p>\(words(hasAccount ? "account.panel.open" : "account.panel.none"))</p>
        \(if: !roles.isEmpty, list)
        \(if: hasAccount, "<p>\(words("account.panel.stays", ["count": .number(stays)])) \(words(factors.isEmpty ? "account.panel.no-factors" : "account.panel.factors"))</p>\n")
        \(if: !buttons.isEmpty, "<div class=\"acts-row\">\(each: buttons, { $0.markup })</div>\n")
        """
    }

    private var list: HTML {
        """
        <ul class="plain">\(each: roles, { role in
            "<li><strong>\(words("role.\(role.grant.role.rawValue)"))</strong> · \(scopeNames[role.grant.scope] ?? role.grant.scope.description)</li>\n" as HTML
        })</ul>
        """
    }

    private var buttons: [PostButton] {
        let holdsPower = roles.contains(where: \.isOfPower)
        return [
            mayReset && stays > 0 ? PostButton(words("account.panel.sign-out"), to: "\(base)/sign-outs") : nil,
            mayReset && !factors.isEmpty ? PostButton(words("account.panel.reset"), to: "\(base)/factor-resets") : nil,
            mayReset && hasAccount ? PostButton(words("account.panel.close"), to: "\(base)/account-closure") : nil,
            mayGivePaper && !holdsPower ? PostButton(words("account.panel.paper"), to: "\(base)/paper-codes") : nil,
        ].compactMap { $0 }
    }
}
