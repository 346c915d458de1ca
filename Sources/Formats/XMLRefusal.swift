// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// Where a document stops being XML that can be read. Line and column count from 1.
package struct XMLRefusal: Refusal, Equatable {
    package var line: Int, column: Int
    package var isTypeDeclared: Bool

    package var kind: RefusalKind { .invalid }
    package var phrase: Phrase {
        Phrase(isTypeDeclared ? "xml.type-declared" : "xml.not-xml", ["line": .number(line), "column": .number(column)])
    }
}
