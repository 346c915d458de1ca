// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import HTTPTypes
import Vocabulary

/// Addresses without a language that every server has.
enum MachineRoutes {
    static let permissions: [Permission: Set<Role>] = ["server.read": [.reader]]

    static let routes: [Route] = [
        Route(.get, "/", "server.read", home),
        Route(.get, "/assets/{file}", "server.read", asset),
        Route(.get, "/favicon.ico", "server.read") { .redirect(.permanentRedirect, to: $0.site.assets.path("favicon.svg")) },
        Route(.get, "/healthz", "server.read") { _ in Response(.ok, .text, Array("ok\n".utf8)) },
        Route(.get, "/readyz", "server.read", readiness),
        Route(.get, "/metrics", "server.read", metrics),
        Route(.get, "/robots.txt", "server.read", robots),
        Route(.get, "/.well-known/security.txt", "server.read", security),
    ]

    /// The one address that looks at Accept-Language.
    private static func home(_ request: Request) -> Response {
        var response = Response.redirect(.found, to: "/\(request.language.rawValue)/")
        response.headers[.vary] = "Accept-Language"
        response.headers[.cacheControl] = "no-cache"
        return response
    }

    private static func asset(_ request: Request) throws -> Response {
        guard let response = request.parameters["file"].flatMap(request.site.assets.response) else {
            throw RequestRefusal.notFound
        }
        return response
    }

    /// Whether this process can serve: its database answers, and it is not stopping.
    private static func readiness(_ request: Request) async -> Response {
        let isOpen = (try? await request.read { _ = try $0.first("SELECT 1 AS one") }) != nil
        let isReady = isOpen && !request.site.life.isStopping
        var response = Response(isReady ? .ok : .serviceUnavailable, .text, Array((isReady ? "ready\n" : "not ready\n").utf8))
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// For this machine, or with the token; nobody else learns that there is such a page.
    private static func metrics(_ request: Request) async throws -> Response {
        let token = request.site.settings.metricsToken.map { "Bearer \($0)" }
        let isKnown = token != nil && SecretText(token ?? "") == SecretText(request.headers[.authorization] ?? "")
        // Behind a proxy that is not trusted everybody seems to be this machine: what was forwarded is from elsewhere.
        let isHere = ["127.0.0.1", "::1"].contains(request.peer) && request.headers[.forwardedFor] == nil
        guard isKnown || (token == nil && isHere) else { throw RequestRefusal.notFound }
        let pages = request.site.readyPages
        let own =
            request.site.metrics.text(readyBytes: pages.bytes, readyPages: pages.count)
            + request.site.live.metrics.map { $0 + "\n" }.joined()
        // Without the database there is still something to tell, and that it is gone is told by what is missing.
        let lines = try? await request.read { [suppliers = request.site.metricLines] tx in try suppliers.flatMap { try $0(tx) } }
        return Response(.ok, .metrics, Array((own + (lines ?? []).map { $0 + "\n" }.joined()).utf8))
    }

    private static func robots(_ request: Request) -> Response {
        let site = request.site
        let text =
            site.settings.isIndexed
            ? "User-agent: *\nDisallow: /api/\n\nSitemap: \(site.absolute("/sitemap.xml"))\n" : "User-agent: *\nDisallow: /\n"
        return Response(.ok, .text, Array(text.utf8))
    }

    /// RFC 9116. Without a contact there is nothing true to say.
    private static func security(_ request: Request) throws -> Response {
        let site = request.site
        guard !site.settings.contactMail.isEmpty,
            let expires = Calendar(identifier: .gregorian).date(byAdding: .month, value: 6, to: request.now)
        else { throw RequestRefusal.notFound }
        let text = """
            Contact: mailto:\(site.settings.contactMail)
            Expires: \(expires.ISO8601Format())
            Preferred-Languages: \(Language.allCases.map(\.rawValue).joined(separator: ", "))
            Canonical: \(site.absolute("/.well-known/security.txt"))

            """
        return Response(.ok, .text, Array(text.utf8))
    }
}

/// A text whose comparison takes the same time wherever the first difference is.
struct SecretText: Equatable {
    private let bytes: [UInt8]
    init(_ text: String) { bytes = Array(text.utf8) }

    static func == (a: SecretText, b: SecretText) -> Bool {
        var difference = a.bytes.count ^ b.bytes.count
        for position in 0..<max(a.bytes.count, b.bytes.count) {
            difference |= Int(
                (position < a.bytes.count ? a.bytes[position] : 0) ^ (position < b.bytes.count ? b.bytes[position] : 0))
        }
        return difference == 0
    }
}
