// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Formats
import HTML
import Server
import Vocabulary

/// What later features add to the page of an authority, read in the same transaction.
package typealias AuthorityPanelSupplier = @Sendable (Transaction, Authority, Words) throws -> AuthorityPanel?

/// The network: authorities, forums, institutions.
package enum NetworkFeature {
    package static let migrations = NetworkSchema.migrations
    package static let collections = [AuthorityAPI.collection]
    package static let permissions: [Permission: Set<Role>] = ["network.read": [.reader]]

    package static func routes(panels: [AuthorityPanelSupplier]) -> [Route] {
        let handlers = NetworkRoutes(panels: panels)
        return [
            Route(.get, "/{language}/network", "network.read", handlers.directory),
            Route(.get, "/{language}/network/institutions", "network.read", handlers.institutions),
            Route(.get, "/{language}/network/{authority}", "network.read", handlers.authority),
            Route(.get, "/network/authorities.csv", "network.read", handlers.csv),
            Route(.get, "/network/authorities.xlsx", "network.read", limit: .costly, handlers.workbook),
            Route(.get, "/network/authorities.json", "network.read", handlers.json),
        ]
    }
}

/// The handlers of the network.
struct NetworkRoutes: Sendable {
    let panels: [AuthorityPanelSupplier]

    func directory(_ request: Request) async throws -> Response {
        let filter = AuthorityFilter(request.query)
        let page = try await request.read { [words = request.words] tx in
            let store = AuthorityStore(tx: tx)
            let found = try filter.text.map { try store.names().find($0) }
            let choices = try store.choices()
            let (rows, count) = try store.list(filter, among: found?.ids, countries: words.sorted(countries: choices.countries))
            var shown = filter
            shown.page = filter.page(of: count)
            return NetworkPage(
                filter: shown, rows: rows, count: count, points: try store.points(filter, among: found?.ids),
                choices: choices, figures: try store.figures(), isMisspelt: found?.isMisspelt ?? false, words: words)
        }
        // What is typed freely is not kept, nor what finds nothing: there is no end of it.
        let isKept = filter.text == nil && !page.rows.isEmpty && page.filter.page == filter.page
        return page.page.response(to: request, ready: isKept ? .init() : nil)
    }

    func authority(_ request: Request) async throws -> Response {
        let id = try request.id(Authority.self, in: "authority")
        let page = try await request.read { [panels, words = request.words] tx in
            guard let family = try AuthorityStore(tx: tx).page(id) else { throw AccessRefusal.notFound }
            return AuthorityPage(
                family: family, panels: try panels.compactMap { try $0(tx, family.authority, words) }, words: words)
        }
        return page.page.response(to: request, ready: .init())
    }

    func institutions(_ request: Request) async throws -> Response {
        let all = try await request.read { try InstitutionStore(tx: $0).all() }
        return InstitutionsPage(institutions: all, words: request.words).page.response(to: request, ready: .init())
    }

    func csv(_ request: Request) async throws -> Response {
        Response(.ok, .csv, AuthorityFile.write(try await filtered(request))).download(as: "authorities.csv")
    }

    func workbook(_ request: Request) async throws -> Response {
        let authorities = try await filtered(request)
        return Response(.ok, .workbook, try AuthorityWorkbook.bytes(authorities, at: request.today)).download(
            as: "authorities.xlsx")
    }

    func json(_ request: Request) async throws -> Response {
        Response(.ok, .json, AuthorityJSON.bytes(try await filtered(request)))
    }

    private func filtered(_ request: Request) async throws -> [Authority] {
        let filter = AuthorityFilter(request.query)
        return try await request.read { tx in
            let store = AuthorityStore(tx: tx)
            return try store.all(filter, among: try filter.text.map { try store.names().find($0).ids })
        }
    }
}
