// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Outbox
import People
import Server
import Vocabulary

/// The handlers of one's own account.
struct AccountRoutes: Sendable {
    let signIn: SignInRoutes
    let scopes: ScopeNames

    var routes: [Route] {
        [
            Route(.get, "/{language}/account", "account.sign-in", limit: .costly) { try await page($0) },
            Route(.get, "/{language}/account/names", "account.use", names),
            Route(.post, "/{language}/account/names", "account.use", keepNames),
            Route(.post, "/{language}/account/addresses", "account.use", limit: .guessable, addAddress),
            Route(.post, "/{language}/account/addresses/removal", "account.use", removeAddress),
            Route(.post, "/{language}/account/addresses/preference", "account.use", preferAddress),
            Route(.get, "/{language}/account/addresses/{token}", "account.sign-in", limit: .guessable, lookAtAddress),
            Route(.post, "/{language}/account/addresses/{token}", "account.sign-in", limit: .guessable, verifyAddress),
            Route(.post, "/{language}/account/sign-out", "account.sign-in", signOut),
            Route(.post, "/{language}/account/sign-outs", "account.use", signOutEverywhere),
            Route(.post, "/{language}/account/stays/{stay}/end", "account.use", endStay),
        ]
    }

    /// The account, or the way in for whoever is not in; whoever still owes a second factor is asked for it.
    private func page(_ request: Request, refused: (typed: String, why: String)? = nil) async throws -> Response {
        guard let holder = try request.stayHolder else { return await signIn.page(request) }
        guard request.allows("account.use") else {
            return .seeOther(to: request.page("/account/factor").with([("next", request.query["next"])]).text)
        }
        if let next = request.next(request.query["next"]) { return .seeOther(to: next) }
        let page = try await request.read { [scopes] tx in
            try Self.facts(request, holder, refused, scopes, tx)
        }
        return page.page.personal(to: request)
    }

    /// Ten statements, whatever the account holds.
    private static func facts(
        _ request: Request, _ holder: StayHolder, _ refused: (typed: String, why: String)?, _ scopes: ScopeNames,
        _ tx: Transaction
    ) throws -> AccountPage {
        let persons = PersonStore(tx: tx)
        guard let person = try persons.person(holder.person) else { throw AccessRefusal.notFound }
        let roles = try RoleStore(tx: tx).of(person.id)
        return AccountPage(
            person: person, addresses: try persons.addresses(of: person.id),
            waiting: try AddressCheck.waiting(of: person.id, tx), roles: roles,
            scopeNames: try scopes.names(with: roles.map(\.grant.scope), tx, request.words),
            factors: try FactorStore(tx: tx).factors(of: person.id),
            withheld: Set(request.actor.withheld.map(\.role)), stays: try StayStore(tx: tx).open(of: person.id),
            here: holder.stay,
            tokens: try TokenStore(tx: tx).open(of: person.id), organises: request.organises, refusedAddress: refused,
            now: tx.now, zone: request.site.settings.zone, words: request.words)
    }

    // MARK: Names

    private func names(_ request: Request) async throws -> Response {
        let holder = try request.holder()
        guard let person = try await request.read({ try PersonStore(tx: $0).person(holder.person) }) else {
            throw AccessRefusal.notFound
        }
        return NamesPage(person: person, words: request.words).page.personal(to: request)
    }

    private func keepNames(_ request: Request) async throws -> Response {
        let (holder, form) = (try request.holder(), request.form)
        let person = try await request.write { tx -> (Person, Bool) in
            let store = PersonStore(tx: tx)
            guard var person = try store.person(holder.person) else { throw AccessRefusal.notFound }
            person.badgeName = PersonText.cleaned(form["badge-name"] ?? "")
            person.publishedName = PersonText.optional(form["published-name"])
            person.honorific = PersonText.optional(form["honorific"])
            person.office = PersonText.optional(form["office"])
            person.language = form["language"].flatMap(Language.init) ?? person.language
            guard PersonText.isName(person.badgeName) else { return (person, false) }
            try store.keep(person)
            return (person, true)
        }
        guard person.1 else {
            return NamesPage(person: person.0, isNameMissing: true, words: request.words).page.personal(to: request)
        }
        return .seeOther(to: request.page("/account"), notice: "names-kept")
    }

    // MARK: Addresses

    /// A new address counts once mail to it has arrived: until then it belongs to nobody, else whoever has it would be asked whether they are
    /// this person.
    private func addAddress(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return request.proofFirst }
        let (holder, typed) = (try request.holder(), request.form["address"] ?? "")
        guard PersonAddress.isWellFormed(typed) else {
            return try await page(request, refused: (typed, request.words("sign-in.not-an-address")))
        }
        let check = AddressCheck(request, address: typed)
        let isAdded = try await request.write { tx in
            let known =
                try PersonStore(tx: tx).addresses(of: holder.person).count + AddressCheck.waiting(of: holder.person, tx).count
            guard known < AddressCheck.mostAddresses, try AddressCheck.mails(of: holder.person, tx) < AddressCheck.mostMails
            else {
                return false
            }
            try check.send(to: holder.person, settings: request.site.settings, tx)
            return true
        }
        guard isAdded else { return try await page(request, refused: (typed, request.words("account.address.too-many"))) }
        return .seeOther(to: request.page("/account"), notice: "my-address-added")
    }

    private func removeAddress(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return request.proofFirst }
        let (holder, address) = (try request.holder(), request.form["address"] ?? "")
        try await request.write { tx in
            let store = PersonStore(tx: tx)
            let known = try store.addresses(of: holder.person)
            let rest = known.filter { PersonAddress.folded($0.address) != PersonAddress.folded(address) }
            guard rest.count < known.count else { throw AccessRefusal.notFound }
            guard rest.contains(where: { $0.verifiedAt != nil }) else { throw AddressRefusal.last }
            try store.remove(PersonAddress(person: holder.person, address: address))
            if var first = rest.first(where: { $0.verifiedAt != nil }), !rest.contains(where: \.isPreferred) {
                first.isPreferred = true
                try store.keep(first)
            }
        }
        return .seeOther(to: request.page("/account"), notice: "my-address-removed")
    }

    private func preferAddress(_ request: Request) async throws -> Response {
        let (holder, address) = (try request.holder(), request.form["address"] ?? "")
        try await request.write { tx in
            let store = PersonStore(tx: tx)
            let folded = PersonAddress.folded(address)
            guard var known = try store.addresses(of: holder.person).first(where: { PersonAddress.folded($0.address) == folded }),
                known.verifiedAt != nil
            else { throw AccessRefusal.notFound }
            known.isPreferred = true
            try store.keep(known)
        }
        return .seeOther(to: request.page("/account"), notice: "my-address-preferred")
    }

    private func lookAtAddress(_ request: Request) async throws -> Response {
        let token = request.parameters["token"] ?? ""
        guard let address = try await request.read({ try AddressCheck.address(of: token, $0) }) else {
            return await signIn.page(request, refusal: .expired)
        }
        return AddressPage(address: address.address, token: token, words: request.words).page.personal(to: request)
    }

    private func verifyAddress(_ request: Request) async throws -> Response {
        let token = request.parameters["token"] ?? ""
        let isVerified = try await request.write { try AddressCheck.verify(token, $0) }
        guard isVerified else { return await signIn.page(request, refusal: .expired) }
        return .seeOther(to: request.page("/account"), notice: "address-verified")
    }

    // MARK: Stays

    private func signOut(_ request: Request) async throws -> Response {
        if let holder = try request.stayHolder {
            try await request.write { try StayStore(tx: $0).end(holder.stay, of: holder.person) }
        }
        return gone(request)
    }

    private func signOutEverywhere(_ request: Request) async throws -> Response {
        let holder = try request.holder()
        try await request.write { try StayStore(tx: $0).endAll(of: holder.person) }
        return gone(request)
    }

    private func gone(_ request: Request) -> Response {
        var response = Response.seeOther(to: request.page("/account"), notice: "signed-out")
        response.remove(cookie: SignIn.cookie(request.site.settings), site: request.site)
        return response
    }

    private func endStay(_ request: Request) async throws -> Response {
        let (holder, stay) = (try request.holder(), try request.id(Stay.self, in: "stay"))
        try await request.write { try StayStore(tx: $0).end(stay, of: holder.person) }
        return .seeOther(to: request.page("/account"), notice: "stay-ended")
    }
}

extension Request {
    /// Whether there is any page of those who organise that this actor may open.
    var organises: Bool { !site.access.scopes(of: actor, "organise.read").isEmpty }

    /// Whether what protects the account may be changed now: a second factor was shown within half an hour, where there is one.
    func isFresh() async throws -> Bool {
        let holder = try holder()
        return try await read { tx in
            guard let stay = try StayStore(tx: tx).stay(holder.stay) else { return false }
            return stay.isFresh(hasFactors: try FactorStore(tx: tx).hasFactors(holder.person), at: tx.now)
        }
    }

    /// Leads over the page that asks for a second factor.
    var proofFirst: Response { .seeOther(to: page("/account/factor").with([("next", page("/account").text)]).text) }
}
