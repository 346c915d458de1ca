// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Accounts

@Suite struct `Keys of passkeys` {
    func refusal(_ fields: [CBORKey: CBORValue]) -> PasskeyRefusal? {
        do {
            _ = try PasskeyKey(cose: CBORValue.map(fields).written)
            return nil
        } catch { return error }
    }

    func fields(_ vector: PasskeyVector, _ changes: [Int: CBORValue?]) -> [CBORKey: CBORValue] {
        guard case .map(var fields)? = try? CBORReader.value(of: bytes(vector.publicKey)) else { return [:] }
        for (key, value) in changes { fields[.integer(key)] = value }
        return fields
    }

    static let wrong: [(PasskeyVector, [Int: CBORValue?])] = [
        (.backedUp, [1: nil]), (.backedUp, [1: 1]), (.backedUp, [3: nil]), (.backedUp, [3: .text("ES256")]),
        (.backedUp, [-1: nil]), (.backedUp, [-1: 2]), (.backedUp, [-2: nil]), (.backedUp, [-3: nil]),
        (.backedUp, [-3: .bool(true)]), (.backedUp, [-2: .bytes([])]), (.backedUp, [-3: .bytes(Array(repeating: 1, count: 32))]),
        (.backedUp, [-2: .bytes(Array(repeating: 0, count: 32)), -3: .bytes(Array(repeating: 0, count: 32))]),
        (.backedUp, [-2: .bytes(Array(repeating: 255, count: 32))]), (.backedUp, [-2: .bytes(Array(repeating: 1, count: 33))]),
        (.backedUp, [2: .bytes([1])]), (.backedUp, [4: [2]]), (.backedUp, [3: -8]), (.backedUp, [3: -257]),
        (.onKey, [1: nil]), (.onKey, [1: 2]), (.onKey, [-1: 1]), (.onKey, [-1: nil]), (.onKey, [-2: nil]),
        (.onKey, [-2: .bytes(Array(repeating: 1, count: 31))]), (.onKey, [-2: .bytes(Array(repeating: 1, count: 33))]),
        (.onKey, [-3: .bytes([])]), (.onKey, [-2: .text("")]),
        (.onComputer, [1: nil]), (.onComputer, [1: 2]), (.onComputer, [-1: nil]), (.onComputer, [-2: nil]),
        (.onComputer, [-3: 0]),
        (.onComputer, [-1: .bytes([])]), (.onComputer, [-1: .bytes([0] + Array(repeating: 255, count: 256))]),
        (.onComputer, [-2: .bytes([0, 1, 0, 1])]),
    ]

    @Test(arguments: wrong) func `what is no key is refused`(vector: PasskeyVector, changes: [Int: CBORValue?]) {
        #expect(refusal(fields(vector, [:])) == nil)
        #expect(refusal(fields(vector, changes)) == .unreadable(.publicKey))
    }

    @Test(arguments: ["", "f6", "80", "a0", "a10326", "a5010203262001"]) func `what is no map is no key`(hex: String) {
        #expect(throws: PasskeyRefusal.unreadable(.publicKey)) { _ = try PasskeyKey(cose: bytes(hex)) }
    }

    /// An odd number of that many bits.
    static func modulus(bits: Int) -> [UInt8] {
        var modulus = [UInt8](repeating: 0xFF, count: (bits + 7) / 8)
        modulus[0] = UInt8(0xFF >> ((8 - bits % 8) % 8))
        return modulus
    }

    @Test(arguments: [
        (1_024, false), (2_047, false), (2_048, true), (3_072, true), (4_096, true), (4_097, false), (16_384, false),
    ])
    func `RSA has 2,048 to 4,096 bits`(bits: Int, isTaken: Bool) {
        #expect(refusal(fields(.onComputer, [-1: .bytes(Self.modulus(bits: bits))])) == (isTaken ? nil : .weakKey))
    }

    @Test func `the modulus is odd`() {
        #expect(refusal(fields(.onComputer, [-1: .bytes(Self.modulus(bits: 2_048).dropLast() + [0xFE])])) == .weakKey)
    }

    @Test(arguments: [
        ("", false), ("01", false), ("03", false), ("ffff", false), ("010000", false), ("010001", true), ("010002", false),
        ("ffffffff", true), ("0100000001", false), ("01000000000000000000000001", false), ("010000000000010001", false),
    ])
    func `the exponent is odd and from 65,537 to 32 bits`(hex: String, isTaken: Bool) {
        #expect(refusal(fields(.onComputer, [-2: .bytes(bytes(hex))])) == (isTaken ? nil : .weakKey))
    }

    @Test(arguments: [PasskeyVector.backedUp, .onKey, .onComputer])
    func `any bytes are no signature`(vector: PasskeyVector) throws {
        let key = try PasskeyKey(cose: bytes(vector.publicKey))
        for count in [0, 1, 63, 64, 65, 70, 72, 255, 256, 257, 4_000] {
            #expect(!key.isValid(signature: [UInt8](repeating: 0x30, count: count), of: [1, 2, 3]))
        }
    }
}
