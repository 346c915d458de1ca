// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Server
import Vocabulary

/// The handlers of the list of addresses that mail does not go to.
enum SuppressionRoutes {
    static let routes: [Route] = [
        Route(.get, "/{language}/organise/outbox/suppressions", "outbox.read") { try await list($0) },
        Route(.post, "/{language}/organise/outbox/suppressions", "outbox.change", add),
        Route(.post, "/{language}/organise/outbox/suppressions/removal", "outbox.change", remove),
    ]

    private static func list(_ request: Request, error: String? = nil) async throws -> Response {
        let asked = request.query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
        let (words, zone, canChange) = (request.words, request.site.settings.zone, request.allows("outbox.change"))
        var page = try await request.read { tx in
            let (rows, count, here) = try SuppressionStore(tx: tx).list(page: asked)
            return SuppressionsPage(rows: rows, count: count, here: here, canChange: canChange, zone: zone, words: words)
        }
        if let error {
            page.error = error
            page.typed = request.form["address"] ?? ""
        }
        return page.page.organising(request, at: OutboxRoutes.path)
    }

    private static func add(_ request: Request) async throws -> Response {
        guard let address = request.form["address"].flatMap({ MailAddress($0) }) else {
            return try await list(request, error: request.words("outbox.test.wrong"))
        }
        try await request.write { try SuppressionStore(tx: $0).keep(address.description, .asked) }
        return .seeOther(to: request.page("/organise/outbox/suppressions"), notice: "suppression.added")
    }

    private static func remove(_ request: Request) async throws -> Response {
        guard let address = request.form["address"], let reason = request.form["reason"].flatMap(Suppression.Reason.init)
        else { throw AccessRefusal.notFound }
        let wasThere = try await request.write { try SuppressionStore(tx: $0).remove(address, reason) }
        guard wasThere else { throw AccessRefusal.notFound }
        return .seeOther(to: request.page("/organise/outbox/suppressions"), notice: "suppression.removed")
    }
}
