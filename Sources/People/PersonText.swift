// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// What may stand in a name, an office, a form of address: one line of visible signs, of a length that every page can show.
package enum PersonText {
    /// In Unicode scalars: what looks like one letter may be thousands of them.
    package static let longest = 200
    /// No script needs more marks on one letter; more of them stop a browser.
    private static let mostMarks = 4

    /// On one line, with single spaces, without controls, marks of direction, and heaps of marks on one letter.
    package static func cleaned(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars.prefix(longest * 4) {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .spacingMark:
                marks += 1
                if marks <= mostMarks { kept.append(scalar) }
            // Joiners belong to the writing of Indian and Arabic scripts; every other invisible sign only misleads.
            case .format where scalar.value != 0x200C && scalar.value != 0x200D: break
            case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator: kept.append(" ")
            case .privateUse, .surrogate, .unassigned: break
            default:
                marks = 0
                kept.append(scalar)
            }
        }
        return String(kept).split(separator: " ").joined(separator: " ")
    }

    /// On as many lines as were typed, without what no page can show and what would turn a text around.
    package static func cleanedLines(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control where scalar != "\n": if scalar == "\t" { kept.append(" ") }
            case .format where scalar.value != 0x200C && scalar.value != 0x200D: break
            case .lineSeparator, .paragraphSeparator: kept.append("\n")
            case .privateUse, .surrogate, .unassigned: break
            default: kept.append(scalar)
            }
        }
        return String(kept).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    package static func fits(_ text: String) -> Bool { text.unicodeScalars.count <= longest }

    /// Whether it can be what somebody is called: a letter of whatever script, and not too long.
    package static func isName(_ text: String) -> Bool { fits(text) && text.contains(where: \.isLetter) }

    /// As it is kept where it may be missing: nil for nothing.
    package static func optional(_ typed: String?) -> String? {
        let text = cleaned(typed ?? "")
        return text.isEmpty || !fits(text) ? nil : text
    }
}
