// SPDX-License-Identifier: EUPL-1.2
import Access
import Accounts
import Database
import Editions
import Foundation
import HTML
import People
import Programme
import Server
import Vocabulary

/// What opens the calendar of a participant: made of what opens their page, and opening nothing else, so that it may be given to programs.
struct AgendaSecret {
    let text: String
    var hash: String { Hash.of(text) }

    /// - Parameter token: what opens the participant's own page.
    init(of token: String) { text = Hash.of("agenda \(token)") }
    init(text: String) { self.text = text }
}

/// The handlers of a participant's calendar.
enum AgendaCalendarRoutes {
    private static let base = "/{language}/{edition}/participation/{token}"

    static let routes: [Route] = [
        Route(.get, "\(base)/agenda.ics", "participation.answer", limit: .guessable, download),
        Route(.post, "\(base)/calendar", "participation.answer", limit: .guessable, make),
        // Whoever has the address needs no more: it must not be found by trying.
        Route(.get, "/{edition}/agendas/{calendar}", "participation.answer", limit: .guessable, read),
    ]

    /// The address that programs read.
    static func address(_ secret: AgendaSecret, in edition: ID<Edition>, _ language: Language) -> Address {
        ("/\(edition)/agendas/\(secret.text).ics" as Address).with([("language", language.rawValue)])
    }

    private static func calendar(
        of person: ID<Person>, in edition: ID<Edition>, _ words: Words, _ site: Site, _ tx: Transaction
    ) throws -> [UInt8] {
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }),
            let found = try Whereabouts(of: [person], record, words: words, tx)
        else { throw AccessRefusal.notFound }
        return found.calendar(of: person, absolute: site.absolute)
    }

    private static func download(_ request: Request) async throws -> Response {
        let (edition, token) = (try request.id(Edition.self, in: "edition"), try request.id(Person.self, in: "token").value)
        let bytes = try await request.read { [site = request.site, words = request.words] tx in
            guard let person = try ParticipationStore(tx: tx).holder(ofLink: token, in: edition)?.person else {
                throw AccessRefusal.notFound
            }
            return try calendar(of: person, in: edition, words, site, tx)
        }
        return privately(Response(.ok, .calendar, bytes)).download(as: "\(edition).ics")
    }

    private static func make(_ request: Request) async throws -> Response {
        let (edition, token) = (try request.id(Edition.self, in: "edition"), try request.id(Person.self, in: "token").value)
        try await request.write { tx in
            guard let person = try ParticipationStore(tx: tx).holder(ofLink: token, in: edition)?.person else {
                throw AccessRefusal.notFound
            }
            try SignUpStore(tx: tx).addCalendar(AgendaSecret(of: token).hash, of: person, in: edition)
        }
        return .seeOther(to: request.page(ParticipationRoutes.path(token, in: edition)), notice: "agenda-calendar-made")
    }

    private static func read(_ request: Request) async throws -> Response {
        guard let name = request.parameters["calendar"], name.hasSuffix(".ics") else { throw AccessRefusal.notFound }
        let (edition, secret) = (try request.id(Edition.self, in: "edition"), AgendaSecret(text: String(name.dropLast(4))))
        let words = Words(request.query.choice("language", Language.init) ?? .en)
        let bytes = try await request.read { [site = request.site] tx in
            guard let person = try SignUpStore(tx: tx).holder(ofCalendar: secret.hash, in: edition) else {
                throw AccessRefusal.notFound
            }
            return try calendar(of: person, in: edition, words, site, tx)
        }
        return privately(Response(.ok, .calendar, bytes))
    }

    private static func privately(_ response: Response) -> Response {
        var response = response
        response.headers[.cacheControl] = "private, no-store"
        return response
    }
}
