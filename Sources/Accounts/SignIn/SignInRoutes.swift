// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Outbox
import People
import Server
import Vocabulary

/// The handlers of coming in.
struct SignInRoutes: Sendable {
    let providers: Providers

    var routes: [Route] {
        [
            Route(.post, "/{language}/account/sign-ins", "account.sign-in", limit: .guessable, ask),
            Route(.get, "/{language}/account/code", "account.sign-in") { request in
                CodePage(isDemo: request.site.settings.isDemo, words: request.words).page.personal(to: request)
            },
            Route(.post, "/{language}/account/code", "account.sign-in", limit: .guessable, answer),
            Route(.get, "/{language}/account/links/{token}", "account.sign-in", limit: .guessable, look),
            Route(.post, "/{language}/account/links/{token}", "account.sign-in", limit: .guessable, follow),
            Route(.get, "/{language}/account/person", "account.sign-in", limit: .guessable, who),
            Route(.post, "/{language}/account/person", "account.sign-in", limit: .guessable, choose),
            Route(.get, "/{language}/account/paper", "account.sign-in") { PaperPage(words: $0.words).page.personal(to: $0) },
            Route(.post, "/{language}/account/paper", "account.sign-in", limit: .guessable, paper),
        ]
    }

    /// The page to come in, with a fresh challenge for a passkey.
    func page(_ request: Request, address: String = "", refusal: EntranceRefusal? = nil) async -> Response {
        let challenge = PasskeyChallenge(request)
        // Without a place to keep the challenge there is no passkey, but still a page.
        let isKept = (try? await request.write { try challenge.keep(for: nil, $0) }) != nil
        let page = SignInPage(
            address: address, next: request.next(request.form["next"] ?? request.query["next"]), refusal: refusal,
            passkey: isKept ? (challenge.requestOptions(request.site), challenge.id) : nil, providers: providers.offered,
            isDemo: request.site.settings.isDemo, words: request.words)
        return page.page.personal(to: request)
    }

    /// A mail is asked for. Nothing that is stored, answered or waited for depends on whether the address is known: who it belongs to is
    /// looked up later, when the mail is written.
    private func ask(_ request: Request) async throws -> Response {
        let address = request.form["address"] ?? ""
        guard PersonAddress.isWellFormed(address) else {
            return await page(request, address: address, refusal: .notAnAddress)
        }
        let (browser, timer) = (Secret(request.random(32)), ID<Outbox.Timer>(random: request.random(15)))
        // The mail is written at a moment that nobody can tell, else the next request would show by waiting that there was one to write.
        let delay = TimeInterval(request.random(1)[0]) / 256
        let signIn = MailedSignIn(
            id: browser.hash, address: address, language: request.language, next: request.next(request.form["next"]),
            created: request.now, expires: request.now.addingTimeInterval(MailedSignIn.lifetime))
        let isKept = try await request.write { tx in
            let store = SignInStore(tx: tx)
            guard try store.recent(address) < MailedSignIn.mostMails else { return false }
            try store.keep(signIn)
            try OutboxStore(tx: tx).schedule(timer, SignInMail.timer, about: signIn.id, due: tx.now + delay)
            return true
        }
        guard isKept else { return await page(request, address: address, refusal: .tooMany) }
        var response = Response.seeOther(to: request.page("/account/code").text)
        response.set(cookie: Cookies.attempt, to: browser.text, seconds: Int(MailedSignIn.lifetime), site: request.site)
        return response
    }

    /// The six digits. A wrong one is counted, so it is an outcome and not a refusal, which would undo the count.
    private func answer(_ request: Request) async throws -> Response {
        let (code, entrance) = (request.form["code"] ?? "", Entrance(request))
        guard let browser = request.cookies[Cookies.attempt] else { return codePage(request, .expired) }
        do {
            let outcome = try await request.write { tx -> (Entrance.Outcome?, Int) in
                let store = SignInStore(tx: tx)
                guard let signIn = try store.signIn(Hash.of(browser)) else { throw EntranceRefusal.expired }
                switch try signIn.answer(to: code, at: tx.now) {
                case .right: return (try entrance.enter(signIn, tx), 0)
                case .wrong(let left):
                    try store.countTry(signIn.id)
                    return (nil, left)
                }
            }
            guard let entered = outcome.0 else { return codePage(request, .wrongCode(left: outcome.1)) }
            return entrance.response(entered, to: request)
        } catch let refusal as EntranceRefusal {
            return codePage(request, refusal)
        }
    }

    private func codePage(_ request: Request, _ refusal: EntranceRefusal) -> Response {
        CodePage(refusal: refusal, isDemo: request.site.settings.isDemo, words: request.words).page.personal(to: request)
    }

    private func look(_ request: Request) async throws -> Response {
        let token = request.parameters["token"] ?? ""
        let signIn = try await request.read { try SignInStore(tx: $0).signIn(link: Hash.of(token)) }
        guard let signIn else { return await page(request, refusal: .expired) }
        do { try signIn.requireOpen(at: request.now) } catch { return await page(request, refusal: error) }
        return LinkPage(
            address: signIn.address, token: token, isInvitation: signIn.person != nil, words: request.words
        ).page.personal(to: request)
    }

    private func follow(_ request: Request) async throws -> Response {
        let (hash, entrance) = (Hash.of(request.parameters["token"] ?? ""), Entrance(request))
        do {
            let outcome = try await request.write { tx in
                guard let signIn = try SignInStore(tx: tx).signIn(link: hash) else { throw EntranceRefusal.expired }
                try signIn.requireOpen(at: tx.now)
                return try entrance.enter(signIn, tx)
            }
            return entrance.response(outcome, to: request)
        } catch let refusal as EntranceRefusal {
            return await page(request, refusal: refusal)
        }
    }

    private func who(_ request: Request) async throws -> Response {
        let hash = Hash.of(request.cookies[Cookies.choice] ?? "")
        let persons = try await request.read { tx in
            let store = SignInStore(tx: tx)
            return try store.signIn(choice: hash).map { try store.holders(of: $0.address) } ?? []
        }
        guard !persons.isEmpty else { return await page(request, refusal: .expired) }
        return ChoicePage(persons: persons.map { ($0.id.value, $0.badgeName, $0.office) }, words: request.words).page
            .personal(to: request)
    }

    private func choose(_ request: Request) async throws -> Response {
        let (hash, entrance) = (Hash.of(request.cookies[Cookies.choice] ?? ""), Entrance(request))
        let chosen = request.form["person"] ?? ""
        let outcome = try await request.write { tx -> Entrance.Outcome? in
            let store = SignInStore(tx: tx)
            guard let signIn = try store.signIn(choice: hash),
                let person = try store.holders(of: signIn.address).first(where: { $0.id.value == chosen })
            else { return nil }
            try store.endChoice(signIn.id)
            return try entrance.begin(person.id, next: signIn.next, tx)
        }
        guard let outcome else { return await page(request, refusal: .expired) }
        return entrance.response(outcome, to: request)
    }

    /// A code on paper has 75 bits, so only the limits on the network address stand before it.
    private func paper(_ request: Request) async throws -> Response {
        let entrance = Entrance(request)
        guard let code = RecoveryCode(typed: request.form["code"] ?? "") else { return paperPage(request) }
        let outcome = try await request.write { tx in
            try SignInStore(tx: tx).usePaper(hash: code.hash).map { try entrance.begin($0, next: nil, tx) }
        }
        guard let outcome else { return paperPage(request) }
        return entrance.response(outcome, to: request)
    }

    private func paperPage(_ request: Request) -> Response {
        PaperPage(refusal: .paperUnknown, words: request.words).page.personal(to: request)
    }
}
