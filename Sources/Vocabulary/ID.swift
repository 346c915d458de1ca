// SPDX-License-Identifier: EUPL-1.2

/// The lasting name of a noun, as data files and addresses use it (`be-liege`, `brussels-2027`).
package struct ID<Noun>: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let value: String
    package init(_ value: String) { self.value = value }
    package init(stringLiteral value: String) { self.value = value }
    package var description: String { value }
    package static func < (a: Self, b: Self) -> Bool { a.value < b.value }

    /// Whether the text can stand in an address: lower-case letters, digits and hyphens, at most 80 signs.
    package static func isWellFormed(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    }
}
