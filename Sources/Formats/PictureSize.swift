// SPDX-License-Identifier: EUPL-1.2

/// Width and height in pixels.
package struct PictureSize: Sendable, Equatable {
    package let width: Int, height: Int

    package init(width: Int, height: Int) { (self.width, self.height) = (width, height) }

    var turned: PictureSize { PictureSize(width: height, height: width) }

    /// The smallest size of the same shape that fills the frame; neither side may be 0.
    func covering(_ frame: PictureSize) -> PictureSize {
        // Rounded to the nearest pixel.
        if width * frame.height >= height * frame.width {
            let wide = (2 * width * frame.height + height) / (2 * height)
            return PictureSize(width: max(frame.width, wide), height: frame.height)
        }
        let high = (2 * height * frame.width + width) / (2 * width)
        return PictureSize(width: frame.width, height: max(frame.height, high))
    }
}
