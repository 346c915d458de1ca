// SPDX-License-Identifier: EUPL-1.2

/// The segments of a JPEG file, walked independently of the code that is tested; from the first scan on it is one.
struct JPEGParts {
    struct Part {
        var marker: UInt8
        var bytes: [UInt8]
    }

    var parts: [Part] = []

    init(_ file: [UInt8]) {
        var place = 2
        while file[place + 1] != 0xDA {
            let end = place + 2 + Int(file[place + 2]) << 8 + Int(file[place + 3])
            parts.append(Part(marker: file[place + 1], bytes: Array(file[place..<end])))
            place = end
        }
        parts.append(Part(marker: 0xDA, bytes: Array(file[place...])))
    }

    var markers: [UInt8] { parts.map(\.marker) }
    func without(_ isDropped: (Part) -> Bool) -> [UInt8] {
        [0xFF, 0xD8] + parts.filter { !isDropped($0) }.flatMap(\.bytes)
    }
}

func big(_ number: Int, _ count: Int) -> [UInt8] { (0..<count).reversed().map { UInt8(number >> ($0 * 8) & 255) } }
func little(_ number: Int, _ count: Int) -> [UInt8] { big(number, count).reversed() }

extension [UInt8] {
    /// A JPEG file with one more segment behind its first marker.
    func withSegment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        self[..<2] + [0xFF, marker] + big(content.count + 2, 2) + content + self[2...]
    }

    /// A PNG file with one more chunk behind its header.
    func withChunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + content
        return self[..<33] + big(content.count, 4) + named + big(Int(Self.checksum(named)), 4) + self[33...]
    }

    /// PNG (third edition), annex D.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
        }
    }

    /// A simple WebP file as an extended one, with more chunks behind its pixels. RFC 9649, section 2.7.
    func extendedWebP(_ width: Int, _ height: Int, flags: UInt8, _ chunks: [UInt8]) -> [UInt8] {
        let header = Array("VP8X".utf8) + little(10, 4) + [flags, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3)
        let content = Array("WEBP".utf8) + header + self[12...] + chunks
        return Array("RIFF".utf8) + little(content.count, 4) + content
    }
}

/// Exif data with one tag, in either order of bytes.
func exif(orientation: Int, lowFirst: Bool = false) -> [UInt8] {
    let number = lowFirst ? little : big
    return Array((lowFirst ? "II" : "MM").utf8) + number(42, 2) + number(8, 4) + number(1, 2)
        + number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + [0, 0] + number(0, 4)
}

let exifIdentifier: [UInt8] = Array("Exif".utf8) + [0, 0]

extension Scene {
    /// A PNG file of red, green and blue for what libpng's short way of writing does not write. At most 64 kB of pixels.
    /// PNG (third edition), sections 8.1 (Adam7), 10 (zlib, in one block that is not compressed: RFC 1951, 3.2.4) and 11.2.
    func plainPNG(bits: Int = 8, isInterlaced: Bool = false) -> [UInt8] {
        let adam7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        var rows: [UInt8] = []
        for (left, top, across, down) in isInterlaced ? adam7 : [(0, 0, 1, 1)] {
            for y in stride(from: top, to: height, by: down) {
                rows.append(0)
                for x in stride(from: left, to: width, by: across) {
                    rows += colour(x, y).channels.flatMap { [UInt8](repeating: $0, count: bits / 8) }
                }
            }
        }
        let (a, b) = rows.reduce((1, 0)) { sums, byte in
            let a = (sums.0 + Int(byte)) % 65_521
            return (a, (sums.1 + a) % 65_521)
        }
        let packed = [0x78, 1, 1] + little(rows.count, 2) + little(~rows.count & 0xFFFF, 2) + rows + big(b << 16 | a, 4)
        let header = big(width, 4) + big(height, 4) + [UInt8(bits), 2, 0, 0, isInterlaced ? 1 : 0]
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        return signature + Self.chunk("IHDR", header) + Self.chunk("IDAT", packed) + Self.chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        // The writer of chunks puts them behind a header: here behind nothing.
        Array(([UInt8](repeating: 0, count: 33)).withChunk(name, content)[33...])
    }
}
