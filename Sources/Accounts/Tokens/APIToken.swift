// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import People
import Vocabulary

/// What a program shows instead of a stay: it does what its owner may, within what the owner allowed it, until a day.
struct APIToken: Sendable, Equatable {
    let id: ID<APIToken>
    let person: ID<Person>
    /// What it is for, as the owner says.
    let name: String
    let permissions: Set<String>
    let created: Date, expires: Date
    var lastUsed: Date?

    /// Programs that look for leaked secrets know it by this.
    static let prefix = "hemicycle-"
    static let longest = 365, mostPerPerson = 20

    /// What a token can be for. Reading what is public needs no token.
    static let offered: [Permission] = ["act.read"]
}

/// What the actor of a token depends on.
struct TokenFacts: Sendable {
    let token: APIToken
    /// Whether its owner has a second factor.
    let hasFactors: Bool
    /// Roles of its owner, each with whether it asks for a second factor.
    let grants: [(grant: Grant, needsFactor: Bool)]

    /// Nil when it is too old. The owner's roles hold as they are now: who loses a role, or the second factor it asks for, loses it here too.
    func actor(at now: Date) -> Actor? {
        guard now < token.expires else { return nil }
        let limit = Set(token.permissions.map { Permission($0) })
        return Actor(
            kind: .token,
            grants: Set(grants.filter { hasFactors || !$0.needsFactor }.map(\.grant)).union([Grant(.reader, in: .server)]),
            person: token.person.value,
            key: token.id.value, limit: limit)
    }
}

/// Why a token is not made.
enum TokenRefusal: Refusal, Equatable {
    case nameMissing, tooLong, nothing, tooMany
    var kind: RefusalKind { self == .tooMany ? .conflict : .invalid }
    var phrase: Phrase {
        switch self {
        case .nameMissing: "token.name-missing"
        case .tooLong: Phrase("token.too-long", ["count": .number(APIToken.longest)])
        case .nothing: "token.nothing"
        case .tooMany: Phrase("token.too-many", ["count": .number(APIToken.mostPerPerson)])
        }
    }
}
