// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Reads the first sheet of a workbook. Office Open XML, ECMA-376, part 1, section 18.
enum WorkbookReader {
    /// What one part of a workbook may unfold to.
    private static let mostBytesOfPart = 64 << 20

    /// Whether the bytes begin as a zip archive does, and no table of text can.
    ///
    /// The second sign is that of the older format, which Excel also puts around what a password protects.
    static func canRead(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    }

    static func table(in bytes: UnsafeBufferPointer<UInt8>) throws(TableRefusal) -> Table {
        guard let archive = ZipArchive(bytes) else { throw .unreadableWorkbook }
        let sheet = try sheet(of: archive)
        guard let bytes = archive.file(sheet.path, most: mostBytesOfPart) else { throw .unreadableWorkbook }
        let cells = WorkbookCells(
            shared: try strings(of: archive), formats: try WorkbookFormats(part("xl/styles.xml", of: archive)),
            beginsIn1904: sheet.beginsIn1904)
        var rows = WorkbookRows(cells: cells)
        do {
            try XMLReader.read(bytes) { try rows.take($0) }
        } catch let refusal as TableRefusal {
            throw refusal
        } catch {
            throw .unreadableWorkbook
        }
        return try Table(sheet: rows.records)
    }

    /// A part that a workbook may lack.
    private static func part(_ path: String, of archive: borrowing ZipArchive) throws(TableRefusal) -> XMLElement? {
        guard let bytes = archive.file(path, most: mostBytesOfPart) else { return nil }
        guard let element = try? XMLElement.document(bytes) else { throw .unreadableWorkbook }
        return element
    }

    private static func sheet(
        of archive: borrowing ZipArchive
    ) throws(TableRefusal) -> (path: String, beginsIn1904: Bool) {
        guard let book = try part("xl/workbook.xml", of: archive),
            let relations = try part("xl/_rels/workbook.xml.rels", of: archive),
            // Sheets that are hidden hold lists for others.
            let sheet = book.first("sheets")?.all("sheet").first(where: {
                $0.attributes["state"] == nil || $0.attributes["state"] == "visible"
            }),
            let target = relations.children.first(where: { $0.attributes["Id"] == sheet.attributes["id"] })?.attributes["Target"]
        else { throw .unreadableWorkbook }
        let beginsIn1904 = ["1", "true"].contains(book.first("workbookPr")?.attributes["date1904"] ?? "")
        return (target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target, beginsIn1904)
    }

    /// The texts that cells name by their number.
    private static func strings(of archive: borrowing ZipArchive) throws(TableRefusal) -> [String] {
        try part("xl/sharedStrings.xml", of: archive)?.all("si").map(WorkbookRows.text(of:)) ?? []
    }
}

/// The rows of a sheet, as they are met.
struct WorkbookRows {
    let cells: WorkbookCells
    private(set) var records: [(line: Int, values: [String])] = []
    private var line = 0, values: [String] = []
    private var cell: (column: Int, type: String, style: Int)?
    private var value = "", isValue = false, isFormula = false
    /// Cells so far, empty ones between others included.
    private var size = 0
    private static let mostCells = 4_000_000

    init(cells: WorkbookCells) { self.cells = cells }

    mutating func take(_ event: XMLReader.Event) throws(TableRefusal) {
        switch event {
        case .start("row", let attributes, _):
            line = attributes["r"].flatMap { Int($0) } ?? line + 1
            // The format has no more.
            guard (1...1_048_576).contains(line) else { throw .unreadableWorkbook }
            values = []
        case .start("c", let attributes, _):
            let column = attributes["r"].flatMap(Self.column) ?? values.count
            guard column < Table.mostColumns else { throw .tooManyColumns(limit: Table.mostColumns) }
            cell = (column, attributes["t"] ?? "n", attributes["s"].flatMap { Int($0) } ?? 0)
            (value, isFormula) = ("", false)
        // What a cell was computed to; text in the cell itself. Formulas and readings of Japanese are passed over.
        case .start("v", _, _), .start("t", _, _): isValue = cell != nil
        case .start("f", _, _): (isValue, isFormula) = (false, true)
        case .start("rPh", _, _): isValue = false
        case .text(let text): if isValue { value += text }
        case .end("v"), .end("t"): isValue = false
        case .end("c"): try endCell()
        case .end("row"): try endRow()
        default: break
        }
    }

    private mutating func endCell() throws(TableRefusal) {
        guard let cell else { return }
        // What a spreadsheet would compute is not known here, and neither is what went wrong.
        if isFormula && value.isEmpty || cell.type == "e" {
            throw .noResult(line: line, column: cell.column + 1)
        }
        let text = cells.text(of: value, type: cell.type, style: cell.style)
        self.cell = nil
        guard !text.isEmpty else { return }
        values += Array(repeating: "", count: max(0, cell.column + 1 - values.count))
        values[cell.column] = text
    }

    private mutating func endRow() throws(TableRefusal) {
        guard !values.isEmpty else { return }
        size += values.count
        guard records.count <= Table.mostRows, size <= Self.mostCells else { throw .tooManyRows(limit: Table.mostRows) }
        records.append((line, values))
    }

    /// The number of the column of `AB12`, from 0.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8.prefix(while: { (65...90).contains($0) }).prefix(4) { column = column * 26 + Int(byte) - 64 }
        return column == 0 ? nil : column - 1
    }

    /// The text of a string item: its runs one after the other, without readings.
    static func text(of item: XMLElement) -> String {
        item.children.reduce(into: "") { text, child in
            switch child.name {
            case "t": text += WorkbookText.unescaped(child.text)
            case "r": text += child.all("t").map { WorkbookText.unescaped($0.text) }.joined()
            default: break
            }
        }
    }
}

/// What cells hold, as text that a file of text would have.
struct WorkbookCells {
    let shared: [String]
    let formats: WorkbookFormats
    let beginsIn1904: Bool

    func text(of value: String, type: String, style: Int) -> String {
        switch type {
        case "s": Int(value).flatMap { shared.indices.contains($0) ? shared[$0] : nil } ?? ""
        case "inlineStr", "str": WorkbookText.unescaped(value)
        case "b": value == "1" ? "yes" : "no"
        case "n": Double(value).flatMap { $0.isFinite ? number($0, as: formats[style]) : nil } ?? value
        default: value
        }
    }

    private func number(_ number: Double, as format: WorkbookFormats.Format) -> String {
        switch format {
        case .date: day(number) ?? plain(number)
        case .time: time(number)
        case .dateAndTime: day(number).map { number == number.rounded() ? $0 : "\($0) \(time(number))" } ?? plain(number)
        case .digits(let count): padded(plain(number), to: count)
        case .general: plain(number)
        }
    }

    private func plain(_ number: Double) -> String {
        guard number == number.rounded(), abs(number) < 1e15 else { return "\(number)" }
        return String(Int(number))
    }

    private func padded(_ digits: String, to count: Int) -> String {
        digits.allSatisfy(\.isNumber) ? String(repeating: "0", count: max(0, count - digits.count)) + digits : digits
    }

    /// Days count from 30 December 1899, which makes up for a 29 February 1900 that never was, or from 1 January 1904.
    private func day(_ number: Double) -> String? {
        guard number >= 0, number < 3_000_000 else { return nil }
        let first = beginsIn1904 ? Day(1904, 1, 1) : Day(1899, 12, 30)
        return first?.adding(days: Int(number.rounded(.down)))?.description
    }

    /// A part of a day as `HH:MM`, with seconds where there are some.
    private func time(_ number: Double) -> String {
        let seconds = Int(((number - number.rounded(.down)) * 86_400).rounded()) % 86_400
        let parts = [seconds / 3600, seconds / 60 % 60] + (seconds % 60 == 0 ? [] : [seconds % 60])
        return parts.map { padded(String($0), to: 2) }.joined(separator: ":")
    }
}

/// How the numbers of a workbook are shown: what makes a number a date. ECMA-376, part 1, sections 18.8.30 and 18.8.31.
struct WorkbookFormats {
    enum Format: Equatable {
        case general, date, time, dateAndTime
        /// Always that many digits, with zeros before them.
        case digits(Int)
    }

    private var byStyle: [Format] = []

    init(_ styles: XMLElement?) {
        var codes: [Int: Format] = [:]
        for format in styles?.first("numFmts")?.all("numFmt") ?? [] {
            guard let id = format.attributes["numFmtId"].flatMap({ Int($0) }), let code = format.attributes["formatCode"] else {
                continue
            }
            codes[id] = Self.format(code)
        }
        byStyle = (styles?.first("cellXfs")?.all("xf") ?? []).map { style in
            let id = style.attributes["numFmtId"].flatMap { Int($0) } ?? 0
            return codes[id] ?? Self.builtIn(id)
        }
    }

    subscript(style: Int) -> Format { byStyle.indices.contains(style) ? byStyle[style] : .general }

    private static func builtIn(_ id: Int) -> Format {
        switch id {
        case 14...17: .date
        case 18...21, 45...47: .time
        case 22: .dateAndTime
        default: .general
        }
    }

    /// What a code means: letters outside quotation marks, brackets and escapes stand for parts of dates and times.
    static func format(_ code: String) -> Format {
        var letters = "", bracketed: String?, isQuoted = false, isEscaped = false
        for sign in code.lowercased() {
            if isEscaped { isEscaped = false; continue }
            switch sign {
            case "\"": isQuoted.toggle()
            case "[" where !isQuoted: bracketed = ""
            // Hours, minutes or seconds that go on counting; anything else in brackets is a colour, a condition or a place.
            case "]" where !isQuoted:
                if let inside = bracketed, inside.allSatisfy({ "hms".contains($0) }) { letters += inside }
                bracketed = nil
            case "\\" where !isQuoted, "_" where !isQuoted, "*" where !isQuoted: isEscaped = true
            case ";" where !isQuoted: return meaning(letters)
            default:
                if bracketed != nil { bracketed?.append(sign) } else if !isQuoted { letters.append(sign) }
            }
        }
        return meaning(letters)
    }

    private static func meaning(_ letters: String) -> Format {
        let isTime = letters.contains("h") || letters.contains("s")
        let isDate = letters.contains("y") || letters.contains("d") || (letters.contains("m") && !isTime)
        if letters.contains("general") { return .general }
        if isDate { return isTime ? .dateAndTime : .date }
        if isTime { return .time }
        return letters.count > 1 && letters.allSatisfy { $0 == "0" } ? .digits(letters.count) : .general
    }
}
