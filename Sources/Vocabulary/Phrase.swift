// SPDX-License-Identifier: EUPL-1.2

/// A sentence for a reader, by its key in `Translations/`, with what stands in its gaps.
package struct Phrase: Sendable, Hashable, ExpressibleByStringLiteral {
    package enum Value: Sendable, Hashable {
        case text(String)
        case number(Int)
        case day(Day)
    }

    package let key: String
    package let values: [String: Value]

    package init(_ key: String, _ values: [String: Value] = [:]) {
        self.key = key
        self.values = values
    }
    package init(stringLiteral key: String) { self.init(key) }
}

extension Phrase.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
}

/// What sort of no a rule said; the server turns it into a status.
package enum RefusalKind: Sendable, Hashable {
    case invalid, conflict, tooLate, notAllowed, notFound, tooMany, unavailable
}

/// A rule said no. It is expected, and told to the reader; a fault is everything else.
package protocol Refusal: Error, Sendable {
    var kind: RefusalKind { get }
    var phrase: Phrase { get }
}
