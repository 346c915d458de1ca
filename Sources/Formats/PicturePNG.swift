// SPDX-License-Identifier: EUPL-1.2
import CPNG

/// A PNG file, by libpng. Of an animated one, the picture that is shown where nothing moves.
struct PicturePNG: PictureSource {
    let size: PictureSize
    private(set) var orientation = PictureOrientation.topLeft
    private let bytes: [UInt8]

    /// Nil when the file does not begin with its header. PNG (third edition), sections 5.3, 11.2.1 and 11.3.4.5 (eXIf).
    init?(_ bytes: [UInt8]) {
        let file = PictureBytes(bytes)
        guard file.has("IHDR", at: 12), let width = file.number(at: 16, bytes: 4), let height = file.number(at: 20, bytes: 4)
        else { return nil }
        size = PictureSize(width: width, height: height)
        self.bytes = bytes
        var place = 8
        while let length = file.number(at: place, bytes: 4) {
            if file.has("eXIf", at: place + 4), let exif = file.part(place + 8..<place + 8 + length) {
                orientation = PictureOrientation(exif: exif)
            }
            // Length, name and checksum.
            place += length + 12
        }
    }

    func raster(atLeast least: PictureSize) throws(PictureRefusal) -> PictureRaster {
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&image) }
        var pixels = [UInt8](repeating: 0, count: size.width * size.height * 3)
        let isRead = bytes.withUnsafeBytes { file in
            guard png_image_begin_read_from_memory(&image, file.baseAddress, file.count) != 0,
                image.width == size.width, image.height == size.height
            else { return false }
            image.format = png_uint_32(PNG_FORMAT_RGB)
            // Else 16 bits without a word on their gamma would be taken as linear light.
            image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
            var white = png_color(red: 255, green: 255, blue: 255)
            return png_image_finish_read(&image, &white, &pixels, png_int_32(size.width * 3), nil) != 0
        }
        guard isRead else { throw .broken }
        return PictureRaster(size, pixels: pixels)
    }
}
