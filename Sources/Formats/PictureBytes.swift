// SPDX-License-Identifier: EUPL-1.2

/// Bytes that are read at any place, without trust in any place: what is beyond the end is nil.
struct PictureBytes {
    private let bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }
    private init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    var count: Int { bytes.count }

    subscript(place: Int) -> UInt8? {
        place >= 0 && place < bytes.count ? bytes[bytes.startIndex + place] : nil
    }

    /// The number of 1 to 4 bytes at this place, the highest byte first unless `lowFirst`.
    func number(at place: Int, bytes length: Int, lowFirst: Bool = false) -> Int? {
        guard place >= 0, place <= bytes.count, length <= bytes.count - place else { return nil }
        let part = bytes[(bytes.startIndex + place)...].prefix(length)
        return lowFirst ? part.reversed().reduce(0) { $0 << 8 | Int($1) } : part.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The bytes of a range that lies within these; their places count from 0 again.
    func part(_ range: Range<Int>) -> PictureBytes? {
        guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
        return PictureBytes(bytes[(bytes.startIndex + range.lowerBound)..<(bytes.startIndex + range.upperBound)])
    }

    func has(_ expected: [UInt8], at place: Int) -> Bool {
        guard place >= 0, place <= bytes.count else { return false }
        return bytes[(bytes.startIndex + place)...].starts(with: expected)
    }

    func has(_ expected: StaticString, at place: Int) -> Bool {
        has(expected.withUTF8Buffer { Array($0) }, at: place)
    }
}
