// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB

/// One connection of the pool, inside a read, or the writer's.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    private let db: GRDB.Database

    init(_ db: GRDB.Database) { self.db = db }

    func rows(_ statement: SQL) throws -> [Row] {
        try named {
            let prepared = try prepare(statement)
            let columns = Row.Columns(prepared.columnNames)
            var rows: [Row] = []
            let cursor = try GRDB.Row.fetchCursor(prepared, arguments: Self.arguments(statement))
            while let row = try cursor.next() {
                rows.append(Row(columns: columns, values: row.databaseValues.map(Self.value)))
            }
            return rows
        }
    }

    func run(_ statement: SQL) throws -> Int {
        try named {
            try prepare(statement).execute(arguments: Self.arguments(statement))
            return db.changesCount
        }
    }

    func execute(_ text: String) throws { try named { try db.execute(sql: text) } }

    func beginWriting() throws { try execute("BEGIN IMMEDIATE") }
    func commitWriting() throws { try execute("COMMIT") }
    func rollBack() { if db.isInsideTransaction { try? db.execute(sql: "ROLLBACK") } }

    private func named<T>(_ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw Self.fault(error)
        }
    }

    /// Statements are kept for good, so long ones, which are rows of an import and hardly come again, are not.
    private func prepare(_ statement: SQL) throws -> Statement {
        let text = Self.text(statement)
        return try text.utf8.count < 8_192 ? db.cachedStatement(sql: text) : db.makeStatement(sql: text)
    }

    /// SQLite numbers `$1` by first appearance, `?1` by its digit.
    private static func text(_ statement: SQL) -> String {
        statement.values.isEmpty ? statement.text : statement.text.replacingOccurrences(of: "$", with: "?")
    }

    private static func arguments(_ statement: SQL) -> StatementArguments {
        StatementArguments(
            statement.values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let n): n
                case .real(let x): x
                case .text(let text): text
                case .bytes(let bytes): Data(bytes)
                case .bool(let truth): truth
                }
            })
    }

    private static func value(_ value: DatabaseValue) -> SQLValue {
        switch value.storage {
        case .null: .null
        case .int64(let n): .integer(n)
        case .double(let x): .real(x)
        case .string(let text): .text(text)
        case .blob(let data): .bytes([UInt8](data))
        }
    }

    private static let writing: [ResultCode] = [
        .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_TRUNCATE, .SQLITE_IOERR_SHMSIZE,
    ]

    /// Why `unavailable`, when the disk did not take what was written.
    static let writeFailed = "the disk did not take what was written"

    /// The fault behind an error of SQLite, without the values of the statement.
    static func fault(_ error: DatabaseError) -> DatabaseFault {
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: .conflict
        case .SQLITE_FULL: .full
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(error.message ?? "SQLite found a page it cannot read")
        case .SQLITE_CONSTRAINT: .constraint(error.message ?? "a rule of the schema")
        case .SQLITE_IOERR: .unavailable(writing.contains(error.extendedResultCode) ? writeFailed : "the disk failed to read it")
        case .SQLITE_CANTOPEN: .unavailable(error.message ?? "the file cannot be read")
        default: .other(error.message ?? "SQLite \(error.resultCode.rawValue)")
        }
    }
}
