// SPDX-License-Identifier: EUPL-1.2
import Database
import Foundation
import Testing
import Vocabulary

@testable import Server

@Suite struct `Ready pages` {
    private let pages = ReadyPages(limit: 1 << 20, settings: SiteSettings())
    private let now = Date(timeIntervalSince1970: 1_000)

    private func answer(_ text: String, until: Date? = nil) -> Response {
        Response(.ok, .html, Array(text.utf8), ready: .init(until: until))
    }

    @Test func `are kept until a noun they read changes`() {
        _ = pages.keep(answer("one"), as: "/en/a", seen: Seen(["editions"]), since: pages.moment)
        _ = pages.keep(answer("two"), as: "/en/b", seen: Seen(["authorities"]), since: pages.moment)
        pages.drop(["editions", "edition:x"])
        #expect(pages.page("/en/a", at: now) == nil)
        #expect(pages.page("/en/b", at: now) != nil)
        pages.dropAll()
        #expect(pages.count == 0)
        #expect(pages.bytes == 0)
    }

    @Test func `an answer read before a change is not kept after it`() {
        let moment = pages.moment
        pages.drop(["editions"])
        _ = pages.keep(answer("stale"), as: "/en/a", seen: Seen(["editions"]), since: moment)
        #expect(pages.page("/en/a", at: now) == nil)
        _ = pages.keep(answer("other"), as: "/en/b", seen: Seen(["authorities"]), since: moment)
        #expect(pages.page("/en/b", at: now) != nil)
    }

    @Test func `after too many changes to remember nothing begun before is kept`() {
        let moment = pages.moment
        for _ in 0..<300 { pages.drop(["other"]) }
        _ = pages.keep(answer("unsure"), as: "/en/a", seen: Seen(["editions"]), since: moment)
        #expect(pages.page("/en/a", at: now) == nil)
        let later = pages.moment
        pages.dropAll()
        _ = pages.keep(answer("unsure"), as: "/en/a", seen: Seen(["editions"]), since: later)
        #expect(pages.page("/en/a", at: now) == nil)
    }

    @Test func `hold until the time they were given`() {
        _ = pages.keep(answer("now", until: now), as: "/en/a", seen: Seen([]), since: pages.moment)
        #expect(pages.page("/en/a", at: now - 1) != nil)
        #expect(pages.page("/en/a", at: now) == nil)
    }

    @Test func `stay within their bytes, the least used going first`() {
        for number in 0..<400 {
            let text = String(repeating: "\(number) ", count: 2_000)
            _ = pages.keep(answer(text), as: "/en/\(number)", seen: Seen([]), since: pages.moment)
            _ = pages.page("/en/0", at: now)
        }
        #expect(pages.bytes <= 1 << 20)
        #expect(pages.page("/en/0", at: now) != nil)
        #expect(pages.page("/en/1", at: now) == nil)
        #expect(pages.page("/en/399", at: now) != nil)
    }

    @Test func `without an address are not kept`() {
        let page = pages.keep(answer("passing"), as: nil, seen: Seen([]), since: pages.moment)
        #expect(page.plain.head[.contentLength] == "7")
        #expect(pages.count == 0)
    }

    @Test func `have one tag per encoding`() {
        let page = pages.keep(answer(String(repeating: "city ", count: 500)), as: "/en/a", seen: Seen([]), since: pages.moment)
        let plain = page.variant(accepted: [.plain])
        let gzip = page.variant(accepted: [.gzip, .plain])
        #expect(plain.etag != gzip.etag)
        #expect(gzip.head[.contentEncoding] == "gzip")
        #expect(Int(gzip.head[.contentLength] ?? "") ?? 0 < Int(plain.head[.contentLength] ?? "") ?? 0)
        #expect(plain.head[.contentSecurityPolicy] == SecurityHeaders.policy)
        #expect(plain.head[.vary] == "Accept-Encoding")
    }
}

@Suite struct `What a client accepts` {
    @Test(arguments: [
        (nil, [Encoding.plain]), ("gzip", [.gzip, .plain]), ("gzip, deflate, br", [.brotli, .gzip, .plain]),
        ("br;q=0, gzip;q=0.5", [.gzip, .plain]),
        ("gzip;q=0.0", [.plain]), ("identity", [.plain]), ("xgzip, brx", [.plain]), ("", [.plain]),
    ])
    func `is read from Accept-Encoding`(header: String?, encodings: [Encoding]) {
        #expect(Encoding.accepted(header) == encodings)
    }

    @Test(arguments: [
        ("\"a\"", true), ("W/\"a\"", true), ("\"b\", \"a\"", true), ("*", true), ("\"b\"", false), (nil, false), ("", false),
    ])
    func `what it has already is not sent again`(header: String?, matches: Bool) {
        #expect(NotModified.matches(header, "\"a\"") == matches)
    }
}

@Suite struct `Who asks` {
    private let proxies = TrustedProxies(["127.0.0.1", "10.0.0.0/8", "2001:db8::/32", "nonsense", "1.2.3.4/99"])

    @Test(arguments: [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"), ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.1.2.3", "198.51.100.1"), ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "not-an-address", "127.0.0.1"), ("2001:db8::1", "2001:470::5", "2001:470::5"),
        ("11.0.0.1", "198.51.100.1", "11.0.0.1"),
    ])
    func `is told by proxies only if they are trusted`(connection: String, forwarded: String, peer: String) {
        #expect(proxies.peer(connection: connection, headers: [.forwardedFor: forwarded]) == peer)
    }
}

@Suite struct `Queries and forms` {
    @Test func `are decoded, and what cannot be is left out`() {
        let query = Query("a=1&b=x+y&c=%C3%A9&d=%FF&e=%00&f&=g&a=2&h=%20%20")
        #expect(query["a"] == "1")
        #expect(query["b"] == "x y")
        #expect(query["c"] == "é")
        #expect([query["d"], query["e"], query["f"], query["g"], query["h"]] == [nil, nil, nil, nil, nil])
    }

    @Test(arguments: [
        ("", true), ("q=a", true), ("page=2&q=a", true), ("x=1", false), ("q=a&x=1", false), ("&", false), ("q=a&&", false),
        ("=1", false), ("q=%FF", false),
    ])
    func `are understood when the page asked for every name in them`(text: String, isUnderstood: Bool) {
        let query = Query(text)
        _ = (query["q"], query["page"])
        #expect(query.isUnderstood == isUnderstood)
    }

    @Test(arguments: [
        ("kind=city", true), ("kind=palace", false), ("kind=city&kind=city", false), ("kind=", true), ("", true),
        ("kind=palace&kind=city", false),
    ])
    func `are understood when each value stands for something, once`(text: String, isUnderstood: Bool) {
        let query = Query(text)
        _ = query.choice("kind") { $0 == "city" ? 1 : nil }
        #expect(query.isUnderstood == isUnderstood)
    }

    @Test func `are read up to a limit`() {
        #expect(Query(String(repeating: "a=1&", count: 100_000)).pairs.count <= 200)
    }

    @Test func `dates of headers are written as the standard says`() {
        #expect(Clock.written(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    }

    @Test func `ids of requests differ`() {
        let ids = Set((0..<10_000).map { _ in RequestID.next() })
        #expect(ids.count == 10_000)
        #expect(ids.allSatisfy { $0.utf8.count == 16 })
    }
}
