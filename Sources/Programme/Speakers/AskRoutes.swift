// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Outbox
import Server
import Vocabulary

/// The handlers of asking speakers by mail: one of them, or all of a group.
struct AskRoutes: Sendable {
    private static let base = "\(SpeakerRoutes.base)/ask"

    var routes: [Route] {
        [
            Route(.get, Self.base, "speaker.ask") { try await page($0) },
            Route(.post, Self.base, "speaker.ask", limit: .costly, ask),
        ]
    }

    private static func wanted(_ query: Query) -> AskPlan.Wanted? {
        if let id = query["speaker"] { return .one(ID(id)) }
        return query["who"].flatMap(SpeakerGroup.init).map { .group($0) }
    }

    private func page(_ request: Request) async throws -> Response {
        let wanted = Self.wanted(request.query)
        let page = try await request.editor { [settings = request.site.settings] tx, scene in
            let standing = try SpeakerStore(tx: tx).standing(of: scene.edition.id)
            let plan = wanted.map { AskPlan($0, scene, standing, at: tx.now) }
            if case .one(let id)? = wanted, !scene.draft.content.speakers.contains(where: { $0.id == id }) {
                throw AccessRefusal.notFound
            }
            let counts = SpeakerGroup.allCases.map { group in
                let plan = AskPlan(.group(group), scene, standing, at: tx.now)
                return (group, (now: plan.targets.count, all: plan.targets.count + plan.others.count))
            }
            let preview = plan?.targets.first.map {
                scene.letter(to: $0, publicURL: settings.publicURL, sender: settings.operatorName).letter(
                    "preview", link: "example")
            }
            return AskPage(
                scene: scene, wanted: wanted, plan: plan, counts: Dictionary(uniqueKeysWithValues: counts), preview: preview)
        }
        // The preview shows an address.
        if let first = page.plan?.targets.first?.speaker {
            try await request.recordReading("speaker.read", of: [SpeakerStore.noun(first.id, page.scene.edition.id)])
        }
        return page.page.organising(request, at: "/organise/programme")
    }

    /// Who is written to is decided again where it is stored: only those get a mail who are still to be asked then.
    func ask(_ request: Request) async throws -> Response {
        guard let wanted = Self.wanted(request.form) else { throw AccessRefusal.notFound }
        let id = try request.id(Edition.self, in: "edition")
        let planned = try await request.editor { tx, scene in
            let standing = try SpeakerStore(tx: tx).standing(of: scene.edition.id)
            return AskPlan(wanted, scene, standing, at: tx.now)
        }
        if case .one = wanted, let why = planned.others.first?.why { throw why }
        let drawn = Dictionary(
            uniqueKeysWithValues: planned.targets.map { ($0.speaker.id, SpeakerStore.Drawn { request.random($0) }) })
        let batch = ID<LetterBatch>(random: request.random(15))
        _ = try await request.write { [words = request.words, settings = request.site.settings] tx in
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == id }) else {
                throw AccessRefusal.notFound
            }
            let scene = try EditorScene(tx, record, words: words, canEdit: true)
            let store = SpeakerStore(tx: tx)
            let plan = AskPlan(wanted, scene, try store.standing(of: id), at: tx.now)
            return try store.ask(
                plan, scene, drawn: drawn, batch: batch, publicURL: settings.publicURL, sender: settings.operatorName)
        }
        let outbox = request.page("/organise/outbox/batches/\(batch)")
        let speakers: Address = "\(request.boardPath)/speakers"
        return .seeOther(to: request.allows("outbox.read") ? outbox : speakers, notice: "speakers-asked")
    }
}
