// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Server
import Vocabulary

/// The handlers of departures, for those who organise visits.
enum DepartureRoutes {
    private static let base = "\(VisitEditorRoutes.base)/{code}/departures"

    static let routes: [Route] = [
        Route(.get, "\(base)/new", "visit.change") { try await page($0) },
        Route(.post, "\(base)/new", "visit.change", keep),
        Route(.get, "\(base)/{departure}", "visit.change") { try await page($0) },
        Route(.post, "\(base)/{departure}", "visit.change", keep),
        Route(.post, "\(base)/{departure}/cancellation", "visit.change", cancel),
        Route(.post, "\(base)/{departure}/removal", "visit.change", remove),
    ]

    /// The one that the address names; nil for a new one.
    private static func departure(_ request: Request, of visit: FieldVisit) throws -> Departure? {
        guard let id = request.parameters["departure"] else { return nil }
        guard let one = visit.departures.first(where: { $0.id.value == id }) else { throw AccessRefusal.notFound }
        return one
    }

    private static func page(_ request: Request, form: DepartureForm? = nil, problem: Phrase? = nil) async throws -> Response {
        let code = try request.visitCode()
        let page = try await request.visitEditor { _, scene in
            let visit = try scene.view.visit(code)
            let known = try departure(request, of: visit)
            return DepartureEditPage(
                scene: scene, visit: visit, departure: known,
                form: form ?? DepartureForm(known, in: scene.view.edition, words: scene.words), problem: problem)
        }
        return VisitEditorRoutes.shown(page.page, request)
    }

    private static func keep(_ request: Request) async throws -> Response {
        let code = try request.visitCode()
        do {
            let refused = try await request.changingVisits { tx, view in try Self.keep(request, try view.visit(code), view, tx) }
            if let refused { return try await page(request, form: refused) }
        } catch let refusal as VisitRefusal {
            return try await page(request, problem: refusal.phrase)
        }
        return .seeOther(to: try request.visitsPath(code.description), notice: "departure-kept")
    }

    /// Nil where it was kept; else the form with what is wrong.
    private static func keep(
        _ request: Request, _ visit: FieldVisit, _ view: VisitView, _ tx: Transaction
    ) throws -> DepartureForm? {
        let old = try departure(request, of: visit)
        guard old != nil || !visit.isCancelled else { throw VisitRefusal.alreadyCancelled }
        var form = DepartureForm(request.form, in: view.edition, words: view.words)
        let id = try old?.id ?? VisitStore(tx: tx).nextDeparture(of: visit.code, in: view.edition.id)
        guard let departure = form.departure(id, of: visit.code, over: old) else { return form }
        if let old {
            let saved = DepartureForm(old, in: view.edition, words: view.words)
            if form.form.isUnseen(over: saved.form) {
                form.form = form.form.over(saved.form)
                return form
            }
        }
        guard departure != old else { return nil }
        var changed = visit
        changed.departures = visit.departures.filter { $0.id != id } + [departure]
        let position = view.visits.firstIndex { $0.code == visit.code } ?? 0
        try VisitStore(tx: tx).keep(
            [(position, changed)], in: view.edition.id, old == nil ? "departure.added" : "departure.changed")
        return nil
    }

    private static func cancel(_ request: Request) async throws -> Response {
        try await act(request, notice: "departure-cancelled") { tx, view, visit, departure in
            try VisitCancelling(tx: tx, edition: view.edition.id).cancel(departure, of: visit)
        }
    }

    private static func remove(_ request: Request) async throws -> Response {
        try await act(request, notice: "departure-removed") { tx, view, _, departure in
            try VisitStore(tx: tx).remove(departure.id, in: view.edition.id)
        }
    }

    private static func act(
        _ request: Request, notice: String,
        _ body: @escaping @Sendable (Transaction, VisitView, FieldVisit, Departure) throws -> Void
    ) async throws -> Response {
        let code = try request.visitCode()
        do {
            try await request.changingVisits { tx, view in
                let visit = try view.visit(code)
                guard let departure = try departure(request, of: visit) else { throw AccessRefusal.notFound }
                try body(tx, view, visit, departure)
            }
        } catch let refusal as VisitRefusal {
            return try await page(request, problem: refusal.phrase)
        }
        return .seeOther(to: try request.visitsPath(code.description), notice: notice)
    }
}
