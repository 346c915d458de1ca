// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of roles: on the whole server, and in one edition.
struct RoleRoutes: Sendable {
    let scopes: ScopeNames

    var routes: [Route] {
        [
            Route(.get, "/{language}/organise/roles", "role.give") { try await page($0) },
            Route(.post, "/{language}/organise/roles", "role.give", give),
            Route(.get, "/{language}/organise/roles/{grant}/end", "role.give", ask),
            Route(.post, "/{language}/organise/roles/{grant}/end", "role.give", end),
            Route(.post, "/{language}/organise/role-requirements", "role.require", require),
            Route(.get, "/{language}/{edition}/organise/roles", "role.give") { try await page($0) },
            Route(.post, "/{language}/{edition}/organise/roles", "role.give", give),
            Route(.get, "/{language}/{edition}/organise/roles/{grant}/end", "role.give", ask),
            Route(.post, "/{language}/{edition}/organise/roles/{grant}/end", "role.give", end),
        ]
    }

    /// Where roles are looked at and given on this page: the edition in the address, else all the actor has.
    private func place(_ request: Request) -> (scopes: Set<Scope>, base: Address, edition: String?) {
        guard let slug = request.parameters["edition"] else {
            return (request.site.access.scopes(of: request.actor, "role.give"), request.page("/organise/roles"), nil)
        }
        return ([.edition(slug)], request.page("/\(slug)/organise/roles"), slug)
    }

    private func page(_ request: Request, refusal: RoleRefusal? = nil) async throws -> Response {
        let (place, words) = (place(request), request.words)
        let (filter, person) = (request.query["role"].flatMap(Role.init), request.actor.person)
        let asked = request.query["page"].flatMap { Int($0) } ?? 1
        let page = try await request.read { [scopes] tx in
            let store = RoleStore(tx: tx)
            let (rows, count, here) = try store.page(asked, in: place.scopes, role: filter)
            let editions = try scopes.editions(tx, words)
            guard place.edition == nil || editions.contains(where: { $0.slug == place.edition }) else {
                throw AccessRefusal.notFound
            }
            let names = try scopes.names(with: rows.map(\.grant.grant.scope), tx, words)
            let all = [(Scope.server, words("scope.server"))] + editions.map { (Scope.edition($0.slug), $0.name) }
            return RolesPage(
                rows: rows, count: count, here: here, scopeNames: names,
                choices: all.filter { one in place.scopes.contains { $0.contains(one.0) } },
                roles: place.edition == nil ? Role.given : Role.given.filter { $0.holds(in: .edition("")) },
                requirements: place.edition == nil && request.allows("role.require") ? try store.requirements() : nil,
                base: place.base, own: person, filter: filter, form: request.form, refusal: refusal,
                zone: request.site.settings.zone,
                words: words)
        }
        return page.page.organising(request, at: "/organise/roles")
    }

    private func give(_ request: Request) async throws -> Response {
        let (place, form) = (place(request), request.form)
        do {
            let grant = try grant(form)
            let invitation = Invitation(
                to: form["address"] ?? "", name: form["name"], grant: grant, language: request.language, random: request.random)
            try await request.write { [scopes] tx in
                try Self.requireThere(grant.scope, scopes, tx)
                _ = try invitation.give(in: place.scopes, mailing: request.site.settings, tx)
            }
            return .seeOther(to: place.base, notice: "role-given")
        } catch let refusal as RoleRefusal {
            guard refusal.kind != .notFound else { throw refusal }
            return try await page(request, refusal: refusal)
        }
    }

    private func grant(_ form: Query) throws -> Grant {
        guard let role = form["role"].flatMap(Role.init), Role.given.contains(role) else { throw RoleRefusal.unknownRole }
        if role == .delegationCoordinator {
            guard let id = form["authority"], ID<Scope>.isWellFormed(id) else { throw RoleRefusal.wrongScope(role) }
            return Grant(role, in: .authority(id))
        }
        guard let scope = form["scope"].flatMap(Scope.init) else { throw RoleRefusal.unknownScope }
        return Grant(role, in: scope)
    }

    /// A role is not given for what does not exist.
    private static func requireThere(_ scope: Scope, _ names: ScopeNames, _ tx: Transaction) throws {
        switch scope {
        case .server: return
        case .edition(let slug):
            guard try names.hasEdition(slug, tx) else { throw RoleRefusal.unknownScope }
        case .authority(let id):
            guard try names.hasAuthority(id, tx) else { throw RoleRefusal.wrongScope(.delegationCoordinator) }
        }
    }

    /// Asks whoever gives up a role of their own whether they mean it.
    private func ask(_ request: Request) async throws -> Response {
        let (place, id, words) = (place(request), try request.id(RoleGrant.self, in: "grant"), request.words)
        let person = request.actor.person
        let page = try await request.read { [scopes] tx in
            let store = RoleStore(tx: tx)
            guard let given = try store.grant(id), given.person.value == person else { throw AccessRefusal.notFound }
            let facts = RoleFacts(scopes: place.scopes, held: [], secretaries: try store.secretaries())
            var refusal: RoleRefusal?
            do throws(RoleRefusal) { try facts.ending(given.grant) } catch { refusal = error }
            guard refusal?.kind != .notFound else { throw AccessRefusal.notFound }
            let scope = given.grant.scope
            let name = try scopes.names(with: [scope], tx, words)[scope] ?? scope.description
            return OwnRolePage(given: given, scopeName: name, base: place.base, refusal: refusal, words: words)
        }
        return page.page.organising(request, at: "/organise/roles")
    }

    private func end(_ request: Request) async throws -> Response {
        let (place, id) = (place(request), try request.id(RoleGrant.self, in: "grant"))
        let (person, isConfirmed) = (request.actor.person, request.form["confirmed"] != nil)
        let ended = try await request.write { tx -> RoleGrant? in
            let store = RoleStore(tx: tx)
            guard let given = try store.grant(id) else { throw AccessRefusal.notFound }
            let facts = RoleFacts(scopes: place.scopes, held: [], secretaries: try store.secretaries())
            try facts.ending(given.grant)
            guard isConfirmed || given.person.value != person else { return nil }
            try store.end(given)
            return given
        }
        guard let ended else { return .seeOther(to: ("\(place.base)/\(id)/end" as Address).text) }
        guard ended.person.value == person else { return .seeOther(to: place.base, notice: "role-ended") }
        return .seeOther(to: request.placeWithout(ended.grant, else: place.base), notice: "own-role-ended")
    }

    private func require(_ request: Request) async throws -> Response {
        let roles = Set(Role.given.filter { request.form["required-\($0.rawValue)"] != nil })
        try await request.write { try RoleStore(tx: $0).keepRequirements(roles) }
        return .seeOther(to: request.page("/organise/roles"), notice: "requirements-kept")
    }
}

extension Request {
    /// Where somebody can go on who does not have a role any more: here, to what else they organise, or to their account.
    fileprivate func placeWithout(_ grant: Grant, else here: Address) -> Address {
        let rest = actor.grants.subtracting([grant])
        let left = Actor(kind: actor.kind, grants: rest, person: actor.person, key: actor.key, withheld: actor.withheld)
        let scopes = parameters["edition"].map { [Scope.server, .edition($0)] } ?? [.server]
        if site.access.allows(left, "role.give", inAny: scopes) { return here }
        let mayOrganise = !site.access.scopes(of: left, "organise.read").isEmpty
        return page(mayOrganise ? "/organise" : "/account")
    }
}
