// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import People
import Registration
import Server
import Vocabulary

/// What somebody got in a published draw, by their own link, signed in, or as whoever answers for their delegation.
enum OwnDrawRoutes {
    private static let signedIn = "/{language}/{edition}/visits/draws/{draw}/own"

    static let routes: [Route] =
        SeatScene.ways.flatMap { on("\($0.base)/draws/{draw}", $0.permission, $0.limit) } + on(signedIn, "draw.own", nil)

    private static func on(_ base: String, _ permission: Permission, _ limit: RateLimits.Kind?) -> [Route] {
        [
            Route(.get, base, permission, limit: limit) { try await page($0) },
            Route(.post, "\(base)/appeal", permission, limit: limit, appeal),
        ]
    }

    private static func path(_ seat: SeatScene, _ draw: VisitDraw) -> Address {
        seat.base == seat.back && !seat.base.text.contains("/participation/")
            ? "\(seat.base)/visits/draws/\(draw.number)/own" : "\(seat.base)/draws/\(draw.number)"
    }

    private static func page(_ request: Request, problem: Phrase? = nil) async throws -> Response {
        let typed = problem == nil ? "" : request.form["appeal"] ?? ""
        let (page, seat) = try await request.read { tx in
            let (scene, seat) = (try DrawScene(request, tx), try SeatScene(request, tx))
            let draw = try scene.published(request)
            guard let outcome = try DrawStore(tx: tx).outcome(of: draw) else { throw AccessRefusal.notFound }
            // Whoever took the seat over later learns nothing about whoever was drawn on it.
            let one = try DrawPersonStore(draw, tx).person(on: seat.seat.id).flatMap { $0.person == seat.person.id ? $0 : nil }
            let page = OwnDrawPage(
                scene: scene, draw: draw, outcome: outcome, seat: seat, path: path(seat, draw), pseudonym: one?.pseudonym,
                reasons: one.flatMap { DrawReasons(of: $0.pseudonym, outcome, scene.words, scene.names) },
                places: try PlaceStore(tx: tx).live(of: [seat.seat.id]),
                appeal: try one.flatMap { try DrawPersonStore(draw, tx).appeal(of: $0.pseudonym) }, problem: problem,
                typed: typed)
            return (page.page, seat)
        }
        return try await seat.shown(page, request)
    }

    private static func appeal(_ request: Request) async throws -> Response {
        let text = PersonText.cleanedLines(request.form["appeal"] ?? "")
        do {
            let path = try await request.write { tx -> Address in
                let (scene, seat) = (try DrawScene(request, tx), try SeatScene(request, tx))
                let draw = try scene.published(request)
                let store = DrawPersonStore(draw, tx)
                guard let one = try store.person(on: seat.seat.id), one.person == seat.person.id else {
                    throw AccessRefusal.notFound
                }
                guard !text.isEmpty else { throw DrawStepRefusal.appealMissing }
                guard text.count <= DrawTexts.longest else { throw DrawStepRefusal.appealTooLong(most: DrawTexts.longest) }
                guard try store.appeal(of: one.pseudonym) == nil else { throw DrawStepRefusal.alreadyAppealed }
                try store.add(text, by: one.pseudonym)
                return Self.path(seat, draw)
            }
            return .seeOther(to: path, notice: "draw-appealed")
        } catch let refusal as DrawStepRefusal {
            return try await page(request, problem: refusal.phrase)
        }
    }
}
