// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import HTML
import Server
import Vocabulary

/// The list of persons.
struct PeopleRoutes: Sendable {
    let suppliers: PeopleSuppliers

    var routes: [Route] {
        [
            Route(.get, "/{language}/organise/people", "person.read", limit: .costly, list),
            Route(.get, "/{language}/organise/people.csv", "person.read", limit: .costly, csv),
            Route(.get, "/{language}/organise/people.xlsx", "person.read", limit: .costly, workbook),
        ]
    }

    func list(_ request: Request) async throws -> Response {
        let query = PeopleQuery(request.query)
        let (found, people) = try await request.read { [suppliers, words = request.words] tx in
            let found = try PersonStore(tx: tx).directory().find(query.text)
            return (found, try suppliers.listed(query.part(of: found.ids), words, tx))
        }
        try await request.recordReading("person.read", of: people.map { Noun("person", $0.person.id) })
        return PeoplePage(
            query: query.shown(of: found.ids.count), people: people, count: found.ids.count, isMisspelt: found.isMisspelt,
            columns: suppliers.columns, mayAdd: request.allows("person.change"), mayMerge: request.allows("person.merge"),
            words: request.words
        ).page.organising(request, at: "/organise/people")
    }

    func csv(_ request: Request) async throws -> Response {
        Response(.ok, .csv, try await exported(request).csv).download(as: "persons.csv")
    }

    func workbook(_ request: Request) async throws -> Response {
        Response(.ok, .workbook, try await exported(request).workbook(at: request.today)).download(as: "persons.xlsx")
    }

    /// What the search finds, and an act that says so to each, or to all where it is most of them.
    private func exported(_ request: Request) async throws -> PeopleTable {
        let query = PeopleQuery(request.query)
        let people = try await request.read { [suppliers, words = request.words] tx in
            try suppliers.listed(try PersonStore(tx: tx).directory().find(query.text).ids, words, tx)
        }
        let persons = people.map { Noun("person", $0.person.id) }
        try await request.write { tx in
            tx.record("persons.exported", persons.count > Self.mostNamed ? [Self.everybody] : persons + ["exports"])
        }
        return PeopleTable(people: people, columns: suppliers.columns)
    }

    private static let mostNamed = 200
    /// What acts about all persons are about; each of them finds these among their own.
    static let everybody: Noun = "directory"
}

extension PeopleSuppliers {
    /// Persons as lists show them, in the order of the ids: a fixed number of statements for each 1,000.
    func listed(_ ids: [ID<Person>], _ words: Words, _ tx: Transaction) throws -> [ListedPerson] {
        let store = PersonStore(tx: tx)
        // SQLite takes at most 32,766 parameters a statement.
        return try (ids.isEmpty ? [[]] : ids.parts(of: 1_000)).flatMap { part in
            let persons = try store.persons(part)
            let addresses = try store.addresses(of: part)
            let cells = try columns.map { ($0.name, try $0.cells(tx, part, words)) }
            return part.compactMap { id in
                persons[id].map { person in
                    ListedPerson(
                        person: person, addresses: addresses[id] ?? [],
                        cells: cells.reduce(into: [:]) { all, column in all[column.0] = column.1[id] })
                }
            }
        }
    }
}
