// SPDX-License-Identifier: EUPL-1.2

/// What is drawn: people with ranked wishes, options with places, and the limits between them. Documentation/Draw.md, section 4.
package struct Instance: Sendable, Equatable {
    package var name: String?
    /// Whether a rank may hold several options.
    package var allowsTies = false
    package var longestList: Int?
    package var perDelegationPerOption: Int?, perDelegationPerVisit: Int?
    package var commitment: SeedCommitment?
    package var priorities: [Priority] = []
    package var options: [Option] = []
    package var people: [Person] = []
    package var limits: [Limit] = []
    package var reservations: [Limit] = []
    /// Pairs of options that one person cannot have both, as indices.
    package var exclusive: [[Int]] = []
    /// People who go together, as indices.
    package var together: [[Int]] = []
    /// Whether ids are indices: format 1.
    package var hasIndices = false

    package init() {}

    package struct Priority: Sendable, Equatable {
        package var id: String, reason: String

        package init(id: String, reason: String) {
            self.id = id
            self.reason = reason
        }
    }

    /// What a person may get: a departure, a workshop.
    package struct Option: Sendable, Equatable {
        package var id: String
        package var name: String?
        package var capacity: Int
        package var minimum = 0
        package var visit: String?, slot: String?
        package var languages: [String] = []
        /// Why it does not take place.
        package var cancelled: String?

        package init(
            id: String, name: String? = nil, capacity: Int, minimum: Int = 0, visit: String? = nil, slot: String? = nil,
            languages: [String] = [], cancelled: String? = nil
        ) {
            self.id = id
            self.name = name
            self.capacity = capacity
            self.minimum = minimum
            self.visit = visit
            self.slot = slot
            self.languages = languages
            self.cancelled = cancelled
        }
    }

    package struct Person: Sendable, Equatable {
        package var id: String
        package var delegation: String?, country: String?, kind: String?
        package var languages: [String] = []
        package var max = 1
        /// An index of priorities.
        package var priority: Int?
        package var clashes: [Clash] = []
        /// Ranks, the best first, each a list of options as indices.
        package var wishes: [[Int]] = []

        package init(
            id: String, delegation: String? = nil, country: String? = nil, kind: String? = nil, languages: [String] = [],
            max: Int = 1, priority: Int? = nil, clashes: [Clash] = [], wishes: [[Int]] = []
        ) {
            self.id = id
            self.delegation = delegation
            self.country = country
            self.kind = kind
            self.languages = languages
            self.max = max
            self.priority = priority
            self.clashes = clashes
            self.wishes = wishes
        }
    }

    /// Something that keeps a person from an option, or from all of a slot.
    package struct Clash: Sendable, Equatable {
        package var option: Int?
        package var slot: String?
        package var reason: String

        package init(option: Int? = nil, slot: String? = nil, reason: String) {
            self.option = option
            self.slot = slot
            self.reason = reason
        }
    }

    /// At most `most` places of some people on some options together; in `reservations` so many places of each option that
    /// only these people may take.
    package struct Limit: Sendable, Equatable {
        package var id: String
        package var name: String?, reason: String?
        /// Indices; nil for all.
        package var options: [Int]?
        package var delegations: [String]?, countries: [String]?, kinds: [String]?
        package var most: Int

        package init(
            id: String, name: String? = nil, reason: String? = nil, options: [Int]? = nil, delegations: [String]? = nil,
            countries: [String]? = nil, kinds: [String]? = nil, most: Int
        ) {
            self.id = id
            self.name = name
            self.reason = reason
            self.options = options
            self.delegations = delegations
            self.countries = countries
            self.kinds = kinds
            self.most = most
        }
    }
}

/// How the seed was promised before the wishes were closed.
package enum SeedCommitment: Sendable, Equatable {
    /// SHA-256 of the seed, in hexadecimal.
    case sha256(String)
    /// A public number of the future, in words.
    case announced(String)
}
