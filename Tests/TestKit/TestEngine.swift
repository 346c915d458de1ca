// SPDX-License-Identifier: EUPL-1.2
import CPQ
import Database
import Foundation
import Testing

/// The two databases every store test runs on.
package enum TestEngine: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite, postgres

    package var testDescription: String { rawValue }

    /// Those this run has: `make test` always has both, and a test fails if it has not.
    package static var available: [TestEngine] { server == nil ? [.sqlite] : [.sqlite, .postgres] }

    /// The private server that `Scripts/with-postgres` started.
    static var server: String? { ProcessInfo.processInfo.environment["HEMICYCLE_TEST_DATABASE"] }

    /// A new, empty place for a database.
    package func place() throws -> TestPlace {
        let name = "hemicycle_test_\(UInt64.random(in: 0 ... .max))"
        switch self {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: name)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return TestPlace(url: try DatabaseURL("sqlite:\(folder.path)/test.db"), name: name, folder: folder)
        case .postgres:
            let server = Self.server ?? ""
            try PostgreSQLServer(url: server).run("CREATE DATABASE \(name)")
            return TestPlace(
                url: try DatabaseURL(server.replacingOccurrences(of: "/postgres?", with: "/\(name)?")), name: name, folder: nil)
        }
    }
}

/// Where a test keeps its database; gone with the test.
package final class TestPlace: Sendable {
    package let url: DatabaseURL
    package let name: String
    /// The folder of a SQLite file.
    package let folder: URL?

    init(url: DatabaseURL, name: String, folder: URL?) {
        self.url = url
        self.name = name
        self.folder = folder
    }

    /// Where it is written down who was erased.
    package var erasures: String { FileManager.default.temporaryDirectory.appending(path: name + ".erasures").path }

    /// The URL as the command line takes it.
    package var text: String {
        switch url {
        case .sqlite(let path): "sqlite:\(path)"
        case .postgres(let text): text
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: erasures)
        if let folder {
            try? FileManager.default.removeItem(at: folder)
        } else {
            try? PostgreSQLServer(url: TestEngine.server ?? "").run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        }
    }
}

/// Makes and drops databases: the one thing the product itself never does.
struct PostgreSQLServer {
    let url: String

    func run(_ statement: String) throws {
        let connection = PQconnectdb(url)
        defer { PQfinish(connection) }
        let result = PQexec(connection, statement)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw TestFault(text: String(cString: PQerrorMessage(connection)))
        }
    }
}

/// The set-up of a test failed.
package struct TestFault: Error {
    package let text: String
    package init(text: String) { self.text = text }
}
