// SPDX-License-Identifier: EUPL-1.2

/// Pixels in rows, three bytes each: red, green, blue.
struct PictureRaster {
    let size: PictureSize
    var pixels: [UInt8]

    init(_ size: PictureSize, pixels: [UInt8]) {
        precondition(pixels.count == size.width * size.height * 3, "three bytes a pixel")
        (self.size, self.pixels) = (size, pixels)
    }

    /// Black.
    init(_ size: PictureSize) {
        self.init(size, pixels: [UInt8](repeating: 0, count: size.width * size.height * 3))
    }

    /// Returns the picture as the scene stood before the camera.
    func upright(from orientation: PictureOrientation) -> PictureRaster {
        guard orientation != .topLeft else { return self }
        var result = PictureRaster(orientation.upright(size))
        for y in 0..<result.size.height {
            for x in 0..<result.size.width {
                let (row, column) = orientation.isTurned ? (x, y) : (y, x)
                let from = (
                    row: orientation.isFirstRowLast ? size.height - 1 - row : row,
                    column: orientation.isFirstColumnLast ? size.width - 1 - column : column
                )
                let (source, target) = ((from.row * size.width + from.column) * 3, (y * result.size.width + x) * 3)
                for channel in 0..<3 { result.pixels[target + channel] = pixels[source + channel] }
            }
        }
        return result
    }

    /// Returns the part that shows the head: from the middle, and nearer to the top than to the bottom.
    func portrait(cutTo frame: PictureSize) -> PictureRaster {
        guard frame != size else { return self }
        let (left, top) = ((size.width - frame.width) / 2, (size.height - frame.height) / 4)
        var part: [UInt8] = []
        part.reserveCapacity(frame.width * frame.height * 3)
        for row in top..<(top + frame.height) {
            let first = (row * size.width + left) * 3
            part += pixels[first..<(first + frame.width * 3)]
        }
        return PictureRaster(frame, pixels: part)
    }
}
