// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Server
import Vocabulary

/// The handlers of webhooks.
enum WebhookRoutes {
    private static let path = "/organise/webhooks"
    /// Looking up a name may take long, and the threads that serve requests are too few to wait.
    private static let resolvers = Workers(count: 1, named: "webhook-addresses")

    static let routes: [Route] = [
        Route(.get, "/{language}/organise/webhooks", "webhook.change") { try await list($0) },
        Route(.post, "/{language}/organise/webhooks", "webhook.change", add),
        Route(.post, "/{language}/organise/webhooks/{webhook}/end", "webhook.change", end),
        Route(.post, "/{language}/organise/webhooks/calls/{call}/attempts", "webhook.change", again),
    ]

    private static func list(_ request: Request, typed: WebhooksPage.Typed = .init(), secret: String? = nil) async throws
        -> Response
    {
        let (words, zone) = (request.words, request.site.settings.zone)
        let page = try await request.read { tx in
            let store = WebhookStore(tx: tx)
            return WebhooksPage(
                webhooks: try store.all(), calls: try store.calls(), typed: typed, secret: secret, zone: zone, words: words)
        }
        return page.page.organising(request, at: path)
    }

    private static func add(_ request: Request) async throws -> Response {
        var typed = WebhooksPage.Typed(address: request.form["address"] ?? "", verbs: request.form["verbs"] ?? "")
        let (words, verbs) = (request.words, VerbFilter(typed.verbs))
        let refusal = await refusal(of: typed.address, isPrivateAllowed: request.site.settings.allowsPrivateWebhooks)
        typed.addressError = refusal.map { words($0.phrase) }
        if verbs == nil { typed.verbsError = words(WebhookRefusal.verbs.phrase) }
        guard let verbs, refusal == nil else { return try await list(request, typed: typed) }
        let (id, secret) = (ID<Webhook>(random: request.random(15)), WebhookSecret(random: request.random(32)))
        do {
            try await request.write { [address = typed.address] tx in
                try WebhookStore(tx: tx).add(id, address: address, secret: secret, verbs: verbs)
            }
        } catch let refusal as WebhookRefusal {
            typed.problem = words(refusal.phrase)
            return try await list(request, typed: typed)
        }
        return try await list(request, secret: secret.text)
    }

    /// Looked up now, so that a mistake is told at once; each call looks it up again.
    private static func refusal(of address: String, isPrivateAllowed: Bool) async -> WebhookRefusal? {
        do {
            try await resolvers.run {
                let address = try WebAddress(address, allowsPlain: isPrivateAllowed)
                if !isPrivateAllowed { _ = try PublicAddress.all(of: address.host) }
            }
            return nil
        } catch HTTPRefusal.addressNotPublic {
            return .notPublic
        } catch HTTPRefusal.hostNotFound {
            return .notFound
        } catch {
            return .address
        }
    }

    private static func end(_ request: Request) async throws -> Response {
        let id = try request.id(Webhook.self, in: "webhook")
        guard try await request.write({ try WebhookStore(tx: $0).end(id) }) else { throw AccessRefusal.notFound }
        return .seeOther(to: request.page("/organise/webhooks"), notice: "webhook.ended")
    }

    private static func again(_ request: Request) async throws -> Response {
        let id = try request.id(WebhookCall.self, in: "call")
        guard try await request.write({ try WebhookStore(tx: $0).repeatCall(id) }) else { throw AccessRefusal.notFound }
        return .seeOther(to: request.page("/organise/webhooks"), notice: "call.repeated")
    }
}
