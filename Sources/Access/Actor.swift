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

/// What somebody is entrusted with.
package enum Role: String, Hashable, Sendable, CaseIterable {
    /// Everybody, without an account.
    case reader
    /// Who runs the server on its machine, by the command line.
    case `operator`
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
    /// What the actor came as; `name` in the record of acts, never a person's name or address.
    package enum Kind: String, Hashable, Sendable { case `public`, commandLine, timer }

    package let kind: Kind
    package let grants: Set<Grant>

    package init(kind: Kind, grants: Set<Grant>) {
        self.kind = kind
        self.grants = grants
    }

    /// Everybody: reads what is published.
    package static let `public` = Actor(kind: .public, grants: [Grant(.reader, in: .server)])
    /// Who can run the program beside its database.
    package static let commandLine = Actor(
        kind: .commandLine, grants: [Grant(.reader, in: .server), Grant(.operator, in: .server)])
    /// What happens by itself when it is due.
    package static let timer = Actor(kind: .timer, grants: [Grant(.operator, in: .server)])

    /// The role under which an act is recorded: the highest held.
    package var role: Role { grants.contains { $0.role == .operator } ? .operator : .reader }
}
