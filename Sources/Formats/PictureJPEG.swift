// SPDX-License-Identifier: EUPL-1.2
import CTurboJPEG

/// A JPEG file, by libjpeg-turbo.
struct PictureJPEG: PictureSource {
    let size: PictureSize
    private(set) var orientation = PictureOrientation.topLeft
    private let components: Int
    /// Adobe's programs store the inks of CMYK inverted, and say who they are. Adobe Technical Note 5116, section 18.
    private var isByAdobe = false
    private let bytes: [UInt8]

    /// A progressive file has about ten. Each may cost as much time as the whole picture, and as little as a hundred bytes.
    private static let mostScans = 50

    /// Nil when there is no header of a frame (ITU-T T.81, B.2.2), or when there are too many scans.
    init?(_ bytes: [UInt8]) {
        var frame: PictureBytes?
        var scans = 0, exif: PictureBytes?
        for segment in PictureJPEGMarkers(bytes) {
            let content = segment.content
            switch segment.marker {
            case 0xC4, 0xC8, 0xCC: continue
            case 0xC0...0xCF: frame = frame ?? content
            case 0xDA: scans += 1
            case 0xE1 where content.has(PictureOrientation.identifier, at: 0): exif = exif ?? content
            case 0xEE where content.has("Adobe", at: 0): isByAdobe = true
            default: continue
            }
        }
        guard (1...Self.mostScans).contains(scans), let height = frame?.number(at: 1, bytes: 2),
            let width = frame?.number(at: 3, bytes: 2), let components = frame?.number(at: 5, bytes: 1)
        else { return nil }
        size = PictureSize(width: width, height: height)
        self.components = components
        self.bytes = bytes
        if let exif { orientation = PictureOrientation(exif: exif) }
    }

    func raster(atLeast least: PictureSize) throws(PictureRefusal) -> PictureRaster {
        guard components == 4 else {
            let scaled = scaled(atLeast: least)
            return PictureRaster(scaled, pixels: try decoded(TJPF_RGB, channels: 3, scaled))
        }
        let scaled = scaled(atLeast: least)
        return PictureRaster(scaled, pixels: onPaper(try decoded(TJPF_CMYK, channels: 4, scaled)))
    }

    /// A half, a quarter, an eighth are decoded without the rest, in a fraction of time and memory.
    private func scaled(atLeast least: PictureSize) -> PictureSize {
        let sizes = [8, 4, 2].lazy.map { part in
            PictureSize(width: (size.width + part - 1) / part, height: (size.height + part - 1) / part)
        }
        return sizes.first { $0.width >= least.width && $0.height >= least.height } ?? size
    }

    private func decoded(_ format: TJPF, channels: Int, _ scaled: PictureSize) throws(PictureRefusal) -> [UInt8] {
        guard let decoder = tjInitDecompress() else { throw .broken }
        defer { tjDestroy(decoder) }
        var pixels = [UInt8](repeating: 0, count: scaled.width * scaled.height * channels)
        // Never writes beyond width and height: it scales a picture that is larger than its header, or refuses it.
        let status = tjDecompress2(
            decoder, bytes, UInt(bytes.count), &pixels, Int32(scaled.width), Int32(scaled.width * channels),
            Int32(scaled.height), format.rawValue, TJFLAG_LIMITSCANS)
        guard status == 0 || Self.isHarmless(decoder) else { throw .broken }
        return pixels
    }

    /// Some cameras write filling bytes before the end, after all pixels; any other warning is about damage.
    private static func isHarmless(_ decoder: tjhandle) -> Bool {
        guard tjGetErrorCode(decoder) == TJERR_WARNING.rawValue, let message = tjGetErrorStr2(decoder) else { return false }
        return String(cString: message).hasSuffix("extraneous bytes before marker 0xd9")
    }

    /// Inks on white paper as a screen shows them. Not exact without the profile of the press, which nobody sees in a portrait.
    private func onPaper(_ inks: [UInt8]) -> [UInt8] {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(inks.count / 4 * 3)
        for place in stride(from: 0, to: inks.count, by: 4) {
            let paper = { (channel: Int) in isByAdobe ? Int(inks[place + channel]) : 255 - Int(inks[place + channel]) }
            for channel in 0..<3 { pixels.append(UInt8(paper(channel) * paper(3) / 255)) }
        }
        return pixels
    }
}

extension PictureRaster {
    /// Returns a progressive JPEG file with no more than its pixels: no Exif, profile, comment or preview.
    func jpeg(quality: Int32) -> [UInt8]? {
        guard let encoder = tjInitCompress() else { return nil }
        defer { tjDestroy(encoder) }
        var written: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        defer { tjFree(written) }
        let status = tjCompress2(
            encoder, pixels, Int32(size.width), Int32(size.width * 3), Int32(size.height), TJPF_RGB.rawValue, &written, &count,
            Int32(TJSAMP_420.rawValue), quality, TJFLAG_PROGRESSIVE)
        guard status == 0, let written else { return nil }
        return Array(UnsafeBufferPointer(start: written, count: Int(count)))
    }
}
