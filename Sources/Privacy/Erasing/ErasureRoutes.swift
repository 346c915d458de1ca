// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import People
import Server
import Vocabulary

/// Who asked to be erased, who was, and the erasing itself.
struct ErasureRoutes: Sendable {
    let suppliers: PeopleSuppliers

    static let tab = "/organise/erasures"

    var routes: [Route] {
        [
            Route(.get, "/{language}/organise/erasures", "person.erase", list),
            Route(.get, "/{language}/organise/erasures/of/{person}", "person.erase", report),
            Route(.get, "/{language}/organise/people/{person}/erasure", "person.erase", limit: .costly, ask),
            Route(.post, "/{language}/organise/people/{person}/erasure", "person.erase", limit: .costly, erase),
        ]
    }

    private func list(_ request: Request) async throws -> Response {
        let number = request.query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
        let page = try await request.read { [words = request.words, zone = request.site.settings.zone] tx in
            let store = ErasureStore(tx: tx)
            let (requests, done) = (try store.requests(), try store.erasures(page: number))
            let persons = try PersonStore(tx: tx).persons(requests.map(\.person) + done.rows.compactMap(\.by))
            return ErasuresPage(
                requests: requests, erasures: done.rows, count: done.count, here: number, names: persons.mapValues(\.badgeName),
                now: tx.now, zone: zone, words: words)
        }
        return page.page.organising(request, at: Self.tab)
    }

    private func report(_ request: Request) async throws -> Response {
        let id = try request.id(Person.self, in: "person")
        let erasure = try await request.read { try ErasureStore(tx: $0).erasure(of: id) }
        guard let erasure else { throw AccessRefusal.notFound }
        let page = ErasureReportPage(erasure: erasure, zone: request.site.settings.zone, words: request.words)
        return page.page.organising(request, at: Self.tab)
    }

    // MARK: Erasing

    private func ask(_ request: Request) async throws -> Response { try await plan(request, nil) }

    /// What would be done: the erasure itself runs, and is undone.
    private func plan(_ request: Request, _ refusal: (any Refusal)?) async throws -> Response {
        let id = try request.id(Person.self, in: "person")
        let person = try await request.read { try PersonStore(tx: $0).person(id) }
        guard let person, person.id == id, person.erasedAt == nil else { throw AccessRefusal.notFound }
        try await request.recordReading("person.read", of: [Noun("person", id)])
        let (lines, obstacle) = try await ErasureTrial(suppliers: suppliers).run(id, request)
        let page = ErasurePlanPage(
            person: person, lines: lines, problem: refusal?.phrase, obstacle: obstacle?.phrase, words: request.words
        )
        return page.page.organising(request, at: PeopleFeature.tab)
    }

    private func erase(_ request: Request) async throws -> Response {
        let id = try request.id(Person.self, in: "person")
        do {
            guard request.form["sure"] == "yes" else { throw ErasureRefusal.unsure }
            guard request.actor.person != id.value else { throw ErasureRefusal.oneself }
            guard let file = request.site.settings.erasures else { throw ErasureRefusal.noFile }
            try await request.write { [suppliers] tx in
                guard try PersonStore(tx: tx).person(id)?.id == id else { throw AccessRefusal.notFound }
                try ErasureStore(tx: tx).erase(id, .asked, suppliers)
            }
            // What cannot be written down now is tried again every hour; the page of the erasure says so.
            try? await ErasureKeeping(request.site.database, file: ErasureFile(path: file), suppliers: suppliers).file(
                at: request.now)
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await plan(request, refusal)
        }
        return .seeOther(to: request.page("/organise/erasures/of/\(id)"), notice: "person-erased")
    }
}

/// What erasing somebody would come to, found by doing it and undoing it.
struct ErasureTrial: Sendable {
    let suppliers: PeopleSuppliers

    private struct Tried: Error { let lines: [ErasureLine] }

    /// Also what stands against it, with what would be done without that.
    func run(_ id: ID<Person>, _ request: Request) async throws -> (lines: [ErasureLine], obstacle: (any Refusal)?) {
        var obstacle: (any Refusal)?
        if request.site.settings.erasures == nil { obstacle = ErasureRefusal.noFile }
        do {
            try await request.read { [suppliers] tx in
                guard let person = try PersonStore(tx: tx).person(id) else { throw AccessRefusal.notFound }
                try suppliers.check(person, .erasing, tx)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            obstacle = refusal
        }
        do {
            try await request.write { [suppliers] tx in
                throw Tried(lines: try ErasureStore(tx: tx).erase(id, .restored, suppliers).lines)
            }
        } catch let tried as Tried {
            return (tried.lines, obstacle)
        }
        return ([], obstacle)
    }
}
