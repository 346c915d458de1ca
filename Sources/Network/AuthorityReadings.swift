// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

// What the store of authorities reads for pages, beside authorities themselves.

/// A dot of the map.
struct AuthorityPoint: Sendable {
    let name: String
    let place: Place
    let population: Int
    let kind: AuthorityKind
    let isMember: Bool
}

/// What the filter offers.
struct AuthorityChoices: Sendable {
    let countries: Set<String>
    let kinds: [AuthorityKind]
    let forums: [String]
}

/// The directory in three numbers.
package struct DirectoryFigures: Sendable, Equatable {
    package let authorities: Int, members: Int, countries: Int
}

/// An authority among those it nests with.
struct AuthorityFamily: Sendable {
    let authority: Authority
    /// From the nearest to the widest.
    let above: [Authority]
    let below: [Authority]
}
