// SPDX-License-Identifier: EUPL-1.2

/// Reads values from bytes that a stranger sent. RFC 8949; what CTAP 2.1, section 8 forbids is refused.
///
/// Numbers longer than needed and keys in another order are read, since browsers have written both.
struct CBORReader {
    /// CTAP 2.1 allows four levels in messages; a compound attestation has some more.
    static let greatestDepth = 8
    static let mostItems = 4_000

    private let bytes: [UInt8]
    private var items = 0
    /// Where the next value begins.
    private(set) var position: Int

    init(_ bytes: [UInt8], from position: Int = 0) {
        (self.bytes, self.position) = (bytes, min(max(position, 0), bytes.count))
    }

    /// Returns the one value that fills the bytes from the first to the last.
    static func value(of bytes: [UInt8]) throws(CBORRefusal) -> CBORValue {
        var reader = CBORReader(bytes)
        let value = try reader.value()
        guard reader.position == bytes.count else { throw .bytesAfterEnd }
        return value
    }

    /// Returns the next value.
    mutating func value() throws(CBORRefusal) -> CBORValue { try value(depth: 0) }

    private var left: Int { bytes.count - position }

    private mutating func value(depth: Int) throws(CBORRefusal) -> CBORValue {
        items += 1
        guard items <= Self.mostItems else { throw .tooManyItems }
        guard left > 0 else { throw .endsEarly }
        let head = bytes[position]
        position += 1
        let (kind, info) = (head >> 5, head & 31)
        if kind == 7 { return try simpleValue(info) }
        let argument = try argument(info)
        switch kind {
        case 0: return .integer(argument)
        case 1: return .integer(-1 - argument)
        case 2: return .bytes(Array(try take(argument)))
        case 3: return .text(try text(argument))
        case 4: return .array(try array(argument, depth: depth + 1))
        case 5: return .map(try map(argument, depth: depth + 1))
        default: throw .tag
        }
    }

    /// Section 3: the number that every head carries.
    private mutating func argument(_ info: UInt8) throws(CBORRefusal) -> Int {
        switch info {
        case 0...23: return Int(info)
        case 24...27:
            let number = try take(1 << Int(info - 24)).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard let argument = Int(exactly: number) else { throw .numberTooLarge }
            return argument
        case 31: throw .indefiniteLength
        default: throw .reserved
        }
    }

    /// Section 3.3.
    private mutating func simpleValue(_ info: UInt8) throws(CBORRefusal) -> CBORValue {
        switch info {
        case 20: return .bool(false)
        case 21: return .bool(true)
        case 22: return .null
        case 25...27:
            _ = try take(1 << Int(info - 24))
            return .float
        case 28...30: throw .reserved
        case 31: throw .indefiniteLength
        default: throw .unknownSimpleValue
        }
    }

    private mutating func text(_ count: Int) throws(CBORRefusal) -> String {
        guard let text = String(validating: try take(count), as: UTF8.self) else { throw .notText }
        return text
    }

    private mutating func array(_ count: Int, depth: Int) throws(CBORRefusal) -> [CBORValue] {
        guard depth <= Self.greatestDepth else { throw .tooDeep }
        guard count <= left else { throw .endsEarly }
        var values: [CBORValue] = []
        for _ in 0..<count { values.append(try value(depth: depth)) }
        return values
    }

    private mutating func map(_ count: Int, depth: Int) throws(CBORRefusal) -> [CBORKey: CBORValue] {
        guard depth <= Self.greatestDepth else { throw .tooDeep }
        guard count <= left / 2 else { throw .endsEarly }
        var values: [CBORKey: CBORValue] = [:]
        for _ in 0..<count {
            let key = try key(depth: depth)
            guard values.updateValue(try value(depth: depth), forKey: key) == nil else { throw .keyTwice }
        }
        return values
    }

    private mutating func key(depth: Int) throws(CBORRefusal) -> CBORKey {
        switch try value(depth: depth) {
        case .integer(let number): .integer(number)
        case .text(let text): .text(text)
        default: throw .keyOfOtherKind
        }
    }

    private mutating func take(_ count: Int) throws(CBORRefusal) -> ArraySlice<UInt8> {
        guard count <= left else { throw .endsEarly }
        defer { position += count }
        return bytes[position..<position + count]
    }
}
