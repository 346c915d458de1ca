// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The providers of identities that this server trusts: OpenID Connect.
package struct Providers: Sendable {
    let conversation: OpenIDConnectConversation?

    /// Without any, nobody is offered one.
    package init(_ conversation: OpenIDConnectConversation? = nil) { self.conversation = conversation }

    var offered: [(id: String, name: String)] { conversation?.providers.map { ($0.id, $0.name) } ?? [] }
}

/// The handlers of coming in by a provider.
struct ProviderRoutes: Sendable {
    let signIn: SignInRoutes
    private var providers: Providers { signIn.providers }

    var routes: [Route] {
        [
            Route(.get, "/{language}/account/providers/{provider}", "account.sign-in", limit: .guessable, begin),
            Route(.get, "/{language}/account/providers/{provider}/return", "account.sign-in", limit: .guessable, finish),
        ]
    }

    private func provider(_ request: Request) throws -> (conversation: OpenIDConnectConversation, id: String, name: String) {
        guard let conversation = providers.conversation,
            let provider = conversation.providers.first(where: { $0.id == request.parameters["provider"] })
        else { throw AccessRefusal.notFound }
        return (conversation, provider.id, provider.name)
    }

    /// The address that is registered with the provider: one, whatever the reader's language.
    private func returnAddress(_ id: String, _ site: Site) -> String { site.absolute("/en/account/providers/\(id)/return") }

    /// Sends the browser to the provider; what belongs to the attempt is kept under a secret that only this browser holds.
    private func begin(_ request: Request) async throws -> Response {
        let provider = try provider(request)
        let attempt = SignInAttempt(
            with: provider.id, returnAddress: returnAddress(provider.id, request.site),
            random: request.random(SignInAttempt.randomBytes), at: request.now)
        let sent: AuthorizationRequest
        do {
            sent = try await provider.conversation.begin(attempt, language: request.language.rawValue)
        } catch {
            return await signIn.page(request, refusal: .provider(provider.name))
        }
        let browser = Secret(request.random(32))
        let (next, language) = (request.next(request.query["next"]), request.language)
        try await request.write { try ProviderAttempts(tx: $0).keep(attempt, browser: browser, language, next: next) }
        var response = Response.redirect(.found, to: sent.address)
        response.set(cookie: Cookies.provider, to: browser.text, seconds: Int(SignInAttempt.seconds), site: request.site)
        return response
    }

    /// The provider sent the browser back. Whatever comes of it, the attempt is used up first.
    private func finish(_ request: Request) async throws -> Response {
        let (provider, entrance) = (try provider(request), Entrance(request))
        let (state, browser) = (request.query["state"] ?? "", request.cookies[Cookies.provider] ?? "")
        let kept = try await request.write { try ProviderAttempts(tx: $0).take(state: state, browser: Hash.of(browser)) }
        guard let kept, kept.attempt.provider == provider.id else { return await signIn.page(request, refusal: .expired) }
        let identity: ProvenIdentity
        do {
            identity = try await provider.conversation.finish(kept.attempt, query: request.queryText ?? "", at: request.now)
        } catch {
            return await signIn.page(request, refusal: .provider(provider.name))
        }
        let outcome = try await request.write { tx -> Entrance.Outcome? in
            guard let person = try ProviderAttempts(tx: tx).person(identity, of: provider.id) else { return nil }
            return try entrance.begin(person, next: kept.next, tx)
        }
        guard let outcome else { return await signIn.page(request, refusal: .providerUnknownPerson(provider.name)) }
        var other = request
        other.language = kept.language
        var response = entrance.response(outcome, to: other)
        response.remove(cookie: Cookies.provider, site: request.site)
        return response
    }
}

/// Attempts with a provider, and identities that are known, in the database.
struct ProviderAttempts {
    let tx: Transaction

    func keep(_ attempt: SignInAttempt, browser: Secret, _ language: Language, next: String?) throws {
        let text = String(decoding: try JSONEncoder().encode(attempt), as: UTF8.self)
        let expires = tx.now.addingTimeInterval(SignInAttempt.seconds)
        try tx.run("DELETE FROM identity_request WHERE expires < \(tx.now.milliseconds)")
        try tx.run(
            """
            INSERT INTO identity_request (state_hash, attempt, browser_hash, language, next, expires)
            VALUES (\(Hash.of(attempt.state)), \(text), \(browser.hash), \(language.rawValue), \(next), \(expires.milliseconds))
            """)
    }

    /// Takes an attempt out; nil when there is none, it is too old, or another browser began it.
    func take(state: String, browser: String) throws -> (attempt: SignInAttempt, language: Language, next: String?)? {
        let row = try tx.first(
            """
            SELECT attempt, language, next FROM identity_request
            WHERE state_hash = \(Hash.of(state)) AND browser_hash = \(browser) AND expires > \(tx.now.milliseconds)
            """)
        guard let row else { return nil }
        try tx.run("DELETE FROM identity_request WHERE state_hash = \(Hash.of(state))")
        let text: String = row["attempt"]
        guard let attempt = try? JSONDecoder().decode(SignInAttempt.self, from: Data(text.utf8)) else { return nil }
        return (attempt, Language(rawValue: row["language"]) ?? .en, row["next"])
    }

    /// Whose account an identity opens: the one it opened before; the first time, the one account of the address that the provider has
    /// checked. OpenID Connect Core, section 5.7: issuer and subject together are the identity, an address is not.
    func person(_ identity: ProvenIdentity, of provider: String) throws -> ID<Person>? {
        let accounts = SignInStore(tx: tx)
        let known = try tx.first("SELECT person FROM identity WHERE provider = \(provider) AND subject = \(identity.subject)")
        if let person: ID<Person> = known.map({ $0["person"] }) { return try accounts.hasAccount(person) ? person : nil }
        guard let mail = try? identity.verifiedMail() else { return nil }
        let holders = try accounts.holders(of: mail)
        guard holders.count == 1, let holder = holders.first else { return nil }
        try tx.run(
            """
            INSERT INTO identity (provider, subject, person, since)
            VALUES (\(provider), \(identity.subject), \(holder.id), \(tx.now.milliseconds))
            """)
        tx.record("account.identity-linked", Noun("person", holder.id))
        return holder.id
    }
}
