// SPDX-License-Identifier: EUPL-1.2
import TestKit

extension SeededDice {
    /// A short text of letters, of the signs that shape a CSV file or start a formula, and of whole Unicode.
    mutating func text() -> String {
        let signs = Array("''''==++--@@\"\"\",,;\t\r\n .0123456789aé🚋\u{FEFF}\u{1}".unicodeScalars)
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...6, using: &self) {
            let any = Unicode.Scalar(UInt32.random(in: 1...0x10FFFF, using: &self))
            let isCommon = Int.random(in: 0..<8, using: &self) > 0
            scalars.append(isCommon ? signs[Int.random(in: 0..<signs.count, using: &self)] : any ?? "x")
        }
        return String(scalars)
    }
}
