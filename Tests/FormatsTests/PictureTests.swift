// SPDX-License-Identifier: EUPL-1.2
import CTurboJPEG
import Testing

@testable import Formats

/// What comes out of a picture sent in, by its colours.
private func shown(_ file: [UInt8], _ width: Int = 48, _ height: Int = 60) throws -> Shown {
    Shown(try Picture.portrait(file, width: width, height: height).bytes)
}

private let quarters: [Colour] = [.red, .green, .blue, .white]

@Suite struct `A portrait` {
    @Test func `says what it is and has the size asked for`() throws {
        let picture = try Picture.portrait(Scene(300, 200).jpeg(), width: 48, height: 60)
        let back = Shown(picture.bytes)
        #expect([picture.width, picture.height, back.width, back.height] == [48, 60, 48, 60])
        #expect(picture.kind == .jpeg)
        #expect(Picture.Kind(firstBytes: picture.bytes) == .jpeg)
        #expect(picture.kind.mediaType == "image/jpeg")
    }

    @Test func `is the same from the same bytes, on many threads at once`() async throws {
        let file = Scene.quarters(200, 250).jpeg(flags: TJFLAG_PROGRESSIVE)
        let once = try Picture.portrait(file, width: 48, height: 60)
        let all = try await withThrowingTaskGroup(of: Picture.self) { group in
            for _ in 0..<16 { group.addTask { try Picture.portrait(file, width: 48, height: 60) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(all == [Picture](repeating: once, count: 16))
    }

    @Test func `of a wide picture keeps the middle`() throws {
        let file = Scene(300, 60) { x, _ in x < 120 ? .red : x < 180 ? .green : .blue }.jpeg()
        #expect(try shown(file).corners == [.green, .green, .green, .green])
    }

    @Test func `of a high picture keeps three times as much of what is above as of what is below`() throws {
        // 80 rows are too many: 20 above, 60 below.
        let file = Scene(48, 140) { _, y in y < 20 ? .red : y < 80 ? .green : .blue }.jpeg()
        let back = try shown(file)
        #expect([back.colour(24, 2), back.colour(24, 57)] == [.green, .green])
        #expect(try shown(Scene(48, 140) { _, y in y < 26 ? .red : .blue }.jpeg()).corners == [.red, .red, .blue, .blue])
    }

    @Test(arguments: [(24, 30), (47, 59), (48, 60), (49, 61), (95, 121), (97, 119), (400, 500), (1_111, 1_373)])
    func `is whole at any reduction`(width: Int, height: Int) throws {
        #expect(try shown(Scene.quarters(width, height).jpeg()).corners == quarters)
    }

    @Test func `mixes what it makes smaller`() throws {
        let file = Scene(192, 240) { x, y in (x + y) % 2 == 0 ? .black : .white }.png()
        #expect(try shown(file).corners == [.grey, .grey, .grey, .grey])
    }
}

@Suite struct `A picture file of each kind` {
    private let scene = Scene.quarters(96, 120)

    @Test(arguments: [TJSAMP_444, TJSAMP_422, TJSAMP_420, TJSAMP_440, TJSAMP_411], [0, TJFLAG_PROGRESSIVE])
    func `JPEG in every sampling, at once or step by step`(sampling: TJSAMP, flags: Int32) throws {
        #expect(try shown(scene.jpeg(sampling, flags: flags)).corners == quarters)
    }

    @Test func `JPEG in grey`() throws {
        let file = Scene(96, 120) { x, _ in x < 48 ? .black : .white }.jpeg(TJSAMP_GRAY)
        #expect(try shown(file).corners == [.black, .white, .black, .white])
    }

    @Test func `JPEG in the inks of a press, inverted by Adobe's programs`() throws {
        #expect(try shown(scene.cmyk()).corners == quarters)
    }

    @Test func `JPEG in inks that are not inverted`() throws {
        #expect(try shown(scene.plainInks()).corners == [.grey, .grey, .grey, .grey])
    }

    @Test func `JPEG with filling bytes before its end, as some cameras write it`() throws {
        let file = scene.jpeg()
        #expect(try shown(file.dropLast(2) + [0, 0, 0, 0xFF, 0xD9]).corners == quarters)
    }

    @Test func `PNG in colours`() throws { #expect(try shown(scene.png()).corners == quarters) }

    @Test func `PNG with a palette, transparent on white`() throws {
        #expect(try shown(scene.palettePNG(opacity: 255)).corners == quarters)
        #expect(try shown(scene.palettePNG(opacity: 0)).corners == [.white, .white, .white, .white])
    }

    @Test func `PNG of sixteen bits`() throws {
        let file = Scene(96, 120) { x, _ in x < 48 ? .black : .white }.deepPNG()
        #expect(file[24] == 16)
        #expect(try shown(file).corners == [.black, .white, .black, .white])
    }

    @Test func `PNG of sixteen bits that says nothing of its gamma, as a screen shows it`() throws {
        let file = Scene(24, 30) { _, _ in .grey }.plainPNG(bits: 16)
        #expect(Set(try shown(file).pixels) == [128])
    }

    @Test func `PNG that appears in seven passes`() throws {
        #expect(try shown(Scene.quarters(24, 30).plainPNG(isInterlaced: true)).corners == quarters)
    }

    @Test func `PNG that moves, as it stands still`() throws {
        let file = Scene.quarters(24, 30).plainPNG().withChunk("acTL", big(2, 4) + big(0, 4))
        #expect(try shown(file).corners == quarters)
    }

    @Test(arguments: [false, true])
    func `WebP, lossy and lossless`(isLossless: Bool) throws {
        #expect(try shown(scene.webp(isLossless: isLossless)).corners == quarters)
        #expect(try shown(scene.webp(isLossless: isLossless), 150, 150).corners == quarters)
    }

    @Test func `WebP that is transparent, on white`() throws {
        #expect(try shown(scene.transparentWebP(opacity: 0)).corners == [.white, .white, .white, .white])
        #expect(
            try shown(Scene(96, 120) { _, _ in .black }.transparentWebP(opacity: 127)).corners == [.grey, .grey, .grey, .grey])
    }
}
