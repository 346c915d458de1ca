// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import People
import Vocabulary

/// A role that somebody was given.
package struct RoleGrant: Sendable, Equatable {
    package let id: ID<RoleGrant>
    package let person: ID<Person>
    package let grant: Grant
    package let since: Date
    package let givenBy: ID<Person>?

    var isOfPower: Bool { grant.isOfPower }
}

extension Grant {
    /// Whether whoever holds it sees or changes what is somebody else's.
    var isOfPower: Bool { ![.speaker, .participant].contains(role) }
}
