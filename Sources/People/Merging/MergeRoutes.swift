// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTML
import Server
import Vocabulary

/// Finding entries that are one human, merging them, and taking that back.
struct MergeRoutes: Sendable {
    let suppliers: PeopleSuppliers

    var routes: [Route] {
        [
            Route(.get, "/{language}/organise/people/duplicates", "person.merge", duplicates),
            Route(.post, "/{language}/organise/people/distinctions", "person.merge", tellApart),
            Route(.get, "/{language}/organise/people/{person}/merging/{other}", "person.merge", compare),
            Route(.post, "/{language}/organise/people/{person}/merging/{other}", "person.merge", merge),
            Route(.post, "/{language}/organise/merges/{merge}/undoing", "person.merge", undo),
        ]
    }

    func duplicates(_ request: Request) async throws -> Response {
        let asked = request.query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
        let page = try await request.read { [suppliers, words = request.words] tx in
            let all = try PersonMergeStore(tx: tx, references: suppliers.references).duplicates()
            let number = min(asked, DuplicatesPage.pages(all.count))
            let size = DuplicatesPage.rowsPerPage
            let shown = all.dropFirst((number - 1) * size).prefix(size)
            let ids = Set(shown.flatMap { [$0.pair.one, $0.pair.other] }).sorted()
            let listed = Dictionary(uniqueKeysWithValues: try suppliers.listed(ids, words, tx).map { ($0.person.id, $0) })
            return DuplicatesPage(
                duplicates: shown.compactMap { one in
                    guard let first = listed[one.pair.one], let second = listed[one.pair.other] else { return nil }
                    // The older entry is the one that usually stays.
                    return first.person.created <= second.person.created
                        ? (first, second, one.reason) : (second, first, one.reason)
                }, count: all.count, page: number, words: words)
        }
        try await request.recordReading(
            "person.read", of: page.duplicates.flatMap { [Noun("person", $0.one.person.id), Noun("person", $0.other.person.id)] })
        return page.shown.organising(request, at: PersonRoutes.tab)
    }

    func tellApart(_ request: Request) async throws -> Response {
        guard let one = request.form["one"], let other = request.form["other"] else { throw AccessRefusal.notFound }
        let pair = PersonPair(ID(one), ID(other))
        try await request.write { [references = suppliers.references] tx in
            guard try PersonStore(tx: tx).persons([pair.one, pair.other]).count == 2 else { throw AccessRefusal.notFound }
            try PersonMergeStore(tx: tx, references: references).tellApart(pair)
        }
        return .seeOther(to: request.page("/organise/people/duplicates"), notice: "person-told-apart")
    }

    func compare(_ request: Request) async throws -> Response { try await page(request, problem: nil) }

    private func page(_ request: Request, problem: String?) async throws -> Response {
        let (keptID, goneID) = try ids(request)
        let both = try await request.read { [suppliers, words = request.words] tx in
            try suppliers.listed([keptID, goneID], words, tx)
        }
        guard both.count == 2, both.allSatisfy({ $0.person.mergedInto == nil }) else { throw AccessRefusal.notFound }
        try await request.recordReading("person.read", of: both.map { Noun("person", $0.person.id) })
        return MergePage(
            kept: both[0], gone: both[1], words: request.words, zone: request.site.settings.zone, problem: problem
        ).page.organising(request, at: PersonRoutes.tab)
    }

    func merge(_ request: Request) async throws -> Response {
        let (keptID, goneID) = try ids(request)
        let fields = Set(MergeField.allCases.filter { request.form[$0.rawValue] == "gone" })
        let id = ID<PersonMerge>(random: request.random(15))
        do {
            try await request.write { [suppliers] tx in
                let persons = try PersonStore(tx: tx).persons([keptID, goneID])
                guard let kept = persons[keptID], let gone = persons[goneID] else { throw AccessRefusal.notFound }
                try suppliers.check(kept, .merging(gone: gone), tx)
                let facts = MergeFacts(kept: kept, gone: gone)
                try PersonMergeStore(tx: tx, references: suppliers.references).keep(id, of: facts, taking: fields)
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound && refusal as? MergeRefusal == nil {
            return try await page(request, problem: request.words(refusal.phrase))
        }
        return .seeOther(to: request.page("/organise/people/\(keptID)"), notice: "person-merged")
    }

    func undo(_ request: Request) async throws -> Response {
        let id = try request.id(PersonMerge.self, in: "merge")
        let merge = try await request.write { [suppliers] tx in
            guard let merge = try PersonMergeStore(tx: tx, references: suppliers.references).undo(id) else {
                throw AccessRefusal.notFound
            }
            for undone in suppliers.undone { for person in [merge.kept, merge.gone] { try undone(tx, person) } }
            return merge
        }
        return .seeOther(to: request.page("/organise/people/\(merge.gone)"), notice: "person-merge-undone")
    }

    private func ids(_ request: Request) throws -> (kept: ID<Person>, gone: ID<Person>) {
        let ids = (try request.id(Person.self, in: "person"), try request.id(Person.self, in: "other"))
        guard ids.0 != ids.1 else { throw MergeRefusal.samePerson }
        return ids
    }
}
