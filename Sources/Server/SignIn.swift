// SPDX-License-Identifier: EUPL-1.2
import Access
import Foundation
import HTTPTypes

/// Who asks, from what a request carries. The server knows actors, not accounts: a feature supplies this.
package struct SignIn: Sendable {
    /// The actor of a stay, by the value of its cookie; nil when there is no such stay any more.
    let stay: @Sendable (String, Request) async throws -> Actor?
    /// The actor of an API token; nil when there is none.
    let token: @Sendable (String, Request) async throws -> Actor?

    package init(
        stay: @escaping @Sendable (String, Request) async throws -> Actor?,
        token: @escaping @Sendable (String, Request) async throws -> Actor?
    ) {
        self.stay = stay
        self.token = token
    }

    /// A server that knows nobody.
    package static let nobody = SignIn(stay: { _, _ in nil }, token: { _, _ in nil })

    /// The cookie that holds a stay: bound to this host and to https wherever the public address is https.
    /// RFC 6265bis, section 4.1.3.2.
    package static func cookie(_ settings: SiteSettings) -> String { settings.isSecure ? "__Host-stay" : "stay" }

    /// Tokens open the API alone, cookies everything else: what a page of another site makes a browser send is never a key to the API.
    func actor(of request: Request) async throws -> Actor {
        if request.isForAPI {
            guard let header = request.headers[.authorization] else { return .public }
            let parts = header.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, parts[0].lowercased() == "bearer", let actor = try await token(parts[1], request) else {
                throw RequestRefusal.unknownToken
            }
            return actor
        }
        guard let value = request.cookies[Self.cookie(request.site.settings)] else { return .public }
        return try await stay(value, request) ?? .public
    }
}
