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
            Route(.get, "\(base)/seats/{seat}", permission) { try await DelegationSeatRoutes.seat($0) },
            post("seats/{seat}", DelegationSeatRoutes.name), post("seats/{seat}/removal", DelegationSeatRoutes.unname),
            post("seats/{seat}/return", DelegationSeatRoutes.giveBack),
            post("seats/{seat}/paper-codes", DelegationSeatRoutes.givePaper),
            post("seats/{seat}/link", DelegationSeatRoutes.sendLink),
            post("applications/{application}/approval", DelegationDeciding.approve),
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
            DelegationPage(scene: scene, agenda: try DelegationAgenda(scene, tx), panels: try scene.panels(request, tx))
        }
        change(&page)
        let persons = page.scene.facts.seats.compactMap(\.person)
        if page.scene.way.isOrganiser {
            try await request.recordReading("person.read", of: persons.map { Noun("person", $0) })
        }
        return shown(page.page, request)
    }

    /// Does something, and shows the page again; a refusal stands on it, beside what was typed.
    static func act(
        _ request: Request, notice: String, _ typed: @escaping @Sendable (inout DelegationPage) -> Void = { _ in },
        _ body: @escaping @Sendable (Registering, ID<Delegation>) throws -> Void
    ) async throws -> Response {
        try await actKnowing(request, notice: notice, typed) { registering, delegation, _ in try body(registering, delegation.id)
        }
    }

    private static func actKnowing(
        _ request: Request, notice: String, _ typed: @escaping @Sendable (inout DelegationPage) -> Void = { _ in },
        _ body: @escaping @Sendable (Registering, Delegation, DelegationWay) throws -> Void
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
        return try await actKnowing(request, notice: "seats-reserved", { $0.typed = wanted }) { registering, delegation, way in
            let kinds = way.kinds(of: delegation)
            try registering.reserve(wanted.filter { kinds.contains($0.key) }, for: delegation, ids: ids)
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
