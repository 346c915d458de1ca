// SPDX-License-Identifier: EUPL-1.2
import Access
import Database
import Foundation
import Formats
import Vocabulary

/// A list of the API and its items: `/api/v1/authorities` and `/api/v1/authorities/{id}`.
package struct APICollection: Sendable {
    /// A page of a list: the items of it and how many there are in all.
    package struct Part<Value: Sendable>: Sendable {
        let items: [Value], count: Int
        package init(items: [Value], count: Int) {
            self.items = items
            self.count = count
        }

        /// The part of a whole list that a question is about.
        package init(of all: [Value], _ query: APIQuery) {
            items = Array(all.dropFirst(query.offset).prefix(query.limit))
            count = all.count
        }
    }

    /// In the plural, as the address has it.
    let name: String, about: String
    let permission: Permission
    /// Whether everybody gets the same; otherwise only who holds a token gets anything, and reading it is recorded.
    let isPublic: Bool
    let parameters: [APIParameter]
    let itemName: String
    let itemSchema: JSONText
    private let list: @Sendable (APIQuery, Transaction, @escaping (String) -> String) throws -> Part<JSONText>
    private let one: @Sendable (String, Transaction, @escaping (String) -> String) throws -> JSONText?

    static let prefix = "/api/v1"
    var path: String { "\(Self.prefix)/\(name)" }

    /// - Parameters:
    ///   - filters: what a list can be narrowed by.
    ///   - list: the items a question is about, read in one transaction with a fixed number of statements.
    ///   - one: the item of an id; nil when there is none that the public sees.
    package init<Value: Sendable>(
        _ name: String, _ about: String, _ permission: Permission, isPublic: Bool = true, _ shape: APIShape<Value>,
        filters: [APIParameter],
        list: @escaping @Sendable (APIQuery, Transaction) throws -> Part<Value>,
        one: @escaping @Sendable (String, Transaction) throws -> Value?
    ) {
        self.name = name
        self.about = about
        self.permission = permission
        self.isPublic = isPublic
        parameters = filters + [.limit, .offset]
        itemName = shape.name
        itemSchema = shape.schema
        self.list = { query, tx, absolute in
            let part = try list(query, tx)
            return Part(items: part.items.map { shape.json($0, absolute) }, count: part.count)
        }
        self.one = { id, tx, absolute in try one(id, tx).map { shape.json($0, absolute) } }
    }

    var routes: [Route] {
        [
            Route(.get, path, permission, isClosed: !isPublic) { try await answerList($0) },
            Route(.get, "\(path)/{id}", permission, isClosed: !isPublic) { try await answerOne($0) },
        ]
    }

    private func answerList(_ request: Request) async throws -> Response {
        let query = try APIQuery(request.query, parameters)
        let part = try await request.read { [site = request.site] tx in try list(query, tx, site.absolute) }
        func address(_ offset: Int?) -> JSONText {
            offset.map { .text(request.site.absolute(path + query.text(offset: $0))) } ?? .null
        }
        let (limit, offset) = (query.limit, query.offset)
        let body = JSONText.object([
            ("count", .integer(part.count)),
            ("next", address(offset + limit < part.count ? offset + limit : nil)),
            // Beyond the end, the last page that holds something.
            ("previous", address(offset > 0 ? max(0, min(offset, (part.count + limit - 1) / limit * limit) - limit) : nil)),
            ("results", .array(part.items)),
        ])
        if !isPublic { try await request.recordReading("\(name).read", of: [Noun(name)]) }
        let isKept = isPublic && query.isUsual(parameters) && !part.items.isEmpty
        return Response(.ok, .json, body.bytes, ready: isKept ? .init() : nil)
    }

    private func answerOne(_ request: Request) async throws -> Response {
        _ = try APIQuery(request.query, [])
        guard let id = request.parameters["id"], APIID.isWellFormed(id) else { throw AccessRefusal.notFound }
        let item = try await request.read { [site = request.site] tx in try one(id, tx, site.absolute) }
        guard let item else { throw AccessRefusal.notFound }
        if !isPublic { try await request.recordReading("\(name).read", of: [Noun(name)]) }
        return Response(.ok, .json, item.bytes, ready: isPublic ? .init() : nil)
    }
}

/// The API: its lists, and the document that describes them.
package struct API: Sendable {
    let collections: [APICollection]

    package init(_ collections: [APICollection]) { self.collections = collections }

    package var routes: [Route] {
        collections.flatMap(\.routes) + [
            Route(.get, APICollection.prefix, "server.read") { request in
                _ = try APIQuery(request.query, [])
                return Response(.ok, .json, index(request.site).bytes, ready: .init())
            },
            Route(.get, "/api/openapi.json", "server.read") { request in
                Response(.ok, .json, OpenAPIDocument(api: self, settings: request.site.settings).json.bytes, ready: .init())
            },
        ]
    }

    /// Where to go from here.
    private func index(_ site: Site) -> JSONText {
        .object([
            ("description", .text(site.absolute("/api/openapi.json"))),
            ("collections", .object(collections.map { ($0.name, .text(site.absolute($0.path))) })),
        ])
    }

    /// What every answer of the API says, so that pages of other sites may read it: it is public, and no cookie opens more.
    /// Fetch Standard, section 3.3.
    package static func open(_ fields: inout HTTPFields) {
        fields[.accessControlAllowOrigin] = "*"
        fields[.accessControlExposeHeaders] = "ETag, Retry-After, X-Request-ID"
        fields[.resourcePolicy] = "cross-origin"
    }

    /// The answer to a browser that asks first.
    static var preflight: Response {
        var response = Response(.noContent, .text, [])
        response.headers[.contentType] = nil
        response.headers[.accessControlAllowMethods] = "GET, HEAD, OPTIONS"
        response.headers[.accessControlAllowHeaders] = "Accept, If-None-Match"
        response.headers[.accessControlMaxAge] = "86400"
        return response
    }
}
