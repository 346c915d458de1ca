// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of one seat of a delegation: who holds it.
enum DelegationSeatRoutes {
    static func seat(
        _ request: Request, _ change: @escaping @Sendable (inout SeatPage) -> Void = { _ in }
    ) async throws -> Response {
        let id = try request.id(Seat.self, in: "seat")
        var page = try await request.delegation { tx, scene in
            guard scene.facts.seats.contains(where: { $0.id == id }) else { throw AccessRefusal.notFound }
            return try SeatPage.read(scene, id, SeatChange(request.form["who"] ?? request.query["who"]), tx)
        }
        change(&page)
        if page.scene.way.isOrganiser, let person = page.seat.person {
            try await request.recordReading("person.read", of: [Noun("person", person)])
        }
        return DelegationRoutes.shown(page.page, request)
    }

    /// Names who holds a seat, swaps them, or corrects the name of whoever does.
    static func name(_ request: Request) async throws -> Response {
        let (id, form) = (try request.id(Seat.self, in: "seat"), request.form)
        let language = request.language
        let typed = ParticipantDraft(form, language: language, kind: .officer)
        let (change, person) = (SeatChange(form["who"]), ID<Person>(random: request.random(15)))
        let seen = form.pairs.first { $0.name == "holder" }?.value
        func again(
            _ problems: [String: Phrase], _ problem: Phrase? = nil, as change: SeatChange? = nil
        ) async throws -> Response {
            try await seat(request) { page in
                page.draft = typed
                page.change = change ?? page.change
                (page.problems, page.problem) = (problems, problem)
            }
        }
        guard typed.problems.isEmpty else { return try await again(typed.problems) }
        do {
            let way = try DelegationWay(request)
            try await request.registering { registering, delegation in
                let kinds = try registering.kinds(of: delegation, way)
                try registering.name(id, typed.offered(kinds), change ?? .other, seen: seen, new: person, of: delegation)
            }
        } catch RegistrationRefusal.seatGone {
            return try await DelegationRoutes.page(request) {
                $0.problem = Phrase("seat.gone-unnamed", ["name": .text(typed.name)])
            }
        } catch RegistrationRefusal.seatChanged {
            // What was written of one person is never said of another.
            return try await again([:], RegistrationRefusal.seatChanged.phrase, as: .other)
        } catch let refusal as RegistrationRefusal {
            return try await again([:], refusal.phrase)
        }
        return .seeOther(to: try request.delegationPath(), notice: "seat-named")
    }

    static func unname(_ request: Request) async throws -> Response {
        let id = try request.id(Seat.self, in: "seat")
        return try await DelegationRoutes.act(request, notice: "seat-unnamed") { try $0.name(id, nil, of: $1) }
    }

    static func giveBack(_ request: Request) async throws -> Response {
        let id = try request.id(Seat.self, in: "seat")
        return try await DelegationRoutes.act(request, notice: "seat-returned") { try $0.giveBack(id, of: $1) }
    }

    /// A code on paper, for somebody without mail whom the delegation named.
    static func givePaper(_ request: Request) async throws -> Response {
        let (id, code) = (try request.id(Seat.self, in: "seat"), PaperCode(request))
        let name = try await request.registering { registering, delegation in
            let tx = registering.tx
            guard let person = try registering.facts(delegation).seat(id).person,
                try OwnPersons(of: delegation, tx).contains(person), let known = try PersonStore(tx: tx).person(person),
                try PersonStore(tx: tx).addresses(of: person).isEmpty
            else { throw AccessRefusal.notFound }
            try code.give(to: person, tx)
            return known.badgeName
        }
        let back: Address = "\(try request.delegationPath())/seats/\(id)"
        return DelegationRoutes.shown(
            code.page(for: name, back: (back, request.words("delegation.link.back")), request.words), request)
    }

    /// Sends their own link again to who holds the seat, to the address that is known of them.
    static func sendLink(_ request: Request) async throws -> Response {
        let id = try request.id(Seat.self, in: "seat")
        return try await DelegationRoutes.act(request, notice: "own-link-sent") { registering, delegation in
            guard let person = try registering.facts(delegation).seat(id).person else { throw RegistrationRefusal.seatGone }
            let store = ParticipationStore(tx: registering.tx)
            try store.requireTelling(person, in: registering.edition)
            try store.tell(person, in: registering.edition, again: true)
        }
    }
}
