// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of setting second factors up and taking them away.
struct FactorRoutes: Sendable {
    var routes: [Route] {
        [
            Route(.get, "/{language}/account/factors", "account.use", page),
            Route(.post, "/{language}/account/passkeys", "account.use", addPasskey),
            Route(.post, "/{language}/account/passkeys/{passkey}/removal", "account.use", removePasskey),
            Route(.post, "/{language}/account/app", "account.use", begin),
            Route(.post, "/{language}/account/app/confirmation", "account.use", limit: .guessable, confirm),
            Route(.post, "/{language}/account/app/removal", "account.use", removeApp),
            Route(.post, "/{language}/account/recovery-codes", "account.use", makeCodes),
        ]
    }

    private func page(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return proof(request) }
        let (holder, challenge) = (try request.holder(), PasskeyChallenge(request))
        let (factors, options) = try await request.write { tx in
            let store = FactorStore(tx: tx)
            try challenge.keep(for: holder.person, tx)
            guard let person = try PersonStore(tx: tx).person(holder.person), let handle = try store.handle(of: person.id) else {
                throw AccessRefusal.notFound
            }
            let factors = try store.factors(of: person.id)
            let options = PasskeyCreationOptions(
                site: PasskeySite(request.site.settings, name: request.words("site.name")), handle: handle,
                name: person.badgeName,
                displayName: person.badgeName, challenge: challenge.value, known: factors.passkeys.map(\.credential))
            return (factors, options.json)
        }
        return FactorsPage(
            factors: factors, passkey: (options, challenge.id), zone: request.site.settings.zone, words: request.words
        ).page.personal(to: request)
    }

    private func proof(_ request: Request) -> Response {
        .seeOther(to: request.page("/account/factor").with([("next", request.page("/account/factors").text)]).text)
    }

    private func addPasskey(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return proof(request) }
        let (holder, form, codes) = (try request.holder(), request.form, NewCodes(request))
        let (id, token) = (ID<Passkey>(random: request.random(12)), Secret(request.random(32)))
        let site = PasskeySite(request.site.settings, name: "")
        let isFirst = try await request.write { tx -> Bool in
            let store = FactorStore(tx: tx)
            guard let name = PersonText.optional(form["name"]), name.unicodeScalars.count <= 60 else {
                throw FactorRefusal.nameMissing
            }
            guard let challenge = try PasskeyChallenge.take(form["challenge"] ?? "", for: holder.person, tx),
                let registration = try? PasskeyRegistration(json: form["answer"] ?? ""),
                let credential = try? registration.verified(challenge: challenge, site: site),
                try store.passkey(credential: credential.id) == nil
            else { throw FactorRefusal.passkeyFailed }
            let known = try store.factors(of: holder.person)
            guard known.passkeys.count < Passkey.mostPerPerson else { throw FactorRefusal.tooMany }
            try store.add(
                Passkey(
                    id: id, person: holder.person, name: name, credential: credential,
                    handle: try store.handle(of: holder.person) ?? [], created: tx.now))
            return try added(known, holder, token, codes, tx)
        }
        return answer(request, token, isFirst ? codes : nil, notice: "passkey-added")
    }

    /// The first factor comes with codes on paper. Whoever set a factor up has just shown it, so the stay is worth more and gets another token.
    private func added(_ known: Factors, _ holder: StayHolder, _ token: Secret, _ codes: NewCodes, _ tx: Transaction) throws
        -> Bool
    {
        try StayStore(tx: tx).prove(holder.stay, person: holder.person, token: token.hash)
        guard known.isEmpty else { return false }
        try FactorStore(tx: tx).keep(recoveryCodes: codes.codes.map(\.hash), of: holder.person)
        return true
    }

    private func answer(_ request: Request, _ token: Secret?, _ codes: NewCodes?, notice: String) -> Response {
        var response =
            codes.map { RecoveryCodesPage(codes: $0.codes, words: request.words).page.personal(to: request) }
            ?? .seeOther(to: request.page("/account/factors"), notice: notice)
        if let token { Cookies.set(stay: token, on: &response, request) }
        return response
    }

    private func removePasskey(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return proof(request) }
        let (holder, passkey) = (try request.holder(), try request.id(Passkey.self, in: "passkey"))
        try await request.write { try FactorStore(tx: $0).remove(passkey, of: holder.person) }
        return .seeOther(to: request.page("/account/factors"), notice: "passkey-removed")
    }

    // MARK: The app

    private func begin(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return proof(request) }
        let (holder, secret) = (try request.holder(), request.random(TOTP.lengthOfSecret))
        let page = try await request.write { tx in
            try FactorStore(tx: tx).begin(secret, of: holder.person)
            return try appPage(holder, request.words, tx)
        }
        return page.page.personal(to: request)
    }

    private func appPage(_ holder: StayHolder, _ words: Words, isWrong: Bool = false, _ tx: Transaction) throws -> AppPage {
        guard let app = try FactorStore(tx: tx).app(of: holder.person), app.confirmedAt == nil,
            let person = try PersonStore(tx: tx).person(holder.person)
        else { throw AccessRefusal.notFound }
        return AppPage(totp: app.totp, account: person.badgeName, isWrong: isWrong, words: words)
    }

    private func confirm(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return proof(request) }
        let (holder, code, codes) = (try request.holder(), request.form["code"] ?? "", NewCodes(request))
        let token = Secret(request.random(32))
        let outcome = try await request.write { tx -> (page: AppPage?, isFirst: Bool) in
            let store = FactorStore(tx: tx)
            let known = try store.factors(of: holder.person)
            let page = try appPage(holder, request.words, isWrong: true, tx)
            guard let step = page.totp.accepts(code.filter { !$0.isWhitespace }, at: tx.now, lastStep: nil) else {
                return (page, false)
            }
            try store.confirm(step: step, of: holder.person)
            return (nil, try added(known, holder, token, codes, tx))
        }
        if let page = outcome.page { return page.page.personal(to: request) }
        return answer(request, token, outcome.isFirst ? codes : nil, notice: "app-added")
    }

    private func removeApp(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return proof(request) }
        let holder = try request.holder()
        try await request.write { try FactorStore(tx: $0).removeApp(of: holder.person) }
        return .seeOther(to: request.page("/account/factors"), notice: "app-removed")
    }

    private func makeCodes(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return proof(request) }
        let (holder, codes) = (try request.holder(), NewCodes(request))
        try await request.write { tx in
            let store = FactorStore(tx: tx)
            guard try store.hasFactors(holder.person) else { throw AccessRefusal.notFound }
            try store.keep(recoveryCodes: codes.codes.map(\.hash), of: holder.person)
        }
        return answer(request, nil, codes, notice: "codes-made")
    }
}

/// Codes on paper, drawn before the transaction.
struct NewCodes: Sendable {
    let codes: [RecoveryCode]
    init(_ request: Request) { codes = RecoveryCode.codes(random: request.random(RecoveryCode.lengthOfRandom)) }
}
