// SPDX-License-Identifier: EUPL-1.2
import Access
// Features name methods and states of HTTP in their routes, and see no other part of the machinery.
@_exported import HTTPTypes
import Vocabulary

/// One address and what answers it.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Request) async throws -> Response

    package let method: HTTPRequest.Method
    /// Segments with `{name}` for what varies: `/{language}/network/{authority}`.
    package let pattern: String
    /// What one must be allowed to do to get anything here but "not found".
    package let permission: Permission
    /// How often one network address may ask; nil for no limit.
    package let limit: RateLimits.Kind?
    /// Whether programs of others may send here what a form would: a mail provider that unsubscribes, a provider of identities.
    package let isOpenToOthers: Bool
    /// Whether pages of other sites may not read what an address of the API answers: it depends on who asks.
    let isClosed: Bool
    /// Most bytes of a body sent here, where that is more than anywhere else: a picture.
    let bodyBytes: Int?
    let handler: Handler
    let segments: [Segment]
    /// The places of the literal segments, the last first.
    private let literals: [Int]
    private let beginsWithLanguage: Bool

    enum Segment: Sendable, Equatable {
        case literal(String)
        case parameter(String)
    }

    package init(
        _ method: HTTPRequest.Method, _ pattern: String, _ permission: Permission, limit: RateLimits.Kind? = nil,
        isOpenToOthers: Bool = false, isClosed: Bool = false, bodyBytes: Int? = nil, _ handler: @escaping Handler
    ) {
        self.method = method
        self.pattern = pattern
        self.permission = permission
        self.limit = limit
        self.isOpenToOthers = isOpenToOthers
        self.isClosed = isClosed
        self.bodyBytes = bodyBytes
        self.handler = handler
        let segments = pattern.split(separator: "/").map { text -> Segment in
            text.hasPrefix("{") && text.hasSuffix("}") ? .parameter(String(text.dropFirst().dropLast())) : .literal(String(text))
        }
        self.segments = segments
        literals = segments.indices.reversed().filter { if case .literal = segments[$0] { true } else { false } }
        beginsWithLanguage = segments.first == .parameter("language")
    }

    /// Whether a path of as many segments is one of the pattern's; `isInLanguage` says that it begins with one of the six.
    fileprivate func matches(_ path: [String], isInLanguage: Bool) -> Bool {
        guard !beginsWithLanguage || isInLanguage else { return false }
        // What differs most stands last.
        for index in literals where segments[index] != .literal(path[index]) { return false }
        return true
    }

    /// The values of the pattern's parameters in a path that matches.
    fileprivate func parameters(of path: [String]) -> [String: String] {
        var values: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            if case .parameter(let name) = segment { values[name] = text }
        }
        return values
    }

    /// How many segments are literal: the more, the better the match.
    var weight: Int { literals.count }
}

/// All addresses of the server.
package struct RouteTable: Sendable {
    package let routes: [Route]
    private let byLength: [Int: [Route]]

    package init(_ routes: [Route]) {
        self.routes = routes
        byLength = Dictionary(grouping: routes, by: { $0.segments.count }).mapValues { $0.sorted { $0.weight > $1.weight } }
    }

    enum Found {
        case route(Route, [String: String])
        case otherMethods([HTTPRequest.Method])
        case nothing
    }

    /// HEAD is answered by what answers GET.
    func find(_ method: HTTPRequest.Method, _ path: [String]) -> Found {
        let method = method == .head ? .get : method
        var others: [HTTPRequest.Method] = []
        let isInLanguage = path.first.flatMap(Language.init(rawValue:)) != nil
        for route in byLength[path.count] ?? [] where route.matches(path, isInLanguage: isInLanguage) {
            if route.method == method { return .route(route, route.parameters(of: path)) }
            others.append(route.method)
        }
        return others.isEmpty ? .nothing : .otherMethods(others.contains(.get) ? others + [.head] : others)
    }
}
