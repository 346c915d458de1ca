// SPDX-License-Identifier: EUPL-1.2

/// One table as a copy sees it: its name and the columns that are stored.
struct BackupTable: Equatable {
    let name: String
    let columns: [String]
    /// Columns that PostgreSQL keeps as truth; SQLite keeps 0 and 1.
    let truths: Set<String>

    /// Rows that one statement moves: 500, or fewer where the columns would pass SQLite's 32,766 parameters.
    var rowsPerBatch: Int { min(500, 32_000 / max(columns.count, 1)) }

    /// All tables of the features, in the order of their names. `migration` is not one: each database has its own.
    static func all(on connection: any Connection) throws -> [BackupTable] {
        let names: SQL =
            switch connection.dialect {
            case .sqlite:
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"
            case .postgres: "SELECT CAST(tablename AS text) AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"
            }
        return try connection.rows(names).map { $0["name"] }.filter { $0 != "migration" }.map {
            try BackupTable($0, on: connection)
        }
    }

    private init(_ name: String, on connection: any Connection) throws {
        // Neither answer has generated columns, which cannot be written.
        let columns: SQL =
            switch connection.dialect {
            case .sqlite: "SELECT name, type FROM pragma_table_info(\(name)) ORDER BY cid"
            case .postgres:
                """
                SELECT CAST(column_name AS text) AS name, CAST(data_type AS text) AS type FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = \(name) AND is_generated = 'NEVER'
                ORDER BY ordinal_position
                """
            }
        let rows = try connection.rows(columns)
        self.name = name
        self.columns = rows.map { $0["name"] }
        truths = Set(rows.filter { $0["type"] as String == "boolean" }.map { $0["name"] as String })
    }

    /// A name as it stands in a statement.
    static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }

    var quotedName: String { Self.quoted(name) }
    var quotedColumns: String { columns.map(Self.quoted).joined(separator: ", ") }
}

/// How many rows each table holds.
struct BackupCounts: Equatable, Sendable {
    let rows: [String: Int]

    init(of tables: [String], on connection: any Connection) throws {
        rows = try Dictionary(
            uniqueKeysWithValues: tables.map { name in
                let answer = try connection.rows(SQL(stringLiteral: "SELECT count(*) AS number FROM \(BackupTable.quoted(name))"))
                return (name, answer[0]["number"] as Int)
            })
    }

    /// Of every table there is.
    init(on connection: any Connection) throws {
        self = try Self(of: BackupTable.all(on: connection).map(\.name), on: connection)
    }

    var total: Int { rows.values.reduce(0, +) }

    /// The first table whose rows are not as many in the other.
    func difference(from other: BackupCounts) -> String? {
        Set(rows.keys).union(other.rows.keys).sorted().first { rows[$0] != other.rows[$0] }
    }
}
