// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Editions
import Formats
import Foundation
import HTML
import Programme
import Server
import Vocabulary

/// The visits of an edition as one reader sees them, read at one moment.
struct VisitView: Sendable {
    let record: EditionRecord
    let settings: VisitSettings?
    /// Drafts too where whoever reads organises them.
    let visits: [FieldVisit]
    let topics: [Topic]
    let words: Words
    let now: Date

    var edition: Edition { record.edition }
    var name: String { record.name(words) }
    var zone: TimeZone { TimeZone(identifier: edition.zone) ?? .gmt }
    var zoneName: String { words.zone(edition.zone) }
    /// Of the public list, in the reader's language.
    var path: Address { "/\(words.language.rawValue)/\(edition.id)/visits" }
    /// Of those who organise.
    var base: Address { "/\(words.language.rawValue)/\(edition.id)/organise/visits" }

    /// - Parameter withDrafts: whether whoever reads may see what is not published.
    init(_ record: EditionRecord, withDrafts: Bool = false, words: Words, _ tx: Transaction) throws {
        let store = VisitStore(tx: tx)
        self.record = record
        self.words = words
        settings = try store.settings(of: record.edition.id)
        visits = try store.visits(of: record.edition.id).filter { withDrafts || $0.isPublic }
        topics = try EditionStore(tx: tx).topics()
        now = tx.now
    }

    func visit(_ code: VisitCode) throws(AccessRefusal) -> FieldVisit {
        guard let visit = visits.first(where: { $0.code == code }) else { throw .notFound }
        return visit
    }

    func topic(_ id: ID<Topic>?) -> Topic? { id.flatMap { id in topics.first { $0.id == id } } }

    // MARK: In words

    /// What a visit is called, in the reader's language or another that is marked as what it is.
    func title(_ visit: FieldVisit) -> HTML {
        guard let read = visit.title.best(for: words.language) else { return "\(plain(visit))" }
        return read.isTranslated ? "\(read.text)" : "<span lang=\"\(read.language.rawValue)\">\(read.text)</span>"
    }

    /// The same without markup; the code where it has no name yet.
    func plain(_ visit: FieldVisit) -> String { visit.name(words) }

    /// "Thursday 18 March 2027, 14:00–15:15".
    func when(_ departure: Departure) -> HTML {
        let time = departure.time, instants = time.instants(in: zone)
        func stamp(_ instant: Date) -> String { ISO8601Format.text(instant, in: zone) }
        return """
            \(words.weekday(time.day)) \(words.day(time.day)), <span class="time"><time datetime="\(stamp(instants.lowerBound))">\(time.start.description)</time>–\
            <time datetime="\(stamp(instants.upperBound))">\(time.end.description)</time></span>
            """
    }

    /// "French, English".
    func languages(_ departure: Departure) -> String {
        departure.languages.map { words.language(code: $0) }.joined(separator: ", ")
    }

    func places(_ count: Int) -> String { words("visit.places", ["count": .number(count)]) }

    /// How one gets about there, in short sentences.
    func access(_ visit: FieldVisit) -> [String] {
        let steps = visit.isStepFree.map { words($0 ? "visit.step-free" : "visit.not-step-free") }
        let way = visit.walking.flatMap { $0 > 0 ? words("visit.walking", ["metres": .number($0)]) : nil }
        return [steps, way].compactMap { $0 }
    }

    /// What whoever comes agrees to, in short sentences.
    func conditions(_ visit: FieldVisit) -> [String] {
        let own = VisitCondition.allCases.filter(visit.conditions.contains).map { words("visit.condition.\($0.rawValue)") }
        let photos = visit.photos == .allowed ? nil : words("visit.photos.\(visit.photos.rawValue)")
        let identity: String? =
            switch visit.identity {
            case .none: nil
            case .document: words("visit.identity.document")
            case .list(let days): words("visit.identity.list", ["count": .number(days)])
            }
        return own + [photos, identity].compactMap { $0 }
    }
}

extension FieldVisit {
    /// What it is called in the reader's language, else in another; the code where it has no name yet.
    package func name(_ words: Words) -> String {
        let draft = words.language.fallbacks.lazy.compactMap { title.values[$0]?.text }.first
        return title.best(for: words.language)?.text ?? draft ?? code.description
    }
}

extension Request {
    /// Reads the visits of the edition in the address, and more in the same transaction.
    func visits<T: Sendable>(
        withDrafts: Bool = false, _ more: @escaping @Sendable (Transaction, VisitView) throws -> T
    ) async throws -> T {
        let id = try id(Edition.self, in: "edition")
        return try await read { [words] tx in
            guard let record = try EditionStore(tx: tx).all().first(where: { $0.edition.id == id }) else {
                throw AccessRefusal.notFound
            }
            return try more(tx, try VisitView(record, withDrafts: withDrafts, words: words, tx))
        }
    }

    func visitCode() throws(AccessRefusal) -> VisitCode {
        guard let code = parameters["code"].flatMap({ VisitCode($0) }) else { throw .notFound }
        return code
    }
}
