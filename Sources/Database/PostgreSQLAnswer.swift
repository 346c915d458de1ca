// SPDX-License-Identifier: EUPL-1.2
import CPQ

/// What the server answered to one statement.
final class PostgreSQLAnswer {
    private let result: OpaquePointer

    /// Takes over the result.
    init(_ result: OpaquePointer) { self.result = result }
    deinit { PQclear(result) }

    private var status: ExecStatusType { PQresultStatus(result) }

    var hasFailed: Bool { status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE }
    /// Neither failed nor left out because a statement sent before it had failed.
    var hasSucceeded: Bool { !hasFailed && status != PGRES_PIPELINE_ABORTED }
    /// The server now waits for or sends rows in a way that this program does not speak.
    var isCopy: Bool { status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH }

    /// What was done, in a word: `COMMIT`, `ROLLBACK`, `INSERT 0 1`.
    var tag: String { String(cString: PQcmdStatus(result)) }
    var changedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    func columns() -> Row.Columns {
        Row.Columns((0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) })
    }

    func rows(_ columns: Row.Columns) -> [Row] {
        let types = (0..<PQnfields(result)).map { PostgreSQLType(rawValue: PQftype(result, $0)) }
        return (0..<PQntuples(result)).map { line in
            Row(columns: columns, values: types.enumerated().map { value(line, Int32($0), $1) })
        }
    }

    private func value(_ line: Int32, _ column: Int32, _ type: PostgreSQLType?) -> SQLValue {
        guard PQgetisnull(result, line, column) == 0, let text = PQgetvalue(result, line, column) else { return .null }
        let count = Int(PQgetlength(result, line, column))
        return text.withMemoryRebound(to: UInt8.self, capacity: count) {
            PostgreSQLType.value(UnsafeBufferPointer(start: $0, count: count), of: type)
        }
    }

    /// One field of what the server says about a failure.
    func word(_ field: PostgreSQLFailure.Field) -> String? {
        PQresultErrorField(result, field.rawValue).map { String(cString: $0) }
    }
}
