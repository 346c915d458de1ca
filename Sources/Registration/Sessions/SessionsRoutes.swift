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

/// Whose sessions are chosen, and how whoever chooses came here.
struct SessionsScene: Sendable {
    let record: EditionRecord
    let person: Person
    let seat: Seat
    let path: Address, back: Address
    let isForOther: Bool
    let isOrganiser: Bool

    /// By a participant's own link, or as whoever answers for a delegation. Who holds no seat has nothing to choose.
    init(_ request: Request, _ tx: Transaction) throws {
        let edition = try request.id(Edition.self, in: "edition")
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }) else {
            throw AccessRefusal.notFound
        }
        self.record = record
        let found: (ID<Person>, Seat)?
        if request.parameters["seat"] == nil {
            let token = try request.id(Person.self, in: "token").value
            let holder = try ParticipationStore(tx: tx).holder(ofLink: token, in: edition)?.person
            found = try holder.flatMap { person in try SeatStore(tx: tx).seat(of: person, in: edition).map { (person, $0) } }
            back = request.page(ParticipationRoutes.path(token, in: edition))
            (path, isForOther, isOrganiser) = ("\(back)/sessions", false, false)
        } else {
            let way = try DelegationWay(request)
            let (id, delegation) = (try request.id(Seat.self, in: "seat"), try way.delegation(in: edition, tx))
            let seat = try SeatStore(tx: tx).seats(of: delegation.id).first { $0.id == id }
            found = seat.flatMap { seat in seat.person.map { ($0, seat) } }
            back = request.page(way.path(in: edition))
            (path, isForOther, isOrganiser) = ("\(back)/seats/\(id)/sessions", true, way.isOrganiser)
        }
        guard let found, let person = try PersonStore(tx: tx).person(found.0) else { throw AccessRefusal.notFound }
        (self.person, seat) = (person, found.1)
    }
}

/// The handlers of sessions with limited places, for participants and for whoever answers for a delegation.
enum SessionsRoutes {
    private static let own = "/{language}/{edition}/participation/{token}"

    static let routes: [Route] =
        on(own, "participation.answer", limit: .guessable)
        + on("\(DelegationWay.link)/seats/{seat}", "delegation.answer")
        + on("\(DelegationWay.authority)/seats/{seat}", "delegation.change")
        + on("\(DelegationWay.organiser)/seats/{seat}", "registration.change")

    private static func on(_ base: String, _ permission: Permission, limit: RateLimits.Kind? = nil) -> [Route] {
        [
            Route(.get, "\(base)/sessions", permission, limit: limit) { try await page($0) },
            Route(.post, "\(base)/sessions/{code}", permission, limit: limit, change),
        ]
    }

    private static func page(_ request: Request, problem: Phrase? = nil) async throws -> Response {
        let (page, scene) = try await request.read { [words = request.words] tx in
            let scene = try SessionsScene(request, tx)
            let person = scene.person
            guard let found = try Whereabouts(of: [person.id], scene.record, words: words, tx) else {
                throw AccessRefusal.notFound
            }
            let page = SessionsPage(
                name: person.badgeName, over: scene.record.name(words),
                choices: found.choices(of: person.id, as: scene.seat.kind.rawValue, at: tx.now), whereabouts: found,
                path: scene.path, back: scene.back, isForOther: scene.isForOther, now: tx.now, words: words, problem: problem)
            return (page.page, scene)
        }
        if scene.isOrganiser { try await request.recordReading("person.read", of: [Noun("person", scene.person.id)]) }
        return DelegationRoutes.shown(page, request)
    }

    /// Takes a place, waits for one, or leaves; a refusal stands on the page.
    private static func change(_ request: Request) async throws -> Response {
        guard let code = request.parameters["code"].flatMap({ SessionCode($0) }), let act = request.form["act"],
            ["join", "leave"].contains(act)
        else { throw AccessRefusal.notFound }
        let isTight = request.form["tight"] == "yes"
        do {
            let (state, path) = try await request.write { [words = request.words] tx -> (SignUp.State?, Address) in
                let scene = try SessionsScene(request, tx)
                let signing = try SigningUp(scene.record, words: words, tx)
                guard act == "join" else {
                    try signing.leave(code, scene.person.id)
                    return (nil, scene.path)
                }
                let kind = scene.seat.kind.rawValue
                return (try signing.join(code, scene.person.id, as: kind, evenIfTight: isTight), scene.path)
            }
            return .seeOther(
                to: path, notice: state == nil ? "session-left" : state == .place ? "session-joined" : "session-waiting")
        } catch let refusal as SignUpRefusal {
            return try await page(request, problem: refusal.phrase)
        }
    }
}
