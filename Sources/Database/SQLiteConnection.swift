// SPDX-License-Identifier: EUPL-1.2
import Foundation
import GRDB
import GRDBSQLite

/// One connection of the pool, inside a read, or the writer's.
final class SQLiteConnection: Connection {
    let dialect = Dialect.sqlite
    private let db: GRDB.Database

    init(_ db: GRDB.Database) { self.db = db }

    func rows(_ statement: SQL) throws -> [Row] {
        try named {
            let prepared = try prepare(statement)
            try prepared.setArguments(Self.arguments(statement))
            let columns = Row.Columns(prepared.columnNames)
            let handle = prepared.sqliteStatement
            defer { sqlite3_reset(handle) }
            var rows: [Row] = []
            while true {
                let code = sqlite3_step(handle)
                guard code == SQLITE_ROW else {
                    guard code == SQLITE_DONE else {
                        throw DatabaseError(resultCode: ResultCode(rawValue: code), message: lastMessage)
                    }
                    return rows
                }
                rows.append(Row(columns: columns, values: (0..<Int32(columns.names.count)).map { Self.value(handle, $0) }))
            }
        }
    }

    private var lastMessage: String { String(cString: sqlite3_errmsg(db.sqliteConnection)) }

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
        guard !statement.values.isEmpty else { return statement.text }
        return String(decoding: statement.text.utf8.map { $0 == UInt8(ascii: "$") ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
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

    /// Read from SQLite itself: by way of GRDB's own values each would be made twice.
    private static func value(_ row: OpaquePointer, _ column: Int32) -> SQLValue {
        switch sqlite3_column_type(row, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(row, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(row, column))
        case SQLITE_TEXT:
            let text = sqlite3_column_text(row, column)
            return .text(
                String(
                    decoding: UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(row, column))), as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = sqlite3_column_blob(row, column)
            return .bytes([UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(row, column)))))
        default: return .null
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
