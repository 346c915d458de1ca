// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Where a role holds.
package enum Scope: Hashable, Sendable {
    /// The whole server: every edition and every authority.
    case server
    /// One edition, by its slug.
    case edition(String)
    /// One authority, by its id.
    case authority(String)

    /// Whether something inside `other` is also inside this scope.
    package func contains(_ other: Scope) -> Bool { self == .server || self == other }
}

extension Scope: CustomStringConvertible {
    /// As it is stored and stands in addresses: `server`, `edition:brussels-2027`, `authority:be-liege`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count) {
        case ("server", 1): self = .server
        case ("edition", 2) where ID<Scope>.isWellFormed(parts[1]): self = .edition(parts[1])
        case ("authority", 2) where ID<Scope>.isWellFormed(parts[1]): self = .authority(parts[1])
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .server: "server"
        case .edition(let slug): "edition:\(slug)"
        case .authority(let id): "authority:\(id)"
        }
    }
}

/// What somebody is entrusted with, the most powerful first. The raw value is what the database and addresses say.
package enum Role: String, Hashable, Sendable, CaseIterable {
    /// Who runs the server on its machine, by the command line.
    case `operator`
    /// Organises: may do everything of its scope.
    case secretariat
    /// Watches over personal data: reads the record and what is kept about persons.
    case dataProtectionOfficer = "data-protection-officer"
    /// Fees, orders, invoices.
    case finance
    /// The host city of an edition.
    case host
    case programmeEditor = "programme-editor"
    case reviewer
    case translator
    case rapporteur
    case pressOfficer = "press-officer"
    case registrationDesk = "registration-desk"
    case visitLeader = "visit-leader"
    case interpreter
    /// Speaks for the delegation of one authority.
    case delegationCoordinator = "delegation-coordinator"
    case speaker
    case participant
    /// A firm that works for the organiser: sees what its work needs, never the directory of persons.
    case contractor
    /// Whoever is signed in, for what is one's own; nobody is given it.
    case holder
    /// Everybody, without an account.
    case reader

    /// Those that people give each other.
    package static let given: [Role] = allCases.filter { ![.operator, .holder, .reader].contains($0) }

    /// Where it can hold. Who coordinates a delegation does so for one authority, and what hangs on an edition is given for one edition
    /// or for all.
    package func holds(in scope: Scope) -> Bool {
        switch (self, scope) {
        case (.delegationCoordinator, .authority): true
        case (.delegationCoordinator, _), (_, .authority): false
        default: true
        }
    }
}

/// A role in a scope.
package struct Grant: Hashable, Sendable {
    package let role: Role, scope: Scope
    package init(_ role: Role, in scope: Scope) {
        self.role = role
        self.scope = scope
    }
}

/// Who does this. The server knows an actor, not accounts.
package struct Actor: Hashable, Sendable {
    /// What the actor came as; stands in the record of acts, never a person's name or address.
    package enum Kind: String, Hashable, Sendable { case `public`, commandLine, timer, account, token }

    package let kind: Kind
    package let grants: Set<Grant>
    /// The id of the person, where it is known who.
    package let person: String?
    /// The id of the stay or of the token that was shown; nil for everybody else.
    package let key: String?
    /// Roles that are held, but hold only after a second factor.
    package let withheld: Set<Grant>
    /// What the holder of a token may do at most; nil for no such limit.
    package let limit: Set<Permission>?

    package init(
        kind: Kind, grants: Set<Grant>, person: String? = nil, key: String? = nil, withheld: Set<Grant> = [],
        limit: Set<Permission>? = nil
    ) {
        self.kind = kind
        self.grants = grants
        self.person = person
        self.key = key
        self.withheld = withheld
        self.limit = limit
    }

    /// Everybody: reads what is published.
    package static let `public` = Actor(kind: .public, grants: [Grant(.reader, in: .server)])
    /// Who can run the program beside its database.
    package static let commandLine = Actor(
        kind: .commandLine, grants: [Grant(.reader, in: .server), Grant(.operator, in: .server)])
    /// What happens by itself when it is due.
    package static let timer = Actor(kind: .timer, grants: [Grant(.operator, in: .server)])

    /// The role under which an act is recorded: the most powerful one held.
    package var role: Role { Role.allCases.first { role in grants.contains { $0.role == role } } ?? .reader }

    package var isSignedIn: Bool { kind == .account }
}
