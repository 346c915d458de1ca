// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Something that can be done, by a verb of the field: `authority.read`, `edition.move`.
package struct Permission: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String
    package init(stringLiteral name: String) { self.name = name }
    package init(_ name: String) { self.name = name }
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
        allows(actor, permission, inAny: [scope])
    }

    /// Whether the actor may do this in one of several scopes that the same thing belongs to: its edition, its authority.
    package func allows(_ actor: Actor, _ permission: Permission, inAny scopes: [Scope]) -> Bool {
        guard let allowed = roles[permission], actor.reaches(permission, open: allowed) else { return false }
        return actor.grants.contains { grant in allowed.contains(grant.role) && scopes.contains { grant.scope.contains($0) } }
    }

    /// Where the actor may do this: `.server` for everywhere.
    package func scopes(of actor: Actor, _ permission: Permission) -> Set<Scope> {
        guard let allowed = roles[permission], actor.reaches(permission, open: allowed) else { return [] }
        return Set(actor.grants.filter { allowed.contains($0.role) }.map(\.scope))
    }

    /// Throws `AccessRefusal.notFound` unless the actor may: what someone may not see is not found.
    package func require(_ permission: Permission, of actor: Actor, in scope: Scope = .server) throws(AccessRefusal) {
        try require(permission, of: actor, inAny: [scope])
    }

    package func require(_ permission: Permission, of actor: Actor, inAny scopes: [Scope]) throws(AccessRefusal) {
        guard allows(actor, permission, inAny: scopes) else { throw .notFound }
    }
}

extension Actor {
    /// Whether the limit of a token lets through what it does not need to: what everybody may is never limited.
    fileprivate func reaches(_ permission: Permission, open roles: Set<Role>) -> Bool {
        limit?.contains(permission) ?? true || roles.contains(.reader)
    }
}

/// The policy said no.
package enum AccessRefusal: Refusal, Equatable {
    case notFound
    package var kind: RefusalKind { .notFound }
    package var phrase: Phrase { "page.not-found" }
}
