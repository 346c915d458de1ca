// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import Formats

/// The lines and values of a table, to compare as a whole.
private struct Plain: Equatable {
    var header: [String]
    var rows: [Row]

    struct Row: Equatable {
        var line: Int
        var values: [String]
        init(_ line: Int, _ values: String...) { (self.line, self.values) = (line, values) }
        init(_ row: Table.Row) { (line, values) = (row.line, row.values) }
    }

    init(_ header: String..., rows: [Row] = []) { (self.header, self.rows) = (header, rows) }
    init(_ table: Table) { (header, rows) = (table.header, table.rows.map(Row.init)) }
}

@Suite struct `Reading a CSV file` {
    private func read(_ text: String) throws -> Plain { Plain(try Table(reading: text.utf8)) }

    @Test(arguments: [
        "name,country\r\nLiège,BE\r\nBilbao,ES\r\n",
        "name,country\nLiège,BE\nBilbao,ES\n",
        "name,country\nLiège,BE\nBilbao,ES",
        "name,country\r\nLiège,BE\r\nBilbao,ES\r",
        "\u{FEFF}name,country\nLiège,BE\nBilbao,ES\n",
        "\"name\",\"country\"\r\n\"Liège\",\"BE\"\r\n\"Bilbao\",\"ES\"",
        "name;country\r\nLiège;BE\r\nBilbao;ES\r\n",
    ])
    func `line ends, byte order mark, quotation marks and separator make no difference`(text: String) throws {
        #expect(try read(text) == Plain("name", "country", rows: [.init(2, "Liège", "BE"), .init(3, "Bilbao", "ES")]))
    }

    @Test func `a quoted field holds separators, quotation marks and line ends, and lines go on counting`() throws {
        let text = "name,note\n\"Liège, BE\",\"the \"\"burning\"\" city\"\nBilbao,\"one\r\ntwo\n\"\nGraz,\"\"\n"
        let rows: [Plain.Row] = [
            .init(2, "Liège, BE", "the \"burning\" city"), .init(3, "Bilbao", "one\r\ntwo\n"), .init(6, "Graz", ""),
        ]
        #expect(try read(text) == Plain("name", "note", rows: rows))
    }

    @Test func `empty fields are values, also the last one`() throws {
        #expect(try read("a,b,c\n,,\n1,,\n") == Plain("a", "b", "c", rows: [.init(2, "", "", ""), .init(3, "1", "", "")]))
    }

    @Test func `blank lines are passed over and counted`() throws {
        #expect(try read("\n\r\na,b\n\n1,2\n\r\n\n") == Plain("a", "b", rows: [.init(5, "1", "2")]))
    }

    @Test func `in a table of one column a quoted nothing is a record`() throws {
        #expect(try read("a\n\"\"\n\n1\n") == Plain("a", rows: [.init(2, ""), .init(4, "1")]))
    }

    @Test func `quotation marks inside an unquoted field and lone carriage returns stand for themselves`() throws {
        #expect(try read("a,b\n5\" pipe,x\ry\n") == Plain("a", "b", rows: [.init(2, "5\" pipe", "x\ry")]))
    }

    @Test func `semicolons separate only when the first line has no comma`() throws {
        #expect(try read("a,b;c\n1,2;3\n") == Plain("a", "b;c", rows: [.init(2, "1", "2;3")]))
        #expect(try read("a;b\n1,5;2\n") == Plain("a", "b", rows: [.init(2, "1,5", "2")]))
        #expect(try read("\"a;b\"\n\"1;2\"\n") == Plain("a;b", rows: [.init(2, "1;2")]))
    }

    @Test func `a first line may say what separates`() throws {
        #expect(try read("sep=;\r\na,b;c\r\n1,2;3\r\n") == Plain("a,b", "c", rows: [.init(3, "1,2", "3")]))
        #expect(try read("sep=\t\na\tb\n1\t2\n") == Plain("a", "b", rows: [.init(3, "1", "2")]))
        #expect(try read("sep=\n1\n") == Plain("sep=", rows: [.init(2, "1")]))
        #expect(try read("sep=,b\n1,2\n") == Plain("sep=", "b", rows: [.init(2, "1", "2")]))
        #expect(try read("sep=") == Plain("sep="))
    }

    @Test func `a header alone is a table without rows`() throws {
        #expect(try read("a,b") == Plain("a", "b"))
    }

    @Test func `values are found by the names of their columns`() throws {
        let table = try Table(reading: "name,population\nLiège,195000\n".utf8)
        #expect(table.rows.map { [$0["population"], $0["name"], $0["mayor"]] } == [["195000", "Liège", ""]])
        #expect(table.rows.map { [$0.position(of: "population"), $0.position(of: "mayor")] } == [[2, nil]])
        #expect([table.position(of: "name"), table.position(of: "mayor")] == [1, nil])
    }

    @Test func `every kind of collection gives the same table`() throws {
        let text = "a,b\n1,2\n"
        let expected = try Table(reading: Array(text.utf8))
        #expect(try Table(reading: Data(text.utf8)) == expected)
        #expect(try Table(reading: Data("x\(text)".utf8).dropFirst()) == expected)
        #expect(try Table(reading: Array(text.utf8.reversed()).reversed()) == expected)
    }

    @Test func `apostrophes before formulas go, all others stay`() throws {
        let cells = ["'=1", "'+a", "'-5", "'@b", "'\tc", "''=1", "'s-Hertogenbosch", "'", "''", "'a=1", "=1"]
        let read = ["=1", "+a", "-5", "@b", "\tc", "'=1", "'s-Hertogenbosch", "'", "''", "'a=1", "=1"]
        let file = Array("a\n\(cells.joined(separator: "\n"))\n".utf8)
        #expect(try Table(reading: file).rows.map(\.values) == read.map { [$0] })
        #expect(try Table(reading: file, neutralised: false).rows.map(\.values) == cells.map { [$0] })
    }
}

@Suite struct `Refusing a file that is no table` {
    @Test(
        arguments: [
            ("", .empty),
            ("\u{FEFF}", .empty),
            ("\r\n\n", .empty),
            ("a,b\n1\n", .wrongNumberOfFields(line: 2, expected: 2, found: 1)),
            ("a,b\n\"1\n\",2\n1,2,3,4\n", .wrongNumberOfFields(line: 4, expected: 2, found: 4)),
            ("a,b\n1,\"2\n3\n", .quoteNotClosed(line: 2, column: 2)),
            ("a,b\n1,\"", .quoteNotClosed(line: 2, column: 2)),
            ("a,b\n1,\"2\"\"", .quoteNotClosed(line: 2, column: 2)),
            ("a,b\n1,\"2\" \n", .textAfterQuote(line: 2, column: 2)),
            ("a,b\n\"1\n\n2\"x,3\n", .textAfterQuote(line: 4, column: 1)),
            ("a,b\n\"1\"\r2,3\n", .textAfterQuote(line: 2, column: 1)),
            ("a,b,a\n", .duplicateColumn(name: "a", column: 3)),
            ("a,,\n", .duplicateColumn(name: "", column: 3)),
        ] as [(String, TableRefusal)])
    func `the refusal says where`(text: String, refusal: TableRefusal) {
        #expect(throws: refusal) { try Table(reading: text.utf8) }
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x61, 0x00], .notUTF8(line: 1, column: 1)),
            (Array("a,b\n1,Li".utf8) + [0xE8] + Array("ge\n".utf8), .notUTF8(line: 2, column: 2)),
            (Array("a,b\n1,2\n\"Li".utf8) + [0xE8] + Array("\"\"ge\",2\n".utf8), .notUTF8(line: 3, column: 1)),
            (Array("a\n".utf8) + [0xC3], .notUTF8(line: 2, column: 1)),
        ] as [([UInt8], TableRefusal)])
    func `bytes that are not UTF-8 are found in their field`(bytes: [UInt8], refusal: TableRefusal) {
        #expect(throws: refusal) { try Table(reading: bytes) }
    }

    @Test func `a file may have 16 MiB and not one byte more`() throws {
        var bytes = Array("a\n".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: (16 << 20) - 2)
        #expect(try Table(reading: bytes).rows.map { $0.values[0].utf8.count } == [bytes.count - 2])
        bytes.append(UInt8(ascii: "\n"))
        #expect(throws: TableRefusal.tooLarge(limit: 16)) { try Table(reading: bytes) }
    }

    @Test func `a table may have 200 columns and not one more`() throws {
        let names = (1...201).map { "column \($0)" }
        #expect(try Table(reading: names.dropLast().joined(separator: ",").utf8).header == names.dropLast())
        #expect(throws: TableRefusal.tooManyColumns(limit: 200)) { try Table(reading: names.joined(separator: ",").utf8) }
    }

    @Test func `a table may have 200,000 rows and not one more`() throws {
        let bytes = Array(String(repeating: "x\n", count: 200_001).utf8)
        #expect(try Table(reading: bytes).rows.last?.line == 200_001)
        #expect(throws: TableRefusal.tooManyRows(limit: 200_000)) { try Table(reading: bytes + bytes) }
    }

    @Test func `each refusal has a phrase with what it knows`() {
        let place: [String: Phrase.Value] = ["line": 12, "column": 3]
        let phrases: [(TableRefusal, Phrase)] = [
            (.empty, "csv.empty"),
            (.tooLarge(limit: 16), Phrase("csv.too-large", ["limit": 16])),
            (.tooManyColumns(limit: 200), Phrase("csv.too-many-columns", ["limit": 200])),
            (.tooManyRows(limit: 9), Phrase("csv.too-many-rows", ["limit": 9])),
            (.notUTF8(line: 12, column: 3), Phrase("csv.not-utf8", place)),
            (.quoteNotClosed(line: 12, column: 3), Phrase("csv.quote-not-closed", place)),
            (.textAfterQuote(line: 12, column: 3), Phrase("csv.text-after-quote", place)),
            (
                .wrongNumberOfFields(line: 12, expected: 3, found: 4),
                Phrase("csv.wrong-number-of-fields", ["line": 12, "expected": 3, "found": 4])
            ),
            (.duplicateColumn(name: "a", column: 3), Phrase("csv.duplicate-column", ["name": "a", "column": 3])),
        ]
        #expect(phrases.map(\.0.phrase) == phrases.map(\.1))
        #expect(phrases.allSatisfy { $0.0.kind == .invalid })
    }
}
