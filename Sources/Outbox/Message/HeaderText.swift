// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Text of people in headers: words of ASCII as they are, everything else in encoded words (RFC 2047).
enum HeaderText {
    /// Returns the text without what would end or split a header: controls and separators of lines.
    static func cleaned(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard breaks(scalar) else {
                scalars.append(scalar)
                continue
            }
            if let last = scalars.last, last != " " { scalars.append(" ") }
        }
        return String(scalars).trimmingCharacters(in: CharacterSet(charactersIn: " "))
    }

    private static func breaks(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Whether a line can carry the text as it is and be folded at its spaces, and no reader takes a part for an encoded word.
    static func isPlain(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ (32..<127).contains($0) }), !text.contains("=?") else { return false }
        let words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        return words.allSatisfy { (1...longestWord).contains($0.count) }
    }

    /// So that a word and the longest name of a header fit in a line.
    private static let longestWord = 60

    /// Returns the words of an encoded text; the first has at most `room` octets (section 2: none more than 75).
    /// Quoted-printable or base64, whichever is shorter. No letter is split between two words (section 5).
    static func encodedWords(_ text: String, firstRoom room: Int) -> [String] {
        let bytes = Array(text.utf8)
        let isBase64 = (bytes.count + 2) / 3 * 4 < bytes.reduce(0) { $0 + quotedLength($1) }
        let (start, end) = (isBase64 ? "=?utf-8?B?" : "=?utf-8?Q?", "?=")
        var words: [String] = [], word: [UInt8] = []
        func finish() {
            words.append(start + (isBase64 ? Data(word).base64EncodedString() : quoted(word)) + end)
            word = []
        }
        for letter in letters(text) {
            let length = word.count + letter.count
            let coded = isBase64 ? (length + 2) / 3 * 4 : (word + letter).reduce(0) { $0 + quotedLength($1) }
            if !word.isEmpty, start.utf8.count + coded + end.utf8.count > min(75, words.isEmpty ? room : 75) { finish() }
            word += letter
        }
        finish()
        return words
    }

    // So that one fits in the first word of any header, each of its octets in three.
    private static let longestLetter = 18

    /// What is kept together: a letter with its accents, or when that is absurdly long, one scalar.
    private static func letters(_ text: String) -> [[UInt8]] {
        text.flatMap { letter in
            letter.utf8.count <= longestLetter ? [Array(letter.utf8)] : letter.unicodeScalars.map { Array(String($0).utf8) }
        }
    }

    private static func quotedLength(_ byte: UInt8) -> Int { byte == UInt8(ascii: " ") || isBare(byte) ? 1 : 3 }

    /// Section 5 (3): what may stand for itself in the name of a person.
    private static func isBare(_ byte: UInt8) -> Bool { MailAddress.isAlphanumeric(byte) || "!*+-/".utf8.contains(byte) }

    private static func quoted(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: " "): text.append(UInt8(ascii: "_"))
            case _ where isBare(byte): text.append(byte)
            default: text += QuotedPrintable.escape(byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
