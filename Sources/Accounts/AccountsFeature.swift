// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Server
import Vocabulary

/// Who may sign in, how, and what they hold.
package enum AccountsFeature {
    package static let migrations = AccountsSchema.migrations

    package static let permissions: [Permission: Set<Role>] = [
        "account.sign-in": [.reader],
        "account.use": [.holder],
        "account.reset": [.secretariat],
        "account.give-paper": [.secretariat, .registrationDesk],
        "role.give": [.secretariat, .operator],
        "role.require": [.secretariat],
    ]

    /// - Parameters:
    ///   - scopes: what editions and authorities are called.
    ///   - providers: whose word on who somebody is we take.
    package static func routes(scopes: ScopeNames, providers: Providers) -> [Route] {
        let signIn = SignInRoutes(providers: providers)
        return signIn.routes + ProofRoutes(signIn: signIn).routes + ProviderRoutes(signIn: signIn).routes
            + AccountRoutes(signIn: signIn, scopes: scopes).routes + FactorRoutes().routes + TokenRoutes().routes
            + RoleRoutes(scopes: scopes).routes + ResetRoutes().routes
    }
}
