// SPDX-License-Identifier: EUPL-1.2
import CTurboJPEG
import Testing
import Vocabulary

@testable import Formats

@Suite struct `What is not taken as a picture` {
    private func refusal(of file: [UInt8]) -> PictureRefusal? {
        do throws(PictureRefusal) {
            _ = try Picture.portrait(file, width: 48, height: 60)
            return nil
        } catch {
            return error
        }
    }

    /// A JPEG file that says it has other sides than it has.
    private func claiming(_ width: Int, _ height: Int) -> [UInt8] {
        var file = Scene(64, 80).jpeg()
        guard let frame = file.indices.first(where: { file[$0] == 0xFF && file[$0 + 1] == 0xC0 }) else { return [] }
        file.replaceSubrange(frame + 5..<frame + 9, with: big(height, 2) + big(width, 2))
        return file
    }

    @Test func `a file of more bytes than the limit, before it is looked at`() {
        let limit = Picture.Limit.bytes
        #expect(refusal(of: [UInt8](repeating: 0, count: limit + 1)) == .tooLarge(bytes: limit + 1))
        #expect(refusal(of: Scene(64, 80).jpeg() + [UInt8](repeating: 0, count: limit)) != nil)
    }

    @Test func `a file that fills the limit to the last byte is taken`() {
        let file = Scene(64, 80).jpeg()
        #expect(refusal(of: file + [UInt8](repeating: 0, count: Picture.Limit.bytes - file.count)) == nil)
    }

    @Test(arguments: [
        Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0], Array("<!DOCTYPE html><script>alert(1)</script>".utf8),
        [0, 0, 0, 24] + Array("ftypheic".utf8), Array("BM".utf8), Array("%PDF-1.7".utf8), Array("<svg/>".utf8), [], [0xFF],
        [0xFF, 0xD8], Array("RIFF....WAVE".utf8),
    ])
    func `a file of another kind`(file: [UInt8]) { #expect(refusal(of: file) == .unknownKind) }

    @Test func `a picture of too many pixels or too long a side, by its header alone`() {
        #expect(refusal(of: claiming(8_000, 5_001)) == .tooManyPixels(width: 8_000, height: 5_001))
        #expect(refusal(of: claiming(12_001, 60)) == .tooManyPixels(width: 12_001, height: 60))
        #expect(refusal(of: claiming(60, 65_535)) == .tooManyPixels(width: 60, height: 65_535))
        var png = Scene(64, 80).png()
        png.replaceSubrange(16..<24, with: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        #expect(refusal(of: png) == .tooManyPixels(width: 0xFFFF_FFFF, height: 0xFFFF_FFFF))
        var webp = Scene(64, 80).webp(isLossless: true)
        // Two numbers of fourteen bits, each one less. RFC 9649, section 3.4.
        webp.replaceSubrange(21..<25, with: little(15_999 | 15_999 << 14, 4))
        #expect(refusal(of: webp) == .tooManyPixels(width: 16_000, height: 16_000))
    }

    @Test func `a picture that would be enlarged more than twice`() {
        let frame = PictureSize(width: 48, height: 60)
        #expect(refusal(of: Scene(23, 90).jpeg()) == .tooSmall(width: 23, height: 90, for: frame))
        #expect(refusal(of: Scene(90, 29).png()) == .tooSmall(width: 90, height: 29, for: frame))
        #expect(refusal(of: Scene(24, 30).webp()) == nil)
    }

    @Test func `a WebP file that moves`() {
        let frame = Array(Scene(64, 80).webp()[12...])
        let header = little(0, 6) + little(63, 3) + little(79, 3) + little(100, 3) + [0]
        let moving =
            Array("ANIM".utf8) + little(6, 4) + little(0, 6) + Array("ANMF".utf8) + little(header.count + frame.count, 4) + header
            + frame
        let content = Array("WEBPVP8X".utf8) + little(10, 4) + [2, 0, 0, 0] + little(63, 3) + little(79, 3) + moving
        #expect(refusal(of: Array("RIFF".utf8) + little(content.count, 4) + content) == .animated)
    }

    @Test(arguments: [
        Scene.quarters(64, 80).jpeg(), Scene.quarters(64, 80).jpeg(flags: TJFLAG_PROGRESSIVE), Scene.quarters(64, 80).webp(),
        Scene.quarters(64, 80).webp(isLossless: true),
    ])
    func `a file that is cut off anywhere`(file: [UInt8]) {
        // The first bytes that tell the kind, and the end marker of JPEG with what may be filling before it, are left.
        let refusals = stride(from: 12, to: file.count - 8, by: 7).map { refusal(of: Array(file[..<$0])) }
        #expect(refusals == [PictureRefusal?](repeating: .broken, count: refusals.count))
    }

    @Test func `a PNG file that is cut off among its pixels`() {
        let file = Scene.quarters(64, 80).png()
        // The last chunk, which holds nothing, takes twelve bytes, and the checksum of the pixels four.
        let refusals = (8..<(file.count - 20)).map { refusal(of: Array(file[..<$0])) }
        #expect(refusals == [PictureRefusal?](repeating: .broken, count: refusals.count))
    }

    @Test func `a page that begins like a picture`() {
        let page = Array("<html><script>alert(1)</script></html>".utf8)
        #expect(refusal(of: [0xFF, 0xD8, 0xFF] + page) == .broken)
        #expect(refusal(of: Array("RIFF....WEBP".utf8) + page) == .broken)
        #expect(refusal(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + page) == .broken)
    }

    @Test func `a picture without sides`() {
        #expect([refusal(of: claiming(0, 80)), refusal(of: claiming(64, 0))] == [.broken, .broken])
    }

    @Test func `a JPEG file with more pixels in its header than in its scan, or of a coding that is not read`() {
        #expect(refusal(of: claiming(6_000, 6_000)) == .broken)
        var lossless = Scene(64, 80).jpeg()
        if let frame = lossless.indices.first(where: { lossless[$0] == 0xFF && lossless[$0 + 1] == 0xC0 }) {
            lossless[frame + 1] = 0xC7
        }
        #expect(refusal(of: lossless) == .broken)
    }

    @Test func `a JPEG file of scans without end`() {
        var file = Array(Scene(64, 80).jpeg(flags: TJFLAG_PROGRESSIVE).dropLast(2))
        guard let last = file.indices.dropLast().last(where: { file[$0] == 0xFF && file[$0 + 1] == 0xDA }) else { return }
        let scan = Array(file[last...])
        for _ in 0..<60 { file += scan }
        #expect(PictureJPEG(file + [0xFF, 0xD9]) == nil)
        #expect(refusal(of: file + [0xFF, 0xD9]) == .broken)
    }
}

@Suite struct `The sentence for a picture refused` {
    @Test func `says the sizes, rounded away from the limit`() {
        #expect(
            PictureRefusal.tooLarge(bytes: 8_388_609).phrase
                == Phrase("picture.refused.too-large", ["size": .number(9), "limit": .number(8)]))
        #expect(
            PictureRefusal.tooManyPixels(width: 13_000, height: 9).phrase
                == Phrase(
                    "picture.refused.too-many-pixels",
                    ["width": .number(13_000), "height": .number(9), "side": .number(12_000), "millions": .number(40)]))
        #expect(
            PictureRefusal.tooSmall(width: 20, height: 90, for: PictureSize(width: 481, height: 600)).phrase
                == Phrase(
                    "picture.refused.too-small",
                    ["width": .number(20), "height": .number(90), "wide": .number(241), "high": .number(300)]))
    }

    @Test func `is one for each reason, and an answer to what was sent`() {
        let plain: [PictureRefusal] = [.unknownKind, .animated, .broken]
        #expect(
            plain.map(\.phrase) == ["picture.refused.unknown-kind", "picture.refused.animated", "picture.refused.broken"])
        #expect(Set((plain + [.tooLarge(bytes: 1)]).map(\.kind)) == [.invalid])
    }
}
