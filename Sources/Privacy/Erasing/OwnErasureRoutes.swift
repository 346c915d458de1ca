// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTML
import People
import Server
import Vocabulary

/// Asking to be erased, from one's own account or page: people decide about it, since somebody may speak for an authority or hold the keys.
struct OwnErasureRoutes: Sendable {
    let suppliers: PeopleSuppliers

    var routes: [Route] {
        suppliers.ways.flatMap { way in
            let base = "\(way.pattern)/erasure"
            return [
                Route(.get, base, way.permission, limit: .costly) { try await show($0, on: way) },
                Route(.post, base, way.permission, limit: .costly) { try await ask($0, on: way) },
                Route(.post, "\(base)/removal", way.permission, limit: .costly) { try await takeBack($0, on: way) },
            ]
        }
    }

    private func show(_ request: Request, on way: OwnWay) async throws -> Response {
        let (person, asked) = try await request.read { tx in
            let id = try way.person(request, tx)
            return (try PersonStore(tx: tx).person(id), try ErasureStore(tx: tx).request(of: id))
        }
        guard let person else { throw AccessRefusal.notFound }
        let lines = try await ErasureTrial(suppliers: suppliers).run(person.id, request).lines
        var page = ErasurePlanPage(
            person: person, lines: lines, own: (way.page(request), request.words(way.title)), asked: asked,
            zone: request.site.settings.zone, words: request.words
        ).page
        if way.pattern == OwnWay.account.pattern { page.section = "/account" }
        page.isIndexed = false
        return page.personal(to: request)
    }

    private func ask(_ request: Request, on way: OwnWay) async throws -> Response {
        try await request.write { try ErasureStore(tx: $0).ask(try way.person(request, $0)) }
        return .seeOther(to: "\(way.page(request))/erasure", notice: "erasure-asked")
    }

    private func takeBack(_ request: Request, on way: OwnWay) async throws -> Response {
        try await request.write { try ErasureStore(tx: $0).takeBack(try way.person(request, $0)) }
        return .seeOther(to: "\(way.page(request))/erasure", notice: "erasure-taken-back")
    }
}
