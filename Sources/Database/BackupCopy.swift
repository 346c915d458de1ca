// SPDX-License-Identifier: EUPL-1.2

/// Moves all rows from one database into the empty tables of another with the same schema, whichever engines they are.
///
/// The source is inside a transaction of the caller's, the target gets one of its own: all rows or none. They come in any
/// order: references are checked when all are there.
struct BackupCopy {
    let source: any Connection
    let target: any Connection

    /// Copies what the target has tables for, and returns how many rows that is. What migrations may have put into the
    /// target is replaced by the source's rows.
    ///
    /// - Parameter finish: called when all rows are there, before anybody else can see them.
    func run(_ finish: () throws -> Void = {}) throws -> BackupCounts {
        var isKept = false
        defer { if !isKept { target.rollBack() } }
        try target.beginWriting()
        let tables = try BackupTable.all(on: target)
        try withoutReferences {
            for table in tables { _ = try target.run(SQL(stringLiteral: "DELETE FROM \(table.quotedName)")) }
            for table in tables { try batches(of: table) { try insert($0, into: table) } }
        }
        let counts = try BackupCounts(of: tables.map(\.name), on: source)
        if let table = try BackupCounts(of: tables.map(\.name), on: target).difference(from: counts) {
            throw BackupRefusal.differs("the copy", table: table)
        }
        try finish()
        try target.commitWriting()
        isKept = true
        return counts
    }

    /// SQLite puts references off to the commit when asked. PostgreSQL does so only for constraints that were made so: they
    /// are, for as long as the copy takes.
    private func withoutReferences(_ body: () throws -> Void) throws {
        guard target.dialect == .postgres else {
            try target.execute("PRAGMA defer_foreign_keys = ON")
            return try body()
        }
        let references = try target.rows(
            """
            SELECT CAST(conrelid::regclass AS text) AS place, CAST(conname AS text) AS name FROM pg_constraint
            WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace) AND NOT condeferrable
            """
        ).map { "ALTER TABLE \($0["place"] as String) ALTER CONSTRAINT \(BackupTable.quoted($0["name"])) " }
        for reference in references { try target.execute(reference + "DEFERRABLE") }
        try target.execute("SET CONSTRAINTS ALL DEFERRED")
        try body()
        try target.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for reference in references { try target.execute(reference + "NOT DEFERRABLE") }
    }

    private func batches(of table: BackupTable, _ take: ([Row]) throws -> Void) throws {
        switch source.dialect {
        case .sqlite: try batchesByNumber(table, take)
        case .postgres: try batchesByCursor(table, take)
        }
    }

    /// By SQLite's own number of each row.
    private func batchesByNumber(_ table: BackupTable, _ take: ([Row]) throws -> Void) throws {
        let select = "SELECT \(table.quotedColumns), rowid AS \"row number\" FROM \(table.quotedName) WHERE rowid > "
        let end = SQL(stringLiteral: " ORDER BY rowid LIMIT \(table.rowsPerBatch)")
        var last = Int.min
        while true {
            let rows = try source.rows(SQL(stringLiteral: select) + "\(last)" + end)
            guard let lastRow = rows.last else { return }
            try take(rows)
            last = lastRow["row number"]
        }
    }

    /// By a cursor, named for its table: a driver that keeps prepared statements by their text must not mix up two shapes.
    private func batchesByCursor(_ table: BackupTable, _ take: ([Row]) throws -> Void) throws {
        let cursor = BackupTable.quoted("copy of \(table.name)")
        try source.execute("DECLARE \(cursor) NO SCROLL CURSOR FOR SELECT \(table.quotedColumns) FROM \(table.quotedName)")
        while true {
            let rows = try source.rows(SQL(stringLiteral: "FETCH \(table.rowsPerBatch) FROM \(cursor)"))
            if rows.isEmpty { break }
            try take(rows)
        }
        try source.execute("CLOSE \(cursor)")
    }

    private func insert(_ rows: [Row], into table: BackupTable) throws {
        var text = SQL.StringInterpolation(literalCapacity: rows.count * 16, interpolationCount: rows.count * table.columns.count)
        text.appendLiteral("INSERT INTO \(table.quotedName) (\(table.quotedColumns)) VALUES ")
        for (number, row) in rows.enumerated() {
            text.appendLiteral(number == 0 ? "(" : ", (")
            for (position, column) in table.columns.enumerated() {
                if position > 0 { text.appendLiteral(", ") }
                text.appendInterpolation(Self.value(row.values[position], isTruth: table.truths.contains(column)))
            }
            text.appendLiteral(")")
        }
        _ = try target.run(SQL(stringInterpolation: text))
    }

    private static func value(_ value: SQLValue, isTruth: Bool) -> SQLValue {
        guard isTruth else { return value }
        return switch value {
        case .integer(0): .bool(false)
        case .integer(1): .bool(true)
        // Not for us to interpret: PostgreSQL refuses it.
        default: value
        }
    }
}
