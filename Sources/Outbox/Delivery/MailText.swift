// SPDX-License-Identifier: EUPL-1.2

/// A message as it goes over the wire, and what has to be known of it.
struct MailText: Equatable {
    /// Every line ends with CR LF; a CR or LF alone does not occur: RFC 5321 section 2.3.8. (Servers that take one alone for the
    /// end of a line can be made to see a second mail.)
    let bytes: [UInt8]
    /// Whether a line begins with a dot, which is doubled on the wire: RFC 5321 section 4.5.2.
    let hasDots: Bool

    init(_ message: [UInt8]) {
        let bytes = Self.isProper(message) ? message : Self.repaired(message)
        self.bytes = bytes
        hasDots = Self.hasDots(bytes)
    }

    private static func hasDots(_ bytes: [UInt8]) -> Bool {
        var isAtStart = true
        for byte in bytes {
            if isAtStart, byte == UInt8(ascii: ".") { return true }
            isAtStart = byte == 0x0A
        }
        return false
    }

    private static func isProper(_ message: [UInt8]) -> Bool {
        var last: UInt8 = 0
        for byte in message {
            if (last == 0x0D) != (byte == 0x0A) { return false }
            last = byte
        }
        return last == 0x0A
    }

    private static func repaired(_ message: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(message.count + message.count / 32 + 2)
        var last: UInt8 = 0
        for byte in message {
            if byte == 0x0A || byte == 0x0D {
                if !(byte == 0x0A && last == 0x0D) { bytes += [0x0D, 0x0A] }
            } else {
                bytes.append(byte)
            }
            last = byte
        }
        if bytes.last != 0x0A { bytes += [0x0D, 0x0A] }
        return bytes
    }
}
