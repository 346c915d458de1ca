// SPDX-License-Identifier: EUPL-1.2
import CQR

/// A text as squares that a camera reads, at error level M: fifteen of a hundred codewords may be lost. ISO/IEC 18004.
package struct QRCode: Sendable, Equatable {
    /// How many light modules surround the code on every side. ISO/IEC 18004, section 6.3.8.
    package static let quietZone = 4

    /// Rows from the top; what is true is dark.
    package let modules: [[Bool]]

    /// Returns nil for a text that is empty or does not fit: the largest code holds 2,331 bytes at this level.
    package init?(_ text: String) {
        guard !text.isEmpty, let input = QRinput_new2(0, QR_ECLEVEL_M) else { return nil }
        defer { QRinput_free(input) }
        guard Self.append(text, to: input), let code = QRcode_encodeInput(input) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let data = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        modules = (0..<width).map { row in data[row * width..<(row + 1) * width].map { $0 & 1 == 1 } }
    }

    /// Section 7.4.2: letters beyond ASCII are announced as UTF-8, since readers otherwise guess.
    private static func append(_ text: String, to input: OpaquePointer) -> Bool {
        let bytes = Array(text.utf8)
        guard let size = Int32(exactly: bytes.count) else { return false }
        if bytes.contains(where: { $0 > 127 }), QRinput_appendECIheader(input, 26) != 0 { return false }
        return QRinput_append(input, QR_MODE_8, size, bytes) == 0
    }

    /// Width and height of the drawing, with its quiet zone: `viewBox="0 0 side side"`.
    package var side: Int { modules.count + 2 * Self.quietZone }

    /// The dark modules as data of one SVG path, a unit each. Draw it with `shape-rendering="crispEdges"`, on white.
    package var path: String {
        modules.enumerated().map { row, line in
            Self.runs(in: line).map { "M\($0.lowerBound + Self.quietZone) \(row + Self.quietZone)h\($0.count)v1h-\($0.count)z" }
                .joined()
        }.joined()
    }

    private static func runs(in line: [Bool]) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        for (column, isDark) in line.enumerated() where isDark {
            if let last = runs.last, last.upperBound == column {
                runs[runs.count - 1] = last.lowerBound..<column + 1
            } else {
                runs.append(column..<column + 1)
            }
        }
        return runs
    }
}
