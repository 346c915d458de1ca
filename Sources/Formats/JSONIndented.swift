// SPDX-License-Identifier: EUPL-1.2

extension JSONText {
    /// The value in UTF-8, one member or element a line, for people who open the file.
    package var indentedBytes: [UInt8] {
        var result: [UInt8] = []
        var depth = 0
        var isInText = false, isEscaped = false
        let compact = bytes
        func line(_ depth: Int) { result += [10] + Array(repeating: 32, count: depth * 2) }
        for (place, byte) in compact.enumerated() {
            if isInText {
                result.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else {
                    isInText = byte != UInt8(ascii: "\"")
                }
                continue
            }
            let isEmpty = { (close: UInt8) in compact[place + 1] == close }
            switch byte {
            case UInt8(ascii: "\""):
                isInText = true
                result.append(byte)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                result.append(byte)
                depth += 1
                if !isEmpty(byte + 2) { line(depth) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if compact[place - 1] != byte - 2 { line(depth) }
                result.append(byte)
            case UInt8(ascii: ","):
                result.append(byte)
                line(depth)
            case UInt8(ascii: ":"): result += [byte, 32]
            default: result.append(byte)
            }
        }
        return result + [10]
    }
}
