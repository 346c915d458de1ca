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
        try performing(statement) { prepared, handle in
            let columns = Row.Columns(prepared.columnNames), width = Int32(columns.names.count)
            var rows: [Row] = []
            while try isRow(handle) {
                rows.append(Row(columns: columns, values: (0..<width).map { Self.value(handle, $0) }))
            }
            return rows
        }
    }

    func run(_ statement: SQL) throws -> Int {
        try performing(statement) { _, handle in
            while try isRow(handle) {}
            return db.changesCount
        }
    }

    /// Prepares a statement, or takes it as it was prepared before; binds its values; leaves it ready to be used again.
    ///
    /// Values are bound, and rows stepped to, by SQLite itself: by way of GRDB's own values each would be made twice.
    private func performing<T>(_ statement: SQL, _ body: (Statement, OpaquePointer) throws -> T) throws -> T {
        try named {
            let prepared = try prepare(statement.text), handle = prepared.sqliteStatement
            defer {
                sqlite3_reset(handle)
                sqlite3_clear_bindings(handle)
            }
            for (position, value) in statement.values.enumerated() {
                let code = Self.bind(value, to: handle, at: Int32(position + 1))
                guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: lastMessage) }
            }
            return try body(prepared, handle)
        }
    }

    private func isRow(_ handle: OpaquePointer) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let code: throw DatabaseError(resultCode: ResultCode(rawValue: code), message: lastMessage)
        }
    }

    private var lastMessage: String { String(cString: sqlite3_errmsg(db.sqliteConnection)) }

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

    /// Statements are kept for good, so long ones, which are rows of an import and hardly come again, are not. SQLite numbers `$1`
    /// by its first appearance: `SQL` writes them in that order.
    private func prepare(_ text: String) throws -> Statement {
        try text.utf8.count < 8_192 ? db.cachedStatement(sql: text) : db.makeStatement(sql: text)
    }

    /// Has SQLite make its own copy: what is bound here lives no longer than the call.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Returns a code of SQLite.
    private static func bind(_ value: SQLValue, to handle: OpaquePointer, at position: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, position)
        case .integer(let n): return sqlite3_bind_int64(handle, position, n)
        case .real(let x): return sqlite3_bind_double(handle, position, x)
        case .bool(let truth): return sqlite3_bind_int64(handle, position, truth ? 1 : 0)
        case .text(var text):
            return text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) { letters in
                    // Without an address it would be NULL.
                    guard let start = letters.baseAddress else { return sqlite3_bind_text(handle, position, "", 0, copied) }
                    return sqlite3_bind_text64(handle, position, start, UInt64(letters.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .bytes(let bytes):
            // An empty array has no address, and would be NULL.
            return bytes.isEmpty
                ? sqlite3_bind_zeroblob(handle, position, 0)
                : sqlite3_bind_blob64(handle, position, bytes, UInt64(bytes.count), copied)
        }
    }

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
