// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Formats
import HTML
import Server
import Vocabulary

/// Everything about a person as a file: for the person, and for who answers a request of theirs.
struct DataRoutes: Sendable {
    let suppliers: PeopleSuppliers

    var routes: [Route] {
        [
            Route(.get, "/{language}/account/data", "account.use", page),
            Route(.get, "/{language}/organise/people/{person}/data.json", "person.export", limit: .costly, ofPerson),
        ]
            + suppliers.ways.map { way in
                Route(.get, "\(way.pattern)/data.json", way.permission, limit: .costly) { request in
                    let person = try await request.read { try way.person(request, $0) }
                    return try await document(of: person, request)
                }
            }
    }

    func page(_ request: Request) async throws -> Response {
        guard request.actor.person != nil else { throw AccessRefusal.notFound }
        var page = DataPage(words: request.words).page
        page.section = "/account"
        return page.personal(to: request)
    }

    func ofPerson(_ request: Request) async throws -> Response {
        try await document(of: try request.id(Person.self, in: "person"), request)
    }

    /// The act comes first, so that the file holds it as well.
    private func document(of id: ID<Person>, _ request: Request) async throws -> Response {
        let person = try await request.write { tx in
            guard let person = try PersonStore(tx: tx).person(id) else { throw AccessRefusal.notFound }
            tx.record("person.data-exported", Noun("person", person.id))
            return person.id
        }
        let sections = try await request.read { [exports = suppliers.exports] tx in
            let ids = try [person] + PersonStore(tx: tx).gone(into: person)
            return try exports.flatMap { try $0(tx, ids) }
        }
        let document = PersonDocument(
            person: person, sections: sections, fields: suppliers.personalFields, at: request.now, words: request.words)
        return Response(.ok, .json, document.json.indentedBytes).download(as: "data.json")
    }
}

/// What the file holds, and where to get it.
struct DataPage {
    let words: Words

    var page: Page {
        Page(
            title: words("data.title"), lede: words("data.lede"),
            content: """
                <p class="back"><a href="/\(words.language.rawValue)/account">\(words("site.account"))</a></p>
                <div class="prose stack">
                <p>\(words("data.text"))</p><p>\(words("data.recorded"))</p>
                <p><a class="btn" href="/\(words.language.rawValue)/account/data.json" download>\(words("data.button"))</a></p>
                <p><a href="/\(words.language.rawValue)/account/erasure">\(words("erasure.own.title"))</a></p>
                <p><a href="/\(words.language.rawValue)/account/acts">\(words("acts.own.title"))</a></p>
                <p><a href="/\(words.language.rawValue)/privacy">\(words("site.privacy"))</a></p>
                </div>
                """)
    }
}
