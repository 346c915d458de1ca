// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import Registration
import Server
import Vocabulary

/// The handlers of those who organise visits.
enum VisitEditorRoutes {
    static let base = "/{language}/{edition}/organise/visits"

    static let routes: [Route] = [
        Route(.get, "/{language}/organise/visits", "account.use", editions),
        Route(.get, base, "visit.organise", list),
        Route(.get, "\(base)/settings", "visit.change") { try await settings($0) },
        Route(.post, "\(base)/settings", "visit.change", keepSettings),
        Route(.get, "\(base)/new", "visit.change") { try await new($0) },
        Route(.post, "\(base)/new", "visit.change", add),
        Route(.get, "\(base)/{code}", "visit.organise") { try await one($0) },
        Route(.post, "\(base)/{code}", "visit.change", change),
        Route(.post, "\(base)/{code}/publication", "visit.change", publish),
        Route(.post, "\(base)/{code}/cancellation", "visit.change", cancel),
        Route(.post, "\(base)/{code}/removal", "visit.change", remove),
    ]

    static func shown(_ page: Page, _ request: Request) -> Response { page.organising(request, at: "/organise/visits") }

    /// On to the visits that this actor organises: of the current edition, else of the newest.
    private static func editions(_ request: Request) async throws -> Response {
        let scopes = request.site.access.scopes(of: request.actor, "visit.organise")
        guard !scopes.isEmpty else { throw AccessRefusal.notFound }
        let slug = try await request.read { tx -> String? in
            let store = EditionStore(tx: tx)
            let all = try store.all().filter { one in scopes.contains { $0.contains(.edition(one.edition.id.value)) } }
            return (try store.current(among: all) ?? all.last)?.edition.id.value
        }
        guard let slug else { return .seeOther(to: request.page("/organise"), notice: "no-edition") }
        return .seeOther(to: request.page("/\(slug)/organise/visits").text)
    }

    private static func list(_ request: Request) async throws -> Response {
        shown(try await request.visitEditor { VisitEditorPage(scene: $1) }.page, request)
    }

    // MARK: Settings

    private static func settings(_ request: Request) async throws -> Response {
        let page = try await request.visitEditor { _, scene in
            VisitSettingsPage(
                scene: scene, form: VisitSettingsForm(scene.view.settings, in: scene.view.edition, words: scene.words))
        }
        return shown(page.page, request)
    }

    private static func keepSettings(_ request: Request) async throws -> Response {
        let refused = try await request.changingVisits { tx, view -> VisitSettingsForm? in
            var form = VisitSettingsForm(request.form, in: view.edition, words: view.words)
            guard let settings = form.settings() else { return form }
            let saved = VisitSettingsForm(view.settings, in: view.edition, words: view.words)
            if form.form.isUnseen(over: saved.form) {
                form.form = form.form.over(saved.form)
                return form
            }
            try VisitStore(tx: tx).keep(settings, of: view.edition.id)
            return nil
        }
        guard let refused else { return .seeOther(to: try request.visitsPath("settings"), notice: "visits-settings-kept") }
        return shown(try await request.visitEditor { VisitSettingsPage(scene: $1, form: refused) }.page, request)
    }

    // MARK: One visit

    private static func new(_ request: Request) async throws -> Response {
        let page = try await request.visitEditor { _, scene in
            VisitEditPage(scene: scene, visit: nil, form: VisitForm(nil, topics: scene.view.topics, words: scene.words))
        }
        return shown(page.page, request)
    }

    static func one(_ request: Request, form: VisitForm? = nil, problem: Phrase? = nil) async throws -> Response {
        let code = try request.visitCode()
        let page = try await request.visitEditor { _, scene in
            let visit = try scene.view.visit(code)
            return VisitEditPage(
                scene: scene, visit: visit,
                form: form ?? VisitForm(visit, topics: scene.view.topics, words: scene.words), problem: problem)
        }
        return shown(page.page, request)
    }

    private static func add(_ request: Request) async throws -> Response {
        let (code, refused) = try await request.changingVisits { tx, view -> (VisitCode?, VisitForm) in
            var form = VisitForm(request.form, topics: view.topics, words: view.words)
            guard let visit = form.visit(over: nil, beside: view.visits.map(\.code)) else { return (nil, form) }
            try VisitStore(tx: tx).keep([(view.visits.count, visit)], in: view.edition.id, "visit.added")
            return (visit.code, form)
        }
        if let code { return .seeOther(to: try request.visitsPath(code.description), notice: "visit-added") }
        return shown(try await request.visitEditor { VisitEditPage(scene: $1, visit: nil, form: refused) }.page, request)
    }

    private static func change(_ request: Request) async throws -> Response {
        let code = try request.visitCode()
        let refused = try await request.changingVisits { tx, view -> VisitForm? in
            let old = try view.visit(code)
            var form = VisitForm(request.form, topics: view.topics, words: view.words)
            guard let visit = form.visit(over: old, beside: []) else { return form }
            let saved = VisitForm(old, topics: view.topics, words: view.words)
            // The code of a known visit is no field of its form.
            if form.form.isUnseen(over: saved.form) {
                form.form = form.form.over(saved.form)
                return form
            }
            let position = view.visits.firstIndex { $0.code == code } ?? view.visits.count
            if visit != old { try VisitStore(tx: tx).keep([(position, visit)], in: view.edition.id, "visit.changed") }
            return nil
        }
        if let refused { return try await one(request, form: refused) }
        return .seeOther(to: try request.visitsPath(code.description), notice: "visit-kept")
    }

    private static func publish(_ request: Request) async throws -> Response {
        try await act(request, notice: "visit-published") { tx, view, visit in
            guard !visit.departures.isEmpty else { throw VisitRefusal.noDeparture }
            var visit = visit
            guard visit.publishedAt == nil else { return }
            visit.publishedAt = tx.now
            let position = view.visits.firstIndex { $0.code == visit.code } ?? view.visits.count
            try VisitStore(tx: tx).keep([(position, visit)], in: view.edition.id, "visit.published")
        }
    }

    private static func cancel(_ request: Request) async throws -> Response {
        try await act(request, notice: "visit-cancelled") { tx, view, visit in
            try VisitCancelling(tx: tx, edition: view.edition.id).cancel(visit)
        }
    }

    private static func remove(_ request: Request) async throws -> Response {
        let code = try request.visitCode()
        do {
            try await request.changingVisits { tx, view in
                try VisitStore(tx: tx).remove(try view.visit(code).code, in: view.edition.id)
            }
        } catch let refusal as VisitRefusal {
            return try await one(request, problem: refusal.phrase)
        }
        return .seeOther(to: try request.visitsPath(), notice: "visit-removed")
    }

    /// Does something to the visit in the address; a refusal stands on its page.
    private static func act(
        _ request: Request, notice: String,
        _ body: @escaping @Sendable (Transaction, VisitView, FieldVisit) throws -> Void
    ) async throws -> Response {
        let code = try request.visitCode()
        do {
            try await request.changingVisits { tx, view in try body(tx, view, try view.visit(code)) }
        } catch let refusal as VisitRefusal {
            return try await one(request, problem: refusal.phrase)
        }
        return .seeOther(to: try request.visitsPath(code.description), notice: notice)
    }
}
