// SPDX-License-Identifier: EUPL-1.2

/// A JSON value that is written as it stands, members in their order. RFC 8259.
///
/// Foundation's encoder took 1.2 ms for 33 KB, which is much of what a whole page takes.
/// Every `<` is escaped, so the text can stand in a script element. HTML, section 4.12.1.3.
package enum JSONText: Sendable {
    case object([(name: String, value: JSONText)])
    case array([JSONText])
    case text(String)
    case integer(Int)
    /// JSON has no infinities: they, and what is not a number, are written as null.
    case decimal(Double)
    case bool(Bool)
    case null

    /// The value in UTF-8.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .object(let members): Self.write(members, to: &bytes)
        case .array(let values): Self.write(values, to: &bytes)
        case .text(let text): Self.write(text, to: &bytes)
        case .integer(let number): bytes.append(contentsOf: number.description.utf8)
        case .decimal(let number): bytes.append(contentsOf: (number.isFinite ? number.description : "null").utf8)
        case .bool(let truth): bytes.append(contentsOf: (truth ? "true" : "false").utf8)
        case .null: bytes.append(contentsOf: "null".utf8)
        }
    }

    private static func write(_ members: [(name: String, value: JSONText)], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (place, member) in members.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(member.name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            member.value.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func write(_ values: [JSONText], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (place, value) in values.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            value.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { text in
            var start = 0
            for (place, byte) in text.enumerated() where isEscaped(byte) {
                bytes.append(contentsOf: text[start..<place])
                writeEscaped(byte, to: &bytes)
                start = place + 1
            }
            bytes.append(contentsOf: text[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "<")
    }

    private static func writeEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
        let short: UInt8? =
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
            case 0x08: UInt8(ascii: "b")
            case 0x09: UInt8(ascii: "t")
            case 0x0A: UInt8(ascii: "n")
            case 0x0C: UInt8(ascii: "f")
            case 0x0D: UInt8(ascii: "r")
            default: nil
            }
        bytes.append(UInt8(ascii: "\\"))
        if let short { return bytes.append(short) }
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    }
}
