// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of API tokens.
struct TokenRoutes: Sendable {
    var routes: [Route] {
        [
            Route(.get, "/{language}/account/tokens", "account.use") { try await page($0) },
            Route(.post, "/{language}/account/tokens", "account.use", make),
            Route(.post, "/{language}/account/tokens/{token}/end", "account.use", end),
        ]
    }

    /// What this actor may allow a token: no more than they may themselves.
    private func offered(_ request: Request) -> [Permission] {
        APIToken.offered.filter { request.allows($0) }
    }

    private func page(_ request: Request, refusal: TokenRefusal? = nil) async throws -> Response {
        guard try await request.isFresh() else { return request.proofFirst }
        return TokenPage(
            offered: offered(request).map(\.name), form: request.form, refusal: refusal, words: request.words
        ).page.personal(to: request)
    }

    private func make(_ request: Request) async throws -> Response {
        guard try await request.isFresh() else { return request.proofFirst }
        let (holder, form) = (try request.holder(), request.form)
        let days = form["days"].flatMap { Int($0) } ?? 0
        let permissions = Set(offered(request).map(\.name).filter { form["may-\($0)"] != nil })
        guard let name = PersonText.optional(form["name"]), name.unicodeScalars.count <= 80 else {
            return try await page(request, refusal: .nameMissing)
        }
        guard (1...APIToken.longest).contains(days) else { return try await page(request, refusal: .tooLong) }
        guard !permissions.isEmpty else { return try await page(request, refusal: .nothing) }
        let secret = APIToken.prefix + Secret(request.random(32)).text
        let token = APIToken(
            id: ID(random: request.random(12)), person: holder.person, name: name, permissions: permissions, created: request.now,
            expires: request.now.addingTimeInterval(Double(days) * 86_400))
        let isKept = try await request.write { tx in
            let store = TokenStore(tx: tx)
            guard try store.number(of: holder.person) < APIToken.mostPerPerson else { return false }
            try store.keep(token, hash: Hash.of(secret))
            return true
        }
        guard isKept else { return try await page(request, refusal: .tooMany) }
        return MadeTokenPage(secret: secret, words: request.words).page.personal(to: request)
    }

    private func end(_ request: Request) async throws -> Response {
        let (holder, token) = (try request.holder(), try request.id(APIToken.self, in: "token"))
        try await request.write { try TokenStore(tx: $0).end(token, of: holder.person) }
        return .seeOther(to: request.page("/account"), notice: "token-ended")
    }
}

/// Where a token is made.
struct TokenPage {
    let offered: [String]
    let form: Query
    var refusal: TokenRefusal?
    let words: Words

    var page: Page {
        var page = Page(title: words("token.make"), lede: words("token.lede"), section: "/account", content: content)
        page.isRefused = refusal != nil
        return page
    }

    private var content: HTML {
        guard !offered.isEmpty else { return "<p>\(words("token.not-needed"))</p>" }
        func error(_ refusals: TokenRefusal...) -> String? { refusal.flatMap { refusals.contains($0) ? words($0.phrase) : nil } }
        let checks = offered.map { FormField("may-\($0)", words("permission.\($0)"), .check, value: form["may-\($0)"] ?? "") }
        return Form(
            action: "/\(words.language.rawValue)/account/tokens",
            fields: [
                FormField(
                    "name", words("token.name"), value: form["name"] ?? "", hint: words("token.name.hint"),
                    error: error(.nameMissing, .tooMany), isRequired: true),
                FormField(
                    "days", words("token.days"), .text, value: form["days"] ?? "90",
                    hint: words("token.days.hint", ["count": .number(APIToken.longest)]), error: error(.tooLong), isRequired: true
                ),
            ] + checks, button: words("token.make"), problemTitle: words("form.problem"), problem: error(.nothing)
        ).markup
    }
}

/// The token itself; shown once.
struct MadeTokenPage {
    let secret: String
    let words: Words

    var page: Page {
        Page(
            title: words("token.made"), lede: words("token.shown-once"), section: "/account",
            content: """
                <p class="secret">\(secret)</p><p>\(words("token.use"))</p>
                <pre class="secret">curl -H "Authorization: Bearer \(secret)" …/api/v1/acts</pre>
                <p class="section"><a class="btn" href="/\(words.language.rawValue)/account#tokens">\(words("token.kept"))</a></p>
                """)
    }
}
