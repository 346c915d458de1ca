// SPDX-License-Identifier: EUPL-1.2
import Foundation

/// How much room a line of text takes in a drawing, estimated from above, since no browser is asked.
enum PlotText {
    /// The size of all text in drawings, as `.plot text` sets it.
    static let size = 14.0
    /// From the baseline to the top of the highest letter with an accent, and to the bottom of the lowest.
    static let ascent = 13.0, descent = 4.0
    /// From one baseline to the next.
    static let lineHeight = 17.0

    /// Returns a width that the text does not exceed in Inter of weight 400 to 650 at 14 px.
    static func width(_ text: String) -> Double {
        size * text.unicodeScalars.reduce(0.0) { sum, letter in sum + advance(of: letter) } / 1_000
    }

    private static func advance(of letter: Unicode.Scalar) -> Double {
        let value = Int(letter.value)
        return value < composed.count ? composed[value] : decomposed(letter)
    }

    /// A letter with accents is as wide as the letter.
    private static func decomposed(_ letter: Unicode.Scalar) -> Double {
        String(letter).decomposedStringWithCanonicalMapping.unicodeScalars.reduce(0.0) { $0 + advance($1) }
    }

    /// The letters of Europe, by their numbers: Latin, Greek, Cyrillic.
    private static let composed: [Double] = (0..<0x530).map { value in Unicode.Scalar(UInt32(value)).map(decomposed) ?? 0 }

    /// In thousandths of the size: the wider of the weights 400 and 650, read from the shipped font.
    private static func advance(_ letter: Unicode.Scalar) -> Double {
        switch letter.value {
        case 32...126: ascii[Int(letter.value) - 32]
        case 0x300...0x36F: 0  // accents stand over the letter before them
        case 0xA0, 0x202F, 0x2009: ascii[0]
        case 0x2010...0x2013: 500
        case 0x2018, 0x2019: 295
        case 0xDF...0x24F where letter.properties.isLowercase: 660
        case 0x370...0x52F where letter.properties.isLowercase: 720
        default: 1_030
        }
    }

    private static let ascii: [Double] = [
        282, 317, 404, 647, 652, 852, 669, 222, 402, 402, 554, 677, 300, 468, 295, 385,  // space to /
        680, 680, 680, 680, 680, 680, 680, 680, 680, 680, 295, 300, 677, 677, 677, 554,  // 0 to ?, digits of one width
        1015, 736, 660, 748, 726, 611, 587, 758, 746, 278, 566, 684, 567, 911, 753, 779,  // @ to O
        646, 780, 654, 652, 665, 742, 736, 1022, 703, 715, 660, 402, 385, 402, 485, 473,  // P to _
        498, 578, 633, 583, 633, 596, 382, 630, 619, 267, 267, 576, 267, 905, 616, 611,  // ` to o
        629, 629, 403, 556, 385, 616, 581, 844, 569, 581, 567, 402, 366, 402, 677,  // p to ~
    ]
}
