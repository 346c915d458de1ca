// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Timetable
import Vocabulary

/// The handlers of those who plan a programme.
struct EditorRoutes: Sendable {
    private static let base = "/{language}/{edition}/organise/programme"

    var routes: [Route] {
        [
            Route(.get, Self.base, "programme.plan", board),
            Route(.get, "\(Self.base)/board.css", "programme.plan", sheet),
            Route(.get, "\(Self.base)/live", "programme.plan", live),
            Route(.get, "\(Self.base)/new", "programme.edit") { try await new($0) },
            Route(.post, "\(Self.base)/new", "programme.edit", add),
            Route(.get, "\(Self.base)/conflicts", "programme.plan", conflicts),
            Route(.get, "\(Self.base)/edits", "programme.plan", edits),
            Route(.post, "\(Self.base)/edits/{edit}/undo", "programme.edit", undo),
            Route(.get, "\(Self.base)/{code}", "programme.plan") { try await session($0) },
            Route(.post, "\(Self.base)/{code}", "programme.edit", save),
            Route(.get, "\(Self.base)/{code}/place", "programme.edit") { try await place($0) },
            Route(.post, "\(Self.base)/{code}/place", "programme.edit", move),
            Route(.post, "\(Self.base)/{code}/removal", "programme.edit", remove),
        ]
    }

    // MARK: The board

    func board(_ request: Request) async throws -> Response {
        let asked = request.query.choice("day") { Day($0) }
        let page = try await request.editor { tx, scene in
            let last = try EditStore(tx: tx).edits(of: scene.edition.id, most: 1).first
            let days = BoardPage.days(scene)
            return BoardPage(
                scene: scene, day: asked ?? days.first, last: last, names: try Self.names([last].compactMap { $0 }, tx),
                zone: scene.draft.zone)
        }
        return page.page.organising(request, at: "/organise/programme")
    }

    /// Where the sessions of a day stand on a wide screen.
    func sheet(_ request: Request) async throws -> Response {
        let day = request.query.choice("day") { Day($0) }
        let style = try await request.editor { _, scene in
            let sessions = scene.draft.content.sessions.filter { $0.time != nil && $0.time?.programmeDay == day }
            return BoardGrid(sessions, rooms: scene.draft.content.rooms.map(\.id)).style
        }
        return Response(.ok, .css, Array(style.utf8))
    }

    /// The stream about what is planned of an edition, for as long as the reader may see it.
    func live(_ request: Request) async throws -> Response {
        let id = try request.id(Edition.self, in: "edition")
        return try await .live(about: [DraftStore.noun(id)], for: request) { await request.mayStill("programme.plan") }
    }

    static func names(_ edits: [StoredEdit], _ tx: Transaction) throws -> [String: String] {
        try PersonStore(tx: tx).names(of: Set(edits.compactMap(\.person))).mapValues(\.name)
    }

    func conflicts(_ request: Request) async throws -> Response {
        try await request.editor { ConflictsPage(scene: $1) }.page.organising(request, at: "/organise/programme")
    }

    // MARK: History

    func edits(_ request: Request) async throws -> Response {
        let page = max(1, request.query["page"].flatMap { Int($0) } ?? 1)
        return try await request.editor { tx, scene in
            let store = EditStore(tx: tx)
            let count = try store.number(of: scene.edition.id)
            let here = min(page, max(1, (count + EditsPage.rowsPerPage - 1) / EditsPage.rowsPerPage))
            let edits = try store.edits(of: scene.edition.id, most: EditsPage.rowsPerPage, page: here)
            return EditsPage(
                scene: scene, edits: edits, names: try Self.names(edits, tx), here: here, count: count, zone: scene.draft.zone)
        }.page.organising(request, at: "/organise/programme")
    }

    func undo(_ request: Request) async throws -> Response {
        guard let number = request.parameters["edit"].flatMap({ Int($0) }) else { throw AccessRefusal.notFound }
        try await request.editing { tx, facts in
            let store = EditStore(tx: tx)
            guard let edit = try store.edit(number, of: facts.draft.edition.id) else { throw AccessRefusal.notFound }
            let edits = try facts.undoing(edit)
            try facts.requireAllowed(edits)
            try store.keep(edits, .undone, facts: facts, undoes: number)
        }
        return .seeOther(to: request.boardPath, notice: "edit-undone")
    }
}

extension Request {
    /// The board of the edition in the address.
    var boardPath: Address { page("/\(parameters["edition"] ?? "")/organise/programme") }
}

extension EditFacts {
    /// Refuses what the organisers said must never be kept, unless it is so already.
    func requireAllowed(_ edits: [SessionEdit]) throws(EditRefusal) {
        let after = try keeping(edits)
        let new = after.conflicts.newlyBlocking(since: draft.conflicts)
        guard new.isEmpty else { throw .blocked(new.count) }
    }
}

extension EditorScene {
    /// The same programme with a session as it would be.
    func with(_ draft: SessionDraft) -> (draft: ProgrammeDraft, judged: JudgedConflicts) {
        var changed = self.draft
        changed.put(draft)
        return (changed, changed.conflicts)
    }
}
