// SPDX-License-Identifier: EUPL-1.2

@testable import Accounts

extension CBORValue {
    /// The value in the form of CTAP 2.1, section 8: shortest numbers, keys in their order.
    var written: [UInt8] {
        switch self {
        case .integer(let number):
            number < 0 ? Self.head(1, UInt64(-1 - number)) : Self.head(0, UInt64(number))
        case .bytes(let bytes): Self.head(2, UInt64(bytes.count)) + bytes
        case .text(let text): Self.head(3, UInt64(text.utf8.count)) + Array(text.utf8)
        case .array(let values): Self.head(4, UInt64(values.count)) + values.flatMap(\.written)
        case .map(let fields):
            Self.head(5, UInt64(fields.count))
                + fields.map { (key: $0.key.written, value: $0.value.written) }
                .sorted { ($0.key.count, $0.key[0]) < ($1.key.count, $1.key[0]) }
                .flatMap { $0.key + $0.value }
        case .bool(let truth): [truth ? 0xF5 : 0xF4]
        case .null: [0xF6]
        case .float: [0xF9, 0x3C, 0x00]
        }
    }

    private static func head(_ kind: UInt8, _ number: UInt64) -> [UInt8] {
        let bytes = withUnsafeBytes(of: number.bigEndian) { Array($0) }
        return switch number {
        case 0..<24: [kind << 5 | UInt8(number)]
        case 24..<0x100: [kind << 5 | 24] + bytes[7...]
        case 0x100..<0x1_0000: [kind << 5 | 25] + bytes[6...]
        case 0x1_0000..<0x1_0000_0000: [kind << 5 | 26] + bytes[4...]
        default: [kind << 5 | 27] + bytes
        }
    }
}

extension CBORKey {
    fileprivate var written: [UInt8] {
        switch self {
        case .integer(let number): CBORValue.integer(number).written
        case .text(let text): CBORValue.text(text).written
        }
    }
}

/// Bytes written as pairs of hexadecimal digits.
func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }.map(UInt8.init)
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}
