// SPDX-License-Identifier: EUPL-1.2

/// Reads JSON, RFC 8259, strictly: no comments, no second member of a name, no text that is not UTF-8, and not too deep.
struct JSONParser {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    /// Deep enough for a proof of many branches, and shallow enough for the stack of any thread.
    static let mostDeep = 400
    /// Numbers that are no longer fit into 64 bits.
    private static let mostSafeDigits = 18
    /// A larger file than the draw's limits allow anyone to need.
    static let mostBytes = 128 << 20

    static func parse(_ bytes: [UInt8]) throws(DrawRefusal) -> JSON {
        guard bytes.count <= mostBytes else { throw DrawRefusal("$", .tooMany(most: mostBytes)) }
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.place == bytes.count else { throw parser.refusal }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var refusal: DrawRefusal { DrawRefusal("$", .notJSON(byte: place)) }
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == 32 || byte == 10 || byte == 13 || byte == 9 { place += 1 }
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        skipSpace()
        guard next == UInt8(ascii: byte) else { return false }
        place += 1
        return true
    }

    private mutating func value() throws(DrawRefusal) -> JSON {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try nested { parser throws(DrawRefusal) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(DrawRefusal) in try parser.list() }
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(_ read: (inout JSONParser) throws(DrawRefusal) -> JSON) throws(DrawRefusal) -> JSON {
        guard depth < Self.mostDeep else { throw refusal }
        depth += 1
        place += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(DrawRefusal) -> JSON {
        let end = place + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ $0.elementsEqual(bytes[place..<end]) }) else { throw refusal }
        place = end
        return value
    }

    private mutating func list() throws(DrawRefusal) -> JSON {
        var items: [JSON] = []
        if take("]") { return .list(items) }
        repeat { items.append(try value()) } while take(",")
        guard take("]") else { throw refusal }
        return .list(items)
    }

    private mutating func object() throws(DrawRefusal) -> JSON {
        var members: [JSON.Member] = []
        if take("}") { return .object(members) }
        repeat {
            skipSpace()
            let name = try text()
            guard take(":") else { throw refusal }
            members.append(JSON.Member(name: name, value: try value()))
        } while take(",")
        guard take("}"), !Self.hasTwice(members) else { throw refusal }
        return .object(members)
    }

    /// Whether two members have one name, by its bytes. Most objects have few members: a set would take longer.
    private static func hasTwice(_ members: [JSON.Member]) -> Bool {
        guard members.count <= 16 else { return Set(members.map { Bytes($0.name) }).count < members.count }
        return members.indices.contains { index in
            let name = members[index].name.utf8
            return members[..<index].contains { $0.name.utf8.count == name.count && $0.name.utf8.elementsEqual(name) }
        }
    }

    private mutating func number() throws(DrawRefusal) -> JSON {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let isZero = next == UInt8(ascii: "0"), first = place, isNegative = first > start
        let digits = skipDigits()
        guard digits > 0, !isZero || digits == 1 else { throw refusal }
        var isInteger = true
        if next == UInt8(ascii: ".") {
            isInteger = false
            place += 1
            guard skipDigits() > 0 else { throw refusal }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            isInteger = false
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard skipDigits() > 0 else { throw refusal }
        }
        if isInteger, digits <= Self.mostSafeDigits {
            let value = bytes[first..<place].reduce(0) { $0 * 10 + Int($1 - 48) }
            return .number(isNegative ? -value : value)
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        return isInteger ? Int(text).map { .number($0) } ?? .otherNumber(text) : .otherNumber(text)
    }

    private mutating func skipDigits() -> Int {
        let start = place
        while let byte = next, byte >= 48, byte <= 57 { place += 1 }
        return place - start
    }

    private mutating func text() throws(DrawRefusal) -> String {
        guard next == UInt8(ascii: "\"") else { throw refusal }
        place += 1
        let start = place
        while let byte = next, byte >= 32, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { place += 1 }
        if next == UInt8(ascii: "\""), let text = String(validating: bytes[start..<place], as: UTF8.self) {
            place += 1
            return text
        }
        var read = Array(bytes[start..<place])
        while let byte = next, byte != UInt8(ascii: "\"") {
            guard byte >= 32 else { throw refusal }
            place += 1
            if byte == UInt8(ascii: "\\") { try escape(to: &read) } else { read.append(byte) }
        }
        guard next != nil, let text = String(validating: read, as: UTF8.self) else { throw refusal }
        place += 1
        return text
    }

    private mutating func escape(to read: inout [UInt8]) throws(DrawRefusal) {
        guard let byte = next else { throw refusal }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): read.append(byte)
        case UInt8(ascii: "b"): read.append(8)
        case UInt8(ascii: "f"): read.append(12)
        case UInt8(ascii: "n"): read.append(10)
        case UInt8(ascii: "r"): read.append(13)
        case UInt8(ascii: "t"): read.append(9)
        case UInt8(ascii: "u"): read += String(Character(try scalar())).utf8
        default: throw refusal
        }
    }

    private mutating func scalar() throws(DrawRefusal) -> Unicode.Scalar {
        var code = try fourDigits()
        if (0xD800..<0xDC00).contains(code), place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] == UInt8(ascii: "u")
        {
            place += 2
            let low = try fourDigits()
            guard (0xDC00..<0xE000).contains(low) else { throw refusal }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw refusal }
        return scalar
    }

    private mutating func fourDigits() throws(DrawRefusal) -> UInt32 {
        guard place + 4 <= bytes.count else { throw refusal }
        var code: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw refusal }
            code = code << 4 | UInt32(digit)
        }
        place += 4
        return code
    }
}
