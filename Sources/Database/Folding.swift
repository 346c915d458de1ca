// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Names as they are searched: without accents, case, hyphens and apostrophes.
package enum Folding {
    /// "Łódź" → "lodz", "L'Aquila" → "l aquila", "Saint-Denis" → "saint denis", "Αθήνα" → "αθηνα".
    ///
    /// Compatibility decomposition (Unicode Standard Annex 15) without the marks, letters that have no decomposition replaced
    /// by their base, and everything that is neither letter nor digit by one space.
    package static func folded(_ text: String) -> String {
        if let plain = foldedASCII(text) { return plain }
        var result = ""
        result.reserveCapacity(text.utf8.count)
        var needsSpace = false
        for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .enclosingMark, .modifierSymbol: continue
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber, .letterNumber:
                if needsSpace, !result.isEmpty { result.unicodeScalars.append(" ") }
                needsSpace = false
                if let base = withoutDecomposition[scalar] {
                    result += base
                } else {
                    result += scalar.properties.lowercaseMapping
                }
            default: needsSpace = true
            }
        }
        return result
    }

    private static func foldedASCII(_ text: String) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var needsSpace = false
        for byte in text.utf8 {
            switch byte {
            case 48...57, 97...122, 65...90:
                if needsSpace, !bytes.isEmpty { bytes.append(32) }
                needsSpace = false
                bytes.append((65...90).contains(byte) ? byte | 32 : byte)
            case 128...: return nil
            default: needsSpace = true
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let withoutDecomposition: [Unicode.Scalar: String] = [
        "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d",
        "Đ": "d",
        "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h", "ŋ": "n", "Ŋ": "n", "ŧ": "t", "Ŧ": "t", "ĸ": "k",
        "ə": "e", "Ə": "e", "ς": "σ",
    ]
}
