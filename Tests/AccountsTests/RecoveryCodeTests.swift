// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Accounts

@Suite struct `Recovery codes` {
    let codes = RecoveryCode.codes(random: (0..<150).map { UInt8($0) })

    @Test func `every byte is a sign, in three groups of five`() {
        #expect(
            codes.map(\.text) == [
                "01234-56789-ABCDE", "FGHJK-MNPQR-STVWX", "YZ012-34567-89ABC", "DEFGH-JKMNP-QRSTV", "WXYZ0-12345-6789A",
                "BCDEF-GHJKM-NPQRS", "TVWXY-Z0123-45678", "9ABCD-EFGHJ-KMNPQ", "RSTVW-XYZ01-23456", "789AB-CDEFG-HJKMN",
            ])
    }

    @Test func `bytes above 31 give no sign more often than another`() {
        let signs = (0..<256).map { RecoveryCode.codes(random: [UInt8](repeating: UInt8($0), count: 150))[0].text.first }
        #expect(Dictionary(grouping: signs) { $0 }.mapValues(\.count).values.sorted() == Array(repeating: 8, count: 32))
    }

    @Test(arguments: [
        "01234-56789-ABCDE", "01234-56789-abcde", " 0123456789abcde\n", "O1234 56789 ABCDE", "oi234‐56789–abcde",
        "0L234567-89AB-CDE",
        "0l2 345 678 9ab cde",
    ])
    func `what people make of them when they type is read`(typed: String) {
        #expect(RecoveryCode(typed: typed) == codes[0])
        #expect(RecoveryCode(typed: typed)?.digest == codes[0].digest)
    }

    @Test(arguments: [
        "", "-", "01234-56789-ABCD", "01234-56789-ABCDEF", "01234-56789-ABCDU", "01234.56789.ABCDE", "０1234-56789-ABCDE",
        "01234-56789-ABCDÉ", "01234-56789-ABC\u{0}E", String(repeating: "0", count: 100_000),
    ])
    func `what is no code is refused`(typed: String) {
        #expect(RecoveryCode(typed: typed) == nil)
    }

    /// sha256sum of coreutils, of "0123456789ABCDE".
    @Test func `what is kept is the digest of the signs`() {
        #expect(codes[0].digest == bytes("fa6b86f30f55fc38d1e98443ab7b6184a2d67acc438329476bade54c634192e5"))
    }
}
