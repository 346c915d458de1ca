// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Server
import Vocabulary

/// The handlers of the outbox.
enum OutboxRoutes {
    static let path = "/organise/outbox"

    static let routes: [Route] = [
        Route(.get, "/{language}/organise/outbox", "outbox.read") { try await list($0) },
        Route(.post, "/{language}/organise/outbox/release", "outbox.change", release),
        Route(.post, "/{language}/organise/outbox/tests", "outbox.change", limit: .guessable, test),
        Route(.get, "/{language}/organise/outbox/letters/{letter}", "outbox.read", letter),
        Route(.post, "/{language}/organise/outbox/letters/{letter}/attempts", "outbox.change", hurry),
        Route(.post, "/{language}/organise/outbox/letters/{letter}/stop", "outbox.change", stop),
        Route(.get, "/{language}/organise/outbox/batches/{batch}", "outbox.read") { try await batch($0, isAsking: false) },
        Route(.get, "/{language}/organise/outbox/batches/{batch}/stop", "outbox.change") { try await batch($0, isAsking: true) },
        Route(.post, "/{language}/organise/outbox/batches/{batch}/stop", "outbox.change", stopBatch),
    ]

    // MARK: The list

    private static func list(_ request: Request, testError: String? = nil) async throws -> Response {
        let filter = LetterFilter(testError == nil ? request.query : Query(""))
        let (words, settings) = (request.words, request.site.settings)
        let canChange = request.allows("outbox.change")
        var page = try await request.read { tx in
            let store = LetterStore(tx: tx)
            let standing = try OutboxStore(tx: tx).standing(isConfigured: settings.sendsMail)
            let (rows, count) = try store.list(filter, isHeld: standing.hold != nil)
            return OutboxPage(
                filter: filter, rows: rows, count: count, kinds: try store.kinds(), standing: standing, canChange: canChange,
                zone: settings.zone, words: words)
        }
        if let testError {
            page.testError = testError
            page.testAddress = request.form["address"] ?? ""
        }
        return page.page.organising(request, at: path)
    }

    private static func release(_ request: Request) async throws -> Response {
        let wasHeld = try await request.write { try LetterStore(tx: $0).release() }
        return .seeOther(to: request.page("/organise/outbox"), notice: wasHeld ? "outbox.released" : "outbox.not-held")
    }

    private static func test(_ request: Request) async throws -> Response {
        guard let address = request.form["address"].flatMap({ MailAddress($0) }) else {
            return try await list(request, testError: request.words("outbox.test.wrong"))
        }
        let letter = TestLetter(
            id: ID(random: request.random(15)), address: address.description, words: request.words,
            settings: request.site.settings
        ).letter
        try await request.write { try OutboxStore(tx: $0).post(letter) }
        return .seeOther(to: request.page("/organise/outbox/letters/\(letter.id)"), notice: "outbox.test-posted")
    }

    // MARK: One letter

    /// What it says is about a person: each look at it is an act.
    private static func letter(_ request: Request) async throws -> Response {
        let id = try request.id(Letter.self, in: "letter")
        let (words, zone, canChange) = (request.words, request.site.settings.zone, request.allows("outbox.change"))
        let page = try await request.write { tx in
            let store = LetterStore(tx: tx)
            guard let stored = try store.letter(id) else { throw AccessRefusal.notFound }
            tx.record("letter.read", [Noun("letter", id)] + (stored.letter.person.map { [Noun("person:\($0)")] } ?? []))
            return LetterPage(
                stored: stored, isHeld: try store.hold() != nil, canChange: canChange, zone: zone, words: words)
        }
        return page.page.organising(request, at: path)
    }

    private static func hurry(_ request: Request) async throws -> Response {
        let id = try request.id(Letter.self, in: "letter")
        let isDone = try await request.write { tx in
            guard try LetterStore(tx: tx).letter(id) != nil else { throw AccessRefusal.notFound }
            return try LetterStore(tx: tx).hurry(id)
        }
        return .seeOther(
            to: request.page("/organise/outbox/letters/\(id)"), notice: isDone ? "letter.hurried" : "letter.gone")
    }

    private static func stop(_ request: Request) async throws -> Response {
        let id = try request.id(Letter.self, in: "letter")
        let isDone = try await request.write { tx in
            guard try LetterStore(tx: tx).letter(id) != nil else { throw AccessRefusal.notFound }
            return try LetterStore(tx: tx).stop(id)
        }
        return .seeOther(
            to: request.page("/organise/outbox/letters/\(id)"), notice: isDone ? "letter.stopped" : "letter.gone")
    }

    // MARK: Batches

    private static func batch(_ request: Request, isAsking: Bool) async throws -> Response {
        let id = try request.id(LetterBatch.self, in: "batch")
        var filter = LetterFilter(request.query)
        filter = LetterFilter(batch: id, page: filter.page)
        let (words, zone, canChange) = (request.words, request.site.settings.zone, request.allows("outbox.change"))
        let page = try await request.read { [filter] tx in
            let store = LetterStore(tx: tx)
            guard let batch = try store.batch(id) else { throw AccessRefusal.notFound }
            let isHeld = try store.hold() != nil
            return BatchPage(
                batch: batch, rows: try store.list(filter, isHeld: isHeld).rows, filter: filter, isHeld: isHeld,
                canChange: canChange, isAsking: isAsking, zone: zone, words: words)
        }
        return page.page.organising(request, at: path)
    }

    private static func stopBatch(_ request: Request) async throws -> Response {
        let id = try request.id(LetterBatch.self, in: "batch")
        try await request.write { tx in
            guard try LetterStore(tx: tx).batch(id) != nil else { throw AccessRefusal.notFound }
            _ = try LetterStore(tx: tx).stop(id)
        }
        return .seeOther(to: request.page("/organise/outbox/batches/\(id)"), notice: "batch.stopped")
    }
}

extension LetterFilter {
    init(_ query: Query) {
        state = query.choice("state", LetterState.init)
        kind = query.choice("kind") { $0.utf8.count <= 80 ? $0 : nil }
        address = query["address"].map { String($0.prefix(200)) }
        person = query.choice("person") { ID<Letter>.isWellFormed($0) ? $0 : nil }
        batch = query.choice("batch") { ID<LetterBatch>.isWellFormed($0) ? ID($0) : nil }
        page = query.choice("page") { Int($0).flatMap { (1...100_000).contains($0) ? $0 : nil } } ?? 1
    }
}

/// A mail that only shows that mail arrives.
package struct TestLetter: Sendable {
    let id: ID<Letter>
    let address: String
    let words: Words
    let settings: SiteSettings

    package init(id: ID<Letter>, address: String, words: Words, settings: SiteSettings) {
        self.id = id
        self.address = address
        self.words = words
        self.settings = settings
    }

    package var letter: Letter {
        let body = LetterBody(
            words: words, paragraphs: [words("letter.test.text", ["address": .text(settings.publicURL)])],
            footer: words("letter.test.footer"), sender: settings.operatorName)
        return Letter(
            id: id, kind: "test", to: address, language: words.language, subject: words("letter.test.subject"), text: body.text,
            html: body.html)
    }
}
