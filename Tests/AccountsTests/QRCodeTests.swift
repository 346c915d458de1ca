// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Accounts

@Suite struct `A text as a QR code` {
    @Test func `the corners look as everywhere`() throws {
        let code = try #require(QRCode("HEMICYCLE"))
        let finder = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"]
        func corner(_ rows: Range<Int>, _ columns: Range<Int>) -> [String] {
            code.modules[rows].map { String($0[columns].map { $0 ? "#" : " " as Character }) }
        }
        #expect(code.modules.count == 21 && code.modules.allSatisfy { $0.count == 21 })
        #expect([corner(0..<7, 0..<7), corner(0..<7, 14..<21), corner(14..<21, 0..<7)] == [finder, finder, finder])
    }

    @Test func `the path draws every dark module inside the quiet zone, and no other`() throws {
        let code = try #require(QRCode("otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        var drawn = code.modules.map { $0.map { _ in false } }
        for run in code.path.split(separator: "z") {
            let numbers = run.split { !$0.isNumber }.compactMap { Int($0) }
            #expect(run == "M\(numbers[0]) \(numbers[1])h\(numbers[2])v1h-\(numbers[2])")
            for column in numbers[0]..<numbers[0] + numbers[2] { drawn[numbers[1] - 4][column - 4] = true }
        }
        #expect(drawn == code.modules)
        #expect(code.side == code.modules.count + 8)
    }

    @Test func `the largest code holds 2,331 bytes`() {
        #expect(QRCode(String(repeating: "e", count: 2_331))?.modules.count == 177)
        #expect(QRCode(String(repeating: "e", count: 2_332)) == nil)
        #expect(QRCode(String(repeating: "é", count: 1_165))?.modules.count == 177)
        #expect(QRCode(String(repeating: "é", count: 1_166)) == nil)
        #expect(QRCode("") == nil)
    }

    @Test func `a text is read to its end`() {
        #expect(QRCode("a\u{0}b") != QRCode("a"))
    }
}
