// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import HTML
import People
import Server
import Vocabulary

/// The handlers of personal calendars.
struct CalendarFeedRoutes: Sendable {
    private static let mine = "/{language}/{edition}/programme/mine/calendars"

    var routes: [Route] {
        [
            // Whoever has the address needs no more: it must not be found by trying.
            Route(.get, "/{edition}/calendars/{calendar}", "programme.read", limit: .guessable, read),
            Route(.post, Self.mine, "account.use", make),
            Route(.post, "\(Self.mine)/{calendar}/end", "account.use", end),
        ]
    }

    /// What somebody follows and has a part in; cancelled sessions stay in it, as cancelled.
    func read(_ request: Request) async throws -> Response {
        guard let name = request.parameters["calendar"], name.hasSuffix(".ics") else { throw AccessRefusal.notFound }
        let hash = Hash.of(String(name.dropLast(4)))
        let (feed, bytes) = try await request.programme(in: request.fileLanguage) { [site = request.site] tx, view in
            guard let feed = try CalendarFeedStore(tx: tx).feed(hash: hash, in: view.edition.id) else {
                throw AccessRefusal.notFound
            }
            let followed = try Self.followed(by: feed, view, tx)
            return (feed, ProgrammeExports(view: view, absolute: site.absolute).personalCalendar(followed))
        }
        if feed.isToBeTouched(at: request.now) { try await request.write { try CalendarFeedStore(tx: $0).touch(feed.id) } }
        var response = Response(.ok, .calendar, bytes)
        response.headers[.cacheControl] = "private, no-store"
        return response
    }

    private static func followed(
        by feed: CalendarFeed, _ view: ProgrammeView, _ tx: Transaction
    ) throws -> [PublishedProgramme.Item] {
        let favourites = try FavouriteStore(tx: tx).favourites(of: feed.person, in: feed.edition).codes
        let duties = try SessionDuties(of: feed.edition, tx).duties(of: feed.person, in: view.programme.items.map(\.session))
        let codes = duties.union(favourites)
        return view.programme.items.filter { codes.contains($0.code) }
    }

    /// The address is shown in the answer and never again.
    func make(_ request: Request) async throws -> Response {
        guard let person = request.accountHolder else { throw AccessRefusal.notFound }
        let edition = try request.id(Edition.self, in: "edition")
        let secret = Secret(request.random(32))
        let feed = CalendarFeed(id: ID(random: request.random(12)), person: person, edition: edition, created: request.now)
        let view = try await request.programme { $1 }
        try await request.write { try CalendarFeedStore(tx: $0).keep(feed, hash: secret.hash) }
        let path: Address = "/\(edition)/calendars/\(secret.text).ics"
        let address = request.site.absolute(path.with([("language", request.language.rawValue)]).text)
        return MadeCalendarPage(view: view, address: address).page.personal(to: request)
    }

    func end(_ request: Request) async throws -> Response {
        guard let person = request.accountHolder else { throw AccessRefusal.notFound }
        let (edition, id) = (try request.id(Edition.self, in: "edition"), try request.id(CalendarFeed.self, in: "calendar"))
        try await request.write { try CalendarFeedStore(tx: $0).end(id, of: person) }
        return .seeOther(to: request.page("/\(edition)/programme/mine"), notice: "calendar-ended")
    }
}

extension Request {
    /// The person whose account this is; nil for whoever is not in, or still owes a second factor.
    var accountHolder: ID<Person>? { allows("account.use") ? actor.person.map { ID($0) } : nil }
}
