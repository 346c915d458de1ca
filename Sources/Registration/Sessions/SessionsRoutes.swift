// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import HTML
import People
import Programme
import Server
import Vocabulary

/// The handlers of sessions with limited places, for participants and for whoever answers for a delegation.
enum SessionsRoutes {
    static let routes: [Route] = SeatScene.ways.flatMap { base, permission, limit in
        [
            Route(.get, "\(base)/sessions", permission, limit: limit) { try await page($0) },
            Route(.post, "\(base)/sessions/{code}", permission, limit: limit, change),
        ]
    }

    private static func page(_ request: Request, problem: Phrase? = nil) async throws -> Response {
        let (page, scene) = try await request.read { [words = request.words] tx in
            let scene = try SeatScene(request, tx)
            let person = scene.person
            guard let found = try Whereabouts(of: [person.id], scene.record, words: words, tx) else {
                throw AccessRefusal.notFound
            }
            let page = SessionsPage(
                name: person.badgeName, over: scene.record.name(words),
                choices: found.choices(of: person.id, as: scene.seat.kind.rawValue, at: tx.now), whereabouts: found,
                path: "\(scene.base)/sessions", back: scene.back, isForOther: scene.isForOther, now: tx.now, words: words,
                problem: problem)
            return (page.page, scene)
        }
        return try await scene.shown(page, request)
    }

    /// Takes a place, waits for one, or leaves; a refusal stands on the page.
    private static func change(_ request: Request) async throws -> Response {
        guard let code = request.parameters["code"].flatMap({ SessionCode($0) }), let act = request.form["act"],
            ["join", "leave"].contains(act)
        else { throw AccessRefusal.notFound }
        let isTight = request.form["tight"] == "yes"
        do {
            let (state, path) = try await request.write { [words = request.words] tx -> (SignUp.State?, Address) in
                let scene = try SeatScene(request, tx)
                let signing = try SigningUp(scene.record, words: words, tx)
                guard act == "join" else {
                    try signing.leave(code, scene.person.id)
                    return (nil, "\(scene.base)/sessions")
                }
                let kind = scene.seat.kind.rawValue
                return (try signing.join(code, scene.person.id, as: kind, evenIfTight: isTight), "\(scene.base)/sessions")
            }
            return .seeOther(
                to: path, notice: state == nil ? "session-left" : state == .place ? "session-joined" : "session-waiting")
        } catch let refusal as SignUpRefusal {
            return try await page(request, problem: refusal.phrase)
        }
    }
}
