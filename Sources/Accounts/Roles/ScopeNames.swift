// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Vocabulary

/// What scopes are called. Editions and authorities are known to features below, which supply them.
package struct ScopeNames: Sendable {
    /// Every edition, the newest first.
    let editions: @Sendable (Transaction, Words) throws -> [(slug: String, name: String)]
    /// Names of those of some authorities that exist.
    let authorities: @Sendable (Transaction, [String]) throws -> [String: String]

    package init(
        editions: @escaping @Sendable (Transaction, Words) throws -> [(slug: String, name: String)],
        authorities: @escaping @Sendable (Transaction, [String]) throws -> [String: String]
    ) {
        self.editions = editions
        self.authorities = authorities
    }

    package func hasEdition(_ slug: String, _ tx: Transaction) throws -> Bool {
        try editions(tx, Words(.en)).contains { $0.slug == slug }
    }

    package func hasAuthority(_ id: String, _ tx: Transaction) throws -> Bool { try authorities(tx, [id])[id] != nil }

    /// What the whole server, each edition, and the authorities among some scopes are called.
    func names(with scopes: some Sequence<Scope>, _ tx: Transaction, _ words: Words) throws -> [Scope: String] {
        let ids = scopes.compactMap { if case .authority(let id) = $0 { id } else { nil } }
        var names: [Scope: String] = [.server: words("scope.server")]
        for edition in try editions(tx, words) { names[.edition(edition.slug)] = edition.name }
        for (id, name) in try authorities(tx, Array(Set(ids)).sorted()) { names[.authority(id)] = name }
        return names
    }
}
