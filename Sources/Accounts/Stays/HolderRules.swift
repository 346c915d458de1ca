// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import Vocabulary

/// What somebody who is in may do at this moment depends on this.
struct HolderFacts: Sendable {
    let stay: Stay
    /// Whether a second factor is set up.
    let hasFactors: Bool
    /// Roles, each with whether it asks for a second factor.
    let grants: [(grant: Grant, needsFactor: Bool)]

    /// Returns who acts; nil when the stay has ended.
    ///
    /// Whoever has set up a second factor is nobody until it was shown: else whoever reads their mail could take it away. A role that asks
    /// for one is withheld until there is one and it was shown.
    func actor(at now: Date) -> Actor? {
        guard stay.isOpen(at: now) else { return nil }
        let everybody = Grant(.reader, in: .server)
        let all = Set(grants.map(\.grant))
        guard !hasFactors || stay.factorAt != nil else {
            return Actor(kind: .account, grants: [everybody], person: stay.person.value, key: stay.id.value, withheld: all)
        }
        let withheld = stay.factorAt == nil ? Set(grants.filter(\.needsFactor).map(\.grant)) : []
        return Actor(
            kind: .account, grants: all.subtracting(withheld).union([everybody, Grant(.holder, in: .server)]),
            person: stay.person.value, key: stay.id.value, withheld: withheld)
    }
}
