// SPDX-License-Identifier: EUPL-1.2

/// Writes a CSV file that spreadsheets open as UTF-8 and run nothing of, and that `Table` reads back unchanged. RFC 4180.
package struct CSVWriter: Sendable {
    /// The file as far as it is written: a byte order mark, then records that end with CRLF.
    package private(set) var bytes = CSVSign.byteOrderMark
    private let columns: Int

    package init(header: [String]) {
        precondition(!header.isEmpty, "a table has columns")
        columns = header.count
        add(header)
    }

    /// Adds a record with one value per column.
    package mutating func add(_ values: [String]) {
        precondition(values.count == columns, "a record has one value per column")
        for (place, value) in values.enumerated() {
            if place > 0 { bytes.append(CSVSign.comma) }
            append(value)
        }
        bytes += [CSVSign.carriageReturn, CSVSign.lineFeed]
    }

    private mutating func append(_ value: String) {
        var value = value
        value.withUTF8 { value in
            // The only value of a record, empty and without quotes, would be a blank line.
            let isQuoted = value.isEmpty ? columns == 1 : Self.needsQuotes(value)
            if isQuoted { bytes.append(CSVSign.quote) }
            if Neutralising.isNeeded(value) { bytes.append(UInt8(ascii: "'")) }
            if isQuoted { appendDoublingQuotes(value) } else { bytes.append(contentsOf: value) }
            if isQuoted { bytes.append(CSVSign.quote) }
        }
    }

    private mutating func appendDoublingQuotes(_ value: UnsafeBufferPointer<UInt8>) {
        for byte in value {
            if byte == CSVSign.quote { bytes.append(byte) }
            bytes.append(byte)
        }
    }

    /// More than RFC 4180 asks: semicolons and tabs separate in some spreadsheets, and others trim spaces.
    private static func needsQuotes(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if value.first == CSVSign.space || value.last == CSVSign.space { return true }
        return value.contains {
            switch $0 {
            case CSVSign.comma, CSVSign.semicolon, CSVSign.quote, CSVSign.tab, CSVSign.carriageReturn, CSVSign.lineFeed: true
            default: false
            }
        }
    }
}
