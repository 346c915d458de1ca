// SPDX-License-Identifier: EUPL-1.2
import CWebP

/// A WebP file that stands still, lossy or lossless, by libwebp.
struct PictureWebP: PictureSource {
    let size: PictureSize
    private(set) var orientation = PictureOrientation.topLeft
    private let isAnimated: Bool
    private let bytes: [UInt8]

    /// Nil when the header makes no sense. RFC 9649, sections 2.3 (chunks), 2.7 (header) and 2.7.1.5 (EXIF).
    init?(_ bytes: [UInt8]) {
        var features = WebPBitstreamFeatures()
        guard WebPGetFeatures(bytes, bytes.count, &features) == VP8_STATUS_OK else { return nil }
        size = PictureSize(width: Int(features.width), height: Int(features.height))
        isAnimated = features.has_animation != 0
        self.bytes = bytes
        let file = PictureBytes(bytes)
        var place = 12
        while let length = file.number(at: place + 4, bytes: 4, lowFirst: true) {
            if file.has("EXIF", at: place), let exif = file.part(place + 8..<place + 8 + length) {
                orientation = PictureOrientation(exif: exif)
            }
            // Chunks begin at even places.
            place += 8 + length + length % 2
        }
    }

    func raster(atLeast least: PictureSize) throws(PictureRefusal) -> PictureRaster {
        guard !isAnimated else { throw .animated }
        var config = WebPDecoderConfig()
        guard WebPInitDecoderConfig(&config) != 0 else { throw .broken }
        let scaled = least.width < size.width && least.height < size.height ? least : size
        config.options.use_scaling = scaled == size ? 0 : 1
        config.options.scaled_width = Int32(scaled.width)
        config.options.scaled_height = Int32(scaled.height)
        // Multiplied with how opaque they are, as they must be to be scaled and laid on white.
        config.output.colorspace = MODE_rgbA
        defer { WebPFreeDecBuffer(&config.output) }
        guard WebPDecode(bytes, bytes.count, &config) == VP8_STATUS_OK else { throw .broken }
        return PictureRaster(scaled, pixels: Self.onWhite(config.output.u.RGBA, scaled))
    }

    private static func onWhite(_ buffer: WebPRGBABuffer, _ size: PictureSize) -> [UInt8] {
        let source = UnsafeBufferPointer(start: buffer.rgba, count: buffer.size)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(size.width * size.height * 3)
        for row in 0..<size.height {
            for column in 0..<size.width {
                let place = row * Int(buffer.stride) + column * 4
                let paper = 255 - Int(source[place + 3])
                for channel in 0..<3 { pixels.append(UInt8(min(255, Int(source[place + channel]) + paper))) }
            }
        }
        return pixels
    }
}
