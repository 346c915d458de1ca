// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Logging
import TestKit
import Testing
import Vocabulary

@testable import Server

/// A site with a few routes of its own, on a small SQLite file.
private struct Trial {
    let place: TestPlace
    let site: Site
    var dispatcher: Dispatcher {
        Dispatcher(site: site, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    init(_ routes: [Route] = Trial.routes) throws {
        place = try TestEngine.sqlite.place()
        var settings = SiteSettings()
        settings.publicURL = "https://cities.example"
        site = Site(
            settings: settings, database: try Database.open(place.url, steps: [], migrating: true),
            access: AccessTable([
                ["server.read": [.reader], "page.read": [.reader], "page.write": [.reader], "secret.read": [.operator]]
            ]),
            routes: routes, navigation: [])
    }

    static let routes = [
        Route(.get, "/{language}/page", "page.read") { Response(.ok, .text, Array($0.language.rawValue.utf8)) },
        Route(.get, "/{language}/page/{name}", "page.read") { Response(.ok, .text, Array(($0.parameters["name"] ?? "").utf8)) },
        Route(.get, "/{language}/page/special", "page.read") { _ in Response(.ok, .text, Array("literal".utf8)) },
        Route(.post, "/{language}/page", "page.write") { request in
            var response = Response.seeOther(to: "/en/page")
            response.set(cookie: "kept", to: request.form["a"] ?? "", seconds: 60, site: request.site)
            return response
        },
        Route(.get, "/{language}/secret", "secret.read") { _ in Response(.ok, .text, []) },
        Route(.get, "/{language}/lost", "page.read") { _ in throw DatabaseFault.unavailable("gone") },
        Route(.get, "/{language}/full", "page.read") { _ in throw DatabaseFault.full },
        Route(.get, "/{language}/broken", "page.read") { _ in throw CancellationError() },
        Route(.get, "/{language}/costly", "page.read", limit: .costly) { _ in Response(.ok, .text, []) },
    ]

    func ask(
        _ method: HTTPRequest.Method, _ target: String, _ headers: HTTPFields = [:], body: String = "", peer: String = "192.0.2.1"
    ) async -> Response {
        await dispatcher.respond(
            to: Request(
                id: "r1", method: method, target: target, headers: headers, body: Array(body.utf8), peer: peer,
                now: Date(timeIntervalSince1970: 1_800_000_000), actor: .public, site: site))
    }
}

@Suite struct `Finding who answers` {
    @Test(arguments: [
        ("/en/page", "en"), ("/fr/page?x=1", "fr"), ("/en/page/a%20b", "a b"), ("/en/page/special", "literal"),
        ("/de/page/%C3%A9", "é"),
    ])
    func `a path leads to its route, literal segments first`(target: String, body: String) async throws {
        let response = try await Trial().ask(.get, target)
        #expect(response.status == .ok)
        #expect(String(decoding: response.body, as: UTF8.self) == body)
    }

    @Test(arguments: [
        "/xx/page", "/en/nothing", "/en/page/a/b", "/en/page/..", "/en/page/%2e%2e", "/en/page/%2F", "/en/page/%5C",
        "/en/page/%FF",
        "/en/page/%00", "//en/page", "/en//page", "en/page", "", "*", "/en/page/%", "/EN/page", "/en/secret", "/\u{202E}",
    ])
    func `anything else is not found, and says so in words`(target: String) async throws {
        let response = try await Trial().ask(.get, target)
        #expect(response.status == .notFound)
        #expect(String(decoding: response.body, as: UTF8.self).contains("<h1>\(Words(.en)("problem.title.404"))</h1>"))
    }

    @Test func `another method is told which are possible`() async throws {
        let response = try await Trial().ask(.delete, "/en/page")
        #expect(response.status == .methodNotAllowed)
        #expect(response.headers[.allow] == "GET, HEAD, POST")
    }

    @Test func `a slash at the end leads to the page without it`() async throws {
        let response = try await Trial().ask(.get, "/en/page/")
        #expect(response.status == .permanentRedirect)
        #expect(response.headers[.location] == "/en/page")
    }

    @Test(arguments: [("nl-BE, en;q=0.5", "/nl/"), ("xx", "/en/"), ("", "/en/")])
    func `the root alone follows the browser's language`(accepted: String, location: String) async throws {
        let response = try await Trial().ask(.get, "/", [.acceptLanguage: accepted])
        #expect(response.headers[.location] == location)
        let page = try await Trial().ask(.get, "/de/page", [.acceptLanguage: accepted])
        #expect(String(decoding: page.body, as: UTF8.self) == "de")
    }

    @Test(arguments: [("lost", 503, "fault.unavailable"), ("full", 507, "fault.full"), ("broken", 500, "fault.unknown")])
    func `a fault is told in the reader's language with a reference`(path: String, status: Int, key: String) async throws {
        let trial = try Trial()
        let response = await trial.ask(.get, "/fr/\(path)")
        #expect(response.status.code == status)
        let text = String(decoding: response.body, as: UTF8.self)
        #expect(text.contains("r1"))
        #expect(text.contains(Words(.fr)("problem.title.\(status)").replacingOccurrences(of: "'", with: "&#39;")))
        let problem = await trial.ask(.get, "/fr/\(path)", [.accept: "application/json"])
        #expect(problem.headers[.contentType] == "application/problem+json")
    }
}

@Suite struct `Forged forms` {
    @Test(arguments: [
        (["Sec-Fetch-Site": "cross-site"], 403), (["Sec-Fetch-Site": "same-site"], 403),
        (["Origin": "https://evil.example"], 403),
        (["Origin": "null"], 403), (["Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"], 403),
        (["Sec-Fetch-Site": "same-origin", "Origin": "https://cities.example"], 303), (["Origin": "https://cities.example"], 303),
        ([:], 303),
    ])
    func `are refused by what the browser says of their origin`(headers: [String: String], status: Int) async throws {
        var fields = HTTPFields()
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        let response = try await Trial().ask(.post, "/en/page", fields, body: "a=1")
        #expect(response.status.code == status)
    }

    @Test func `a cookie is out of reach for scripts, other sites and plain http`() async throws {
        let response = try await Trial().ask(.post, "/en/page", body: "a=x+y%20z")
        #expect(response.headers[.setCookie] == "kept=x y z; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure")
    }
}

@Suite struct `Limits by rate` {
    @Test func `four hundred people behind one address are served, a flood is not, and others are not harmed`() async throws {
        let trial = try Trial()
        var served = 0
        for _ in 0..<700 where await trial.ask(.get, "/en/costly", peer: "192.0.2.1").status == .ok { served += 1 }
        #expect(served == 600)
        #expect(await trial.ask(.get, "/en/costly", peer: "192.0.2.1").status == .tooManyRequests)
        #expect(await trial.ask(.get, "/en/costly", peer: "192.0.2.2").status == .ok)
        #expect(await trial.ask(.get, "/en/page", peer: "192.0.2.1").status == .ok)
    }

    @Test func `a bucket fills again with time, and the table stays bounded`() {
        let limits = RateLimits()
        let start = Date(timeIntervalSince1970: 0)
        for _ in 0..<600 { _ = limits.allows(.costly, by: "a", at: start) }
        #expect(!limits.allows(.costly, by: "a", at: start))
        #expect(limits.allows(.costly, by: "a", at: start + 0.06))
        for number in 0..<(RateLimits.most + 10) { _ = limits.allows(.costly, by: "\(number)", at: start + 1) }
        #expect(limits.allows(.costly, by: "a", at: start + 600))
    }
}
