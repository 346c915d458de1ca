// SPDX-License-Identifier: EUPL-1.2
import CPNG
import CTurboJPEG
import CWebP

/// A colour as the tests speak of it: nothing is compared finer than lossy coding keeps it.
enum Colour: CaseIterable {
    case red, green, blue, white, grey, black

    var channels: [UInt8] {
        switch self {
        case .red: [230, 20, 20]
        case .green: [20, 200, 20]
        case .blue: [20, 20, 230]
        case .white: [255, 255, 255]
        case .grey: [128, 128, 128]
        case .black: [0, 0, 0]
        }
    }

    /// The colour that is nearest to three bytes.
    init(_ pixel: ArraySlice<UInt8>) {
        func distance(_ colour: Colour) -> Int {
            zip(colour.channels, pixel).reduce(0) { $0 + (Int($1.0) - Int($1.1)) * (Int($1.0) - Int($1.1)) }
        }
        self = Colour.allCases.min { distance($0) < distance($1) } ?? .black
    }
}

/// Pixels that a test makes, to be written as a file of any kind.
struct Scene: Sendable {
    let width: Int, height: Int
    let colour: @Sendable (_ x: Int, _ y: Int) -> Colour

    init(_ width: Int, _ height: Int, _ colour: @escaping @Sendable (_ x: Int, _ y: Int) -> Colour = { _, _ in .red }) {
        (self.width, self.height, self.colour) = (width, height, colour)
    }

    /// Each quarter in its own colour.
    static func quarters(_ width: Int, _ height: Int) -> Scene {
        Scene(width, height) { x, y in
            switch (x < width / 2, y < height / 2) {
            case (true, true): .red
            case (false, true): .green
            case (true, false): .blue
            case (false, false): .white
            }
        }
    }

    func bytes(_ pixel: (Colour) -> [UInt8] = \.channels) -> [UInt8] {
        (0..<height).flatMap { y in (0..<width).flatMap { x in pixel(colour(x, y)) } }
    }
}

extension Scene {
    func jpeg(_ sampling: TJSAMP = TJSAMP_444, flags: Int32 = 0) -> [UInt8] {
        encoded(bytes(), TJPF_RGB, sampling, flags)
    }

    /// As Adobe's programs write it: the inks inverted, and their name in a segment.
    func cmyk() -> [UInt8] {
        encoded(bytes { $0.channels + [255] }, TJPF_CMYK, TJSAMP_444, 0)
    }

    /// Half of the three coloured inks and no black everywhere, by a program that does not say who it is.
    func plainInks() -> [UInt8] {
        // The library writes luma and two differences, which for grey are 128 each: as inks, the same half.
        let file = encoded(bytes { _ in [127, 127, 127, 0] }, TJPF_CMYK, TJSAMP_444, 0)
        return JPEGParts(file).without { $0.marker == 0xEE }
    }

    private func encoded(_ pixels: [UInt8], _ format: TJPF, _ sampling: TJSAMP, _ flags: Int32) -> [UInt8] {
        let encoder = tjInitCompress()
        defer { tjDestroy(encoder) }
        var written: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        defer { tjFree(written) }
        let status = tjCompress2(
            encoder, pixels, Int32(width), 0, Int32(height), format.rawValue, &written, &count, Int32(sampling.rawValue), 95,
            flags)
        precondition(status == 0, "the test writes pictures that can be written")
        return Array(UnsafeBufferPointer(start: written, count: Int(count)))
    }
}

extension Scene {
    func png(_ pixel: (Colour) -> [UInt8] = \.channels, format: UInt32 = png_uint_32(PNG_FORMAT_RGB)) -> [UInt8] {
        Self.png(width, height, format, bytes(pixel))
    }

    /// One byte a pixel, and a list of the colours with how opaque they are.
    func palettePNG(opacity: UInt8) -> [UInt8] {
        let entries = Colour.allCases.flatMap { $0.channels + [opacity] }
        let pixels = bytes { [UInt8(Colour.allCases.firstIndex(of: $0) ?? 0)] }
        let format = PNG_FORMAT_FLAG_COLORMAP | PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA
        return Self.png(width, height, format, pixels, palette: entries)
    }

    /// Two bytes a channel, in linear light as libpng's writer wants them; only black and white are the same in both.
    func deepPNG() -> [UInt8] {
        let pixels = (0..<height).flatMap { y in (0..<width).map { x in colour(x, y) == .white ? UInt16.max : 0 } }
        return pixels.withUnsafeBytes { Self.png(width, height, PNG_FORMAT_FLAG_LINEAR, Array($0)) }
    }

    private static func png(_ width: Int, _ height: Int, _ format: UInt32, _ pixels: [UInt8], palette: [UInt8] = []) -> [UInt8] {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        (image.width, image.height, image.format) = (png_uint_32(width), png_uint_32(height), format)
        image.colormap_entries = png_uint_32(palette.count / 4)
        var count = pixels.count * 2 + 10_000
        var file = [UInt8](repeating: 0, count: count)
        let status = png_image_write_to_memory(&image, &file, &count, 0, pixels, 0, palette)
        precondition(status != 0, "the test writes pictures that can be written")
        return Array(file[..<count])
    }

    /// Lossy, or lossless.
    func webp(isLossless: Bool = false) -> [UInt8] {
        var written: UnsafeMutablePointer<UInt8>?
        defer { WebPFree(written) }
        let pixels = bytes()
        let count =
            isLossless
            ? WebPEncodeLosslessRGB(pixels, Int32(width), Int32(height), Int32(width * 3), &written)
            : WebPEncodeRGB(pixels, Int32(width), Int32(height), Int32(width * 3), 95, &written)
        return Array(UnsafeBufferPointer(start: written, count: count))
    }

    func transparentWebP(opacity: UInt8) -> [UInt8] {
        var written: UnsafeMutablePointer<UInt8>?
        defer { WebPFree(written) }
        let pixels = bytes { $0.channels + [opacity] }
        let count = WebPEncodeRGBA(pixels, Int32(width), Int32(height), Int32(width * 4), 95, &written)
        return Array(UnsafeBufferPointer(start: written, count: count))
    }
}

/// The pixels of a JPEG file, read back by the library itself.
struct Shown {
    let width: Int, height: Int, pixels: [UInt8]

    init(_ file: [UInt8]) {
        let decoder = tjInitDecompress()
        defer { tjDestroy(decoder) }
        var (width, height, sampling, space): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        tjDecompressHeader3(decoder, file, UInt(file.count), &width, &height, &sampling, &space)
        var pixels = [UInt8](repeating: 0, count: Int(width * height) * 3)
        tjDecompress2(decoder, file, UInt(file.count), &pixels, width, 0, height, TJPF_RGB.rawValue, 0)
        (self.width, self.height, self.pixels) = (Int(width), Int(height), pixels)
    }

    func colour(_ x: Int, _ y: Int) -> Colour {
        let place = (y * width + x) * 3
        return Colour(pixels[place..<place + 3])
    }

    /// Left and right above, left and right below.
    var corners: [Colour] {
        [colour(2, 2), colour(width - 3, 2), colour(2, height - 3), colour(width - 3, height - 3)]
    }
}
