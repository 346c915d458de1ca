// SPDX-License-Identifier: EUPL-1.2

/// One row of an answer.
package struct Row: Sendable {
    /// The names of the columns, shared by all rows of one answer.
    package final class Columns: Sendable {
        package let names: [String]
        let positions: [String: Int]
        package init(_ names: [String]) {
            self.names = names
            positions = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        }
    }

    package let columns: Columns
    package let values: [SQLValue]

    package init(columns: Columns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The value of a column. A column that is not there or of another kind breaks a promise of the store that reads it.
    package subscript<T: SQLDecodable>(name: String) -> T {
        guard let position = columns.positions[name] else { preconditionFailure("no column \(name) in this answer") }
        guard let value = T(sql: values[position]) else { preconditionFailure("column \(name) does not hold a \(T.self)") }
        return value
    }
}
