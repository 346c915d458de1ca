// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why a file cannot be read as a table. Lines and columns count from 1.
package enum TableRefusal: Refusal, Equatable {
    case empty
    case tooLarge(limit: Int)
    case tooManyColumns(limit: Int)
    case tooManyRows(limit: Int)
    /// The field that holds the bytes; the line is the one where it begins.
    case notUTF8(line: Int, column: Int)
    /// Where the quotation mark stands that opens and never closes.
    case quoteNotClosed(line: Int, column: Int)
    case textAfterQuote(line: Int, column: Int)
    case wrongNumberOfFields(line: Int, expected: Int, found: Int)
    /// The second column of that name.
    case duplicateColumn(name: String, column: Int)

    /// A workbook that is damaged, protected by a password, or of another kind.
    case unreadableWorkbook
    /// A formula without a stored result, or with an error for one.
    case noResult(line: Int, column: Int)

    package var kind: RefusalKind { .invalid }

    package var phrase: Phrase {
        switch self {
        case .empty: "csv.empty"
        case .unreadableWorkbook: "workbook.unreadable"
        case .noResult(let line, let column): Phrase("workbook.no-result", Self.place(line, column))
        case .tooLarge(let limit): Phrase("csv.too-large", ["limit": .number(limit)])
        case .tooManyColumns(let limit): Phrase("csv.too-many-columns", ["limit": .number(limit)])
        case .tooManyRows(let limit): Phrase("csv.too-many-rows", ["limit": .number(limit)])
        case .notUTF8(let line, let column): Phrase("csv.not-utf8", Self.place(line, column))
        case .quoteNotClosed(let line, let column): Phrase("csv.quote-not-closed", Self.place(line, column))
        case .textAfterQuote(let line, let column): Phrase("csv.text-after-quote", Self.place(line, column))
        case .wrongNumberOfFields(let line, let expected, let found):
            Phrase(
                "csv.wrong-number-of-fields",
                ["line": .number(line), "expected": .number(expected), "found": .number(found)])
        case .duplicateColumn(let name, let column):
            Phrase("csv.duplicate-column", ["name": .text(name), "column": .number(column)])
        }
    }

    private static func place(_ line: Int, _ column: Int) -> [String: Phrase.Value] {
        ["line": .number(line), "column": .number(column)]
    }
}
