// SPDX-License-Identifier: EUPL-1.2
import TestKit
import Testing

@testable import Formats

@Suite struct `Writing a CSV file` {
    private func file(_ header: [String], _ rows: [[String]]) -> [UInt8] {
        var writer = CSVWriter(header: header)
        for row in rows { writer.add(row) }
        return writer.bytes
    }

    @Test func `it begins with a byte order mark and its lines end with CRLF`() {
        let expected = "\u{FEFF}name,country\r\nLiège,BE\r\nBilbao,\r\n"
        #expect(file(["name", "country"], [["Liège", "BE"], ["Bilbao", ""]]) == Array(expected.utf8))
    }

    @Test(arguments: [
        ("plain text", "plain text"), ("a,b", "\"a,b\""), ("a;b", "\"a;b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("one\ntwo", "\"one\ntwo\""), ("one\r\ntwo", "\"one\r\ntwo\""), ("a\tb", "\"a\tb\""), (" a", "\" a\""),
        ("a ", "\"a \""), ("", "\"\""),
    ])
    func `quotation marks stand where they are needed`(value: String, cell: String) {
        #expect(file(["a"], [[value]]) == Array("\u{FEFF}a\r\n\(cell)\r\n".utf8))
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+32 4 221", "'+32 4 221"), ("-a", "'-a"), ("@SUM(A1)", "'@SUM(A1)"), ("\ta", "\"'\ta\""),
        ("\ra", "\"'\ra\""), ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("-", "'-"), ("-1e5", "'-1e5"), ("-.5", "'-.5"),
        ("+1.", "'+1."), ("-1.2.3", "'-1.2.3"), ("--1", "'--1"), ("'=1", "''=1"), ("'-5", "''-5"), ("''@", "'''@"),
        ("＝1+1", "'＝1+1"), ("＋3", "'＋3"), ("－5", "'－5"), ("'＠SUM", "''＠SUM"),
    ])
    func `a formula gets an apostrophe`(value: String, cell: String) {
        #expect(file(["a"], [[value]]) == Array("\u{FEFF}a\r\n\(cell)\r\n".utf8))
    }

    @Test(arguments: ["-12.5", "+3", "-0", "-5.5796", "12", "'s-Hertogenbosch", "'", "''", "a=b", "1-2", "＞1", "１＋1"])
    func `numbers and other text stay as they are`(value: String) {
        #expect(file(["a"], [[value]]) == Array("\u{FEFF}a\r\n\(value)\r\n".utf8))
    }

    @Test func `a formula as the name of a column is neutralised too`() {
        #expect(file(["=a", "b"], []) == Array("\u{FEFF}'=a,b\r\n".utf8))
    }
}

@Suite struct `Reading what was written` {
    /// Compared byte by byte: `==` on strings calls some different ones equal.
    private func changes(_ values: [[String]], columns: Int) throws -> [[String]] {
        var writer = CSVWriter(header: (1...columns).map { "column \($0)" })
        for row in values { writer.add(row) }
        let read = try Table(reading: writer.bytes).rows.map(\.values)
        #expect(read.count == values.count)
        return zip(values, read).filter { $0.map { Array($0.utf8) } != $1.map { Array($0.utf8) } }.map(\.0)
    }

    @Test(arguments: 1...4) func `any text comes back unchanged`(columns: Int) throws {
        var dice = SeededDice(state: UInt64(columns))
        let values = (0..<5_000).map { _ in (0..<columns).map { _ in dice.text() } }
        #expect(try changes(values, columns: columns) == [])
    }

    @Test func `every text of up to four signs that matter comes back unchanged`() throws {
        let signs = ["'", "=", "＝", "-", "\t", "\r", "\n", "\"", ",", ";", "1", "."]
        var texts = [""]
        var longest = [""]
        for _ in 1...4 {
            longest = longest.flatMap { text in signs.map { text + $0 } }
            texts += longest
        }
        #expect(try changes(texts.map { [$0] }, columns: 1) == [])
        #expect(try changes(texts.map { [$0, $0] }, columns: 2) == [])
    }

    @Test func `only numbers begin with the sign of a formula`() throws {
        var dice = SeededDice(state: 7)
        var writer = CSVWriter(header: ["a"])
        for _ in 0..<5_000 { writer.add([dice.text()]) }
        let cells = try Table(reading: writer.bytes, neutralised: false).rows.map { $0.values[0] }
        let formulas = cells.filter { cell in "=+-@\t\r".utf8.contains { $0 == cell.utf8.first } }
        #expect(formulas.filter { Double($0) == nil } == [])
        #expect(formulas.count > 10)
    }

    @Test func `any names of columns come back unchanged`() throws {
        var dice = SeededDice(state: 11)
        for _ in 0..<1_000 {
            let names = Array(Set((0..<3).map { _ in dice.text() })).sorted()
            let read = try Table(reading: CSVWriter(header: names).bytes).header
            #expect(read.map { Array($0.utf8) } == names.map { Array($0.utf8) })
        }
    }
}
