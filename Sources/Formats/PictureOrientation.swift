// SPDX-License-Identifier: EUPL-1.2

/// Which sides of the scene the first row and the first column of the stored picture are.
/// TIFF 6.0, section 8, Orientation; Exif 2.32 (CIPA DC-008), section 4.6.4 A.
enum PictureOrientation: Int, CaseIterable {
    case topLeft = 1, topRight, bottomRight, bottomLeft, leftTop, rightTop, rightBottom, leftBottom

    /// The stored rows are columns of the scene.
    var isTurned: Bool { rawValue >= Self.leftTop.rawValue }

    /// The first stored row is the bottom, or the right side.
    var isFirstRowLast: Bool { [.bottomRight, .bottomLeft, .rightTop, .rightBottom].contains(self) }

    /// The first stored column is the right side, or the bottom.
    var isFirstColumnLast: Bool { [.topRight, .bottomRight, .rightBottom, .leftBottom].contains(self) }

    func upright(_ stored: PictureSize) -> PictureSize { isTurned ? stored.turned : stored }
    func stored(_ upright: PictureSize) -> PictureSize { isTurned ? upright.turned : upright }
}

extension PictureOrientation {
    /// What stands before the TIFF file in a JPEG segment, and by some writers in a WebP chunk. Exif 2.32, section 4.7.2.
    static let identifier: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0]

    /// Reads the tag from Exif data, which is a TIFF file; upright when it is absent or makes no sense.
    /// TIFF 6.0, section 2: header, image file directory, entries of twelve bytes.
    init(exif: PictureBytes) {
        let start = exif.has(Self.identifier, at: 0) ? Self.identifier.count : 0
        self = exif.part(start..<exif.count).flatMap(Self.read).flatMap(Self.init(rawValue:)) ?? .topLeft
    }

    private static func read(_ exif: PictureBytes) -> Int? {
        let lowFirst = exif.has("II", at: 0)
        guard lowFirst || exif.has("MM", at: 0), exif.number(at: 2, bytes: 2, lowFirst: lowFirst) == 42,
            let directory = exif.number(at: 4, bytes: 4, lowFirst: lowFirst),
            let entries = exif.number(at: directory, bytes: 2, lowFirst: lowFirst)
        else { return nil }
        let (orientation, short) = (0x0112, 3)
        for entry in 0..<entries {
            let place = directory + 2 + 12 * entry
            guard let tag = exif.number(at: place, bytes: 2, lowFirst: lowFirst) else { return nil }
            guard tag == orientation else { continue }
            guard exif.number(at: place + 2, bytes: 2, lowFirst: lowFirst) == short,
                exif.number(at: place + 4, bytes: 4, lowFirst: lowFirst) == 1
            else { return nil }
            // A value shorter than its field stands at the lower-numbered bytes.
            return exif.number(at: place + 8, bytes: 2, lowFirst: lowFirst)
        }
        return nil
    }
}
