// SPDX-License-Identifier: EUPL-1.2
import Access
import Editions
import Formats
import Foundation
import HTML
import Server
import Vocabulary

/// A screen in a room or at its door: what is on and what comes, to be read from ten metres.
struct DisplayPage {
    let view: ProgrammeView
    let room: Room
    let now: Date
    /// At the door the whole day is told, in the room now and next.
    let isDoor: Bool

    private var words: Words { view.words }

    /// Sessions of the room that are not over, of the day that comes first.
    private var items: [PublishedProgramme.Item] {
        let rest = view.programme.items(in: room.id).filter { ($0.instants?.upperBound ?? .distantPast) > now }
        let day = rest.compactMap(\.day).min()
        return rest.filter { $0.day == day }
    }

    var page: Page {
        var page = Page(title: words("display.title", ["room": .text(room.name)]), content: content)
        page.isDisplay = true
        page.isIndexed = false
        page.scripts = ["display.js"]
        page.live = view.live
        return page
    }

    private var content: HTML {
        let items = items
        return """
            <div class="display-head"><h1>\(room.name)</h1><p class="display-clock" id="clock" data-offset="\(view.programme.zone.secondsFromGMT(for: now) / 60)" \
            data-lost="\(words("display.lost", ["time": .text("{time}")]))"></p></div>
            <p class="display-lost" id="lost" role="status"></p>
            \(if: items.isEmpty, "<p class=\"display-nothing\">\(words("display.nothing"))</p>")\(day(of: items))
            <ol class="display-list\(isDoor ? " door" : "")">\(each: Array(items.enumerated()), { number, item in slot(item, number, items) })</ol>
            <p class="display-foot">\(view.name)</p>
            """
    }

    /// At the door always; in the room where it is not today's.
    private func day(of items: [PublishedProgramme.Item]) -> HTML? {
        guard let day = items.first?.day, isDoor || day != view.programme.today(at: now) else { return nil }
        return "<p class=\"display-day\">\(words.weekday(day)) \(words.day(day))</p>"
    }

    private func slot(_ item: PublishedProgramme.Item, _ number: Int, _ items: [PublishedProgramme.Item]) -> HTML {
        guard let instants = item.instants else { return "" }
        let held = items.filter { !$0.isCancelled }
        let isNow = instants.contains(now) && !item.isCancelled
        let next = held.first { ($0.instants?.lowerBound ?? .distantPast) > now }?.code
        let mark = isNow ? "is-now" : item.code == next ? "is-next" : "is-later"
        return """
            <li class="\(mark)\(item.isCancelled ? " gone" : "")" data-start="\(Int(instants.lowerBound.timeIntervalSince1970))" data-end="\(Int(instants.upperBound.timeIntervalSince1970))">
            <p class="display-when"><span class="word-now">\(words("display.now"))</span><span class="word-next">\(words("display.next"))</span> \(view.time(item.session)) \(view.state(item.session))</p>
            <h2>\(view.marked(item.session.title))</h2>
            \(if: !people(item).isEmpty, "<p class=\"display-people\">\(HTML.joined(people(item), by: " · "))</p>")
            \(channels(item.session))</li>

            """
    }

    private func people(_ item: PublishedProgramme.Item) -> [HTML] {
        item.session.kind.isPause ? [] : item.session.speakers(as: .speaker).prefix(4).compactMap(view.who)
    }

    /// Channel 0 is the floor; the others are the same in every room of the edition.
    private func channels(_ session: Session) -> HTML? {
        guard !session.languages.isEmpty || !session.interpreted.isEmpty else { return nil }
        let all = Self.channels(view.programme)
        let spoken = session.languages.map { words.language(code: $0) }.joined(separator: ", ")
        return """
            <p class="display-languages"><span>\(words("display.floor", ["languages": .text(spoken)]))</span>\
            \(each: session.interpreted, { code in " <span><b>\(all[code] ?? 0)</b> \(words.language(code: code))</span>" })</p>
            """
    }

    /// The channel of each language that anything is interpreted into, in the order of their codes.
    static func channels(_ programme: PublishedProgramme) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: programme.interpreted.enumerated().map { ($0.element, $0.offset + 1) })
    }
}

/// All displays of an edition, for who sets them up.
struct DisplaysPage {
    let view: ProgrammeView
    private var words: Words { view.words }

    var page: Page {
        var page = Page(
            title: words("displays.title"), over: view.name, lede: words("displays.lede"), section: "/programme", content: content
        )
        page.isIndexed = false
        return page
    }

    private var content: HTML {
        let used = view.programme.release.document.rooms.filter { !view.programme.items(in: $0.id).isEmpty }
        let base: Address = "/\(words.language.rawValue)/\(view.edition.id)/displays"
        return """
            <ul class="cards">\(each: used, { room in
                let path: Address = "\(base)/\(room.id)"
                return "<li class=\"panel\"><h2>\(room.name)</h2><p><a href=\"\(path)\">\(words("displays.room"))<span class=\"hide\"> \(room.name)</span></a></p><p><a href=\"\(path.with([("view", "door")]))\">\(words("displays.door"))<span class=\"hide\"> \(room.name)</span></a></p></li>\n"
            })</ul>
            """
    }
}

/// The handlers of displays.
struct DisplayRoutes: Sendable {
    var routes: [Route] {
        [
            Route(.get, "/{language}/{edition}/displays", "programme.read", all),
            Route(.get, "/{language}/{edition}/displays/worker.js", "programme.read", worker),
            Route(.get, "/{language}/{edition}/displays/{room}", "programme.read", one),
        ]
    }

    func all(_ request: Request) async throws -> Response {
        try await request.programme { DisplaysPage(view: $1) }.page.response(to: request, ready: .init())
    }

    /// The script that keeps screens for when there is no network. It stands among them, since that is all it may touch: W3C, Service
    /// Workers, section 2.2. It has no name of its own for each version, as other scripts have: browsers look for a new one there.
    func worker(_ request: Request) async throws -> Response {
        try await request.programme { _, _ in }
        guard let file = EmbeddedFile.named("Resources/Scripts/display-worker.js") else { throw AccessRefusal.notFound }
        return Response(.ok, .script, [UInt8](file.data), ready: .init())
    }

    func one(_ request: Request) async throws -> Response {
        let id = try request.id(Room.self, in: "room")
        let isDoor = request.query.choice("view") { $0 == "door" ? true : nil } ?? false
        let (page, until) = try await request.programme { [now = request.now] _, view in
            guard let room = view.programme.rooms[id] else { throw AccessRefusal.notFound }
            return (DisplayPage(view: view, room: room, now: now, isDoor: isDoor), view.programme.nextChange(after: now))
        }
        return page.page.response(to: request, ready: .init(until: until))
    }
}
