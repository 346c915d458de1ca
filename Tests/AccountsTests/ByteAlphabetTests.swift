// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Accounts

@Suite struct `Bytes written in signs` {
    /// RFC 4648, section 10, without the padding.
    static let base32 = [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ]
    static let base64 = [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
    ]

    @Test(arguments: base32) func `base 32 is that of the RFC`(bytes: String, text: String) {
        #expect(ByteAlphabet.base32.text(of: bytes.utf8) == text)
        #expect(ByteAlphabet.base32.bytes(of: text) == Array(bytes.utf8))
    }

    @Test(arguments: base64) func `base 64 is that of the RFC`(bytes: String, text: String) {
        #expect(ByteAlphabet.base64URL.text(of: bytes.utf8) == text)
        #expect(ByteAlphabet.base64URL.bytes(of: text) == Array(bytes.utf8))
    }

    @Test func `the two last signs of base 64 are those that need no escape`() {
        #expect(ByteAlphabet.base64URL.text(of: [0xFB, 0xFF]) == "-_8")
        #expect(ByteAlphabet.base64URL.bytes(of: "-_8") == [0xFB, 0xFF])
    }

    @Test(arguments: ["A", "AAA", "AAAAAA", "MZ", "MZXW7", "my", "M1", "MY======", "M Y", "ＭＹ"])
    func `what base 32 does not write is not read`(text: String) {
        #expect(ByteAlphabet.base32.bytes(of: text) == nil)
    }

    @Test(arguments: ["A", "AAAAA", "Zh", "Zm9", "Zg==", "+_8", "-/8", "Z g", "Zm9v\n", "\u{212A}g"])
    func `what base 64 does not write is not read`(text: String) {
        #expect(ByteAlphabet.base64URL.bytes(of: text) == nil)
    }

    @Test func `every byte comes back at every length`() {
        for count in 0...40 {
            let bytes = (0..<count).map { UInt8(($0 * 151 + count * 7) & 255) }
            #expect(ByteAlphabet.base32.bytes(of: ByteAlphabet.base32.text(of: bytes)) == bytes)
            #expect(ByteAlphabet.base64URL.bytes(of: ByteAlphabet.base64URL.text(of: bytes)) == bytes)
        }
    }
}
