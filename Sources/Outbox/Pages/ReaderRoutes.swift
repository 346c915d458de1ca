// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import HTML
import Server
import Vocabulary

/// What readers of mails can do: want no more of them; in the demonstration also read them.
enum ReaderRoutes {
    static let routes: [Route] = [
        Route(.get, "/{language}/unsubscribe/{letter}", "mail.refuse", limit: .guessable, ask),
        // RFC 8058, section 3.2: the provider of the reader's mail posts here, without cookies.
        Route(.post, "/{language}/unsubscribe/{letter}", "mail.refuse", limit: .guessable, isOpenToOthers: true, unsubscribe),
        Route(.get, "/{language}/demo/mail", "demo.read", inbox),
        Route(.get, "/{language}/demo/mail/{letter}", "demo.read", letter),
    ]

    private static func ask(_ request: Request) async throws -> Response {
        let token = try request.id(Letter.self, in: "letter").value
        let words = request.words
        guard let stored = try await request.read({ try LetterStore(tx: $0).letter(token: token) }) else {
            throw AccessRefusal.notFound
        }
        let address = stored.letter.address
        let isDone = try await request.read { try SuppressionStore(tx: $0).facts(of: address).isUnsubscribed }
        return UnsubscribePage(token: token, isDone: isDone, words: words).page.personal(to: request)
    }

    private static func unsubscribe(_ request: Request) async throws -> Response {
        let token = try request.id(Letter.self, in: "letter").value
        try await request.write { tx in
            guard let stored = try LetterStore(tx: tx).letter(token: token) else { throw AccessRefusal.notFound }
            let store = SuppressionStore(tx: tx)
            guard try !store.facts(of: stored.letter.address).isUnsubscribed else { return }
            try store.keep(stored.letter.address, .unsubscribed, letter: stored.letter.id)
        }
        return UnsubscribePage(token: token, isDone: true, words: request.words).page.personal(to: request)
    }

    // MARK: The demonstration

    private static let demoRows = 100

    private static func inbox(_ request: Request) async throws -> Response {
        guard request.site.settings.isDemo else { throw AccessRefusal.notFound }
        let rows = try await request.read { try LetterStore(tx: $0).newest(demoRows) }
        return DemoMailPage(rows: rows, zone: request.site.settings.zone, words: request.words).page.personal(to: request)
    }

    private static func letter(_ request: Request) async throws -> Response {
        guard request.site.settings.isDemo else { throw AccessRefusal.notFound }
        let id = try request.id(Letter.self, in: "letter")
        guard let stored = try await request.read({ try LetterStore(tx: $0).letter(id) }) else { throw AccessRefusal.notFound }
        let settings = request.site.settings
        return DemoLetterPage(stored: stored, publicURL: settings.publicURL, zone: settings.zone, words: request.words)
            .page.personal(to: request)
    }
}

extension LetterStore {
    /// Those of the demonstration, which is small.
    func newest(_ count: Int) throws -> [StoredLetter] {
        try tx.rows("SELECT * FROM letter ORDER BY created DESC, id LIMIT \(count)").map(Self.stored)
    }
}
