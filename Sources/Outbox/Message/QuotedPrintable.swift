// SPDX-License-Identifier: EUPL-1.2

/// Text in lines of ASCII (RFC 2045, section 6.7), safe on every way: no line starts with "From " or a dot.
enum QuotedPrintable {
    /// Returns the text with CRLF after each of its lines, whatever ended them. Controls but the tab are left out.
    static func encoded(_ text: String) -> [UInt8] {
        var writer = Writer()
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 10 where previous == 13: break
            case 10, 13: writer.endLine()
            case 9, 32...126: writer.add(byte)
            case 0..<32, 127: break
            default: writer.add(byte)
            }
            previous = byte
        }
        if !writer.isAtStart { writer.endLine() }
        return writer.bytes
    }

    static func escape(_ byte: UInt8) -> [UInt8] { [UInt8(ascii: "="), digit(byte >> 4), digit(byte & 15)] }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 55 + value }

    /// Returns the bytes that were encoded; what is no escape stays as it is.
    static func decoded(_ text: some Sequence<UInt8>) -> [UInt8] {
        let text = Array(text)
        var bytes: [UInt8] = [], index = 0
        while index < text.count {
            let rest = text[(index + 1)...].prefix(2)
            if text[index] != UInt8(ascii: "=") {
                bytes.append(text[index])
                index += 1
            } else if rest.first == 10 || rest.elementsEqual([13, 10]) {
                index += rest.first == 10 ? 2 : 3
            } else if rest.count == 2, let byte = UInt8(String(decoding: rest, as: UTF8.self), radix: 16), rest.first != 43 {
                bytes.append(byte)
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return bytes
    }

    private struct Writer {
        /// Section 6.7 (5), with the sign of a soft break.
        private static let longestLine = 76

        var bytes: [UInt8] = []
        private var lineStart = 0
        private var isAfterSoftBreak = false

        var isAtStart: Bool { bytes.count == lineStart && !isAfterSoftBreak }

        mutating func add(_ byte: UInt8) {
            let isBare = byte == 9 || (32..<127).contains(byte) && byte != UInt8(ascii: "=")
            let piece = isBare ? [byte] : QuotedPrintable.escape(byte)
            if bytes.count - lineStart + piece.count > Self.longestLine - 1 { breakSoftly() }
            // A dot alone ends a mail on its way, "From " parts mails in a file.
            if byte == UInt8(ascii: "."), bytes.count == lineStart {
                bytes += QuotedPrintable.escape(byte)
            } else if byte == UInt8(ascii: " "), bytes[lineStart...].elementsEqual("From".utf8) {
                bytes.replaceSubrange(lineStart...lineStart, with: QuotedPrintable.escape(bytes[lineStart]))
                bytes.append(byte)
            } else {
                bytes += piece
            }
        }

        mutating func endLine() {
            // Spaces at the end of a line get lost (section 6.7 (3)).
            if let last = bytes.last, bytes.count > lineStart, last == 32 || last == 9 {
                bytes.removeLast()
                if bytes.count - lineStart + 3 > Self.longestLine { breakSoftly() }
                bytes += QuotedPrintable.escape(last)
            }
            bytes += [13, 10]
            (lineStart, isAfterSoftBreak) = (bytes.count, false)
        }

        private mutating func breakSoftly() {
            bytes += [UInt8(ascii: "="), 13, 10]
            (lineStart, isAfterSoftBreak) = (bytes.count, true)
        }
    }
}
