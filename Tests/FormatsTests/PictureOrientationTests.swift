// SPDX-License-Identifier: EUPL-1.2
import Testing

@testable import Formats

/// The sides of TIFF 6.0, section 8, Orientation.
enum Side { case top, bottom, left, right }

@Suite struct `A picture taken with the camera turned` {
    /// For each value: the sides of the scene that the first stored row and column are. As the specification has it.
    static let meanings: [(value: Int, row: Side, column: Side)] = [
        (1, .top, .left), (2, .top, .right), (3, .bottom, .right), (4, .bottom, .left),
        (5, .left, .top), (6, .right, .top), (7, .right, .bottom), (8, .left, .bottom),
    ]

    private static let size = (width: 80, height: 100)

    /// The quarters as a camera stores them when its first row and column are these sides.
    private func stored(_ row: Side, _ column: Side) -> Scene {
        let (scene, size) = (Scene.quarters(Self.size.width, Self.size.height), Self.size)
        let isTurned = row == .left || row == .right
        return Scene(isTurned ? size.height : size.width, isTurned ? size.width : size.height) { x, y in
            var place = (x: 0, y: 0)
            for (side, position) in [(row, y), (column, x)] {
                switch side {
                case .top: place.y = position
                case .bottom: place.y = size.height - 1 - position
                case .left: place.x = position
                case .right: place.x = size.width - 1 - position
                }
            }
            return scene.colour(place.x, place.y)
        }
    }

    private func corners(_ file: [UInt8]) throws -> [Colour] {
        Shown(try Picture.portrait(file, width: 48, height: 60).bytes).corners
    }

    private let upright: [Colour] = [.red, .green, .blue, .white]

    @Test(arguments: meanings, [false, true])
    func `stands upright, from JPEG in both orders of bytes`(_ meaning: (value: Int, row: Side, column: Side), lowFirst: Bool)
        throws
    {
        let exif = exifIdentifier + exif(orientation: meaning.value, lowFirst: lowFirst)
        #expect(try corners(stored(meaning.row, meaning.column).jpeg().withSegment(0xE1, exif)) == upright)
    }

    @Test(arguments: meanings)
    func `stands upright, from PNG`(_ meaning: (value: Int, row: Side, column: Side)) throws {
        let file = stored(meaning.row, meaning.column).png().withChunk("eXIf", exif(orientation: meaning.value))
        #expect(try corners(file) == upright)
    }

    @Test(arguments: meanings, [[], exifIdentifier])
    func `stands upright, from WebP`(_ meaning: (value: Int, row: Side, column: Side), before: [UInt8]) throws {
        let scene = stored(meaning.row, meaning.column)
        let exif = before + exif(orientation: meaning.value)
        let chunk = Array("EXIF".utf8) + little(exif.count, 4) + exif
        #expect(try corners(scene.webp().extendedWebP(scene.width, scene.height, flags: 8, chunk)) == upright)
    }

    @Test func `stands upright, from WebP with a chunk of an odd length before`() throws {
        let scene = stored(.right, .top)
        let exif = exif(orientation: 6)
        let chunks = Array("XMP ".utf8) + little(1, 4) + [0x20, 0] + Array("EXIF".utf8) + little(exif.count, 4) + exif
        #expect(try corners(scene.webp().extendedWebP(scene.width, scene.height, flags: 12, chunks)) == upright)
    }

    @Test func `is too small by its upright sides`() throws {
        let file = Scene(60, 30).jpeg().withSegment(0xE1, exifIdentifier + exif(orientation: 6))
        #expect(throws: PictureRefusal.tooSmall(width: 30, height: 60, for: PictureSize(width: 80, height: 80))) {
            try Picture.portrait(file, width: 80, height: 80)
        }
    }
}

@Suite struct `The orientation in Exif data` {
    private func read(_ bytes: [UInt8]) -> Int { PictureOrientation(exif: PictureBytes(bytes)).rawValue }

    @Test func `is read behind other tags`() {
        let other = big(0x010F, 2) + big(2, 2) + big(4, 4) + Array("ACME".utf8)
        let plain = exif(orientation: 8)
        #expect(read(plain[..<8] + big(2, 2) + other + plain[10...]) == 8)
    }

    @Test(arguments: [0, 9, 65_535]) func `is upright for a value that means nothing`(value: Int) {
        #expect(read(exif(orientation: value)) == 1)
    }

    @Test func `is upright when the tag is of another type or number`() {
        var long = exif(orientation: 6), many = long
        long[13] = 4
        many[17] = 2
        #expect([read(long), read(many)] == [1, 1])
    }

    @Test func `is upright wherever the data is cut before the value`() {
        let whole = exif(orientation: 6)
        #expect((0..<20).map { read(Array(whole[..<$0])) } == [Int](repeating: 1, count: 20))
        #expect(read(Array(whole[..<20])) == 6)
    }

    @Test func `is upright when the directory lies beyond the end`() {
        var far = exif(orientation: 6)
        far.replaceSubrange(4..<8, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(read(far) == 1)
    }

    @Test func `is upright when the data is no TIFF file`() {
        var wrong = exif(orientation: 6)
        wrong[3] = 43
        #expect([read(wrong), read(Array("XX".utf8) + exif(orientation: 6)[2...]), read([])] == [1, 1, 1])
    }
}
