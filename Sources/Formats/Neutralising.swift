// SPDX-License-Identifier: EUPL-1.2

/// The apostrophe that keeps a spreadsheet from computing a cell that somebody else filled in.
///
/// OWASP, "CSV Injection": a cell that begins with one of ten signs may be run as a formula. The rule must be undone exactly:
/// - Written: a value of any number of apostrophes, none included, and then such a sign gets one apostrophe more in front.
///   Plain decimal numbers (`-12.5`, `+3`) stay as they are.
/// - Read: of one or more apostrophes and then such a sign, the first apostrophe goes.
///   Nothing else changes: `'s-Hertogenbosch` stays.
enum Neutralising {
    private static let apostrophe = UInt8(ascii: "'")

    /// Whether the value gets an apostrophe when it is written.
    static func isNeeded(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let apostrophes = value.prefix { $0 == apostrophe }.count
        return isSign(value, at: apostrophes) && !(apostrophes == 0 && isPlainDecimal(value))
    }

    /// Whether the cell begins with an apostrophe that was put there.
    static func isMarked(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard cell.first == apostrophe else { return false }
        return isSign(cell, at: cell.prefix { $0 == apostrophe }.count)
    }

    private static func isSign(_ bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        guard place < bytes.count else { return false }
        return switch bytes[place] {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
        case CSVSign.tab, CSVSign.carriageReturn: true
        default: wideSigns.contains { bytes[place...].starts(with: $0.utf8) }
        }
    }

    /// The four signs in full width, which spreadsheets in East Asian languages read as the others.
    private static let wideSigns = ["\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"]

    /// A sign or none, digits, and perhaps a point and digits.
    private static func isPlainDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let hasSign = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
        let parts = bytes.dropFirst(hasSign ? 1 : 0)
            .split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }
    }
}
