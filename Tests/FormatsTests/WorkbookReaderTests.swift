// SPDX-License-Identifier: EUPL-1.2
import Foundation
import TestKit
import Testing
import Vocabulary

@testable import Formats

@Suite struct `Reading a workbook` {
    private let about = Workbook.Properties(title: "T", creator: "Hemicycle", created: Date(timeIntervalSince1970: 0))

    @Test func `what is written is read`() throws {
        let bytes = try Workbook.bytes(
            sheet: "Members", header: ["name", "population", "note"],
            rows: [
                [.text("Liège"), .integer(195_000), .text("=1+1")], [.text("0042"), .decimal(-2.5), .text("a\nb _x000D_ c")],
                [.empty, .empty, .empty], [.text(" - "), .empty, .text("€")],
            ], about: about)
        let table = try Table(reading: bytes)
        #expect(table.header == ["name", "population", "note"])
        #expect(
            table.rows.map(\.values) == [
                ["Liège", "195000", "=1+1"], ["0042", "-2.5", "a\nb _x000D_ c"], [" - ", "", "€"],
            ])
        #expect(table.rows.map(\.line) == [2, 3, 5])
        #expect(try Table.header(of: bytes) == table.header)
    }

    @Test(arguments: [
        ("yyyy-mm-dd", WorkbookFormats.Format.date), ("dd/mm/yyyy", .date), ("[$-809]d mmmm yyyy", .date), ("mmm", .date),
        ("h:mm", .time), ("[h]:mm:ss", .time), ("hh:mm AM/PM", .time), ("dd.mm.yyyy hh:mm", .dateAndTime), ("0000", .digits(4)),
        ("General", .general), ("0", .general), ("#,##0.00", .general), ("0.00E+00", .general), ("[Red]0", .general),
        ("0\" days\"", .general), ("\\d0", .general), ("0;dd", .general),
    ])
    func `the format of a number says whether it is a date`(code: String, format: WorkbookFormats.Format) {
        #expect(WorkbookFormats.format(code) == format)
    }

    @Test func `numbers become dates, times and digits as they are shown`() {
        let styles = XMLElement.styles("yyyy-mm-dd", "h:mm", "yyyy-mm-dd hh:mm", "00000")
        let cells = WorkbookCells(shared: ["a"], formats: WorkbookFormats(styles), beginsIn1904: false)
        func shown(_ value: String, _ style: Int) -> String { cells.text(of: value, type: "n", style: style) }
        #expect(shown("46463", 0) == "2027-03-17")
        #expect(shown("60", 0) == "1900-02-28" || shown("61", 0) == "1900-03-01")
        #expect(shown("0.6979166666666666", 1) == "16:45")
        #expect(shown("0.999999", 1) == "00:00")
        #expect(shown("46463.375", 2) == "2027-03-17 09:00")
        #expect(shown("42", 3) == "00042")
        #expect(shown("-1", 0) == "-1")
        #expect(shown("1e300", 0) == "1e+300")
        #expect(cells.text(of: "7", type: "s", style: 0) == "")
        #expect(cells.text(of: "1", type: "b", style: 0) == "yes")
        #expect(cells.text(of: "#REF!", type: "e", style: 0) == "#REF!")
        let of1904 = WorkbookCells(shared: [], formats: WorkbookFormats(styles), beginsIn1904: true)
        #expect(of1904.text(of: "45001", type: "n", style: 0) == "2027-03-17")
    }

    @Test func `rows that no spreadsheet has, and numbers that are none, are no harm`() throws {
        var rows = WorkbookRows(cells: WorkbookCells(shared: [], formats: WorkbookFormats(nil), beginsIn1904: false))
        #expect(throws: TableRefusal.unreadableWorkbook) {
            try rows.take(.start("row", attributes: ["r": "9223372036854775807"], line: 1))
        }
        #expect(throws: TableRefusal.tooManyColumns(limit: 200)) {
            try rows.take(.start("c", attributes: ["r": "ABC1"], line: 1))
        }
        let cells = WorkbookCells(
            shared: [], formats: WorkbookFormats(XMLElement.styles("h:mm", "yyyy-mm-dd hh:mm")), beginsIn1904: false)
        for value in ["nan", "inf", "-inf", "1e400", "NaN"] { #expect(cells.text(of: value, type: "n", style: 0) == value) }
        #expect(cells.text(of: "46463", type: "n", style: 1) == "2027-03-17")
        #expect(cells.text(of: "A_x0000_B", type: "str", style: 0) == "A_x0000_B")
    }

    @Test func `a formula without a result is refused with its place`() throws {
        var rows = WorkbookRows(cells: WorkbookCells(shared: [], formats: WorkbookFormats(nil), beginsIn1904: false))
        for event in [
            .start("row", attributes: ["r": "4"], line: 1), .start("c", attributes: ["r": "C4"], line: 1),
            .start("f", attributes: [:], line: 1), .text("DATE(2027;3;17)"), .end("f"),
        ] as [XMLReader.Event] { try rows.take(event) }
        #expect(throws: TableRefusal.noResult(line: 4, column: 3)) { try rows.take(.end("c")) }
    }

    @Test func `older workbooks and those with a password are called what they are`() {
        #expect(throws: TableRefusal.unreadableWorkbook) { try Table(reading: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) }
    }

    @Test func `an archive that is no workbook, or a part of one, is refused`() throws {
        let whole = try Workbook.bytes(sheet: "S", header: ["a"], rows: [[.text("b")]], about: about)
        for count in stride(from: 4, to: whole.count, by: 97) {
            #expect(throws: TableRefusal.unreadableWorkbook) { try Table(reading: Array(whole[..<count])) }
        }
    }

    @Test func `bytes that are changed anywhere never crash`() throws {
        let whole = try Workbook.bytes(
            sheet: "S", header: ["a", "b"], rows: (0..<50).map { [.text("text \($0)"), .integer($0)] }, about: about)
        var dice = SeededDice(state: 7)
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                bytes[Int.random(in: 4..<bytes.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            _ = try? Table(reading: bytes)
        }
    }

    @Test func `text beside the table is refused with its line, and an empty sheet is empty`() throws {
        #expect(throws: TableRefusal.wrongNumberOfFields(line: 2, expected: 1, found: 2)) {
            try Table(sheet: [(1, ["a", ""]), (2, ["b", "c"])])
        }
        #expect(throws: TableRefusal.empty) { try Table(sheet: []) }
        #expect(throws: TableRefusal.duplicateColumn(name: "a", column: 2)) { try Table(sheet: [(1, ["a", "a"])]) }
    }
}

extension XMLElement {
    /// The styles of a workbook with these formats, in order.
    fileprivate static func styles(_ codes: String...) -> XMLElement? {
        let formats = codes.enumerated().map { "<numFmt numFmtId=\"\(164 + $0.offset)\" formatCode=\"\($0.element)\"/>" }
        let cells = codes.indices.map { "<xf numFmtId=\"\(164 + $0)\"/>" }
        let text =
            "<x:styleSheet xmlns:x=\"urn:x\"><x:numFmts>\(formats.joined())</x:numFmts><x:cellXfs>\(cells.joined())</x:cellXfs></x:styleSheet>"
            .replacingOccurrences(of: "<numFmt ", with: "<x:numFmt ").replacingOccurrences(of: "<xf ", with: "<x:xf ")
        return try? document(Array(text.utf8))
    }
}

@Suite struct `Reading XML` {
    private func document(_ text: String) throws -> XMLElement { try XMLElement.document(Array(text.utf8)) }

    @Test func `elements have their attributes, texts and lines`() throws {
        let root = try document("<a x='1'>\n <n:b xmlns:n='urn:n' n:y=\"&lt;&amp;\">t&#233;<c/>u</n:b>\n<![CDATA[<d>]]></a>\n")
        #expect(root.name == "a" && root.attributes == ["x": "1"] && root.line == 1)
        let b = try #require(root.first("b"))
        #expect(b.attributes == ["y": "<&"] && b.line == 2 && b.text == "téu" && b.all("c").count == 1)
        #expect(root.text.hasSuffix("<d>"))
    }

    @Test func `what is no XML is refused where it stops being it`() {
        #expect(throws: XMLRefusal(line: 2, column: 3, isTypeDeclared: false)) { try document("<a>\n</b>") }
        #expect(throws: XMLRefusal(line: 1, column: 1, isTypeDeclared: false)) { try document("") }
        #expect(throws: XMLRefusal.self) { try document("<a>") }
        #expect(throws: XMLRefusal.self) { try XMLElement.document([0x3C, 0x61, 0x3E, 0xFF, 0x3C, 0x2F, 0x61, 0x3E]) }
    }

    @Test func `the encoding a document declares is the one it is read in`() throws {
        let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Li\u{E8}ge</a>"
        #expect(try XMLElement.document(text.unicodeScalars.map { UInt8($0.value) }).text == "Liège")
    }

    @Test func `declared types are refused, whatever they declare`() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]>\n<a>&c;</a>"
        let refusal = #expect(throws: XMLRefusal.self) { try document(bomb) }
        #expect(refusal?.isTypeDeclared == true)
    }

    @Test func `elements are not nested without end`() {
        let deep = String(repeating: "<a>", count: 200_000)
        #expect(throws: XMLRefusal.self) { try document(deep) }
    }
}
