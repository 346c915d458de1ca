// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Network
import Programme
import Server
import Vocabulary

/// Pages that belong to no feature: the front page, what institutions owe their readers, the map for search engines.
package enum OverviewFeature {
    package static let permissions: [Permission: Set<Role>] = ["overview.read": [.reader]].merging(
        OrganiseRoutes.permissions
    ) { $0.union($1) }

    package static let routes: [Route] =
        OrganiseRoutes.routes + [
            Route(.get, "/{language}", "overview.read", home),
            Route(.get, "/{language}/accessibility", "overview.read") { request in
                AccessibilityPage(settings: request.site.settings, words: request.words).page.response(
                    to: request, ready: .init())
            },
            Route(.get, "/{language}/imprint", "overview.read") { request in
                ImprintPage(settings: request.site.settings, words: request.words).page.response(to: request, ready: .init())
            },
            Route(.get, "/sitemap.xml", "overview.read", limit: .costly, sitemap),
        ]

    @Sendable private static func home(_ request: Request) async throws -> Response {
        let today = Day(request.now, in: .gmt)
        let page = try await request.read { [words = request.words] tx in
            let store = EditionStore(tx: tx)
            let all = try store.all()
            return HomePage(
                current: try store.current(among: all), editions: all, figures: try AuthorityStore(tx: tx).figures(),
                today: today, words: words)
        }
        // Tomorrow another edition may be over.
        return page.page.response(to: request, ready: .init(until: today.adding(days: 1)?.midnightUTC))
    }

    @Sendable private static func sitemap(_ request: Request) async throws -> Response {
        let paths = try await request.read { tx in
            let editions = try EditionStore(tx: tx).all().map { "/\($0.edition.id.value)" }
            let fixed = ["/", "/editions", "/network", "/network/institutions", "/accessibility", "/privacy", "/imprint"]
            let programmes = try ReleaseStore(tx: tx).addresses()
            let room = Sitemap.mostPages - editions.count - fixed.count - programmes.count
            return fixed + editions + programmes + (try AuthorityStore(tx: tx).ids(most: room)).map { "/network/\($0.value)" }
        }
        return Response(.ok, .xml, Array(Sitemap(paths: paths, site: request.site).xml.utf8), ready: .init())
    }
}
