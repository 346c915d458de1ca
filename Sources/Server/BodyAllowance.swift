// SPDX-License-Identifier: EUPL-1.2
import HTTPTypes
import Synchronization

/// How many bytes of a body are read.
struct BodyAllowance: Sendable {
    let bytes: Int
    /// Where a large body is counted until the request is answered.
    fileprivate let counted: LargeBodies?

    func end() { counted?.end() }
}

/// How many bodies larger than usual are read or worked on at once: each is kept in memory whole.
final class LargeBodies: Sendable {
    static let most = 16
    private let count = Mutex(0)

    fileprivate func begin() -> Bool {
        count.withLock { count in
            guard count < Self.most else { return false }
            count += 1
            return true
        }
    }

    fileprivate func end() { count.withLock { $0 -= 1 } }
}

extension Site {
    /// The limit of the address, if the client says how much it sends and there are not too many at it; else the usual one.
    func bodyAllowance(_ method: HTTPRequest.Method, _ target: String, length: String?) -> BodyAllowance {
        let usual = BodyAllowance(bytes: settings.bodyBytes, counted: nil)
        guard let length = length.flatMap({ Int($0) }), length > settings.bodyBytes else { return usual }
        let path = target.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
        guard case .route(let route, _) = routes.find(method, path), let most = route.bodyBytes, length <= most,
            largeBodies.begin()
        else { return usual }
        return BodyAllowance(bytes: most, counted: largeBodies)
    }
}
