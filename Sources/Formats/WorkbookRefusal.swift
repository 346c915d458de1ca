// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Why a table cannot be written as a workbook. Lines and columns count from 1, the header included.
package enum WorkbookRefusal: Refusal, Equatable {
    case tooManyRows(limit: Int)
    case textTooLong(line: Int, column: Int)

    package var kind: RefusalKind { .conflict }

    package var phrase: Phrase {
        switch self {
        case .tooManyRows(let limit): Phrase("workbook.too-many-rows", ["limit": .number(limit)])
        case .textTooLong(let line, let column):
            Phrase("workbook.text-too-long", ["line": .number(line), "column": .number(column)])
        }
    }
}
