// SPDX-License-Identifier: EUPL-1.2

// Resampling with a triangle as wide as the reduction: every stored pixel counts, so nothing flickers or is lost, and
// an enlargement is linear between neighbours. First along the rows, then along the columns, as the filter is separable.
// P. Heckbert, "Fundamentals of Texture Mapping and Image Warping" (1989), chapter 3.

/// What one pixel of the result takes: from `first` on, as many neighbours as there are weights; the weights add up to 1.
private struct Share {
    let first: Int
    let weights: [Float]

    static func all(from count: Int, to wanted: Int) -> [Share] {
        let scale = Float(count) / Float(wanted)
        let reach = max(1, scale)
        return (0..<wanted).map { position in
            let middle = (Float(position) + 0.5) * scale
            let first = max(0, Int(middle - reach)), end = min(count, Int(middle + reach) + 1)
            let weights = (first..<end).map { max(0, 1 - abs(Float($0) + 0.5 - middle) / reach) }
            let sum = weights.reduce(0, +)
            return Share(first: first, weights: weights.map { $0 / sum })
        }
    }
}

extension PictureRaster {
    func resized(to wanted: PictureSize) -> PictureRaster {
        wanted == size ? self : withWidth(wanted.width).withHeight(wanted.height)
    }

    private func withWidth(_ width: Int) -> PictureRaster {
        guard width != size.width else { return self }
        let shares = Share.all(from: size.width, to: width)
        var result: [UInt8] = []
        result.reserveCapacity(width * size.height * 3)
        for row in 0..<size.height {
            for share in shares {
                var (red, green, blue): (Float, Float, Float) = (0.5, 0.5, 0.5)
                var place = (row * size.width + share.first) * 3
                for weight in share.weights {
                    red += weight * Float(pixels[place])
                    green += weight * Float(pixels[place + 1])
                    blue += weight * Float(pixels[place + 2])
                    place += 3
                }
                result.append(UInt8(min(red, 255)))
                result.append(UInt8(min(green, 255)))
                result.append(UInt8(min(blue, 255)))
            }
        }
        return PictureRaster(PictureSize(width: width, height: size.height), pixels: result)
    }

    private func withHeight(_ height: Int) -> PictureRaster {
        guard height != size.height else { return self }
        let length = size.width * 3
        var result: [UInt8] = []
        result.reserveCapacity(length * height)
        for share in Share.all(from: size.height, to: height) {
            var sums = [Float](repeating: 0.5, count: length)
            for (offset, weight) in share.weights.enumerated() {
                let row = (share.first + offset) * length
                for place in 0..<length { sums[place] += weight * Float(pixels[row + place]) }
            }
            result += sums.lazy.map { UInt8(min($0, 255)) }
        }
        return PictureRaster(PictureSize(width: size.width, height: height), pixels: result)
    }
}
