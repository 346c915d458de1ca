// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of the secretariat, which decides over whoever registers alone.
enum OrganiseApplicationRoutes {
    private static let base = "/{language}/{edition}/organise/registration/applications"

    static let routes: [Route] = [
        Route(.get, base, "application.decide") { try await list($0) },
        Route(.post, "\(base)/approval", "application.decide", limit: .costly, approveAll),
        Route(.get, "\(base)/{application}", "application.decide") { try await one($0) },
        Route(.post, "\(base)/{application}/approval", "application.decide", approve),
        Route(.post, "\(base)/{application}/refusal", "application.decide", refuse),
    ]

    private static func shown(_ page: Page, _ request: Request) -> Response {
        page.organising(request, at: "/organise/registration")
    }

    private static func record(_ request: Request, _ tx: Transaction) throws -> EditionRecord {
        try Applying(try request.id(Edition.self, in: "edition"), request.site.settings, tx).record
    }

    private static func path(_ request: Request) throws -> Address {
        request.page("/\(try request.id(Edition.self, in: "edition"))/organise/registration/applications")
    }

    private static func list(_ request: Request, problem: Phrase? = nil) async throws -> Response {
        let query = ApplicationQuery(request.query)
        var page = try await request.read { tx in
            try ApplicationListPage(try record(request, tx), query, words: request.words, tx)
        }
        page.problem = problem
        try await request.recordReading("person.read", of: page.rows.compactMap(\.application.person).map { Noun("person", $0) })
        return shown(page.page, request)
    }

    private static func one(
        _ request: Request, _ change: @escaping @Sendable (inout ApplicationDecisionPage) -> Void = { _ in }
    ) async throws -> Response {
        let id = try request.id(Application.self, in: "application")
        var page = try await request.read { tx in
            try ApplicationDecisionPage(try record(request, tx), id, words: request.words, tx)
        }
        change(&page)
        if let person = page.entry.application.person {
            try await request.recordReading("person.read", of: [Noun("person", person)])
        }
        return shown(page.page, request)
    }

    private static func decide(
        _ request: Request, notice: String, _ body: @escaping @Sendable (Applying) throws -> Void
    ) async throws -> Response {
        let (edition, reason) = (try request.id(Edition.self, in: "edition"), request.form["reason"] ?? "")
        do {
            try await request.write { [settings = request.site.settings] tx in try body(try Applying(edition, settings, tx)) }
        } catch let refusal as any Refusal where refusal.kind != .notFound {
            let phrase = refusal.phrase
            return try await one(request) { page in
                page.problem = phrase
                page.reason = reason
            }
        }
        return .seeOther(to: try path(request), notice: notice)
    }

    private static func approve(_ request: Request) async throws -> Response {
        let (id, draw) = (try request.id(Application.self, in: "application"), ApplicationDraw(request))
        return try await decide(request, notice: "application-approved") { try $0.approve(id, of: nil, draw) }
    }

    private static func refuse(_ request: Request) async throws -> Response {
        let (id, draw) = (try request.id(Application.self, in: "application"), ApplicationDraw(request))
        let reason = request.form["reason"] ?? ""
        return try await decide(request, notice: "application-refused") { try $0.refuse(id, of: nil, because: reason, draw) }
    }

    /// Each by itself: one that cannot be approved stops no other.
    private static func approveAll(_ request: Request) async throws -> Response {
        let chosen = Set(request.form.pairs.filter { $0.name == "application" }.map(\.value)).sorted()
            .filter(ID<Application>.isWellFormed).prefix(ApplicationQuery.rowsPerPage)
        guard !chosen.isEmpty else { return try await list(request, problem: ApplicationRefusal.nothingChosen.phrase) }
        let edition = try request.id(Edition.self, in: "edition")
        var problem: Phrase?
        for id in chosen.map({ ID<Application>($0) }) {
            let draw = ApplicationDraw(request)
            do {
                try await request.write { [settings = request.site.settings] tx in
                    try Applying(edition, settings, tx).approve(id, of: nil, draw)
                }
            } catch let refusal as any Refusal {
                // What is not there is nobody's to decide.
                if refusal.kind != .notFound { problem = refusal.phrase }
            }
        }
        if let problem { return try await list(request, problem: problem) }
        return .seeOther(to: try path(request), notice: "applications-approved")
    }
}
