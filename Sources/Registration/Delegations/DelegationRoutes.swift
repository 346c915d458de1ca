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

/// The handlers of a delegation's page, on each of the three ways to it.
enum DelegationRoutes {
    static let routes: [Route] =
        on(DelegationWay.link, "delegation.answer")
        + on(DelegationWay.authority, "delegation.change") + on(DelegationWay.organiser, "registration.change")
        + [Route(.post, "\(DelegationWay.organiser)/grants", "registration.change", grant)] + CoordinatorRoutes.routes

    /// No limit on how often: a link holds 256 bits that nobody guesses, and when registration opens, half a city's administration may come
    /// from one address.
    private static func on(_ base: String, _ permission: Permission) -> [Route] {
        func post(_ part: String, _ handler: @escaping Route.Handler) -> Route {
            Route(.post, "\(base)/\(part)", permission, handler)
        }
        return [
            Route(.get, base, permission, look),
            post("seats", reserve), post("confirmation", confirm), post("withdrawal", withdraw), post("order-number", order),
            post("waiting", wait), post("waiting/{waiting}/acceptance", accept), post("waiting/{waiting}/removal", leave),
            Route(.get, "\(base)/seats/{seat}", permission) { try await seat($0) },
            post("seats/{seat}", name), post("seats/{seat}/removal", unname), post("seats/{seat}/return", giveBack),
            post("seats/{seat}/paper-codes", givePaper),
            post("seats/{seat}/link", sendLink), post("applications/{application}/approval", DelegationDeciding.approve),
            post("applications/{application}/refusal", DelegationDeciding.refuse),
        ]
    }

    // MARK: The page

    static func shown(_ page: Page, _ request: Request) -> Response {
        request.parameters["delegation"] == nil
            ? page.personal(to: request) : page.organising(request, at: "/organise/registration")
    }

    private static func look(_ request: Request) async throws -> Response {
        if let beginning = try await CoordinatorRoutes.beginning(request) { return beginning }
        return try await page(request)
    }

    static func page(
        _ request: Request, _ change: @escaping @Sendable (inout DelegationPage) -> Void = { _ in }
    ) async throws -> Response {
        var page = try await request.delegation { tx, scene in
            DelegationPage(scene: scene, agenda: try DelegationAgenda(scene, tx))
        }
        change(&page)
        let persons = page.scene.facts.seats.compactMap(\.person)
        if page.scene.way.isOrganiser {
            try await request.recordReading("person.read", of: persons.map { Noun("person", $0) })
        }
        return shown(page.page, request)
    }

    /// Does something, and shows the page again; a refusal stands on it, beside what was typed.
    private static func act(
        _ request: Request, notice: String, _ typed: @escaping @Sendable (inout DelegationPage) -> Void = { _ in },
        _ body: @escaping @Sendable (Registering, ID<Delegation>) throws -> Void
    ) async throws -> Response {
        do {
            try await request.registering(body)
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await page(request) { page in
                page.problem = refusal.phrase
                typed(&page)
            }
        }
        return .seeOther(to: try request.delegationPath(), notice: notice)
    }

    // MARK: Seats

    private static func reserve(_ request: Request) async throws -> Response {
        let form = request.form
        let wanted = ActorKind.allCases.reduce(into: [ActorKind: Int]()) { wanted, kind in
            wanted[kind] = form["seats-\(kind.rawValue)"].flatMap { Int($0) } ?? 0
        }
        let count = wanted.values.reduce(0) { $0 + min(max($1, 0), DelegationFacts.most) }
        let ids = (0..<min(count, DelegationFacts.most)).map { _ in ID<Seat>(random: request.random(15)) }
        let way = try DelegationWay(request)
        return try await act(request, notice: "seats-reserved", { $0.typed = wanted }) { registering, id in
            let kinds = try registering.kinds(of: id, way)
            try registering.reserve(wanted.filter { kinds.contains($0.key) }, for: id, ids: ids)
        }
    }

    private static func grant(_ request: Request) async throws -> Response {
        guard let kind = request.form["granted"].flatMap(ActorKind.init(rawValue:)) else {
            throw RegistrationRefusal.nothingAsked
        }
        let seat = ID<Seat>(random: request.random(15))
        return try await act(request, notice: "seat-granted") { registering, id in
            try registering.grant(kind, for: id, seat: seat)
        }
    }

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
        return shown(page.page, request)
    }

    /// Names who holds a seat, swaps them, or corrects the name of whoever does.
    private static func name(_ request: Request) async throws -> Response {
        let (id, form) = (try request.id(Seat.self, in: "seat"), request.form)
        let language = request.language
        let typed = ParticipantDraft(form, language: language, kind: .officer)
        let (change, person) = (SeatChange(form["who"]), ID<Person>(random: request.random(15)))
        func again(_ problems: [String: Phrase], _ problem: Phrase? = nil) async throws -> Response {
            try await seat(request) { page in
                page.draft = typed
                (page.problems, page.problem) = (problems, problem)
            }
        }
        guard typed.problems.isEmpty else { return try await again(typed.problems) }
        do {
            let way = try DelegationWay(request)
            try await request.registering { registering, delegation in
                let kinds = try registering.kinds(of: delegation, way)
                try registering.name(id, typed.offered(kinds), change ?? .other, new: person, of: delegation)
            }
        } catch let refusal as RegistrationRefusal where refusal != .seatGone {
            return try await again([:], refusal.phrase)
        }
        return .seeOther(to: try request.delegationPath(), notice: "seat-named")
    }

    private static func unname(_ request: Request) async throws -> Response {
        let id = try request.id(Seat.self, in: "seat")
        return try await act(request, notice: "seat-unnamed") { try $0.name(id, nil, of: $1) }
    }

    private static func giveBack(_ request: Request) async throws -> Response {
        let id = try request.id(Seat.self, in: "seat")
        return try await act(request, notice: "seat-returned") { try $0.giveBack(id, of: $1) }
    }

    /// A code on paper, for somebody without mail whom the delegation named.
    private static func givePaper(_ request: Request) async throws -> Response {
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
        return shown(code.page(for: name, back: (back, request.words("delegation.link.back")), request.words), request)
    }

    /// Sends their own link again to who holds the seat, to the address that is known of them.
    private static func sendLink(_ request: Request) async throws -> Response {
        let id = try request.id(Seat.self, in: "seat")
        return try await act(request, notice: "own-link-sent") { registering, delegation in
            guard let person = try registering.facts(delegation).seat(id).person else { throw RegistrationRefusal.seatGone }
            let store = ParticipationStore(tx: registering.tx)
            try store.requireTelling(person, in: registering.edition)
            try store.tell(person, in: registering.edition, again: true)
        }
    }

    // MARK: The whole of it

    private static func confirm(_ request: Request) async throws -> Response {
        try await act(request, notice: "delegation-confirmed") { try $0.confirm($1) }
    }

    private static func withdraw(_ request: Request) async throws -> Response {
        try await act(request, notice: "delegation-withdrawn") { try $0.withdraw($1) }
    }

    private static func order(_ request: Request) async throws -> Response {
        let number = request.form["order"] ?? ""
        return try await act(request, notice: "order-number-kept", { $0.orderNumber = number }) { try $0.order(by: number, $1) }
    }

    // MARK: Waiting

    private static func wait(_ request: Request) async throws -> Response {
        guard let kind = request.form["kind"].flatMap(ActorKind.init(rawValue:)) else {
            return try await page(request) { $0.problem = RegistrationRefusal.nothingAsked.phrase }
        }
        let (entry, way) = (ID<Waiting>(random: request.random(15)), try DelegationWay(request))
        return try await act(request, notice: "waiting-joined") { registering, id in
            guard try registering.kinds(of: id, way).contains(kind) else { throw RegistrationRefusal.nothingAsked }
            try registering.wait(kind, for: id, entry: entry)
        }
    }

    private static func accept(_ request: Request) async throws -> Response {
        let (entry, seat) = (try request.id(Waiting.self, in: "waiting"), ID<Seat>(random: request.random(15)))
        return try await act(request, notice: "offer-accepted") { try $0.accept(entry, of: $1, seat: seat) }
    }

    private static func leave(_ request: Request) async throws -> Response {
        let entry = try request.id(Waiting.self, in: "waiting")
        return try await act(request, notice: "waiting-left") { try $0.leave(entry, of: $1) }
    }
}
