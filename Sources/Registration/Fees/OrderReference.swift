// SPDX-License-Identifier: EUPL-1.2
import Vocabulary

/// The number under which an authority pays: its purchase order reference (EN 16931, BT-13), as it writes it.
package struct OrderReference: Hashable, Sendable, TextCodable {
    package static let longest = 60
    package let description: String

    /// Returns nil for nothing, for more than sixty signs, and for signs that nobody sees.
    package init?(_ text: String) {
        guard let line = PlainLine(text, atMost: Self.longest) else { return nil }
        description = line.text
    }

    /// What was typed into a form; throws a sentence for the field.
    package static func typed(_ text: String) throws(OrderReferenceRefusal) -> OrderReference {
        guard let reference = OrderReference(text) else { throw .notOne(limit: longest) }
        return reference
    }
}

/// Why a text is no order number.
package enum OrderReferenceRefusal: Refusal, Equatable {
    case notOne(limit: Int)
    package var kind: RefusalKind { .invalid }
    package var phrase: Phrase {
        switch self {
        case .notOne(let limit): Phrase("fee.order-number", ["limit": .number(limit)])
        }
    }
}
