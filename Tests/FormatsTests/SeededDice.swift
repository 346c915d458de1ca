// SPDX-License-Identifier: EUPL-1.2

/// Numbers that are the same in every run. Sebastiano Vigna, SplitMix64.
struct SeededDice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

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
