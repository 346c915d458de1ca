// SPDX-License-Identifier: EUPL-1.2
import CPQ

/// The parameters of one statement as libpq takes them: text, each ended by NUL, of the type the server infers.
struct PostgreSQLParameters {
    private var bytes: [UInt8] = []
    /// Where each begins; nil stands for NULL.
    private var starts: [Int?] = []

    static let none = PostgreSQLParameters()

    private init() {}

    init(_ values: [SQLValue]) throws(DatabaseFault) {
        starts.reserveCapacity(values.count)
        for value in values { try append(value) }
    }

    private mutating func append(_ value: SQLValue) throws(DatabaseFault) {
        if case .null = value { return starts.append(nil) }
        starts.append(bytes.count)
        switch value {
        case .null: break
        case .integer(let number): bytes += String(number).utf8
        case .real(let number): bytes += number.description.utf8
        case .bool(let truth): bytes.append(UInt8(ascii: truth ? "t" : "f"))
        case .bytes(let content): PostgreSQLHex.append(content, to: &bytes)
        case .text(let text):
            guard !text.utf8.contains(0) else { throw .other("PostgreSQL cannot hold the sign U+0000 in a text") }
            bytes += text.utf8
        }
        bytes.append(0)
    }

    /// Calls `body` with how many there are, and a pointer to each.
    func withPointers<T>(_ body: (Int32, [UnsafePointer<CChar>?]) -> T) -> T {
        bytes.withUnsafeBytes { all in
            let first = all.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(Int32(starts.count), starts.map { start in start.flatMap { first?.advanced(by: $0) } })
        }
    }
}

/// Bytes as PostgreSQL writes them: `\x0fa0`.
enum PostgreSQLHex {
    static func append(_ content: [UInt8], to text: inout [UInt8]) {
        text.reserveCapacity(text.count + content.count * 2 + 3)
        text += "\\x".utf8
        for byte in content {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    static func bytes(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        guard text.count >= 2 else { return [] }
        return stride(from: 2, to: text.count - 1, by: 2).map { value(text[$0]) << 4 | value(text[$0 + 1]) }
    }

    private static let digits = Array("0123456789abcdef".utf8)
    private static func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 87 }
}

/// The types of PostgreSQL (`pg_type.oid`) that are read as something else than text.
enum PostgreSQLType: Oid {
    case bool = 16, bytes = 17, int8 = 20, int2 = 21, int4 = 23, float4 = 700, float8 = 701, numeric = 1700

    /// What the text of a column of this type holds.
    static func value(_ text: UnsafeBufferPointer<UInt8>, of type: PostgreSQLType?) -> SQLValue {
        switch type {
        case .bool: .bool(text.first == UInt8(ascii: "t"))
        case .bytes: .bytes(PostgreSQLHex.bytes(text))
        case .int8, .int2, .int4: .integer(integer(text))
        case .float4, .float8, .numeric: .real(Double(String(decoding: text, as: UTF8.self)) ?? .nan)
        case nil: .text(String(decoding: text, as: UTF8.self))
        }
    }

    private static func integer(_ text: UnsafeBufferPointer<UInt8>) -> Int64 {
        let isNegative = text.first == UInt8(ascii: "-")
        // Counted downwards, since the least number has no positive counterpart.
        let value = text.dropFirst(isNegative ? 1 : 0).reduce(Int64(0)) { $0 * 10 - Int64($1 - 48) }
        return isNegative ? value : -value
    }
}
