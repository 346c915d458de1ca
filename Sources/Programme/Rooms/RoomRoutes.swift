// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import Server
import Vocabulary

/// The handlers of rooms, for those who plan a programme.
struct RoomRoutes: Sendable {
    private static let base = "/{language}/{edition}/organise/programme/rooms"

    var routes: [Route] {
        [
            Route(.get, Self.base, "programme.plan", all),
            Route(.get, "\(Self.base)/new", "programme.edit", new),
            Route(.post, "\(Self.base)/new", "programme.edit", add),
            Route(.get, "\(Self.base)/{room}", "programme.edit", one),
            Route(.post, "\(Self.base)/{room}", "programme.edit", change),
        ]
    }

    private func shown(_ page: Page, _ request: Request) -> Response { page.organising(request, at: "/organise/programme") }

    func all(_ request: Request) async throws -> Response {
        shown(try await request.editor { RoomsPage(scene: $1) }.page, request)
    }

    func new(_ request: Request) async throws -> Response {
        let page = try await request.editor { _, scene in
            RoomPage(scene: scene, room: nil, form: RoomForm(nil, RoomPlan(), words: scene.words))
        }
        return shown(page.page, request)
    }

    func one(_ request: Request) async throws -> Response {
        let id = try request.id(Room.self, in: "room")
        let page = try await request.editor { _, scene in
            guard let room = scene.draft.content.rooms.first(where: { $0.id == id }) else { throw AccessRefusal.notFound }
            return RoomPage(
                scene: scene, room: room, form: RoomForm(room, scene.draft.rooms[id] ?? RoomPlan(), words: scene.words))
        }
        return shown(page.page, request)
    }

    func add(_ request: Request) async throws -> Response { try await keep(request, nil, notice: "room-added") }

    func change(_ request: Request) async throws -> Response {
        try await keep(request, try request.id(Room.self, in: "room"), notice: "room-kept")
    }

    private func keep(_ request: Request, _ id: ID<Room>?, notice: String) async throws -> Response {
        let sent = RoomForm(request.form, words: request.words)
        let refused = try await request.editor { _, scene -> RoomPage? in
            var form = sent
            let old = try Self.room(id, scene.draft)
            return form.room(over: old, beside: scene.draft.content.rooms) == nil
                ? RoomPage(scene: scene, room: old, form: form) : nil
        }
        if let refused { return shown(refused.page, request) }
        do {
            try await request.editing { tx, facts in try sent.keep(id, facts, tx) }
        } catch is UnseenRefusal {
            return try await clash(request, id, sent)
        }
        return .seeOther(to: "\(request.boardPath)/rooms", notice: notice)
    }

    private static func room(_ id: ID<Room>?, _ draft: ProgrammeDraft) throws -> Room? {
        guard let id else { return nil }
        guard let room = draft.content.rooms.first(where: { $0.id == id }) else { throw AccessRefusal.notFound }
        return room
    }

    /// Somebody was faster: both are shown.
    private func clash(_ request: Request, _ id: ID<Room>?, _ sent: RoomForm) async throws -> Response {
        let page = try await request.editor { _, scene in
            let room = try Self.room(id, scene.draft)
            let saved = RoomForm(room, room.flatMap { scene.draft.rooms[$0.id] } ?? RoomPlan(), words: scene.words)
            return RoomPage(scene: scene, room: room, form: sent.over(saved.shown))
        }
        return shown(page.page, request)
    }
}

extension RoomForm {
    /// Keeps what was typed, in one transaction.
    fileprivate func keep(_ id: ID<Room>?, _ facts: EditFacts, _ tx: Transaction) throws {
        var form = self
        let (rooms, edition) = (facts.draft.content.rooms, facts.draft.edition.id)
        let place = rooms.firstIndex { $0.id == id }
        guard id == nil || place != nil, let typed = form.room(over: place.map { rooms[$0] }, beside: rooms) else {
            throw AccessRefusal.notFound
        }
        if let id, let place {
            let saved = RoomForm(rooms[place], facts.draft.rooms[id] ?? RoomPlan(), words: words)
            try saved.shown.requireSeen(as: seen, by: shown)
        }
        var room = typed.room
        if id == nil { room.id = RoomForm.id(of: room.name, beside: Set(rooms.map(\.id))) }
        let store = ProgrammeStore(tx: tx)
        try store.keep([(place ?? rooms.count, room)], in: edition)
        try DraftStore(tx: tx).keep([RoomDraft(room: room, plan: typed.plan)], in: edition)
        store.record(id == nil ? "room.added" : "room.changed", [Noun("room", room.id)], in: edition)
    }
}
