// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// A line of text that can stand on a paper and in XML: without spaces around it, in one form of Unicode, all of it visible.
struct PlainLine: Hashable {
    let text: String

    /// Returns nil for nothing, for more signs than allowed, and for signs that nobody sees or that turn a line around.
    init?(_ typed: String, atMost limit: Int) {
        // A sign of Unicode has at most four bytes: what is much longer is not even looked at.
        guard typed.utf8.count <= 16 * limit else { return nil }
        let text = typed.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
        guard 1...limit ~= text.unicodeScalars.count, text.unicodeScalars.allSatisfy(Self.isVisible) else { return nil }
        self.text = text
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse, .surrogate: false
        default: true
        }
    }
}
