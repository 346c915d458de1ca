// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Formats

@Suite struct `What a picture says besides its pixels` {
    private static let secret = "<script>48.8566 N, 2.3522 E</script>"
    private static let words = Array(secret.utf8)
    private static let scene = Scene.quarters(96, 120)

    /// The same picture with all that a file can carry: Exif, print metadata, profile, comment, bytes behind the end.
    private static let files: [[UInt8]] = [
        scene.jpeg()
            .withSegment(0xFE, words)
            .withSegment(0xED, Array("Photoshop 3.0".utf8) + [0] + words)
            .withSegment(0xE2, Array("ICC_PROFILE".utf8) + [0, 1, 1] + words)
            .withSegment(0xE1, Array("http://ns.adobe.com/xap/1.0/".utf8) + [0] + words)
            .withSegment(0xE1, exifIdentifier + exif(orientation: 1) + words) + words,
        scene.png()
            .withChunk("iTXt", Array("XML:com.adobe.xmp".utf8) + [0, 0, 0, 0, 0] + words)
            .withChunk("tEXt", Array("Comment".utf8) + [0] + words)
            .withChunk("eXIf", exif(orientation: 1) + words) + words,
        scene.webp().extendedWebP(
            scene.width, scene.height, flags: 4, Array("XMP ".utf8) + little(words.count, 4) + words),
    ]

    @Test(arguments: files) func `is gone from what is kept`(file: [UInt8]) throws {
        #expect(Self.isSaid(in: file))
        let picture = try Picture.portrait(file, width: 48, height: 60)
        #expect(!Self.isSaid(in: picture.bytes))
        #expect(Shown(picture.bytes).corners == [.red, .green, .blue, .white])
        let parts = JPEGParts(picture.bytes).parts.filter { $0.marker != 0xDA }
        // APP0 with JFIF's sixteen bytes and no preview, tables of quantisation, the frame, codes: nothing that speaks.
        #expect(Set(parts.map(\.marker)) == [0xE0, 0xDB, 0xC2, 0xC4])
        #expect(parts.first?.bytes.prefix(11) == [0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1])
        #expect(picture.bytes.suffix(2) == [0xFF, 0xD9])
    }

    @Test(arguments: files) func `makes no difference to what is kept`(file: [UInt8]) throws {
        let plain =
            switch Picture.Kind(firstBytes: file) {
            case .jpeg: Self.scene.jpeg()
            case .png: Self.scene.png()
            default: Self.scene.webp()
            }
        #expect(try Picture.portrait(file, width: 48, height: 60) == Picture.portrait(plain, width: 48, height: 60))
    }

    private static func isSaid(in bytes: [UInt8]) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: words) }
    }
}
