// SPDX-License-Identifier: EUPL-1.2
import CXLSX

/// A table that fits the format, ready to be written.
struct WorkbookSheet {
    private let name: String
    private let header: [String]
    private let rows: [[Workbook.Cell]]

    // "Excel specifications and limits", Microsoft. The first line is the header.
    private static let mostRows = 1_048_575, mostColumns = 16_384, longestText = 32_767
    /// The largest number of which a spreadsheet keeps every digit; identifiers may be longer.
    private static let largestInteger: UInt = 999_999_999_999_999

    /// Throws when the format cannot hold the table.
    init(name: String, header: [String], rows: [[Workbook.Cell]]) throws(WorkbookRefusal) {
        precondition((1...Self.mostColumns).contains(header.count), "a sheet has columns")
        guard rows.count <= Self.mostRows else { throw .tooManyRows(limit: Self.mostRows) }
        self.name = WorkbookText.sheetName(name)
        self.header = header.map(WorkbookText.cell)
        var fitting: [[Workbook.Cell]] = []
        fitting.reserveCapacity(rows.count)
        for row in rows {
            precondition(row.count <= header.count, "a row has at most one cell per column")
            fitting.append(try Self.fitting(row, line: fitting.count + 2))
        }
        self.rows = fitting
    }

    private static func fitting(_ row: [Workbook.Cell], line: Int) throws(WorkbookRefusal) -> [Workbook.Cell] {
        var cells: [Workbook.Cell] = []
        cells.reserveCapacity(row.count)
        for cell in row {
            let cell = fitting(cell)
            if case .text(let text) = cell, text.utf8.count > longestText, text.utf16.count > longestText {
                throw .textTooLong(line: line, column: cells.count + 1)
            }
            cells.append(cell)
        }
        return cells
    }

    private static func fitting(_ cell: Workbook.Cell) -> Workbook.Cell {
        switch cell {
        case .text(let text): .text(WorkbookText.cell(text))
        case .integer(let number) where number.magnitude > largestInteger: .text(String(number))
        case .decimal(let number) where !number.isFinite: .empty
        default: cell
        }
    }

    /// Adds the sheet to a workbook.
    func write(to book: UnsafeMutablePointer<lxw_workbook>) throws {
        guard let sheet = workbook_add_worksheet(book, name), let bold = workbook_add_format(book) else {
            throw WorkbookFault(reason: "no sheet named \(name)")
        }
        format_set_bold(bold)
        for (column, title) in header.enumerated() {
            try WorkbookFault.check(worksheet_write_string(sheet, 0, UInt16(column), title, bold))
        }
        for (row, cells) in rows.enumerated() {
            for (column, cell) in cells.enumerated() { try Self.write(cell, sheet, UInt32(row + 1), UInt16(column)) }
        }
        try arrange(sheet)
    }

    private static func write(
        _ cell: Workbook.Cell, _ sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: UInt32, _ column: UInt16
    ) throws {
        switch cell {
        case .text(let text): try WorkbookFault.check(worksheet_write_string(sheet, row, column, text, nil))
        case .integer(let number): try WorkbookFault.check(worksheet_write_number(sheet, row, column, Double(number), nil))
        case .decimal(let number): try WorkbookFault.check(worksheet_write_number(sheet, row, column, number, nil))
        case .empty: break
        }
    }

    private func arrange(_ sheet: UnsafeMutablePointer<lxw_worksheet>) throws {
        worksheet_freeze_panes(sheet, 1, 0)
        try WorkbookFault.check(worksheet_autofilter(sheet, 0, 0, UInt32(rows.count), UInt16(header.count - 1)))
        for (column, width) in widths.enumerated() {
            try WorkbookFault.check(worksheet_set_column(sheet, UInt16(column), UInt16(column), Double(width), nil))
        }
    }

    /// In signs of the usual font; the header leaves room for the button of its filter.
    private var widths: [Int] {
        var widths = header.map { min(WorkbookText.width($0) + 4, WorkbookText.widest) }
        for row in rows {
            for (column, cell) in row.enumerated() { widths[column] = max(widths[column], Self.width(cell)) }
        }
        return widths
    }

    private static func width(_ cell: Workbook.Cell) -> Int {
        switch cell {
        case .text(let text): min(WorkbookText.width(text) + 2, WorkbookText.widest)
        case .integer(let number): number.description.utf8.count + 2
        case .decimal(let number): number.description.utf8.count + 2
        case .empty: 0
        }
    }
}
