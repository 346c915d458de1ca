// SPDX-License-Identifier: EUPL-1.2

/// The marker segments of a JPEG file in their order, up to the end of the picture or of what makes sense.
/// ITU-T T.81, B.1.1. What is between them (coded pixels, filling) is passed over, as decoders do.
struct PictureJPEGMarkers: Sequence, IteratorProtocol {
    struct Segment {
        let marker: UInt8
        /// Without the marker and the length.
        let content: PictureBytes
    }

    private let file: PictureBytes
    private var place = 0

    init(_ bytes: [UInt8]) { file = PictureBytes(bytes) }

    mutating func next() -> Segment? {
        while let byte = file[place], let marker = file[place + 1] {
            place += 1
            // 0: a coded FF; FF: filling; TEM, RST and SOI stand alone. B.1.1.3.
            guard byte == 0xFF, marker != 0, marker != 0xFF, marker != 0x01, !(0xD0...0xD8).contains(marker) else { continue }
            guard marker != 0xD9, let length = file.number(at: place + 1, bytes: 2), length >= 2,
                let content = file.part(place + 3..<place + 1 + length)
            else { return nil }
            place += 1 + length
            return Segment(marker: marker, content: content)
        }
        return nil
    }
}
