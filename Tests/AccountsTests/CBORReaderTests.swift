// SPDX-License-Identifier: EUPL-1.2
import TestKit
import Testing

@testable import Accounts

@Suite struct `Reading CBOR` {
    /// RFC 8949, appendix A.
    static let examples: [(String, CBORValue)] = [
        ("00", .integer(0)), ("17", .integer(23)), ("1818", .integer(24)), ("1903e8", .integer(1_000)),
        ("1a000f4240", .integer(1_000_000)), ("1b000000e8d4a51000", .integer(1_000_000_000_000)),
        ("20", .integer(-1)), ("3863", .integer(-100)), ("3903e7", .integer(-1_000)), ("3b7fffffffffffffff", .integer(.min)),
        ("f4", .bool(false)), ("f5", .bool(true)), ("f6", .null),
        ("f93c00", .float), ("fa47c35000", .float), ("fb3ff199999999999a", .float),
        ("40", .bytes([])), ("4401020304", .bytes([1, 2, 3, 4])), ("60", .text("")), ("62c3bc", .text("ü")),
        ("80", .array([])), ("8301820203820405", .array([1, [2, 3], [4, 5]])),
        ("a0", .map([:])), ("a201020304", .map([.integer(1): 2, .integer(3): 4])),
        ("a26161016162820203", .map([.text("a"): 1, .text("b"): [2, 3]])),
    ]

    @Test(arguments: examples) func `the examples of the RFC are read`(hex: String, value: CBORValue) throws {
        #expect(try CBORReader.value(of: bytes(hex)) == value)
    }

    @Test(arguments: [
        ("", CBORRefusal.endsEarly), ("18", .endsEarly), ("1b00000000000000", .endsEarly), ("4401", .endsEarly),
        ("6261", .endsEarly),
        ("8201", .endsEarly), ("a1", .endsEarly), ("a101", .endsEarly), ("5b7fffffffffffffff", .endsEarly),
        ("9b7fffffffffffffff", .endsEarly), ("bb7fffffffffffffff", .endsEarly), ("f93c", .endsEarly),
        ("1b8000000000000000", .numberTooLarge), ("3bffffffffffffffff", .numberTooLarge), ("5bffffffffffffffff", .numberTooLarge),
        ("5f4100ff", .indefiniteLength), ("9fff", .indefiniteLength), ("bfff", .indefiniteLength), ("ff", .indefiniteLength),
        ("1c", .reserved), ("5d", .reserved), ("fe", .reserved),
        ("c11a514b67b0", .tag), ("d818", .tag), ("f7", .unknownSimpleValue), ("f0", .unknownSimpleValue),
        ("f8ff", .unknownSimpleValue),
        ("61ff", .notText), ("62c328", .notText), ("63eda080", .notText),
        ("a14000", .keyOfOtherKind), ("a1f500", .keyOfOtherKind), ("a18000", .keyOfOtherKind),
        ("a201000102", .keyTwice), ("a26161006161f5", .keyTwice), ("a20100180102", .keyTwice),
        ("0000", .bytesAfterEnd), ("a0f6", .bytesAfterEnd),
    ])
    func `what may not be there is refused`(hex: String, refusal: CBORRefusal) {
        #expect(throws: refusal) { try CBORReader.value(of: bytes(hex)) }
    }

    @Test func `eight levels are read, nine are not`() throws {
        let eight = [UInt8](repeating: 0x81, count: 7) + [0x80]
        #expect(try CBORReader.value(of: eight) == [[[[[[[[]]]]]]]])
        #expect(throws: CBORRefusal.tooDeep) { try CBORReader.value(of: [0x81] + eight) }
        #expect(throws: CBORRefusal.tooDeep) { try CBORReader.value(of: [UInt8](repeating: 0x81, count: 100_000)) }
        #expect(throws: CBORRefusal.tooDeep) { try CBORReader.value(of: [UInt8](repeating: 0xA1, count: 100_000)) }
    }

    @Test func `four thousand items are read, one more is not`() throws {
        func list(_ count: Int) -> [UInt8] { CBORValue.array(Array(repeating: 0, count: count)).written }
        #expect(try CBORReader.value(of: list(3_999)) == .array(Array(repeating: 0, count: 3_999)))
        #expect(throws: CBORRefusal.tooManyItems) { try CBORReader.value(of: list(4_000)) }
    }

    @Test func `values are read one after the other, from anywhere`() throws {
        var reader = CBORReader([0xFF, 0x01, 0x62, 0x68, 0x69], from: 1)
        #expect(try [reader.value(), reader.value()] == [1, .text("hi")])
        #expect(reader.position == 5)
        #expect(throws: CBORRefusal.endsEarly) { try reader.value() }
        var beyond = CBORReader([0x01], from: 7)
        #expect(throws: CBORRefusal.endsEarly) { try beyond.value() }
    }

    @Test func `any bytes are read or refused, and what was read is written the same`() throws {
        var dice = SeededDice(state: 8_949)
        for _ in 0..<20_000 {
            let any = (0..<Int.random(in: 0...24, using: &dice)).map { _ in UInt8.random(in: 0...255, using: &dice) }
            guard let value = try? CBORReader.value(of: any) else { continue }
            #expect(try CBORReader.value(of: value.written) == value, "\(any)")
        }
    }
}

extension CBORValue: ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(arrayLiteral elements: CBORValue...) { self = .array(elements) }
}
