// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Vocabulary

/// A real authority, as far as inventing people for it needs to know.
package struct DemoAuthority: Sendable, Equatable {
    package let id: String, country: String
    /// Spoken there, ISO 639; empty: as in the country. `DemoNations.languages` knows the countries with several.
    package let languages: [String]
    /// `city`, `region`, `intermunicipal` and so on, as in the network.
    package let kind: String
    package let population: Int

    package init(id: String, country: String, languages: [String] = [], kind: String = "city", population: Int) {
        (self.id, self.country, self.languages, self.kind, self.population) = (id, country, languages, kind, population)
    }

    var level: String {
        switch kind {
        case "region", "state", "province", "department", "county": "upper"
        case "intermunicipal", "metropolitan", "regional_body": "joint"
        default: ""
        }
    }
}

/// What to make up: how many people, for which edition, until when.
package struct DemoRequest: Sendable {
    package let authorities: [DemoAuthority]
    package let firstDay: Day
    /// Of the edition.
    package let zone: TimeZone
    package let hostCountry: String
    /// How many have a place under their name in the end: 700, 7,000, 70,000.
    package let people: Int
    package let now: Date
    package let seed: UInt64

    package init(
        authorities: [DemoAuthority], firstDay: Day, zone: TimeZone, hostCountry: String = "BE", people: Int = 700, now: Date,
        seed: UInt64 = 1989
    ) {
        (self.authorities, self.firstDay, self.zone, self.hostCountry) = (authorities, firstDay, zone, hostCountry)
        (self.people, self.now, self.seed) = (people, now, seed)
    }

    /// So many for every 700 people, one at least.
    func scaled(_ number: Int) -> Int { max(1, (people * number + 350) / 700) }
}
