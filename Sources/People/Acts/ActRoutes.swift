// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Formats
import Foundation
import HTML
import Server
import Vocabulary

/// The record of acts: all of it for those who watch over it, and for everybody what concerns them.
struct ActRoutes: Sendable {
    let suppliers: PeopleSuppliers

    var routes: [Route] {
        [
            Route(.get, "/{language}/organise/acts", "act.read", limit: .costly, all),
            Route(.get, "/{language}/organise/acts.csv", "act.read", limit: .costly, csv),
            Route(.get, "/{language}/{edition}/organise/acts", "edition.acts", ofEdition),
            Route(.get, "/{language}/account/acts", "account.use", own),
        ]
    }

    /// A file of more has to be asked for in parts, by days.
    private static let mostInFile = 100_000
    /// Persons that a name asked for may stand for.
    private static let mostMeant = 20

    func all(_ request: Request) async throws -> Response {
        let query = ActsQuery(request.query)
        let seesPersons = request.allows("person.read")
        let page = try await request.read { [suppliers, words = request.words, zone = request.site.settings.zone] tx in
            let persons = try Self.meant(query, tx)
            let record = ActRecord(tx: tx)
            let (acts, hasMore) = try record.page(query.filter(persons: persons, zone: zone), most: ActsQuery.rowsPerPage)
            let table = ActTable(
                acts: acts, names: try PersonStore(tx: tx).names(of: ActTable.persons(in: acts)),
                reader: .organiser(seesPersons: seesPersons), suppliers: suppliers,
                missing: try suppliers.missing(acts, tx, request), words: words, zone: zone)
            return ActsPage(
                query: query, table: table, hasMore: hasMore, verbs: try record.verbs(), isNobody: persons?.isEmpty == true,
                words: words)
        }
        try await request.recordReading("acts.read", of: ["acts"])
        return page.page.organising(request, at: "/organise/acts")
    }

    /// The ids that a name stands for, also those that were merged; nil when none was asked for.
    private static func meant(_ query: ActsQuery, _ tx: Transaction) throws -> [String]? {
        guard let who = query.who else { return nil }
        let store = PersonStore(tx: tx)
        let exact = try store.person(ID(who)).map { [$0.id] }
        let found = try exact ?? Array(store.directory().find(who).ids.prefix(mostMeant))
        return try found.map(\.value) + store.gone(intoAny: found).map(\.value)
    }

    func csv(_ request: Request) async throws -> Response {
        let query = ActsQuery(request.query)
        let acts = try await request.read { [zone = request.site.settings.zone] tx in
            try ActRecord(tx: tx).all(query.filter(persons: try Self.meant(query, tx), zone: zone), most: Self.mostInFile)
        }
        try await request.write { $0.record("acts.exported", "acts") }
        return Response(.ok, .csv, ActFile.bytes(acts)).download(as: "acts.csv")
    }

    /// What was done about one edition, without who: that is for those who watch over the record.
    func ofEdition(_ request: Request) async throws -> Response {
        let slug = try request.id(Noun.self, in: "edition").value
        let filter = { [kinds = suppliers.editionNouns] in ActFilter(about: kinds.map { Noun("\($0):\(slug)") }) }()
        let lede = request.words("acts.edition.lede", ["edition": .text(slug)])
        return try await page(request, filter, .host, "/\(slug)/organise/acts", request.words("acts.edition.title"), lede)
            .organising(request, at: "/\(slug)/organise/acts")
    }

    func own(_ request: Request) async throws -> Response {
        guard let person = request.actor.person else { throw AccessRefusal.notFound }
        let (ids, nouns) = try await request.read { tx in
            let nouns = try PersonStore(tx: tx).nouns(of: ID(person))
            return (nouns.map { String($0.description.dropFirst("person:".count)) }, nouns)
        }
        var filter = ActFilter()
        filter.concerning = .init(persons: ids, nouns: nouns + [PeopleRoutes.everybody])
        var page = try await page(
            request, filter, .oneself(ids), "/account/acts", request.words("acts.own.title"), request.words("acts.own.lede"),
            back: (request.page("/account"), request.words("site.account")))
        page.section = "/account"
        return page.personal(to: request)
    }

    private func page(
        _ request: Request, _ filter: ActFilter, _ reader: ActTable.Reader, _ path: Address, _ title: String, _ lede: String,
        back: (address: Address, text: String)? = nil
    ) async throws -> Page {
        var filter = filter
        filter.before = request.query.choice("before") { Int($0).flatMap { $0 > 0 ? $0 : nil } }
        let (acts, hasMore, missing) = try await request.read { [suppliers, filter] tx in
            let (acts, hasMore) = try ActRecord(tx: tx).page(filter, most: ActsQuery.rowsPerPage)
            return (acts, hasMore, try suppliers.missing(acts, tx, request))
        }
        let table = ActTable(
            acts: acts, names: [:], reader: reader, suppliers: suppliers, missing: missing, words: request.words,
            zone: request.site.settings.zone)
        return OwnActsPage(
            title: title, lede: lede, table: table, isFirst: filter.before == nil, hasMore: hasMore, path: request.page(path),
            words: request.words, back: back
        ).page
    }
}

/// Acts as a table for files: ids, no names.
enum ActFile {
    static let columns = ["number", "at", "actor", "role", "person", "verb", "nouns"]

    static func bytes(_ acts: [Act]) -> [UInt8] {
        var writer = CSVWriter(header: columns)
        for act in acts {
            writer.add([
                String(act.number), act.at.formatted(.iso8601), act.actor.rawValue, act.role.rawValue, act.person ?? "", act.verb,
                act.nouns.map(\.description).joined(separator: "|"),
            ])
        }
        return writer.bytes
    }
}
