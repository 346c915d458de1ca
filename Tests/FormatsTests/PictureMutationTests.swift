// SPDX-License-Identifier: EUPL-1.2
import CTurboJPEG
import TestKit
import Testing

@testable import Formats

@Suite struct `A picture file changed at random` {
    private static let scene = Scene.quarters(40, 50)
    private static let files: [[UInt8]] = [
        scene.jpeg(TJSAMP_420).withSegment(0xE1, exifIdentifier + exif(orientation: 6)),
        scene.jpeg(flags: TJFLAG_PROGRESSIVE), scene.cmyk(), scene.png().withChunk("eXIf", exif(orientation: 3)),
        scene.palettePNG(opacity: 100), scene.webp(), scene.webp(isLossless: true), scene.transparentWebP(opacity: 100),
    ]

    private func changed(_ file: [UInt8], _ dice: inout SeededDice) -> [UInt8] {
        var file = file
        for _ in 0..<Int.random(in: 1...6, using: &dice) {
            // Headers are short and decide much, so they are hit as often as everything else.
            let most = Bool.random(using: &dice) ? file.count : min(file.count, 64)
            let place = Int.random(in: 0..<most, using: &dice)
            switch Int.random(in: 0..<10, using: &dice) {
            case 0: file.removeSubrange(place..<min(file.count, place + Int.random(in: 1...9, using: &dice)))
            case 1: file.insert(contentsOf: file[place..<min(file.count, place + 20)], at: place)
            case 2: file[place] = [0, 0x7F, 0x80, 0xFF].randomElement(using: &dice) ?? 0
            case 3...5: file[place] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            default: file[place] = UInt8.random(in: 0...255, using: &dice)
            }
            if file.isEmpty { return file }
        }
        return file
    }

    @Test(arguments: files.indices)
    func `becomes a picture of the size asked for, or a refusal`(number: Int) {
        var dice = SeededDice(state: UInt64(number))
        var (taken, refused) = (0, 0)
        for _ in 0..<500 {
            let file = changed(Self.files[number], &dice)
            do throws(PictureRefusal) {
                let picture = try Picture.portrait(file, width: 24, height: 30)
                let back = Shown(picture.bytes)
                #expect([back.width, back.height] == [24, 30])
                taken += 1
            } catch {
                refused += 1
            }
        }
        #expect(taken > 0 && refused > 0)
    }
}
