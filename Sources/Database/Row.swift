// SPDX-License-Identifier: EUPL-1.2

/// One row of an answer.
package struct Row: Sendable {
    /// The names of the columns, shared by all rows of one answer.
    package final class Columns: Sendable {
        package let names: [String]
        package init(_ names: [String]) { self.names = names }
    }

    package let columns: Columns
    package let values: [SQLValue]

    package init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column. A column that is not there or of another kind breaks a promise of the store that reads it.
    package subscript<T: SQLDecodable>(name: String) -> T {
        // Short names compare as two words of memory: no table is faster for so few.
        guard let position = columns.names.firstIndex(of: name) else { preconditionFailure("no column \(name) in this answer") }
        guard let value = T(sql: values[position]) else { preconditionFailure("column \(name) does not hold a \(T.self)") }
        return value
    }
}
