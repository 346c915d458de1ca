// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Server
import Vocabulary

/// The conference and its editions.
package enum EditionsFeature {
    package static let migrations = EditionsSchema.migrations
    package static let permissions: [Permission: Set<Role>] = ["edition.read": [.reader], "edition.move": [.operator]]

    package static let collections = [EditionAPI.editions, EditionAPI.topics]

    package static func routes(panels: [EditionPanelSupplier]) -> [Route] {
        let handlers = EditionRoutes(panels: panels)
        return [
            Route(.get, "/{language}/editions", "edition.read", handlers.all),
            Route(.get, "/{language}/{edition}", "edition.read", handlers.one),
            Route(.get, "/editions.csv", "edition.read", handlers.csv),
            Route(.get, "/editions/figures.csv", "edition.read", handlers.figures),
        ]
    }
}

/// The handlers of the editions.
struct EditionRoutes: Sendable {
    let panels: [EditionPanelSupplier]

    func all(_ request: Request) async throws -> Response {
        let page = try await request.read { [words = request.words] tx in
            let store = EditionStore(tx: tx)
            return EditionsPage(records: try store.all(), topics: try store.topics(), words: words)
        }
        return page.page.response(to: request, ready: .init())
    }

    func one(_ request: Request) async throws -> Response {
        let id = try request.id(Edition.self, in: "edition")
        let page = try await request.read { [panels, words = request.words] tx in
            let store = EditionStore(tx: tx)
            let all = try store.all()
            guard let position = all.firstIndex(where: { $0.edition.id == id }) else { throw AccessRefusal.notFound }
            return EditionPage(
                record: all[position],
                neighbours: (position > 0 ? all[position - 1] : nil, position + 1 < all.count ? all[position + 1] : nil),
                topics: try store.topics(), panels: try panels.compactMap { try $0(tx, all[position].edition, words) },
                words: words)
        }
        return page.page.response(to: request, ready: .init())
    }

    func csv(_ request: Request) async throws -> Response {
        let records = try await request.read { try EditionStore(tx: $0).all() }
        return Response(.ok, .csv, EditionFiles.write(records)).download(as: "editions.csv")
    }

    func figures(_ request: Request) async throws -> Response {
        let records = try await request.read { try EditionStore(tx: $0).all() }
        return Response(.ok, .csv, EditionFiles.writeFigures(records)).download(as: "edition-figures.csv")
    }
}
