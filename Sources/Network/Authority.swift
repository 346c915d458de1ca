// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// A city, region or other body that can be a member of the network.
package struct Authority: Sendable, Hashable {
    package var id: ID<Authority>
    /// In its own language; both where it has two.
    package var nameLocal: String
    package var nameEnglish: String
    /// ISO 3166-1 alpha-2.
    package var country: String
    package var kind: AuthorityKind
    package var population: Int?
    /// Where the population is from: `geonames`, `approx` or the operator's own word.
    package var populationSource: String
    package var place: Place?
    /// NUTS, edition 2024; empty outside the EU and EFTA.
    package var nutsCode: String
    /// The national forum it belongs to, such as BeFUS.
    package var forum: String
    package var membership: Membership
    /// The authority that contains this one.
    package var parent: ID<Authority>?
    /// Other languages and spellings: for search only, never shown.
    package var otherNames: [String]
}

/// What kind of body it is.
package enum AuthorityKind: String, Sendable, Hashable, CaseIterable {
    case city, municipality, intermunicipal, metropolitan, department, province, county, region, state
    case regionalBody = "regional_body"
}

/// A point on the earth, degrees, WGS 84.
package struct Place: Sendable, Hashable {
    package var latitude: Double, longitude: Double
}

/// Belonging to the network, as far as a public text says so.
package struct Membership: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// A public text names the authority as a member.
        case yes
        /// No text was found; that proves nothing.
        case unknown
        /// It was a member and left.
        case no
    }
    package var state: State
    /// Which text says so, and of which year.
    package var evidence: String
    package var since: Day?
    /// The last day of it.
    package var until: Day?

    /// What it is on a day: who was a member until yesterday is none today.
    package func state(on day: Day) -> State {
        guard state == .yes, let until, until < day else { return state }
        return .no
    }
}
