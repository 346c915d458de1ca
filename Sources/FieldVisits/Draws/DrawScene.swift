// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Draw
import Editions
import Foundation
import HTML
import Server
import Vocabulary

/// What departures are called, by their ids.
struct DepartureNames: Sendable {
    private let names: [String: String]

    /// Those of visits that were published.
    init(_ visits: [FieldVisit], _ words: Words) {
        let named = visits.filter(\.isPublic).flatMap { visit in
            visit.departures.map { ($0.id.value, DepartureName(visit, $0, words).text) }
        }
        names = Dictionary(named) { first, _ in first }
    }

    /// As the inputs called it, where it is not known any more.
    func callAsFunction(_ id: String, or instance: Instance? = nil) -> String {
        names[id] ?? instance?.options.first { $0.id == id }?.name ?? id
    }
}

/// What pages of an edition's draws begin with: a fixed number of statements.
struct DrawScene: Sendable {
    let record: EditionRecord
    let settings: VisitSettings
    let draws: [VisitDraw]
    let visits: [FieldVisit]
    let now: Date
    let words: Words

    var edition: ID<Edition> { record.edition.id }
    var zone: TimeZone { TimeZone(identifier: record.edition.zone) ?? .gmt }
    var steps: DrawSteps { DrawSteps(draws: draws, closes: settings.closes, now: now) }
    var names: DepartureNames { DepartureNames(visits, words) }

    /// Of the edition in the address.
    init(_ request: Request, _ tx: Transaction) throws {
        let edition = try request.id(Edition.self, in: "edition")
        guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == edition }) else {
            throw AccessRefusal.notFound
        }
        self.record = record
        settings = try VisitStore(tx: tx).settings(of: edition) ?? VisitSettings()
        draws = try DrawStore(tx: tx).draws(of: edition)
        visits = try VisitStore(tx: tx).visits(of: edition)
        now = tx.now
        words = request.words
    }

    /// The draw of the number in the address.
    func draw(_ request: Request) throws(AccessRefusal) -> VisitDraw {
        guard let number = request.parameters["draw"].flatMap({ Int($0) }),
            let draw = draws.first(where: { $0.number == number })
        else { throw .notFound }
        return draw
    }

    /// The same where everybody may see what came of it.
    func published(_ request: Request) throws(AccessRefusal) -> VisitDraw {
        let draw = try draw(request)
        guard draw.state == .published else { throw .notFound }
        return draw
    }

    func instant(_ date: Date) -> String { words.instant(date, in: zone) }
    func title(of draw: VisitDraw) -> String { words("draw.number", ["number": .number(draw.number)]) }
}

extension DrawScene {
    /// A list of terms, where values may be code.
    func terms(_ terms: [(String, HTML)]) -> HTML {
        "<dl class=\"facts-list\">\(each: terms, { "<div><dt>\(words($0.0))</dt><dd>\($0.1)</dd></div>" })</dl>\n"
    }

    /// What a draw was promised with.
    func promise(_ draw: VisitDraw) -> [(String, HTML)] {
        [
            ("draw.rule", "\(words("draw.rule.\(draw.rule.rawValue)")). \(words("draw.rule.text.\(draw.rule.rawValue)"))"),
            ("draw.commitment", "<code>\(draw.commitment)</code>"),
            ("draw.committed-at", "\(instant(draw.committedAt))"),
        ]
    }
}
