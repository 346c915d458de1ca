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
        segments = pattern.split(separator: "/").map {
            $0.hasPrefix("{") && $0.hasSuffix("}") ? .parameter(String($0.dropFirst().dropLast())) : .literal(String($0))
        }
    }

    /// The values of the pattern's parameters, or nil when the path is another. `{language}` is one of the six.
    func parameters(matching path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .literal(let literal): guard literal == text else { return nil }
            case .parameter("language"):
                guard Language(rawValue: text) != nil else { return nil }
                values["language"] = text
            case .parameter(let name): values[name] = text
            }
        }
        return values
    }

    /// How many segments are literal: the more, the better the match.
    var weight: Int { segments.count { if case .literal = $0 { true } else { false } } }
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
        for route in byLength[path.count] ?? [] {
            guard let parameters = route.parameters(matching: path) else { continue }
            if route.method == method { return .route(route, parameters) }
            others.append(route.method)
        }
        return others.isEmpty ? .nothing : .otherMethods(others.contains(.get) ? others + [.head] : others)
    }
}
