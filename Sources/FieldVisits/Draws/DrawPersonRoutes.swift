// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import People
import Registration
import Server
import Vocabulary

/// The handlers of those who draw, about one person: why, an answer, a change by hand.
enum DrawPersonRoutes {
    static let routes: [Route] = [
        Route(.get, "\(DrawRoutes.one)/people", "draw.make", list),
        Route(.get, "\(DrawRoutes.one)/people/{seat}", "draw.make") { try await page($0) },
        Route(.post, "\(DrawRoutes.one)/people/{seat}/place", "draw.make", change),
        Route(.post, "\(DrawRoutes.one)/people/{seat}/answer", "draw.make", answer),
    ]

    /// Who got what, and whose names are told by that: it is recorded.
    private static func list(_ request: Request) async throws -> Response {
        let (isOnlyWithout, here) = (request.query["only"] == "without", Int(request.query["page"] ?? "") ?? 1)
        let page = try await request.read { tx in
            let scene = try DrawScene(request, tx)
            let draw = try scene.draw(request)
            guard let outcome = try DrawStore(tx: tx).outcome(of: draw) else { throw AccessRefusal.notFound }
            return DrawPeoplePage(
                scene: scene, draw: draw, outcome: outcome, people: try DrawPeople(draw, outcome, tx).all,
                isOnlyWithout: isOnlyWithout, here: here)
        }
        try await request.recordReading("person.read", of: page.shown.compactMap(\.person).map { Noun("person", $0) })
        return DrawRoutes.shown(page.page, request)
    }

    private static func page(_ request: Request, problem: Phrase? = nil) async throws -> Response {
        let seat = try request.id(Seat.self, in: "seat")
        let page = try await request.read { tx in
            let scene = try DrawScene(request, tx)
            let draw = try scene.draw(request)
            guard let outcome = try DrawStore(tx: tx).outcome(of: draw),
                let one = try DrawPeople(draw, outcome, tx).all.first(where: { $0.seat == seat })
            else { throw AccessRefusal.notFound }
            return DrawPersonPage(
                scene: scene, draw: draw, outcome: outcome, one: one,
                reasons: DrawReasons(of: one.pseudonym, outcome, scene.words, scene.names),
                places: try PlaceStore(tx: tx).live(of: [seat]),
                appeal: try DrawPersonStore(draw, tx).appeal(of: one.pseudonym), problem: problem,
                typed: problem == nil
                    ? [:] : Dictionary(request.form.pairs.map { ($0.name, $0.value) }) { first, _ in first })
        }
        try await request.recordReading("person.read", of: [page.one.person.map { Noun("person", $0) }].compactMap { $0 })
        return DrawRoutes.shown(page.page, request)
    }

    private static func step(
        _ request: Request, notice: String,
        _ body: @escaping @Sendable (Transaction, DrawScene, VisitDraw, DrawPerson) throws -> Void
    ) async throws -> Response {
        let seat = try request.id(Seat.self, in: "seat")
        do {
            let path = try await request.write { tx -> Address in
                let scene = try DrawScene(request, tx)
                let draw = try scene.published(request)
                guard let one = try DrawPersonStore(draw, tx).person(on: seat) else { throw AccessRefusal.notFound }
                try body(tx, scene, draw, one)
                return "/\(scene.edition)/organise/visits/draws/\(draw.number)/people/\(seat)"
            }
            return .seeOther(to: request.page(path), notice: notice)
        } catch let refusal as DrawStepRefusal {
            return try await page(request, problem: refusal.phrase)
        } catch let refusal as PlaceRefusal {
            return try await page(request, problem: refusal.phrase)
        }
    }

    private static func change(_ request: Request) async throws -> Response {
        let (id, form) = (ID<Place>(random: request.random(15)), request.form)
        return try await step(request, notice: "draw-changed-by-hand") { tx, scene, draw, one in
            try Drawing(scene, tx).change(
                one, draw, from: form["from"].map { ID($0) }, to: form["to"].map { ID($0) },
                reason: try DrawRoutes.reason(request, "reason"), id: id)
        }
    }

    private static func answer(_ request: Request) async throws -> Response {
        try await step(request, notice: "appeal-answered") { tx, _, draw, one in
            let text = PersonText.cleanedLines(request.form["answer"] ?? "")
            guard !text.isEmpty else { throw DrawStepRefusal.answerMissing }
            guard text.count <= DrawTexts.longest else { throw DrawStepRefusal.appealTooLong(most: DrawTexts.longest) }
            let store = DrawPersonStore(draw, tx)
            guard let appeal = try store.appeal(of: one.pseudonym), appeal.answeredAt == nil else {
                throw DrawStepRefusal.changedMeanwhile
            }
            try store.answer(text, to: one.pseudonym)
            try DrawMails.schedule(DrawTimers.answer, draw, [one.pseudonym], tx)
        }
    }
}
