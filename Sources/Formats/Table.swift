// SPDX-License-Identifier: EUPL-1.2

/// A table read from a file: the names of the columns, and the records below them.
package struct Table: Sendable, Equatable {
    /// One record, with the place where it stands in the file.
    package struct Row: Sendable, Equatable {
        /// The line of the file where the record begins, from 1.
        package let line: Int
        /// As many values as the table has columns.
        package let values: [String]
        let places: [String: Int]

        /// The value under a column's name; empty when the table has no such column.
        package subscript(column: String) -> String { places[column].map { values[$0] } ?? "" }

        /// The number of a column, from 1, as messages name it; nil when the table has no such column.
        package func position(of column: String) -> Int? { places[column].map { $0 + 1 } }
    }

    package let header: [String]
    package let rows: [Row]
    private let places: [String: Int]

    package static let mostMebibytes = 16
    package static let mostColumns = 200
    // The rows of a file of separate short lines take far more memory than the file.
    package static let mostRows = 200_000

    /// Reads a whole file, CSV (RFC 4180) or the first sheet of a workbook (ECMA-376); throws the first reason why it cannot be a table.
    ///
    /// UTF-8 with or without a byte order mark, CRLF or LF. Lines without a single character between their ends are passed over.
    /// Semicolons separate when the first line has some and no comma: spreadsheets set to most European languages write them.
    /// The apostrophes that `CSVWriter` puts before formulas are taken away unless `neutralised` is false.
    package init(reading bytes: some Collection<UInt8>, neutralised: Bool = true) throws(TableRefusal) {
        func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Table, TableRefusal> {
            Result { () throws(TableRefusal) in try Table(bytes, neutralised) }
        }
        self = try (bytes.withContiguousStorageIfAvailable(read) ?? Array(bytes).withUnsafeBufferPointer(read)).get()
    }

    /// The number of a column, from 1, as messages name it; nil when the table has no such column.
    package func position(of column: String) -> Int? { places[column].map { $0 + 1 } }

    /// The names of the columns alone.
    package static func header(of bytes: [UInt8]) throws(TableRefusal) -> [String] {
        func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<[String], TableRefusal> {
            Result { () throws(TableRefusal) in
                if WorkbookReader.canRead(bytes) { return try WorkbookReader.table(in: bytes).header }
                var reader = CSVReader(bytes, neutralised: true)
                return try reader.record(keeping: mostColumns)?.values ?? []
            }
        }
        return try bytes.withUnsafeBufferPointer(read).get()
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>, _ neutralised: Bool) throws(TableRefusal) {
        guard bytes.count <= Self.mostMebibytes << 20 else { throw .tooLarge(limit: Self.mostMebibytes) }
        if WorkbookReader.canRead(bytes) {
            self = try WorkbookReader.table(in: bytes)
            return
        }
        var reader = CSVReader(bytes, neutralised: neutralised)
        guard let first = try reader.record(keeping: Self.mostColumns) else { throw .empty }
        guard first.count <= Self.mostColumns else { throw .tooManyColumns(limit: Self.mostColumns) }
        header = first.values
        places = try Self.places(header)
        rows = try Self.rows(&reader, places)
    }

    /// The records of a sheet: as many values as the first one has; what is missing at the end of a line is empty.
    init(sheet records: [(line: Int, values: [String])]) throws(TableRefusal) {
        guard let first = records.first?.values.lastIndex(where: { !$0.isEmpty }) else { throw .empty }
        guard first < Self.mostColumns else { throw .tooManyColumns(limit: Self.mostColumns) }
        header = Array(records[0].values[...first])
        places = try Self.places(header)
        var rows: [Row] = []
        for record in records.dropFirst() {
            guard let last = record.values.lastIndex(where: { !$0.isEmpty }) else { continue }
            guard last <= first else {
                throw .wrongNumberOfFields(line: record.line, expected: header.count, found: last + 1)
            }
            let values = (0...first).map { $0 < record.values.count ? record.values[$0] : "" }
            rows.append(Row(line: record.line, values: values, places: places))
        }
        self.rows = rows
    }

    private static func places(_ header: [String]) throws(TableRefusal) -> [String: Int] {
        var places: [String: Int] = [:]
        for (place, name) in header.enumerated() {
            guard places.updateValue(place, forKey: name) == nil else { throw .duplicateColumn(name: name, column: place + 1) }
        }
        return places
    }

    private static func rows(_ reader: inout CSVReader, _ places: [String: Int]) throws(TableRefusal) -> [Row] {
        var rows: [Row] = []
        while let record = try reader.record(keeping: places.count) {
            guard record.count == places.count else {
                throw .wrongNumberOfFields(line: record.line, expected: places.count, found: record.count)
            }
            guard rows.count < mostRows else { throw .tooManyRows(limit: mostRows) }
            rows.append(Row(line: record.line, values: record.values, places: places))
        }
        return rows
    }
}
