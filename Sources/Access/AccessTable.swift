// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Something that can be done, by a verb of the field: `authority.read`, `edition.move`.
package struct Permission: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String
    package init(stringLiteral name: String) { self.name = name }
    package var description: String { name }
}

/// Which roles may do what. Each feature declares its part; the application puts them together into the one policy
/// that pages, exports, feeds, search and mail ask.
package struct AccessTable: Sendable {
    package let roles: [Permission: Set<Role>]

    /// Later parts add roles to what earlier ones declared.
    package init(_ parts: [[Permission: Set<Role>]]) {
        roles = parts.reduce(into: [:]) { all, part in all.merge(part) { $0.union($1) } }
    }

    /// Whether the actor may do this here. What nobody declared, nobody may.
    package func allows(_ actor: Actor, _ permission: Permission, in scope: Scope = .server) -> Bool {
        guard let allowed = roles[permission] else { return false }
        return actor.grants.contains { allowed.contains($0.role) && $0.scope.contains(scope) }
    }

    /// Throws `AccessRefusal.notFound` unless the actor may: what someone may not see is not found.
    package func require(_ permission: Permission, of actor: Actor, in scope: Scope = .server) throws(AccessRefusal) {
        guard allows(actor, permission, in: scope) else { throw .notFound }
    }
}

/// The policy said no.
package enum AccessRefusal: Refusal, Equatable {
    case notFound
    package var kind: RefusalKind { .notFound }
    package var phrase: Phrase { "page.not-found" }
}
