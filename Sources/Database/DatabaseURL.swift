// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Where a database is: `sqlite:PATH` or `postgres://…`.
package enum DatabaseURL: Sendable, Equatable, CustomStringConvertible {
    case sqlite(path: String)
    /// As libpq takes it; may hold a password, so it is never printed.
    case postgres(String)

    package init(_ text: String) throws(OpeningRefusal) {
        if text.hasPrefix("sqlite:") {
            var path = String(text.dropFirst("sqlite:".count))
            if path.hasPrefix("//") { path = String(path.dropFirst(2)) }
            guard !path.isEmpty, !path.utf8.contains(0) else { throw .wrongURL(text) }
            self = .sqlite(path: path)
        } else if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(text)
        } else {
            throw .wrongURL(text.contains("@") ? "this (not shown, since it may hold a password)" : "\"\(text)\"")
        }
    }

    /// The place in words, without user and password.
    package var description: String {
        switch self {
        case .sqlite(let path): return path
        case .postgres(let text):
            guard let parts = URLComponents(string: text) else { return "the PostgreSQL database" }
            let socket = parts.queryItems?.first { $0.name == "host" }?.value
            let host = [parts.host, socket].compactMap { $0 }.first { !$0.isEmpty } ?? "this machine"
            return "the PostgreSQL database \(parts.path.dropFirst()) on \(host)"
        }
    }
}
