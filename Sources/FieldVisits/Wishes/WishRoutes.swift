// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import People
import Registration
import Server
import Vocabulary

/// The handlers of wishes: for whoever holds a seat, signed in or by their own link, and for whoever answers for a delegation.
enum WishRoutes {
    static let routes: [Route] =
        [
            Route(.get, "/{language}/{edition}/visits/wishes", "visit.read", own),
            Route(.post, "/{language}/{edition}/visits/wishes", "visit.wish", keep),
        ]
        + SeatScene.ways.flatMap { base, permission, limit in
            [
                Route(.get, "\(base)/visits", permission, limit: limit) { try await page($0) },
                Route(.post, "\(base)/visits", permission, limit: limit, keep),
            ]
        }

    /// One's own wishes; who is not signed in, or holds no seat, reads how to come to them.
    private static func own(_ request: Request) async throws -> Response {
        do {
            return try await page(request)
        } catch AccessRefusal.notFound {
            let start = try await request.read { [words = request.words] tx in
                let id = try request.id(Edition.self, in: "edition")
                guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == id }),
                    try WishFacts.offered(record.edition, tx) != nil
                else { throw AccessRefusal.notFound }
                return WishStartPage(record: record, isSignedIn: request.actor.isSignedIn, words: words)
            }
            return start.page.personal(to: request)
        }
    }

    private static func page(
        _ request: Request, _ change: @escaping @Sendable (inout WishesPage) -> Void = { _ in }
    ) async throws -> Response {
        let page = try await request.read { [words = request.words] tx in
            let scene = try SeatScene(request, tx)
            guard let facts = try WishFacts.offered(scene.record.edition, tx) else { throw AccessRefusal.notFound }
            var page = WishesPage(
                scene: scene, view: try VisitView(scene.record, words: words, tx), facts: facts,
                demand: try WishStore(tx: tx).demand(in: scene.record.edition.id),
                clashes: try WishClashes(of: [scene.person.id], scene.record, words: words, tx),
                list: try WishStore(tx: tx).list(of: scene.seat), places: try PlaceStore(tx: tx).live(of: [scene.seat.id]))
            change(&page)
            return page
        }
        return try await page.scene.shown(page.page, request)
    }

    /// Keeps the list; what was refused is shown again as it was typed.
    private static func keep(_ request: Request) async throws -> Response {
        let form = request.form
        let typed = form.pairs.reduce(into: [VisitCode: String]()) { typed, pair in
            if pair.name.hasPrefix("rank-"), let code = VisitCode(String(pair.name.dropFirst(5))) { typed[code] = pair.value }
        }
        let (isAccepted, seen) = (form["accepted"] == "yes", form["version"].flatMap { Int($0) } ?? -1)
        do {
            let (path, isLate) = try await request.write { [words = request.words] tx in
                let scene = try SeatScene(request, tx)
                let wishing = try Wishing(scene, words: words, tx)
                try wishing.keep(typed, isAccepted: isAccepted, seen: seen)
                return (WishesPage.path(scene, try VisitView(scene.record, words: words, tx)), wishing.facts.isLate)
            }
            return .seeOther(to: path, notice: isLate ? "wishes-kept-late" : "wishes-kept")
        } catch let refusal as WishRefusal {
            return try await page(request) { page in
                // What somebody else kept is shown beside nothing of one's own that could be lost: it stays typed.
                (page.typed, page.isAccepted, page.refusal) = (typed, isAccepted, refusal)
            }
        }
    }
}

/// What is done to somebody's wishes, in the transaction of the caller.
struct Wishing {
    let facts: WishFacts
    private let scene: SeatScene
    private let words: Words
    private let tx: Transaction

    init(_ scene: SeatScene, words: Words, _ tx: Transaction) throws {
        guard let facts = try WishFacts.offered(scene.record.edition, tx) else { throw AccessRefusal.notFound }
        (self.facts, self.scene, self.words, self.tx) = (facts, scene, words, tx)
    }

    func keep(_ typed: [VisitCode: String], isAccepted: Bool, seen: Int) throws {
        let (store, edition) = (WishStore(tx: tx), scene.record.edition.id)
        let old = try store.list(of: scene.seat)
        guard !facts.isFixed(old) else { throw WishRefusal.inDraw }
        let offered = facts.visits.map { (code: $0.code, name: $0.name(words), hasConditions: $0.hasConditions) }
        let choice = WishChoice(
            offered: offered, settings: facts.settings, seen: seen, version: old?.version ?? 0, isOver: facts.isOver)
        let wishes = try choice.ranking(typed, isAccepted: isAccepted, at: tx.now)
        // Visits that are not offered any more keep their rank in nobody's list: what is not shown is not kept.
        let author: WishList.Author = !scene.isForOther ? .own : scene.isOrganiser ? .organiser : .coordinator
        let list = WishList(
            seat: scene.seat.id, person: scene.person.id, wishes: wishes, version: (old?.version ?? 0) + 1, savedAt: tx.now,
            savedBy: author, acceptedAt: isAccepted ? old?.acceptedAt ?? tx.now : nil)
        try store.keep([list], in: edition)
        tx.record("wishes.kept", WishStore.noun(edition), Noun("person", scene.person.id))
    }
}
