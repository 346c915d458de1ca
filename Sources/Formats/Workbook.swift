// SPDX-License-Identifier: EUPL-1.2
import CXLSX
import Foundation
import Synchronization

/// A workbook of one sheet for spreadsheets. Office Open XML (ECMA-376), written by libxlsxwriter.
package struct Workbook {
    /// What stands in one cell. Text is never run as a formula, whatever it begins with.
    package enum Cell: Sendable, Hashable {
        case text(String)
        case integer(Int)
        case decimal(Double)
        case empty
    }

    /// What the file says about itself.
    package struct Properties: Sendable, Hashable {
        package var title: String, creator: String
        package var created: Date

        package init(title: String, creator: String, created: Date) {
            self.title = title
            self.creator = creator
            self.created = created
        }
    }

    // The library calls gmtime(), whose answer all threads share.
    private static let oneAtATime = Mutex(())

    /// Returns the file: the header bold and frozen, with filters, and columns as wide as what they hold.
    ///
    /// Throws `WorkbookRefusal` when the table is larger than the format, and `WorkbookFault` when the file cannot be written.
    /// The signs that the name of a sheet cannot have become spaces. Blocks its thread: others wait for their turn.
    package static func bytes(sheet: String, header: [String], rows: [[Cell]], about: Properties) throws -> [UInt8] {
        let sheet = try WorkbookSheet(name: sheet, header: header, rows: rows)
        return try oneAtATime.withLock { _ in
            try inPrivateFolder { folder in
                let file = folder + "/workbook.xlsx"
                try folder.withCString { try write(sheet, about, to: file, folder: $0) }
                return try [UInt8](Data(contentsOf: URL(fileURLWithPath: file)))
            }
        }
    }

    /// The library writes files under names of its own; nobody else can enter this folder.
    static func inPrivateFolder<Answer>(_ body: (String) throws -> Answer) throws -> Answer {
        var template = (FileManager.default.temporaryDirectory.path + "/hemicycle-XXXXXX").utf8CString.map { $0 }
        guard mkdtemp(&template) != nil else { throw WorkbookFault(reason: String(cString: strerror(errno))) }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    /// The folder must stay in memory until the workbook is closed.
    private static func write(
        _ sheet: WorkbookSheet, _ about: Properties, to file: String, folder: UnsafePointer<CChar>
    ) throws {
        var options = lxw_workbook_options()
        options.tmpdir = UnsafeMutablePointer(mutating: folder)
        guard let book = workbook_new_opt(file, &options) else { throw WorkbookFault(reason: "no memory") }
        do {
            try describe(book, about)
            try sheet.write(to: book)
        } catch {
            lxw_workbook_free(book)
            throw error
        }
        try WorkbookFault.check(workbook_close(book))
    }

    private static func describe(_ book: UnsafeMutablePointer<lxw_workbook>, _ about: Properties) throws {
        var title = WorkbookText.line(about.title).utf8CString.map { $0 }
        var creator = WorkbookText.line(about.creator).utf8CString.map { $0 }
        try title.withUnsafeMutableBufferPointer { title in
            try creator.withUnsafeMutableBufferPointer { creator in
                var properties = lxw_doc_properties()
                properties.title = title.baseAddress
                properties.author = creator.baseAddress
                properties.created = time_t(about.created.timeIntervalSince1970)
                try WorkbookFault.check(workbook_set_properties(book, &properties))
            }
        }
    }
}

/// The library could not write the workbook.
struct WorkbookFault: Error {
    let reason: String

    /// Throws unless the library answered that all is well.
    static func check(_ answer: lxw_error) throws {
        guard answer != LXW_NO_ERROR else { return }
        throw WorkbookFault(reason: lxw_strerror(answer).map { String(cString: $0) } ?? "error \(answer.rawValue)")
    }
}
