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

/// The handlers of one session: changed, added, taken away, moved; what somebody else did meanwhile is shown and nothing overwritten.
extension EditorRoutes {
    func session(_ request: Request) async throws -> Response {
        let code = try request.sessionCode()
        let page = try await request.editor { tx, scene in
            guard let draft = scene.draft.draft(code) else { throw AccessRefusal.notFound }
            let form = SessionForm(draft, version: scene.draft.versions[code] ?? 0, scene: scene)
            return try Self.page(code, form, scene, tx)
        }
        return page.page.organising(request, at: "/organise/programme")
    }

    private static func page(
        _ code: SessionCode, _ form: SessionForm, _ scene: EditorScene, _ tx: Transaction
    ) throws -> SessionEditPage {
        let edits = try EditStore(tx: tx).edits(of: scene.edition.id, about: code, most: 20)
        return SessionEditPage(
            scene: scene, code: code, form: form, edits: edits, names: try names(edits, tx), zone: scene.draft.zone)
    }

    func save(_ request: Request) async throws -> Response {
        let (code, sent) = (try request.sessionCode(), request.form)
        let (form, draft, page) = try await request.editor { tx, scene -> (SessionForm, SessionDraft?, SessionEditPage?) in
            guard let old = scene.draft.draft(code) else { return (SessionForm(sent, scene: scene), nil, nil) }
            var form = SessionForm(sent, scene: scene)
            guard form.isWhole else { throw EditRefusal.incomplete }
            let draft = form.version == scene.draft.versions[code] ? form.draft(over: old) : old
            return (form, draft, try Self.page(code, form, scene, tx))
        }
        guard let page else { return gone(request, code, form) }
        guard let draft else { return page.page.organising(request, at: "/organise/programme") }
        guard form.version == page.scene.draft.versions[code] else { return try await clash(request, code, form) }
        do {
            try await keep([.change(draft, from: form.version)], .changed, request)
        } catch let refusal as EditRefusal {
            return try await refused(refusal, request, page, form, draft)
        }
        return .seeOther(to: "\(page.scene.base)/\(code)", notice: "session-saved")
    }

    /// The page again, with what was typed and why it was not kept.
    private func refused(
        _ refusal: EditRefusal, _ request: Request, _ page: SessionEditPage, _ form: SessionForm, _ draft: SessionDraft
    ) async throws -> Response {
        if case .changedSince = refusal { return try await clash(request, draft.code, form) }
        if case .gone = refusal { return gone(request, draft.code, form) }
        if refusal == .nothing { return .seeOther(to: "\(page.scene.base)/\(draft.code)", notice: "session-same") }
        var form = form
        form.refuse("title", request.words(refusal.phrase))
        var page = SessionEditPage(
            scene: page.scene, code: page.code, form: form, edits: page.edits, names: page.names, zone: page.zone)
        page.wouldBe = page.scene.with(draft).judged.about(draft.code)
        return page.page.organising(request, at: "/organise/programme")
    }

    /// Somebody took the session away meanwhile: what was typed can become a new one.
    private func gone(_ request: Request, _ code: SessionCode, _ form: SessionForm) -> Response {
        var form = form
        form.refuse("code", request.words("session.gone", ["code": .text(code.description)]))
        var page = NewSessionPage(scene: form.scene, form: form).page
        (page.status, page.isRefused) = (.conflict, false)
        return page.organising(request, at: "/organise/programme")
    }

    /// Somebody was faster: both are shown.
    private func clash(_ request: Request, _ code: SessionCode, _ form: SessionForm) async throws -> Response {
        let page = try await request.editor { tx, scene in
            guard let saved = scene.draft.draft(code) else { throw AccessRefusal.notFound }
            let last = try EditStore(tx: tx).edits(of: scene.edition.id, about: code, most: 1)
            return ClashPage(
                scene: scene, code: code, form: form.over(saved, version: scene.draft.versions[code] ?? 0),
                by: try last.first?.person.flatMap { try Self.names(last, tx)[$0] },
                at: last.first.map { scene.words.instant($0.at, in: scene.draft.zone) })
        }
        return page.page.organising(request, at: "/organise/programme")
    }

    /// Keeps edits in one step, unless that makes what must never be kept.
    @discardableResult
    func keep(_ edits: [SessionEdit], _ kind: EditKind, _ request: Request) async throws -> Int {
        try await request.editing { tx, facts in
            try facts.requireAllowed(edits)
            return try EditStore(tx: tx).keep(edits, kind, facts: facts)
        }
    }

    func new(_ request: Request) async throws -> Response {
        let day = request.query["day"].flatMap { Day($0) }
        let page = try await request.editor { _, scene in
            guard let code = SessionCode("S1") else { throw AccessRefusal.notFound }
            var session = SessionForm.empty(code)
            session.day = day
            var form = SessionForm(SessionDraft(session), version: 0, scene: scene)
            form.replace("code", "")
            return NewSessionPage(scene: scene, form: form)
        }
        return page.page.organising(request, at: "/organise/programme")
    }

    func add(_ request: Request) async throws -> Response {
        let sent = request.form
        let (scene, form, draft) = try await request.editor { _, scene in
            var form = SessionForm(sent, scene: scene)
            let draft = form.draft(over: nil)
            return (scene, form, draft)
        }
        guard let draft else {
            return NewSessionPage(scene: scene, form: form).page.organising(request, at: "/organise/programme")
        }
        do {
            try await keep([.add(draft)], .added, request)
        } catch let refusal as EditRefusal {
            var form = form
            form.refuse("code", request.words(refusal.phrase))
            return NewSessionPage(scene: scene, form: form).page.organising(request, at: "/organise/programme")
        }
        return .seeOther(to: "\(scene.base)/\(draft.code)", notice: "session-added")
    }

    func remove(_ request: Request) async throws -> Response {
        let (code, version) = (try request.sessionCode(), Int(request.form["version"] ?? "") ?? -1)
        try await keep([.remove(code, from: version)], .removed, request)
        return .seeOther(to: request.boardPath, notice: "session-removed")
    }

    // MARK: Moving

    func place(_ request: Request) async throws -> Response {
        let code = try request.sessionCode()
        return try await request.editor { _, scene in
            guard let draft = scene.draft.draft(code) else { throw AccessRefusal.notFound }
            return PlacePage(
                scene: scene, session: draft.session, typed: PlaceForm(draft.session, version: scene.draft.versions[code] ?? 0))
        }.page.organising(request, at: "/organise/programme")
    }

    func move(_ request: Request) async throws -> Response {
        let (code, typed) = (try request.sessionCode(), PlaceForm(request.form))
        let scene = try await request.editor { $1 }
        guard let draft = scene.draft.draft(code) else { throw AccessRefusal.notFound }
        func page(_ errors: [String: String], _ conflicts: [Conflict] = []) -> Response {
            PlacePage(scene: scene, session: draft.session, typed: typed, errors: errors, conflicts: conflicts).page
                .organising(request, at: "/organise/programme")
        }
        guard let moved = typed.moved(draft.session) else { return page(typed.errors(request.words)) }
        do {
            try await keep([.change(SessionDraft(moved, draft.plan), from: Int(typed.version) ?? -1)], .moved, request)
        } catch EditRefusal.nothing {
        } catch let refusal as EditRefusal {
            if case .time(_, let fault) = refusal {
                let field = fault.field(moved.time) == "day" ? "day" : "start"
                return page([field: request.words(refusal.phrase)])
            }
            guard case .changedSince = refusal else {
                return page(
                    ["start": request.words(refusal.phrase)], scene.with(SessionDraft(moved, draft.plan)).judged.about(code))
            }
            let form = SessionForm(SessionDraft(moved, draft.plan), version: Int(typed.version) ?? -1, scene: scene)
            return try await clash(request, code, form)
        }
        let board = request.boardPath.with([("day", moved.time?.programmeDay.description), ("notice", "session-moved")])
        return .seeOther(to: "\(board.text)#s-\(code)")
    }
}
