// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// One statement. A literal is its text; what is interpolated becomes a bound parameter, never text.
///
///     let one: SQL = "SELECT name_local FROM authority WHERE id = \(id)"
///
/// The text is what SQLite and PostgreSQL share (Documentation/Architecture.md, "Storage").
package struct SQL: ExpressibleByStringInterpolation, Sendable, Equatable {
    /// With `$1`, `$2` … in order of appearance.
    package private(set) var text: String
    package private(set) var values: [SQLValue]

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 4)
        }
        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: some SQLEncodable) {
            values.append(value.sql)
            text += "$\(values.count)"
        }
        /// A value that may be missing: NULL.
        package mutating func appendInterpolation<Value: SQLEncodable>(_ value: Value?) {
            appendInterpolation(value?.sql ?? .null)
        }
        /// A piece of SQL inside another.
        package mutating func appendInterpolation(_ part: SQL) {
            text += part.text(numberedFrom: values.count)
            values += part.values
        }
        /// A list for `IN (…)`; `IN (NULL)` when it is empty, which no row fulfils. Its length is rounded up to a power of two
        /// by repeating the last element: databases prepare a text once, and lists of any length are few texts.
        package mutating func appendInterpolation<E: SQLEncodable>(list elements: [E]) {
            guard let last = elements.last else { return text += "(NULL)" }
            text += "("
            var count = 1
            while count < elements.count { count *= 2 }
            for position in 0..<count {
                if position > 0 { text += ", " }
                appendInterpolation(position < elements.count ? elements[position] : last)
            }
            text += ")"
        }
    }

    package init(stringLiteral text: String) {
        self.text = text
        values = []
    }
    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    package static func + (a: SQL, b: SQL) -> SQL { "\(a)\(b)" }
    package static func += (a: inout SQL, b: SQL) { a = a + b }

    /// Pieces with a separator between them: conditions, rows of VALUES.
    package static func joined(_ pieces: [SQL], by separator: SQL) -> SQL {
        var whole = StringInterpolation(literalCapacity: pieces.count * 32, interpolationCount: 0)
        for (position, piece) in pieces.enumerated() {
            if position > 0 { whole.appendInterpolation(separator) }
            whole.appendInterpolation(piece)
        }
        return SQL(stringInterpolation: whole)
    }

    /// The text with its parameters renumbered; only the driver's own `$n` stand in it, since literals hold no dollar sign.
    private func text(numberedFrom start: Int) -> String {
        guard start > 0, !values.isEmpty else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 2 * values.count)
        // Numbers stand in the order of appearance, from 1.
        var number = start, isInNumber = false
        for byte in text.utf8 {
            if byte == UInt8(ascii: "$") {
                number += 1
                isInNumber = true
                result.append(byte)
                result.append(contentsOf: String(number).utf8)
            } else if !isInNumber || !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                isInNumber = false
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// A value as databases know it. Truth is its own case: PostgreSQL has booleans, SQLite has 0 and 1.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
    case bool(Bool)
}

/// What can be bound to a statement.
package protocol SQLEncodable { var sql: SQLValue { get } }
/// What can be read from a column; nil when the column holds something else.
package protocol SQLDecodable { init?(sql: SQLValue) }

extension SQLValue: SQLEncodable { package var sql: SQLValue { self } }
extension Int: SQLEncodable, SQLDecodable {
    package var sql: SQLValue { .integer(Int64(self)) }
    package init?(sql: SQLValue) {
        guard case .integer(let n) = sql else { return nil }
        self = Int(n)
    }
}
extension Double: SQLEncodable, SQLDecodable {
    package var sql: SQLValue { .real(self) }
    package init?(sql: SQLValue) {
        switch sql {
        case .real(let x): self = x
        case .integer(let n): self = Double(n)
        default: return nil
        }
    }
}
extension String: SQLEncodable, SQLDecodable {
    package var sql: SQLValue { .text(self) }
    package init?(sql: SQLValue) {
        guard case .text(let text) = sql else { return nil }
        self = text
    }
}
extension Bool: SQLEncodable, SQLDecodable {
    package var sql: SQLValue { .bool(self) }
    package init?(sql: SQLValue) {
        switch sql {
        case .bool(let truth): self = truth
        case .integer(let n) where n == 0 || n == 1: self = n == 1
        default: return nil
        }
    }
}
extension ID: SQLEncodable, SQLDecodable {
    package var sql: SQLValue { .text(value) }
    package init?(sql: SQLValue) {
        guard case .text(let text) = sql else { return nil }
        self.init(text)
    }
}
extension Day: SQLEncodable, SQLDecodable {
    package var sql: SQLValue { .text(description) }
    package init?(sql: SQLValue) {
        guard case .text(let text) = sql else { return nil }
        self.init(text)
    }
}
extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    package init?(sql: SQLValue) {
        if case .null = sql {
            self = .none
        } else if let value = Wrapped(sql: sql) {
            self = .some(value)
        } else {
            return nil
        }
    }
}
extension Array: SQLEncodable, SQLDecodable where Element == UInt8 {
    package var sql: SQLValue { .bytes(self) }
    package init?(sql: SQLValue) {
        guard case .bytes(let bytes) = sql else { return nil }
        self = bytes
    }
}
