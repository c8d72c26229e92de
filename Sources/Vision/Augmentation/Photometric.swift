import ConvNet

/// A change of an image's colours; nothing moves, so boxes and masks stay as they are.
///
/// Images are (C, H, W), from 0 (black) to a limit (white): 255 or 1. Results are limited to that range. Grey is
/// 0.2989·R + 0.587·G + 0.114·B, or the mean of the channels if there aren't three. The same as the functions of those
/// names in torchvision, on numbers that are not rounded to bytes.
public enum PhotometricChange: Hashable, Sendable {
    /// Times a factor: 0 black, 1 as it is.
    case brightness(Float)
    /// Away from the mean of all grey values, by a factor: 0 that one grey, 1 as it is.
    case contrast(Float)
    /// Away from each pixel's grey, by a factor: 0 grey, 1 as it is. (RandAugment calls it Color.)
    case saturation(Float)
    /// Away from the image smoothed by (1, 1, 1; 1, 5, 1; 1, 1, 1)/13, by a factor: 0 smooth, 1 as it is. Pixels of
    /// the rim are their own smoothed ones.
    case sharpness(Float)
    /// One offset for all channels, limited to the image's *own* range: Keras's channel shift.
    case channelShift(Float)
    /// Only the uppermost bits of each number, of 8 for the limit.
    case posterize(bits: Int)
    /// Numbers of at least this part of the limit are inverted.
    case solarize(threshold: Float)
    /// Each channel stretched from 0 to the limit; as it is, if it has one value.
    case autoContrast
    /// Each channel with about as many pixels of every value, of 256; numbers are rounded to those first.
    case equalize

    /// The changed image.
    ///
    /// Traps unless the image is (C, H, W) with something in it.
    public func callAsFunction(_ image: Tensor, limit: Float = 255) -> Tensor {
        orTrap { () throws(ShapeError) in _ = try AnnotatedImage(image) }
        let plane = image.shape[1] * image.shape[2]
        switch self {
        case .brightness(let factor): return image.map { min(max($0 * factor, 0), limit) }
        case .contrast(let factor):
            let grey = image.greyPlane()
            let mean = Float(grey.reduce(0.0) { $0 + Double($1) } / Double(grey.count))
            return image.map { min(max(factor * $0 + (1 - factor) * mean, 0), limit) }
        case .saturation(let factor):
            let grey = image.greyPlane()
            return image.blended(with: { grey[$0 % plane] }, factor, limit)
        case .sharpness(let factor):
            let smooth = image.smoothed()
            return image.blended(with: { smooth[$0] }, factor, limit)
        case .channelShift(let offset):
            let (lowest, highest) = (image.min(), image.max())
            return image.map { min(max($0 + offset, lowest), highest) }
        case .posterize(let bits):
            let step = Float(1 << (8 - min(max(bits, 0), 8)))
            return image.map { ($0 / limit * 255 / step).rounded(.down) * step / 255 * limit }
        case .solarize(let threshold): return image.map { $0 >= threshold * limit ? limit - $0 : $0 }
        case .autoContrast:
            return image.mapPlanes { numbers in
                guard let low = numbers.min(), let high = numbers.max(), high > low else { return numbers }
                return numbers.map { min(max(($0 - low) * (limit / (high - low)), 0), limit) }
            }
        case .equalize:
            return image.mapPlanes { numbers in
                let levels = numbers.map { Int(min(max($0 / limit * 255, 0), 255).rounded()) }
                return equalized(levels).map { Float($0) / 255 * limit }
            }
        }
    }
}

/// Levels 0…255 mapped by their cumulative histogram, in whole numbers, as PIL and torchvision do.
private func equalized(_ levels: [Int]) -> [Int] {
    var histogram = [Int](repeating: 0, count: 256)
    for level in levels { histogram[level] += 1 }
    let last = histogram.last { $0 > 0 } ?? 0
    let step = (levels.count - last) / 255
    guard step > 0 else { return levels }
    var table = [0]
    var sum = 0
    for count in histogram.dropLast() {
        sum += count
        table.append(min(max((sum + step / 2) / step, 0), 255))
    }
    return levels.map { table[$0] }
}

extension Tensor {
    fileprivate func greyPlane() -> [Float] {
        let plane = shape[1] * shape[2]
        guard shape[0] == 3 else {
            return (0..<plane).map { pixel in
                (0..<shape[0]).reduce(0) { $0 + values[$1 * plane + pixel] } / Float(shape[0])
            }
        }
        return (0..<plane).map { 0.2989 * values[$0] + 0.587 * values[plane + $0] + 0.114 * values[2 * plane + $0] }
    }

    /// factor·x + (1 − factor)·other, limited.
    fileprivate func blended(with other: (Int) -> Float, _ factor: Float, _ limit: Float) -> Tensor {
        var result = values
        for place in values.indices {
            let mixed = factor * values[place] + (1 - factor) * other(place)
            result[place] = Swift.min(Swift.max(mixed, 0), limit)
        }
        return Tensor(shape: shape, result)
    }

    fileprivate func mapPlanes(_ transform: ([Float]) -> [Float]) -> Tensor {
        let plane = shape[1] * shape[2]
        return Tensor(
            shape: shape, (0..<shape[0]).flatMap { transform(Array(values[$0 * plane..<($0 + 1) * plane])) })
    }

    fileprivate func smoothed() -> [Float] {
        let (height, width) = (shape[1], shape[2])
        var result = values
        guard height > 2, width > 2 else { return result }
        for channel in 0..<shape[0] {
            for row in 1..<height - 1 {
                for column in 1..<width - 1 {
                    let place = (channel * height + row) * width + column
                    var sum = 4 * values[place]
                    for line in [place - width, place, place + width] {
                        sum += values[line - 1] + values[line] + values[line + 1]
                    }
                    result[place] = sum / 13
                }
            }
        }
        return result
    }
}
