// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// Text as it comes from a field, and what of it can be kept.
enum TypedText {
    static let lineLimit = 200, textLimit = 4_000

    /// Without space around it; ends of lines as one sign, as browsers count them; tabs in pasted text are spaces.
    static func cleaned(_ text: String) -> String {
        // Most of what is typed is a choice, a tick or a word: nothing to clean.
        if text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) { return text }
        guard text.utf8.contains(where: { $0 < 32 }) else { return trimmed(text.unicodeScalars) }
        var scalars = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t": scalars.append(" ")
            case "\r": scalars.append("\n")
            case "\n" where previous == "\r": break
            default: scalars.append(scalar)
            }
            previous = scalar
        }
        return trimmed(scalars)
    }

    /// Foundation's trimming goes through UTF-16, which takes as long as all the rest of taking a form.
    private static func trimmed(_ scalars: String.UnicodeScalarView) -> String {
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Signs are counted as code points: never more than the field of a browser counts.
    static func isTooLong(_ text: String, atMost limit: Int) -> Bool {
        text.utf8.count > limit && (text.utf8.count > limit * 4 || text.unicodeScalars.count > limit)
    }

    /// Whether every sign can be kept and shown; ends of lines only where there are lines.
    static func hasOnlyReadableSigns(_ text: String, inLines: Bool) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            if (32..<127).contains(scalar.value) { return true }
            return switch scalar.properties.generalCategory {
            case .control: inLines && scalar == "\n"
            case .lineSeparator, .paragraphSeparator: inLines
            // A sign that turns the direction of reading can make a text read as what it is not.
            default: !(0x202A...0x202E).contains(scalar.value)
            }
        }
    }

    /// For words of organisers, and for documents.
    static func isStorable(_ text: String, atMost limit: Int) -> Bool {
        !isTooLong(text, atMost: limit) && hasOnlyReadableSigns(text, inLines: true)
    }
}

/// Values of a known shape.
enum TypedShape {
    /// ISO 3166-1, and Kosovo, which has a code of common use only.
    static let countries = Set(Locale.Region.isoRegions.map(\.identifier).filter { $0.utf8.count == 2 && isLetters($0) })
        .union(["XK"])

    /// ISO 639-1. Kept, since asking for one of them is slow.
    private static let languages = Set(
        Locale.LanguageCode.isoLanguageCodes.map(\.identifier).filter { code in
            code.utf8.count == 2 && code.utf8.allSatisfy { (97...122).contains($0) }
        })

    static func isLanguage(_ code: String) -> Bool { languages.contains(code) }

    /// `9:40` and `09:40`, as `09:40`.
    static func time(_ text: String) -> String? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            let hour = number(parts[0]), let minute = number(parts[1]), hour < 24, minute < 60
        else { return nil }
        return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
    }

    /// A whole number of at most nine digits.
    static func number(_ text: String) -> Int? {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        return number(digits).map { text.utf8.first == UInt8(ascii: "-") ? -$0 : $0 }
    }

    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard (1...9).contains(digits.count), digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    /// Six to fifteen digits (ITU-T E.164 has fifteen), with the signs that people write between them.
    static func isPhone(_ text: String) -> Bool {
        let digits = text.utf8.count { (48...57).contains($0) }
        return text.utf8.count <= 40 && (6...15).contains(digits)
            && text.utf8.enumerated().allSatisfy { (48...57).contains($1) || " ()-./".utf8.contains($1) || $0 == 0 && $1 == 43 }
    }

    /// RFC 5321, sections 4.1.2 and 4.5.3.1: a dot-atom at a domain of several labels.
    static func isMail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, (1...64).contains(parts[0].utf8.count) else { return false }
        let atoms = parts[0].utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let labels = parts[1].unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtom) } && labels.count >= 2 && labels.allSatisfy(isLabel)
    }

    private static func isAtom(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte) }

    /// Labels of an internationalised domain are letters of any script.
    private static func isLabel(_ label: Substring.UnicodeScalarView) -> Bool {
        (1...63).contains(label.count) && label.first != "-" && label.last != "-"
            && label.allSatisfy { scalar in
                scalar == "-" || (scalar.isASCII ? isAlphanumeric(UInt8(scalar.value)) : scalar.properties.isAlphabetic)
            }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func isLetters(_ text: String) -> Bool { text.utf8.allSatisfy { (65...90).contains($0) } }
}
