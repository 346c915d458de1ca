// SPDX-License-Identifier: EUPL-1.2

/// A connection as one job uses it: it notices whether anything was written.
final class CountingConnection: Connection {
    private let connection: any Connection
    private(set) var hasWritten = false

    init(_ connection: any Connection) { self.connection = connection }

    var dialect: Dialect { connection.dialect }

    func rows(_ statement: SQL) throws -> [Row] {
        if !statement.text.hasPrefix("SELECT ") { hasWritten = true }
        return try connection.rows(statement)
    }

    func run(_ statement: SQL) throws -> Int {
        hasWritten = true
        return try connection.run(statement)
    }

    func execute(_ text: String) throws {
        hasWritten = true
        try connection.execute(text)
    }

    func beginWriting() throws { try connection.beginWriting() }
    func commitWriting() throws { try connection.commitWriting() }
    func rollBack() { connection.rollBack() }
}
