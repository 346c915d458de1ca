// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of showing a second factor.
struct ProofRoutes: Sendable {
    let signIn: SignInRoutes

    var routes: [Route] {
        [
            Route(.post, "/{language}/account/passkey", "account.sign-in", limit: .guessable, passkey),
            Route(.get, "/{language}/account/factor", "account.sign-in") { try await page($0) },
            Route(.post, "/{language}/account/factor", "account.sign-in", limit: .guessable, code),
        ]
    }

    /// A passkey says who comes and proves it at once; whoever is in already proves their stay.
    private func passkey(_ request: Request) async throws -> Response {
        let (form, entrance) = (request.form, Entrance(request))
        let known = try request.stayHolder
        let site = PasskeySite(request.site.settings, name: "")
        let outcome = try await request.write { tx -> Entrance.Outcome? in
            let store = FactorStore(tx: tx)
            guard let assertion = try? PasskeyAssertion(json: form["answer"] ?? ""),
                let challenge = try PasskeyChallenge.take(form["challenge"] ?? "", for: known?.person, tx),
                var passkey = try store.passkey(credential: assertion.id), passkey.person == known?.person ?? passkey.person,
                try SignInStore(tx: tx).hasAccount(passkey.person),
                let kept = try? assertion.verified(
                    challenge: challenge, site: site, stored: passkey.credential, account: passkey.handle, isKnown: known != nil)
            else { return nil }
            passkey.credential = kept
            try store.used(passkey.id, kept)
            guard let known else { return try entrance.begin(passkey.person, next: form["next"], isProven: true, tx) }
            try StayStore(tx: tx).prove(known.stay, person: known.person, token: entrance.token.hash)
            return .entered(next: form["next"], needsFactor: false)
        }
        guard let outcome else {
            return known == nil
                ? await signIn.page(request, refusal: .passkeyFailed) : try await page(request, refusal: .passkeyFailed)
        }
        return entrance.response(outcome, to: request)
    }

    /// Asks whoever is in for a second factor.
    private func page(_ request: Request, refusal: EntranceRefusal? = nil) async throws -> Response {
        guard let holder = try request.stayHolder else { return .seeOther(to: request.page("/account").text) }
        let challenge = PasskeyChallenge(request)
        let factors = try await request.write { tx in
            try challenge.keep(for: holder.person, tx)
            return try FactorStore(tx: tx).factors(of: holder.person)
        }
        let next = request.next(request.form["next"] ?? request.query["next"])
        guard !factors.isEmpty else { return .seeOther(to: next ?? request.page("/account").text) }
        return FactorPage(
            next: next, refusal: refusal, factors: factors,
            passkey: (challenge.requestOptions(request.site, allowed: factors.passkeys.map(\.credential)), challenge.id),
            words: request.words
        ).page.personal(to: request)
    }

    /// Six digits of the app, or a code on paper.
    private func code(_ request: Request) async throws -> Response {
        guard let holder = try request.stayHolder else { return .seeOther(to: request.page("/account").text) }
        let (typed, entrance, next) = (request.form["code"] ?? "", Entrance(request), request.form["next"])
        do {
            let left = try await request.write { tx -> Int? in
                guard let left = try Self.wrong(typed, holder, tx) else {
                    try StayStore(tx: tx).prove(holder.stay, person: holder.person, token: entrance.token.hash)
                    return nil
                }
                return left
            }
            if let left { return try await page(request, refusal: .factorWrong(left: left)) }
            return entrance.response(.entered(next: next, needsFactor: false), to: request)
        } catch let refusal as EntranceRefusal {
            return try await page(request, refusal: refusal)
        }
    }

    /// Nil when the code is right; else how many tries are left. A code of the app is good once.
    private static func wrong(_ typed: String, _ holder: StayHolder, _ tx: Transaction) throws -> Int? {
        let store = FactorStore(tx: tx)
        let tries = try store.tries(of: holder.person)
        try tries.requireOpen(at: tx.now)
        if let code = RecoveryCode(typed: typed), try store.use(recoveryCode: code.hash, of: holder.person) { return nil }
        if let app = try store.app(of: holder.person), app.confirmedAt != nil,
            let step = app.totp.accepts(typed.filter { !$0.isWhitespace }, at: tx.now, lastStep: app.lastStep)
        {
            try store.setStep(step, of: holder.person)
            try store.clearTries(of: holder.person)
            return nil
        }
        let more = tries.adding(at: tx.now)
        try store.keep(more, of: holder.person)
        return max(0, FactorTries.most - more.number)
    }
}

/// Who holds the stay of a request.
struct StayHolder: Sendable {
    let person: ID<Person>
    let stay: ID<Stay>
}

extension Request {
    /// Nil for everybody who is not in.
    var stayHolder: StayHolder? {
        get throws {
            guard actor.kind == .account, let person = actor.person, let key = actor.key else { return nil }
            return StayHolder(person: ID(person), stay: ID(key))
        }
    }

    /// Throws when nobody is in: a route that asks for `.holder` never gets there.
    func holder() throws -> StayHolder {
        guard let holder = try stayHolder else { throw AccessRefusal.notFound }
        return holder
    }
}
