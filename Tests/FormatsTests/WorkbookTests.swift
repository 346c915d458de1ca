// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing
import Vocabulary

@testable import Formats

@Suite struct `Writing a workbook` {
    let about = Workbook.Properties(
        title: "Members", creator: "Hemicycle", created: Date(timeIntervalSince1970: 1_800_000_000))

    private func book(_ rows: [[Workbook.Cell]], sheet: String = "Members") throws -> [UInt8] {
        try Workbook.bytes(sheet: sheet, header: ["name", "population"], rows: rows, about: about)
    }

    @Test func `it is a zip archive whose parts are those of a workbook`() throws {
        let bytes = try book([[.text("Liège"), .integer(195_000)], [.text("=1+1"), .decimal(-2.5)], [.empty, .empty], []])
        #expect(Array(bytes.prefix(4)) == [0x50, 0x4B, 3, 4])
        #expect(bytes.count > 4_000)
        let parts = [
            "[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
        ]
        #expect(parts.filter { Data(bytes).range(of: Data($0.utf8)) == nil } == [])
    }

    @Test func `a table without rows is a workbook too`() throws {
        #expect(try Array(book([]).prefix(2)) == Array("PK".utf8))
    }

    @Test func `the same table gives the same bytes, also when several are written at once`() async throws {
        let rows: [[Workbook.Cell]] = (0..<500).map { [.text("authority \($0)"), .integer($0)] }
        let expected = try book(rows)
        let written = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { try book(rows) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(written == Array(repeating: expected, count: 8))
    }

    @Test func `it is written in a folder that nobody else can enter, and that is gone afterwards`() throws {
        var (folder, failed) = ("", "")
        let rights = try Workbook.inPrivateFolder { path in
            folder = path
            try Data("x".utf8).write(to: URL(fileURLWithPath: path + "/workbook.xlsx"))
            return try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(rights == 0o700)
        #expect(throws: WorkbookFault.self) {
            try Workbook.inPrivateFolder { path in
                failed = path
                throw WorkbookFault(reason: "the disk is full")
            }
        }
        #expect(Set([folder, failed]).count == 2)
        #expect([folder, failed].map(FileManager.default.fileExists) == [false, false])
    }

    @Test func `a text longer than a cell is refused with its place`() throws {
        let longest = String(repeating: "x", count: 32_767)
        #expect(try book([[.text(longest)]]).count > 4_000)
        #expect(throws: WorkbookRefusal.textTooLong(line: 3, column: 2)) {
            try book([[.text("Liège")], [.text("Graz"), .text(longest + "x")]])
        }
    }

    @Test func `more rows than a sheet has are refused`() {
        #expect(throws: WorkbookRefusal.tooManyRows(limit: 1_048_575)) { try book(Array(repeating: [], count: 1_048_576)) }
    }

    @Test func `each refusal has a phrase with what it knows`() {
        let refusals: [WorkbookRefusal] = [.tooManyRows(limit: 9), .textTooLong(line: 12, column: 3)]
        let phrases = [
            Phrase("workbook.too-many-rows", ["limit": 9]), Phrase("workbook.text-too-long", ["line": 12, "column": 3]),
        ]
        #expect(refusals.map(\.phrase) == phrases)
        #expect(refusals.map(\.kind) == [.conflict, .conflict])
    }

    @Test(arguments: ["", "'", "a[b]:c*d?e/f\\g", "History", String(repeating: "🚋", count: 40), "line\nbreak"])
    func `every name gives a sheet`(name: String) throws {
        #expect(try book([], sheet: name).count > 4_000)
    }
}

@Suite struct `Text in a workbook` {
    @Test(arguments: [
        ("plain", "plain"), ("a\r\nb\rc\n\rd", "a\nb\nc\n\nd"), ("_x0041_", "_x005F_x0041_"), ("_x00", "_x00"),
        ("_x0041_x0042_", "_x005F_x0041_x005F_x0042_"), ("snake_case", "snake_case"), ("a\u{0}b\u{FFFE}", "a\u{FFFD}b\u{FFFD}"),
    ])
    func `it is shown as it was written`(text: String, cell: String) {
        #expect(Array(WorkbookText.cell(text).utf8) == Array(cell.utf8))
    }

    @Test(arguments: [
        ("Members", "Members"), ("", "Sheet1"), ("''", "Sheet1"), ("history", "Sheet1"), ("'A/B: [c]'", "A B   c"),
        (String(repeating: "é", count: 40), String(repeating: "é", count: 31)),
        (String(repeating: "🚋", count: 40), String(repeating: "🚋", count: 15)),
    ])
    func `names of sheets keep the rules of the format`(text: String, name: String) {
        #expect(WorkbookText.sheetName(text) == name)
    }

    @Test(arguments: [("", 0), ("Liège", 5), ("one\nthree\nxx", 5), (String(repeating: "x", count: 99), 60)])
    func `the longest line decides the width`(text: String, width: Int) {
        #expect(WorkbookText.width(text) == width)
    }
}
