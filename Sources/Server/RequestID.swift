// SPDX-License-Identifier: EUPL-1.2
import Synchronization

/// Sixteen signs that name a request in answers and logs: a random start for each process, then counted.
enum RequestID {
    private static let start = UInt64.random(in: .min ... .max)
    private static let count = Atomic<UInt64>(0)

    static func next() -> String {
        let number = start &+ count.add(1, ordering: .relaxed).newValue &* 0x9E37_79B9_7F4A_7C15
        return String(unsafeUninitializedCapacity: 16) { bytes in
            for position in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * position)) & 15
                bytes[position] = digit < 10 ? 48 + digit : 87 + digit
            }
            return 16
        }
    }
}
