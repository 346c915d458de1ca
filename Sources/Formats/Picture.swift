// SPDX-License-Identifier: EUPL-1.2

/// A picture ready to be kept and shown: made here from its pixels alone, so nothing else of what was sent is in it.
package struct Picture: Sendable, Equatable {
    package let bytes: [UInt8]
    /// What the bytes are; always `.jpeg` in a picture made here.
    package let kind: Kind
    package let width: Int, height: Int

    /// The kinds that are taken. GIF is not, as it is never a portrait; HEIC is not, as most browsers do not show it.
    package enum Kind: String, Sendable, CaseIterable {
        case jpeg, png, webp

        package var mediaType: String { "image/" + rawValue }
    }
}

extension Picture.Kind {
    /// What stands in a picture file, by its first bytes; nil when it is none that is taken.
    /// ITU-T T.81, B.2.1; PNG (third edition), section 5.2; RFC 9649, section 2.4.
    package init?(firstBytes bytes: [UInt8]) {
        let file = PictureBytes(bytes)
        if file.has([0xFF, 0xD8, 0xFF], at: 0) {
            self = .jpeg
        } else if file.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) {
            self = .png
        } else if file.has("RIFF", at: 0), file.has("WEBP", at: 8) {
            self = .webp
        } else {
            return nil
        }
    }
}

extension Picture {
    /// What a file may be before any of its pixels is decoded.
    package enum Limit {
        /// What a phone's camera makes in its finest setting.
        package static let bytes = 8 << 20
        /// 40 megapixels at four bytes each are 160 MB while they are decoded.
        package static let pixels = 40_000_000
        package static let side = 12_000
        /// Beyond twice its size a face has no more to show.
        package static let enlargement = 2
    }

    /// Returns the picture upright, cut to this shape and made this size, on white where it is transparent.
    ///
    /// What is too much stands left and right in equal parts, and one quarter above and three below, as heads stand high.
    /// Blocks while it works: a twentieth of a second for a phone's JPEG, half a second and 230 MB for the largest file that is
    /// taken. May be called on any thread, on several at once; who calls it limits how many.
    package static func portrait(_ bytes: [UInt8], width: Int, height: Int) throws(PictureRefusal) -> Picture {
        precondition((1...4_096).contains(width) && (1...4_096).contains(height), "the size is chosen here, not sent")
        let frame = PictureSize(width: width, height: height)
        let source = try source(of: bytes)
        let orientation = source.orientation
        let upright = orientation.upright(source.size)
        guard upright.width * Limit.enlargement >= width, upright.height * Limit.enlargement >= height else {
            throw .tooSmall(width: upright.width, height: upright.height, for: frame)
        }
        // Turned and cut last, when there is little left to turn.
        let wanted = orientation.stored(upright.covering(frame))
        let raster = try source.raster(atLeast: wanted).resized(to: wanted).upright(from: orientation).portrait(cutTo: frame)
        guard let written = raster.jpeg(quality: 85) else { throw .broken }
        return Picture(bytes: written, kind: .jpeg, width: width, height: height)
    }

    private static func source(of bytes: [UInt8]) throws(PictureRefusal) -> any PictureSource {
        guard bytes.count <= Limit.bytes else { throw .tooLarge(bytes: bytes.count) }
        guard let kind = Kind(firstBytes: bytes) else { throw .unknownKind }
        let source: (any PictureSource)? =
            switch kind {
            case .jpeg: PictureJPEG(bytes)
            case .png: PicturePNG(bytes)
            case .webp: PictureWebP(bytes)
            }
        guard let source, source.size.width > 0, source.size.height > 0 else { throw .broken }
        let (width, height) = (source.size.width, source.size.height)
        guard width <= Limit.side, height <= Limit.side, width * height <= Limit.pixels else {
            throw .tooManyPixels(width: width, height: height)
        }
        return source
    }
}

/// A file of one kind whose header was read and whose pixels were not.
protocol PictureSource {
    /// As it is stored, before it is turned upright.
    var size: PictureSize { get }
    var orientation: PictureOrientation { get }
    /// Returns the whole picture as it is stored: in its size, or reduced to no less than `least`.
    func raster(atLeast least: PictureSize) throws(PictureRefusal) -> PictureRaster
}
