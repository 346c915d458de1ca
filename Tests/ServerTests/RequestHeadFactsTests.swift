// SPDX-License-Identifier: EUPL-1.2
import NIOHTTP1
import Testing

@testable import Server

@Suite struct `The head of a request` {
    private func rules(_ fields: [(String, String)], _ version: HTTPVersion = .http1_1) -> RequestHeadFacts {
        RequestHeadFacts(HTTPRequestHead(version: version, method: .GET, uri: "/en", headers: HTTPHeaders(fields)))
    }

    @Test func `names exactly one host, unless it is old`() {
        #expect(rules([("hOsT", "a")]).hasRightHost)
        #expect(!rules([]).hasRightHost)
        #expect(!rules([("Host", "a"), ("host", "b")]).hasRightHost)
        #expect(rules([], .http1_0).hasRightHost)
        #expect(!rules([("Host", "a"), ("Host", "a")], .http1_0).hasRightHost)
    }

    @Test func `says whether plain text may be wanted`() {
        #expect(rules([("Host", "a"), ("User-Agent", "curl/8.5.0"), ("Accept", "*/*")]).wantsPlainText)
        #expect(rules([("Host", "a"), ("accept", "text/plain;q=0.9, */*")]).wantsPlainText)
        #expect(
            !rules([("Host", "a"), ("User-Agent", "Mozilla/5.0 curl/8"), ("Accept", "text/html, text/plain")]).wantsPlainText)
    }

    @Test func `says whether the connection ends`() {
        #expect(!rules([("Host", "a")]).closes)
        #expect(rules([("Host", "a"), ("Connection", "TE, Close")]).closes)
        #expect(rules([("Host", "a")], .http1_0).closes)
    }

    @Test func `says whether a body follows, and what is accepted and known`() {
        let all = rules([("Content-Length", "0"), ("ACCEPT-ENCODING", "gzip"), ("accept-encoding", "br"), ("If-None-Match", "x")])
        #expect(!all.hasBody)
        #expect(all.accepted == "gzip, br")
        #expect(all.known == "x")
        #expect(rules([("Content-Length", "5")]).hasBody)
        #expect(rules([("Transfer-Encoding", "chunked")]).hasBody)
        #expect(rules([("Accept-Encodings", "br")]).accepted == nil)
    }
}
