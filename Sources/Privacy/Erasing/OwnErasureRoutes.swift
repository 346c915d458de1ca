// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTML
import People
import Server
import Vocabulary

/// Asking to be erased, from one's own account: people decide about it, since somebody may speak for an authority or hold the keys.
struct OwnErasureRoutes: Sendable {
    let suppliers: PeopleSuppliers

    var routes: [Route] {
        [
            Route(.get, "/{language}/account/erasure", "account.use", limit: .costly, show),
            Route(.post, "/{language}/account/erasure", "account.use", ask),
            Route(.post, "/{language}/account/erasure/removal", "account.use", takeBack),
        ]
    }

    private func own(_ request: Request) throws -> ID<Person> {
        guard let person = request.actor.person else { throw AccessRefusal.notFound }
        return ID(person)
    }

    private func show(_ request: Request) async throws -> Response {
        let id = try own(request)
        let (person, asked) = try await request.read { tx in
            (try PersonStore(tx: tx).person(id), try ErasureStore(tx: tx).request(of: id))
        }
        guard let person else { throw AccessRefusal.notFound }
        let lines = try await ErasureTrial(suppliers: suppliers).run(id, request).lines
        var page = ErasurePlanPage(
            person: person, lines: lines, isOwn: true, asked: asked,
            zone: request.site.settings.zone, words: request.words
        ).page
        page.section = "/account"
        return page.personal(to: request)
    }

    private func ask(_ request: Request) async throws -> Response {
        let id = try own(request)
        try await request.write { try ErasureStore(tx: $0).ask(id) }
        return .seeOther(to: request.page("/account/erasure"), notice: "erasure-asked")
    }

    private func takeBack(_ request: Request) async throws -> Response {
        let id = try own(request)
        try await request.write { try ErasureStore(tx: $0).takeBack(id) }
        return .seeOther(to: request.page("/account/erasure"), notice: "erasure-taken-back")
    }
}
