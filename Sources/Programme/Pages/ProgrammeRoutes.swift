// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// The programme of an edition: sessions, rooms, speakers, releases.
package enum ProgrammeFeature {
    package static let migrations = ProgrammeSchema.migrations
    package static let collections = ProgrammeAPI.collections
    package static let permissions: [Permission: Set<Role>] = [
        "programme.read": [.reader], "programme.choose": [.reader], "programme.import": [.operator],
        "programme.release": [.operator, .secretariat, .programmeEditor],
        // Drafts: whoever works on them, and the city that lends its rooms.
        "programme.plan": [.secretariat, .programmeEditor, .reviewer, .translator, .host],
        // Who stands in the hall on the day.
        "programme.notice": [.secretariat, .programmeEditor, .registrationDesk, .host],
        "programme.edit": [.secretariat, .programmeEditor], "programme.translate": [.secretariat, .programmeEditor, .translator],
        // How speakers are reached and what they need; whoever has a speaker's own link answers for that speaker.
        "speaker.read": [.secretariat, .programmeEditor], "speaker.ask": [.secretariat, .programmeEditor],
        "speaker.answer": [.reader],
    ]
    package static let organising = [
        OrganiseItem("nav.programme", "/organise/programme", "programme.plan", inEdition: "programme.plan")
    ]

    package static var routes: [Route] {
        let pages = ProgrammeRoutes()
        let files = ProgrammeFileRoutes()
        return [
            Route(.get, "/{language}/programme", "programme.read", pages.current),
            Route(.get, "/{language}/organise/programme", "account.use", pages.planned),
            Route(.get, "/{language}/{edition}/programme", "programme.read", pages.all),
            Route(.get, "/{language}/{edition}/programme/{code}", "programme.read", pages.one),
            Route(.get, "/{language}/{edition}/topics", "programme.read", pages.topics),
            Route(.get, "/{language}/{edition}/topics/{topic}", "programme.read", pages.topic),
            Route(.get, "/{language}/{edition}/rooms/{room}", "programme.read", pages.room),
            Route(.get, "/{language}/{edition}/speakers", "programme.read", pages.speakers),
            Route(.get, "/{language}/{edition}/speakers/{speaker}", "programme.read", pages.speaker),
            Route(.get, "/{language}/{edition}/changes", "programme.read", pages.changes),
            Route(.get, "/{edition}/programme/live", "programme.read", pages.live),
            Route(.get, "/{edition}/programme.css", "programme.read", files.sheet),
            Route(.get, "/{edition}/programme.txt", "programme.read", files.plain),
            Route(.get, "/{edition}/programme.ics", "programme.read", files.calendar),
            Route(.get, "/{edition}/programme.csv", "programme.read", files.csv),
            Route(.get, "/{edition}/programme.xlsx", "programme.read", files.workbook),
            Route(.get, "/{edition}/schedule.xml", "programme.read", files.xml),
            Route(.get, "/{edition}/schedule.json", "programme.read", files.json),
            Route(.get, "/{edition}/changes.atom", "programme.read", files.atom),
        ] + following + planning + speaking
    }

    private static var following: [Route] { MineRoutes().routes + CalendarFeedRoutes().routes + ReleaseRoutes().routes }

    private static var planning: [Route] {
        EditorRoutes().routes + PlanRoutes().routes + DivisionRoutes().routes + PlannedSessionRoutes().routes
            + CopyRoutes().routes + TextRoutes().routes + SpeakerTextRoutes().routes + FilesRoutes().routes + TodayRoutes().routes
            + DisplayRoutes().routes
    }

    private static var speaking: [Route] {
        RoomRoutes().routes + RemovalRoutes().routes + SpeakerRoutes().routes + AskRoutes().routes + SpeakingRoutes().routes
            + PortraitRoutes.routes
    }
}

extension Request {
    /// Reads what every page about a programme needs, and more in the same transaction. Not found without a release.
    func programme<T: Sendable>(
        in language: Language? = nil, _ more: @escaping @Sendable (Transaction, ProgrammeView) throws -> T
    ) async throws -> T {
        let id = try id(Edition.self, in: "edition")
        let words = language.map { Words($0) } ?? words
        return try await read { tx in
            let editions = EditionStore(tx: tx)
            guard let record = try editions.all().first(where: { $0.edition.id == id }),
                let programme = try ReleaseStore(tx: tx).published(record.edition)
            else { throw AccessRefusal.notFound }
            return try more(
                tx,
                ProgrammeView(
                    record: record, programme: programme, topics: try editions.topics(), words: words,
                    late: try LateStore(tx: tx).minutes(of: id, programme), places: try SignUpStore(tx: tx).places(of: id)))
        }
    }

    /// The language of a file: what the address asks for, else English, the first language of every edition.
    var fileLanguage: Language { query.choice("language", Language.init) ?? .en }
}

/// The pages of the programme.
struct ProgrammeRoutes: Sendable {
    /// The programme of the current edition.
    func current(_ request: Request) async throws -> Response {
        let path = try await request.read { tx in
            let store = EditionStore(tx: tx)
            guard let edition = try store.current(among: try store.all())?.edition else { return "editions" }
            return try ReleaseStore(tx: tx).latest(of: edition.id) == nil ? edition.id.value : "\(edition.id)/programme"
        }
        var response = Response.redirect(.found, to: "/\(request.language.rawValue)/\(path)")
        response.headers[.cacheControl] = "no-cache"
        return response
    }

    /// On to the programme that this actor plans: of the current edition, else of the newest.
    func planned(_ request: Request) async throws -> Response {
        let scopes = request.site.access.scopes(of: request.actor, "programme.plan")
        guard !scopes.isEmpty else { throw AccessRefusal.notFound }
        let slug = try await request.read { tx -> String? in
            let (store, all) = (EditionStore(tx: tx), try EditionStore(tx: tx).all())
            let own = all.filter { one in scopes.contains { $0.contains(.edition(one.edition.id.value)) } }
            let current = try store.current(among: all)?.edition.id
            return (own.first { $0.edition.id == current } ?? own.last)?.edition.id.value
        }
        guard let slug else { return .seeOther(to: request.page("/organise"), notice: "no-edition") }
        return .seeOther(to: request.page("/\(slug)/organise/programme").text)
    }

    func all(_ request: Request) async throws -> Response {
        let filter = ProgrammeFilter(request.query)
        if request.wantsPlainText { return try await plain(request, filter) }
        let (page, until) = try await request.programme { [now = request.now] _, view in
            let sheet: Address = "/\(view.edition.id)/programme.css"
            let page = ProgrammePage(
                view: view, filter: filter, now: now, sheet: sheet.with([("release", String(view.programme.release.number))]))
            return (page, view.programme.nextChange(after: now))
        }
        // Marked up when the connection to the database is free again for others.
        // What is typed freely is not kept, nor what finds nothing: there is no end of it.
        let isKept = filter.text == nil && page.hasSessions
        return page.page.response(to: request, ready: isKept ? .init(until: until) : nil)
    }

    /// The table of letters, for `curl` and whoever accepts plain text first.
    private func plain(_ request: Request, _ filter: ProgrammeFilter) async throws -> Response {
        let text = try await request.programme { ProgrammePlain(view: $1, filter: filter).text }
        var response = Response(.ok, .text, Array(text.utf8))
        response.headers[.cacheControl] = "no-cache"
        response.headers[.vary] = "Accept, User-Agent"
        return response
    }

    func one(_ request: Request) async throws -> Response {
        guard let code = request.parameters["code"].flatMap({ SessionCode($0) }) else { throw AccessRefusal.notFound }
        let page = try await request.programme { [site = request.site] tx, view in
            guard let item = view.programme.item(code) else { throw AccessRefusal.notFound }
            let releases = try ReleaseStore(tx: tx).all(of: view.edition.id)
            let changes = releases.indices.flatMap { index in
                releases[index].changes(since: index > 0 ? releases[index - 1] : nil).filter { $0.session.code == code }
            }
            var view = view
            view.consenting = try SpeakerStore(tx: tx).consenting(of: view.edition.id)
            return SessionPage(view: view, item: item, changes: changes.reversed(), absolute: site.absolute).page
        }
        return page.response(to: request, ready: .init())
    }

    func topics(_ request: Request) async throws -> Response {
        try await request.programme { TopicsPage(view: $1) }.page.response(to: request, ready: .init())
    }

    func topic(_ request: Request) async throws -> Response {
        let id = try request.id(Topic.self, in: "topic")
        return try await request.programme { _, view in
            let items = view.programme.items.filter { $0.session.topic == id }
            guard let topic = view.topic(id), !items.isEmpty else { throw AccessRefusal.notFound }
            let calendar: HTML = """
                <p class="downloads"><a href="/\(view.edition.id.value)/programme.ics?topic=\(id.value)&amp;language=\(view.language.rawValue)">\(view.words("programme.calendar"))</a></p>
                """
            return SessionListPage(view: view, title: view.plain(topic.name), items: items, after: calendar).page
        }.response(to: request, ready: .init())
    }

    func room(_ request: Request) async throws -> Response {
        let id = try request.id(Room.self, in: "room")
        return try await request.programme { _, view in
            guard let room = view.programme.rooms[id] else { throw AccessRefusal.notFound }
            let facts = RoomFacts(room: room, view: view).markup
            return SessionListPage(view: view, title: room.name, items: view.programme.items(in: id), before: facts).page
        }.response(to: request, ready: .init())
    }

    func speakers(_ request: Request) async throws -> Response {
        try await request.programme { SpeakersPage(view: $1) }.page.response(to: request, ready: .init())
    }

    func speaker(_ request: Request) async throws -> Response {
        let id = try request.id(Speaker.self, in: "speaker")
        return try await request.programme { tx, view in
            var view = view
            view.consenting = try SpeakerStore(tx: tx).consenting(of: view.edition.id)
            let items = view.programme.items(with: id)
            guard let speaker = view.programme.speakers[id], !items.isEmpty else { throw AccessRefusal.notFound }
            let office = view.plain(speaker.office)
            let place: HTML? =
                speaker.authority.map {
                    "<p><a href=\"/\(view.language.rawValue)/network/\($0.value)\">\(view.place(speaker))</a></p>"
                } ?? view.place(speaker).map { "<p>\($0)</p>" }
            let (portrait, biography) = (view.portrait(id, width: 200), view.biography(id))
            let about: HTML =
                portrait == nil && biography == nil
                ? "\(place)" : "<div class=\"about-speaker\">\(portrait)<div class=\"stack\">\(place)\(biography)</div></div>"
            return SessionListPage(
                view: view, title: speaker.name.isEmpty ? office : speaker.name,
                lede: [speaker.name.isEmpty ? "" : office, speaker.country.isEmpty ? "" : view.words.country(speaker.country)]
                    .filter { !$0.isEmpty }.joined(separator: ", "),
                items: items, before: about
            ).page
        }.response(to: request, ready: .init())
    }

    func changes(_ request: Request) async throws -> Response {
        try await request.programme { tx, view in
            ChangesPage(view: view, releases: try ReleaseStore(tx: tx).all(of: view.edition.id))
        }.page.response(to: request, ready: .init())
    }
}
