// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import Server
import Vocabulary

/// The public pages of visits.
enum VisitRoutes {
    static let routes: [Route] = [
        Route(.get, "/{language}/{edition}/visits", "visit.read", all),
        Route(.get, "/{language}/{edition}/visits/{code}", "visit.read", one),
    ]

    private static func all(_ request: Request) async throws -> Response {
        let page = try await request.visits { tx, view in
            // Where nothing is shown there is no page.
            guard !view.visits.isEmpty else { throw AccessRefusal.notFound }
            tx.holdsWishes(view)
            return VisitsPage(view: view, draws: try DrawStore(tx: tx).draws(of: view.edition.id))
        }
        return page.page.response(to: request, ready: .init())
    }

    private static func one(_ request: Request) async throws -> Response {
        let code = try request.visitCode()
        let page = try await request.visits { tx, view in
            tx.holdsWishes(view)
            return VisitPage(view: view, visit: try view.visit(code))
        }
        return page.page.response(to: request, ready: .init())
    }
}

extension Transaction {
    /// What pages say of wishes is something else when they begin to be taken, when they end, and when the edition is over.
    func holdsWishes(_ view: VisitView) {
        let over = view.edition.dates.lastDay?.adding(days: 1)?.midnightUTC
        for moment in [view.settings?.opens, view.settings?.closes, over].compactMap({ $0 }) where moment > now {
            holds(until: moment)
        }
    }
}
