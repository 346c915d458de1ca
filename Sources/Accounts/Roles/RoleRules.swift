// SPDX-License-Identifier: EUPL-1.2
import Access
import Vocabulary

/// What giving or ending a role depends on.
struct RoleFacts {
    /// Where the actor may give roles.
    let scopes: Set<Scope>
    /// Roles the person holds already.
    let held: Set<Grant>
    /// How many hold the secretariat of the whole server.
    let secretaries: Int

    /// Throws unless the actor may give this role here; nobody gives what reaches beyond their own scope.
    func giving(_ grant: Grant) throws(RoleRefusal) {
        guard Role.given.contains(grant.role), grant.role.holds(in: grant.scope) else { throw .wrongScope(grant.role) }
        guard isWithin(grant.scope) else { throw .beyond }
        guard !held.contains(grant) else { throw .alreadyHeld }
    }

    /// Throws unless the actor may end it; somebody has to be able to let others in.
    func ending(_ grant: Grant) throws(RoleRefusal) {
        guard isWithin(grant.scope) else { throw .beyond }
        if grant == Grant(.secretariat, in: .server), secretaries <= 1 { throw .lastSecretary }
    }

    private func isWithin(_ scope: Scope) -> Bool { scopes.contains { $0.contains(scope) } }
}

/// Why a role is not given or ended.
package enum RoleRefusal: Refusal, Equatable {
    case unknownRole, unknownScope, wrongScope(Role), beyond, alreadyHeld, lastSecretary, severalPersons, notAnAddress,
        nameMissing
    /// The address belongs to this person, and the name is another.
    case otherName(String)

    package var kind: RefusalKind {
        switch self {
        case .beyond: .notFound
        case .alreadyHeld, .lastSecretary, .severalPersons, .otherName: .conflict
        default: .invalid
        }
    }
    package var phrase: Phrase {
        switch self {
        case .unknownRole: "role.unknown"
        case .unknownScope: "role.unknown-scope"
        case .wrongScope(.delegationCoordinator): "role.needs-authority"
        case .wrongScope: "role.wrong-scope"
        case .beyond: "page.not-found"
        case .alreadyHeld: "role.already-held"
        case .lastSecretary: "role.last-secretary"
        case .severalPersons: "role.several-persons"
        case .notAnAddress: "sign-in.not-an-address"
        case .nameMissing: "role.name-missing"
        case .otherName(let name): Phrase("role.other-name", ["name": .text(name)])
        }
    }
}
