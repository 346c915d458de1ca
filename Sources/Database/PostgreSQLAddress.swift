// SPDX-License-Identifier: EUPL-1.2
import CPQ
import Foundation

/// Where a PostgreSQL database is, as libpq takes it: hosts, sockets, TLS. May hold a password, so nothing of it is shown.
struct PostgreSQLAddress: Sendable {
    private let url: String

    /// What the address may say otherwise: a server that does not answer is given up after five seconds, one that
    /// vanished after about thirty.
    private static let defaults = [
        ("connect_timeout", "5"), ("application_name", "hemicycle"), ("keepalives_idle", "15"), ("keepalives_interval", "5"),
        ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
    ]

    init(_ url: String) throws(OpeningRefusal) {
        let refusal = OpeningRefusal.wrongURL("this (not shown, since it may hold a password)")
        guard !url.utf8.contains(0), let options = PQconninfoParse(url, nil) else { throw refusal }
        PQconninfoFree(options)
        self.url = url
    }

    /// A handle of libpq, connected or not.
    func connect() -> OpaquePointer? {
        let settings = Self.defaults + [("dbname", url), ("client_encoding", "UTF8")]
        let names = settings.map { strdup($0.0) }
        let values = settings.map { strdup($0.1) }
        defer { for text in names + values { free(text) } }
        return PQconnectdbParams(names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], 1)
    }
}
