// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import Server
import Vocabulary

/// The handlers that take a room or a speaker away, after a page that asks whether that is meant.
struct RemovalRoutes: Sendable {
    private static let base = "/{language}/{edition}/organise/programme"

    var routes: [Route] {
        [
            Route(.get, "\(Self.base)/rooms/{room}/removal", "programme.edit") { try await page($0, try Self.room($0)) },
            Route(.post, "\(Self.base)/rooms/{room}/removal", "programme.edit") { try await remove($0, try Self.room($0)) },
            Route(.get, "\(Self.base)/speakers/{speaker}/removal", "programme.edit") { try await page($0, try Self.speaker($0)) },
            Route(.post, "\(Self.base)/speakers/{speaker}/removal", "programme.edit") {
                try await remove($0, try Self.speaker($0))
            },
        ]
    }

    private static func room(_ request: Request) throws -> Removable { .room(try request.id(Room.self, in: "room")) }
    private static func speaker(_ request: Request) throws -> Removable { .speaker(try request.id(Speaker.self, in: "speaker")) }

    private func page(_ request: Request, _ thing: Removable, isRefused: Bool = false) async throws -> Response {
        let page = try await request.editor { _, scene in
            guard let name = scene.draft.name(of: thing, scene.words.language) else { throw AccessRefusal.notFound }
            let published = scene.released?.document.sessions.map(\.session) ?? []
            return RemovalPage(
                scene: scene, facts: RemovalFacts(thing, draft: scene.draft.content.sessions, published: published), name: name,
                isRefused: isRefused)
        }
        return page.page.organising(request, at: "/organise/programme")
    }

    private func remove(_ request: Request, _ thing: Removable) async throws -> Response {
        do {
            try await request.editing { tx, facts in
                guard facts.draft.name(of: thing, .en) != nil else { throw AccessRefusal.notFound }
                let edition = facts.draft.edition.id
                let published = try ReleaseStore(tx: tx).latest(of: edition)?.document.sessions.map(\.session) ?? []
                try RemovalFacts(thing, draft: facts.draft.content.sessions, published: published).check()
                try ProgrammeStore(tx: tx).remove(thing, from: edition)
            }
        } catch is RemovalRefusal {
            return try await page(request, thing, isRefused: true)
        }
        return .seeOther(to: "\(request.boardPath)/\(thing.noun)s", notice: "\(thing.noun)-removed")
    }
}

extension ProgrammeDraft {
    /// What it is called for those who plan; nil when it is not there.
    fileprivate func name(of thing: Removable, _ language: Language) -> String? {
        switch thing {
        case .room(let id): content.rooms.first { $0.id == id }?.name
        case .speaker(let id): content.speakers.first { $0.id == id }?.shortName(language)
        }
    }
}

extension ProgrammeStore {
    /// Takes away what no session names; what is known of it goes with it, and those behind it move up.
    fileprivate func remove(_ thing: Removable, from edition: ID<Edition>) throws {
        switch thing {
        case .room(let id):
            try tx.run(
                """
                UPDATE room SET position = position - 1 WHERE edition = \(edition)
                    AND position > (SELECT r.position FROM room r WHERE r.edition = \(edition) AND r.id = \(id))
                """)
            try tx.run("DELETE FROM room WHERE edition = \(edition) AND id = \(id)")
            record("room.removed", [Noun("room", id)], in: edition)
        case .speaker(let id):
            try tx.run(
                """
                UPDATE speaker SET position = position - 1 WHERE edition = \(edition)
                    AND position > (SELECT s.position FROM speaker s WHERE s.edition = \(edition) AND s.id = \(id))
                """)
            try tx.run("DELETE FROM speaker WHERE edition = \(edition) AND id = \(id)")
            record("speaker.removed", [SpeakerStore.noun(id, edition)], in: edition)
        }
    }
}

/// Asks whether a room or a speaker is to go, or says why it stays.
struct RemovalPage {
    let scene: EditorScene
    let facts: RemovalFacts
    let name: String
    let isRefused: Bool

    private var words: Words { scene.words }
    private var list: String { "\(facts.thing.noun)s" }

    private var place: Address {
        switch facts.thing {
        case .room(let id): "\(scene.base)/rooms/\(id.value)"
        case .speaker(let id): "\(scene.base)/speakers/\(id.value)"
        }
    }

    private var refusal: RemovalRefusal? {
        do {
            try facts.check()
            return nil
        } catch { return error }
    }

    var page: Page {
        var page = Page(title: words("removal.title", ["name": .text(name)]), over: scene.view.name, content: content)
        if isRefused { page.status = .conflict }
        return page
    }

    private var content: HTML {
        """
        \(EditorTabs(scene: scene, here: list).markup)
        \(refusal.map(stays) ?? question)
        <p class="section"><a href="\(place)">\(words("removal.back"))</a></p>
        """
    }

    private var question: HTML {
        let isRoom = facts.thing.noun == "room"
        return """
            <div class="stack"><p>\(words(isRoom ? "removal.ask.room" : "removal.ask.speaker"))</p>
            <div>\(PostButton(words("removal.do"), to: "\(place)/removal", about: name, isQuiet: false).markup)</div></div>
            """
    }

    private func stays(_ refusal: RemovalRefusal) -> HTML {
        """
        <div class="panel"\(if: isRefused, " role=\"alert\" tabindex=\"-1\" autofocus")><p>\(words(refusal.phrase))</p>
        <ul class="plain">\(each: refusal.sessions, { "<li><a href=\"\(scene.base)/\($0.description)\">\($0.description) \(scene.draft.draft($0)?.session.title.best(orDraft: words.language) ?? "")</a></li>\n" })</ul></div>
        """
    }
}
