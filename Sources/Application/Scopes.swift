// SPDX-License-Identifier: EUPL-1.2
import Accounts
import Editions
import Network
import Vocabulary

/// What the scopes of roles are called.
enum Scopes {
    static let names = ScopeNames(
        editions: { tx, words in
            try EditionStore(tx: tx).all().reversed().map { ($0.edition.id.value, $0.name(words)) }
        },
        authorities: { tx, ids in try AuthorityStore(tx: tx).names(of: ids) })
}
