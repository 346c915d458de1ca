// SPDX-License-Identifier: EUPL-1.2
import Foundation
import Testing

@testable import Accounts

@Suite struct `Codes from a telephone` {
    let codes = TOTP(secret: Array("12345678901234567890".utf8))

    /// RFC 6238, appendix B, of whose eight digits the last six are these.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ])
    func `codes are those of the RFC`(seconds: Int, code: String) {
        let time = Date(timeIntervalSince1970: Double(seconds))
        #expect(codes.accepts(code, at: time, lastStep: nil) == seconds / 30)
    }

    /// RFC 4226, appendix D.
    @Test func `codes of the first steps are those of the RFC`() {
        let expected = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
        #expect((0..<10).map(codes.code) == expected)
    }

    @Test(arguments: [(-31, false), (-30, true), (-1, true), (0, true), (29, true), (30, true), (59, true), (60, false)])
    func `a code is good for its step, the one before and the one after`(seconds: Int, isGood: Bool) {
        let step = 37_037_037
        let time = Date(timeIntervalSince1970: Double(step * 30 + seconds))
        #expect(codes.accepts("050471", at: time, lastStep: nil) == (isGood ? step : nil))
    }

    @Test func `a code is good once, and none before it afterwards`() {
        let time = Date(timeIntervalSince1970: 300)
        let (before, present, after) = (codes.code(of: 9), codes.code(of: 10), codes.code(of: 11))
        #expect([before, present, after].map { codes.accepts($0, at: time, lastStep: nil) } == [9, 10, 11])
        #expect([before, present, after].map { codes.accepts($0, at: time, lastStep: 9) } == [nil, 10, 11])
        #expect([before, present, after].map { codes.accepts($0, at: time, lastStep: 10) } == [nil, nil, 11])
        #expect([before, present, after].map { codes.accepts($0, at: time, lastStep: 11) } == [nil, nil, nil])
    }

    @Test(arguments: ["", "2870", "28708", "2870820", "287083", "28708a", "２８７０８２", "287 08", "-87082", "+87082", "287082\n"])
    func `what is not the code is refused`(code: String) {
        #expect(codes.accepts(code, at: Date(timeIntervalSince1970: 59), lastStep: nil) == nil)
    }

    @Test func `spaces do no harm`() {
        #expect(codes.accepts(" 287 082 ", at: Date(timeIntervalSince1970: 59), lastStep: nil) == 1)
    }

    @Test(arguments: [-1, -1e300, .infinity, -.infinity, .nan, 1e300, 9e15])
    func `no code is good at a time that no clock shows`(seconds: Double) {
        #expect(codes.accepts("287082", at: Date(timeIntervalSince1970: seconds), lastStep: nil) == nil)
    }

    @Test func `the first step has none before it`() {
        #expect(codes.accepts("755224", at: Date(timeIntervalSince1970: 0), lastStep: nil) == 0)
    }

    @Test func `a generator reads the secret, the names and the form`() {
        #expect(codes.typedSecret == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
        #expect(
            codes.address(issuer: "Sécurité: Démocratie & Villes", account: "zoé+a@example.org")
                == "otpauth://totp/S%C3%A9curit%C3%A9%20D%C3%A9mocratie%20%26%20Villes:zo%C3%A9%2Ba%40example.org"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=S%C3%A9curit%C3%A9%20D%C3%A9mocratie%20%26%20Villes"
                + "&algorithm=SHA1&digits=6&period=30")
    }
}
