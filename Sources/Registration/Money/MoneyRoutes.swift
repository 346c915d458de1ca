// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The handlers of codes, fees of seats and quotes, on each of the ways to a delegation's page.
enum MoneyRoutes {
    static let routes: [Route] =
        on(DelegationWay.link, "delegation.answer", limit: .guessable) + on(DelegationWay.authority, "delegation.change")
        + on(DelegationWay.organiser, "registration.change")
        + [Route(.post, "\(DelegationWay.organiser)/seats/{seat}/fee", "registration.change", setFee)]

    /// A code is worth money and may be guessed at: a link, which is all a stranger can have, is asked slowly.
    private static func on(_ base: String, _ permission: Permission, limit: RateLimits.Kind? = nil) -> [Route] {
        [
            Route(.post, "\(base)/code", permission, limit: limit ?? .costly, setCode),
            Route(.post, "\(base)/seats/{seat}/code", permission, limit: limit ?? .costly, setSeatCode),
            Route(.post, "\(base)/quotes", permission, limit: limit, makeQuote),
            Route(.get, "\(base)/quotes/{quote}", permission, limit: limit) { try await showQuote($0) },
            Route(.get, "\(base)/quotes/{quote}/text", permission, limit: limit) { try await showQuote($0, asText: true) },
        ]
    }

    /// Changes something of the money of the delegation in the address, and throws unless what it owes can still be said.
    private static func change(
        _ request: Request, _ body: @escaping @Sendable (MoneyStore, DelegationFacts, CostFacts, Day) throws -> Void
    ) async throws {
        let edition = try request.id(Edition.self, in: "edition")
        try await request.registering { registering, id in
            let (tx, facts) = (registering.tx, try registering.facts(id))
            let zone = try EditionStore(tx: tx).zone(of: edition)
            guard let costs = try MoneyStore(tx: tx).facts(facts.delegation, zone: zone) else { throw AccessRefusal.notFound }
            try body(MoneyStore(tx: tx), facts, costs, Day(tx.now, in: zone))
        }
    }

    // MARK: Codes

    private static func setCode(_ request: Request) async throws -> Response {
        let typed = request.form["code"] ?? ""
        do {
            try await change(request) { store, facts, costs, today in
                var costs = costs
                // A code typed in time stays good when it is sent again.
                costs.code =
                    typed.isEmpty
                    ? nil : costs.code.flatMap { $0.text == FeeCode.written(typed) ? $0 : nil } ?? GivenCode(typed, on: today)
                _ = try costs.quote()
                try store.set(code: costs.code, of: facts.delegation)
            }
        } catch let refusal as QuoteRefusal {
            return try await DelegationRoutes.page(request) { page in
                page.typedCode = typed
                page.codeProblem = refusal.phrase
            }
        }
        return .seeOther(to: try request.delegationPath(), notice: typed.isEmpty ? "code-removed" : "code-kept")
    }

    private static func setSeatCode(_ request: Request) async throws -> Response {
        let (id, typed) = (try request.id(Seat.self, in: "seat"), request.form["code"] ?? "")
        return try await setOnSeat(request, notice: typed.isEmpty ? "code-removed" : "code-kept") { store, facts, costs, today in
            let given = typed.isEmpty ? nil : GivenCode(typed, on: today)
            _ = try costs.changing(id) { $0.code = given }.quote()
            try store.set(code: given, of: id, facts.delegation)
        }
    }

    /// What an organiser says of a seat's fee.
    private static func setFee(_ request: Request) async throws -> Response {
        let (id, form) = (try request.id(Seat.self, in: "seat"), request.form)
        let fee = form["fee"].flatMap(FeeCategory.init), typed = form["days"]
        return try await setOnSeat(request, notice: "fee-kept") { store, facts, costs, _ in
            let days = typed.map { Int($0) ?? 0 }
            _ = try costs.changing(id) { seat in (seat.fee, seat.days) = (fee, days) }.quote()
            try store.set(fee: fee, days: days, of: id, facts.delegation)
        }
    }

    private static func setOnSeat(
        _ request: Request, notice: String,
        _ body: @escaping @Sendable (MoneyStore, DelegationFacts, CostFacts, Day) throws -> Void
    ) async throws -> Response {
        let (id, form) = (try request.id(Seat.self, in: "seat"), request.form)
        do {
            try await change(request) { store, facts, costs, today in
                _ = try facts.seat(id)
                try body(store, facts, costs, today)
            }
        } catch let refusal as QuoteRefusal {
            return try await DelegationSeatRoutes.seat(request) { page in
                page.money = SeatMoney.Typed(code: form["code"], fee: form["fee"], days: form["days"], problem: refusal.phrase)
            }
        }
        return .seeOther(to: "\(try request.delegationPath())/seats/\(id)", notice: notice)
    }

    // MARK: Quotes

    /// Stores what the delegation costs now. Asked again on the same day with nothing changed, it is the same quote.
    private static func makeQuote(_ request: Request) async throws -> Response {
        let edition = try request.id(Edition.self, in: "edition")
        let (words, seller) = (request.words, request.site.settings.operatorName)
        let number: Int
        do {
            number = try await request.registering { registering, id in
                let (tx, facts) = (registering.tx, try registering.facts(id))
                let (store, zone) = (MoneyStore(tx: tx), try EditionStore(tx: tx).zone(of: edition))
                guard let costs = try store.facts(facts.delegation, zone: zone) else { throw AccessRefusal.notFound }
                guard !costs.held.isEmpty else { throw RegistrationRefusal.nothingReserved }
                let name = try BodyNames(of: [facts.delegation], words, tx)[facts.delegation]
                let paper = QuotePaper(
                    quote: try costs.quote(), body: facts.delegation.body == .nobody ? "" : name,
                    country: facts.delegation.country,
                    seller: seller, version: costs.fees.version, day: Day(tx.now, in: zone),
                    terms: costs.fees.schedule.cancellation)
                return try store.making(paper, for: facts.delegation).number.number
            }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            return try await DelegationRoutes.page(request) { $0.problem = refusal.phrase }
        }
        return .seeOther(to: "\(try request.delegationPath())/quotes/\(number)", notice: "quote-made")
    }

    private static func showQuote(_ request: Request, asText: Bool = false) async throws -> Response {
        guard let number = request.parameters["quote"].flatMap({ Int($0) }) else { throw AccessRefusal.notFound }
        let page = try await request.delegation { tx, scene in
            guard let quote = try MoneyStore(tx: tx).quote(number, of: scene.delegation) else { throw AccessRefusal.notFound }
            return QuotePage(quote: quote, name: scene.name, record: scene.record, path: scene.path, words: scene.words)
        }
        if asText || request.wantsPlainText { return Response(.ok, .text, Array(page.text.utf8)) }
        return DelegationRoutes.shown(page.page, request)
    }
}

extension MoneyStore {
    /// The quote that is kept for a paper: the last one where it says the same, else a new one.
    fileprivate func making(_ paper: QuotePaper, for delegation: Delegation) throws -> StoredQuote {
        if let last = try quotes(of: delegation).first, let kept = try quote(last.number.number, of: delegation),
            kept.paper == paper, kept.orderNumber == delegation.orderNumber
        {
            return kept
        }
        return try add(paper, for: delegation)
    }
}

extension CostFacts {
    /// The same with one seat changed.
    func changing(_ id: ID<Seat>, _ change: (inout CostedSeat) -> Void) -> CostFacts {
        let changed = seats.map { one -> CostedSeat in
            var one = one
            if one.seat.id == id { change(&one) }
            return one
        }
        return CostFacts(
            fees: fees, body: body, isMember: isMember, seats: changed, code: code, usesElsewhere: usesElsewhere, zone: zone)
    }
}

extension EditionStore {
    /// The zone an edition's days are in.
    func zone(of edition: ID<Edition>) throws -> TimeZone {
        try all().first { $0.edition.id == edition }.flatMap { TimeZone(identifier: $0.edition.zone) } ?? .gmt
    }
}
