// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Outbox
import Server
import Vocabulary

/// The handlers of a release.
struct ReleaseRoutes: Sendable {
    private static let path = "/{language}/{edition}/organise/programme/release"

    var routes: [Route] {
        [
            Route(.get, Self.path, "programme.release") { request in
                try await show(ReleaseForm(asked: request.query, own: request.language), request)
            },
            Route(.post, Self.path, "programme.release", release),
        ]
    }

    /// The page as it is now, after a refusal with what was refused.
    private func show(
        _ form: ReleaseForm, _ request: Request, refusal: (any Refusal)? = nil
    ) async throws -> Response {
        let settings = request.site.settings
        var page = try await request.editor { tx, scene in try ReleasePage(scene, form, settings, tx) }
        page.refusal = refusal
        page.batch = request.allows("outbox.read") ? request.query.choice("batch", Self.batch) : nil
        return page.page.organising(request, at: "/organise/programme")
    }

    private static func batch(_ text: String) -> ID<LetterBatch>? { ID<LetterBatch>.isWellFormed(text) ? ID(text) : nil }

    func release(_ request: Request) async throws -> Response {
        let form = ReleaseForm(sent: request.form, own: request.language)
        if form.isLooking { return try await show(form, request) }
        let mailing = ReleaseMailing(request.site.settings, random: request.random(32))
        do {
            let done = try await publish(form, mailing, request)
            let page = request.page("/\(try request.id(Edition.self, in: "edition"))/organise/programme/release")
            let batch = done.audience.told.isEmpty ? nil : mailing.batch.value
            return .seeOther(to: page.with([("notice", "programme-released"), ("batch", batch)]).text)
        } catch let refusal as ReleasingRefusal {
            return try await show(form, request, refusal: refusal)
        } catch let refusal as ReleaseRefusal {
            return try await show(form, request, refusal: refusal)
        }
    }

    private func publish(_ form: ReleaseForm, _ mailing: ReleaseMailing, _ request: Request) async throws -> Releasing.Done {
        try form.check()
        return try await request.editing { tx, facts in
            let edition = facts.draft.edition.id
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }) else {
                throw AccessRefusal.notFound
            }
            let releasing = try Releasing(record, facts.draft.content, facts.draft.conflicts, tx)
            let release = try releasing.proposal.release(form.choice, note: form.note.text, seen: form.seen, at: tx.now)
            return try releasing.publish(release, mailing)
        }
    }
}
