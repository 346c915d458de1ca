// SPDX-License-Identifier: EUPL-1.2

/// Takes records one by one from the bytes of a CSV file. RFC 4180; a quotation mark inside an unquoted field stands for itself.
struct CSVReader {
    /// One record as it stands in the file.
    struct Record {
        let line: Int
        var values: [String] = []
        /// How many fields there are, kept or not.
        var count = 0
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let neutralised: Bool
    private var separator = CSVSign.comma
    private var at = 0
    private var line = 1

    /// Stands before the first record. The bytes must outlive the reader.
    init(_ bytes: UnsafeBufferPointer<UInt8>, neutralised: Bool) {
        self.bytes = bytes
        self.neutralised = neutralised
        if bytes.starts(with: CSVSign.byteOrderMark) { at = CSVSign.byteOrderMark.count }
        passBlankLines()
        separator = declaredSeparator() ?? separatorOfThisLine()
    }

    /// What a first line `sep=;` says, which Excel writes and reads; passes that line.
    private mutating func declaredSeparator() -> UInt8? {
        let sign = at + 4
        guard bytes[at...].starts(with: "sep=".utf8), sign < bytes.count else { return nil }
        at = sign + 1
        guard [CSVSign.comma, CSVSign.semicolon, CSVSign.tab].contains(bytes[sign]), lineEnd > 0 else {
            at = sign - 4
            return nil
        }
        passLineEnd()
        return bytes[sign]
    }

    /// Returns the next record with the first fields of it, or nil at the end.
    mutating func record(keeping most: Int) throws(TableRefusal) -> Record? {
        passBlankLines()
        guard at < bytes.count else { return nil }
        var record = Record(line: line)
        record.values.reserveCapacity(most)
        repeat {
            let value = try field(record.count + 1)
            if record.count < most { record.values.append(value) }
            record.count += 1
        } while passSeparator()
        passLineEnd()
        return record
    }

    private mutating func field(_ column: Int) throws(TableRefusal) -> String {
        at < bytes.count && bytes[at] == CSVSign.quote ? try quoted(column) : try plain(column)
    }

    private mutating func plain(_ column: Int) throws(TableRefusal) -> String {
        let start = at
        while at < bytes.count, bytes[at] != separator, bytes[at] != CSVSign.lineFeed { at += 1 }
        let endsRecord = at == bytes.count || bytes[at] == CSVSign.lineFeed
        let end = endsRecord && at > start && bytes[at - 1] == CSVSign.carriageReturn ? at - 1 : at
        guard let value = text(UnsafeBufferPointer(rebasing: bytes[start..<end])) else {
            throw .notUTF8(line: line, column: column)
        }
        return value
    }

    private mutating func quoted(_ column: Int) throws(TableRefusal) -> String {
        let opened = line
        at += 1
        let start = at
        let hasDoubledQuotes = passToClosingQuote()
        guard at < bytes.count else { throw .quoteNotClosed(line: opened, column: column) }
        let content = UnsafeBufferPointer(rebasing: bytes[start..<at])
        at += 1
        guard at == bytes.count || bytes[at] == separator || lineEnd > 0 else {
            throw .textAfterQuote(line: line, column: column)
        }
        let value = hasDoubledQuotes ? Self.undoubled(content).withUnsafeBufferPointer(text) : text(content)
        guard let value else { throw .notUTF8(line: opened, column: column) }
        return value
    }

    /// Returns whether doubled quotation marks were passed; ends at the end of the file when none closes.
    private mutating func passToClosingQuote() -> Bool {
        var hasDoubledQuotes = false
        while at < bytes.count {
            if bytes[at] == CSVSign.quote {
                guard at + 1 < bytes.count, bytes[at + 1] == CSVSign.quote else { break }
                hasDoubledQuotes = true
                at += 1
            } else if bytes[at] == CSVSign.lineFeed {
                line += 1
            }
            at += 1
        }
        return hasDoubledQuotes
    }

    private static func undoubled(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        var isSecond = false
        for byte in content {
            isSecond = byte == CSVSign.quote && !isSecond
            if !isSecond { result.append(byte) }
        }
        return result
    }

    /// Nil when the bytes are not UTF-8.
    private func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        // A database would cut a text off at a NUL, or refuse it.
        guard !bytes.contains(0) else { return nil }
        let isMarked = neutralised && Neutralising.isMarked(bytes)
        return String(validating: isMarked ? UnsafeBufferPointer(rebasing: bytes.dropFirst()) : bytes, as: UTF8.self)
    }

    private mutating func passSeparator() -> Bool {
        guard at < bytes.count, bytes[at] == separator else { return false }
        at += 1
        return true
    }

    private mutating func passBlankLines() {
        while lineEnd > 0 { passLineEnd() }
    }

    private mutating func passLineEnd() {
        at += lineEnd
        line += 1
    }

    /// How many bytes end the line here: none, LF, CRLF, or a CR that ends the file.
    private var lineEnd: Int {
        guard at < bytes.count else { return 0 }
        if bytes[at] == CSVSign.lineFeed { return 1 }
        guard bytes[at] == CSVSign.carriageReturn else { return 0 }
        if at + 1 == bytes.count { return 1 }
        return bytes[at + 1] == CSVSign.lineFeed ? 2 : 0
    }

    private func separatorOfThisLine() -> UInt8 {
        var isQuoted = false
        var found = CSVSign.comma
        for byte in bytes[at...] {
            if byte == CSVSign.quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == CSVSign.comma { return byte }
            if byte == CSVSign.semicolon { found = byte }
            if byte == CSVSign.lineFeed { break }
        }
        return found
    }
}

/// The bytes that shape a CSV file.
enum CSVSign {
    static let quote = UInt8(ascii: "\""), comma = UInt8(ascii: ","), semicolon = UInt8(ascii: ";")
    static let carriageReturn: UInt8 = 13, lineFeed: UInt8 = 10, tab: UInt8 = 9, space: UInt8 = 32
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
