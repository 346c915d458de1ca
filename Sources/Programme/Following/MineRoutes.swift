// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import HTML
import People
import Server
import Vocabulary

/// One's own programme: in the account of whoever is signed in, else in a cookie.
struct MineRoutes: Sendable {
    var routes: [Route] {
        [
            Route(.get, "/{language}/{edition}/programme/mine", "programme.read", mine),
            Route(.post, "/{language}/{edition}/programme/mine", "programme.choose", keep),
        ]
    }

    /// From the address when it is shared, else one's own.
    func mine(_ request: Request) async throws -> Response {
        if let shared = request.query["sessions"] { return try await page(Favourites(text: shared), isShared: true, request) }
        guard let person = request.accountHolder else { return try await page(Favourites(cookieOf: request), request) }
        let copied = request.method == .get ? try await copy(to: person, request) : 0
        let page = try await request.programme { tx, view in
            let codes = try FavouriteStore(tx: tx).favourites(of: person, in: view.edition.id).codes
            let feeds = try CalendarFeedStore(tx: tx).open(of: person, in: view.edition.id)
            return MinePage(
                view: view, items: view.programme.items.filter { codes.contains($0.code) }, isShared: false,
                account: MineAccount(feeds: feeds, copied: copied, view: view)
            ).page
        }
        return emptied(page.personal(to: request), request)
    }

    private func page(_ favourites: Favourites, isShared: Bool = false, _ request: Request) async throws -> Response {
        let page = try await request.programme { _, view in
            let items = view.programme.items.filter { favourites.codes.contains($0.code) }
            return MinePage(view: view, items: items, isShared: isShared).page
        }
        var response = page.response(to: request)
        response.headers[.cacheControl] = "private, no-store"
        return response
    }

    /// Takes what this browser keeps over into the account, once: the answer empties the cookie. Returns how many were new there.
    private func copy(to person: ID<Person>, _ request: Request) async throws -> Int {
        let here = Favourites(cookieOf: request)
        guard !here.codes.isEmpty else { return 0 }
        let edition = try request.id(Edition.self, in: "edition")
        let known = try await request.programme { _, view in Set(view.programme.items.map(\.code)) }
        return try await request.write { tx in
            let store = FavouriteStore(tx: tx)
            let old = try store.favourites(of: person, in: edition)
            try store.keep(.add(here.codes.filter(known.contains)), of: person, in: edition)
            return try store.favourites(of: person, in: edition).codes.count - old.codes.count
        }
    }

    /// Adds sessions or takes one away, where they are kept, and goes back to the list.
    func keep(_ request: Request) async throws -> Response {
        let (form, edition) = (request.form, try request.id(Edition.self, in: "edition"))
        let known = try await request.programme { _, view in Set(view.programme.items.map(\.code)) }
        let wish = FavouriteWish(act: form["act"], session: form["session"], sessions: form["sessions"], known: known)
        guard let wish else { throw AccessRefusal.notFound }
        let back = Response.seeOther(to: request.page("/\(edition)/programme/mine").text)
        guard let person = request.accountHolder else {
            return back.keeping(wish.applied(to: Favourites(cookieOf: request)), request)
        }
        try await request.write { try FavouriteStore(tx: $0).keep(wish, of: person, in: edition) }
        // What the browser kept before comes along with the page that is shown next, which says so.
        return back
    }

    private func emptied(_ response: Response, _ request: Request) -> Response {
        var response = response
        response.headers[.cacheControl] = "private, no-store"
        if request.method == .get, request.cookies[Favourites.cookie(request)] != nil {
            response.remove(cookie: Favourites.cookie(request), site: request.site)
        }
        return response
    }
}

extension Favourites {
    /// What the browser of a request keeps.
    init(cookieOf request: Request) { self.init(text: request.cookies[Self.cookie(request)] ?? "") }
}

extension Response {
    fileprivate func keeping(_ favourites: Favourites, _ request: Request) -> Response {
        var response = self
        response.set(cookie: Favourites.cookie(request), to: favourites.text, seconds: Favourites.lifetime, site: request.site)
        return response
    }
}
