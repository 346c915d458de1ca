// SPDX-License-Identifier: EUPL-1.2

/// Text as Office Open XML can hold it.
enum WorkbookText {
    /// Columns grow no wider than this.
    static let widest = 60

    /// The text of a cell: line ends as LF, what XML cannot hold replaced, and nothing that reads as an escape.
    ///
    /// The library escapes control characters as `_x0001_` (ECMA-376, part 1, section 22.9.2.19),
    /// but not text that looks like such an escape.
    static func cell(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "_") || $0 == 0xEF }) else { return text }
        return escaped(String(String.UnicodeScalarView(withLineFeeds(text.unicodeScalars).map(representable))))
    }

    /// A property of the file: one line without control characters.
    static func line(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : representable($0) }))
    }

    /// A name that a sheet can have: 1 to 31 UTF-16 units, without `[]:*?/\` and without an apostrophe at either end.
    static func sheetName(_ text: String) -> String {
        var name = String.UnicodeScalarView()
        var units = 0
        for scalar in line(text).unicodeScalars {
            units += UTF16.width(scalar)
            if units > 31 { break }
            name.append(#"[]:*?/\"#.unicodeScalars.contains(scalar) ? " " : scalar)
        }
        let isAtEdge: (Unicode.Scalar) -> Bool = { $0 == "'" || $0 == " " }
        while let last = name.last, isAtEdge(last) { name.removeLast() }
        let trimmed = String(String.UnicodeScalarView(name.drop(while: isAtEdge)))
        // Spreadsheets keep "History" for themselves.
        return trimmed.isEmpty || trimmed.lowercased() == "history" ? "Sheet1" : trimmed
    }

    /// The length of the longest line, as far as it matters for a column.
    static func width(_ text: String) -> Int {
        var longest = 0
        var current = 0
        for scalar in text.unicodeScalars where longest < widest {
            current = scalar == "\n" ? 0 : current + 1
            longest = max(longest, current)
        }
        return longest
    }

    private static func withLineFeeds(_ scalars: String.UnicodeScalarView) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var isAfterReturn = false
        for scalar in scalars {
            if !(scalar == "\n" && isAfterReturn) { result.append(scalar == "\r" ? "\n" : scalar) }
            isAfterReturn = scalar == "\r"
        }
        return result
    }

    /// XML 1.0, section 2.2: no U+FFFE and U+FFFF; U+0000 would end the text in C.
    private static func representable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0, 0xFFFE, 0xFFFF: "\u{FFFD}"
        default: scalar
        }
    }

    /// The text that a cell's `_x000D_` and the like stand for.
    static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        let bytes = Array(text.utf8)
        var units: [UInt16] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            if looksEscaped(rest), let unit = UInt16(String(decoding: rest.dropFirst(2).prefix(4), as: UTF8.self), radix: 16),
                unit != 0
            {
                units.append(unit)
                rest = rest.dropFirst(7)
            } else {
                let plain = rest.prefix(1) + rest.dropFirst().prefix { $0 != UInt8(ascii: "_") }
                units.append(contentsOf: String(decoding: plain, as: UTF8.self).utf16)
                rest = rest.dropFirst(plain.count)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func escaped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (place, byte) in bytes.enumerated() {
            result.append(byte)
            if looksEscaped(bytes[place...]) { result.append(contentsOf: "x005F_".utf8) }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Whether the bytes begin with `_xHHHH_`.
    private static func looksEscaped(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= 7, bytes.starts(with: "_x".utf8), bytes[bytes.startIndex + 6] == UInt8(ascii: "_") else {
            return false
        }
        return bytes.dropFirst(2).prefix(4).allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
}
