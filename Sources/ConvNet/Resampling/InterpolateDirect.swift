import Glibc

/// `interpolate` as its definition says it: for each cell of the result, where it comes from, and the cells around that
/// place.
///
///     y[n, c, oh, ow] = Σ_i Σ_j (1 − |h − i|)·(1 − |w − j|)·x[n, c, i, j]     over the cells less than 1 away
///
/// for the bilinear modes; the nearest ones take one cell. `interpolate` gives the same numbers, and has the parameters
/// explained.
public func interpolateDirect(_ input: Tensor, size: Size2D, mode: InterpolationMode = .nearest) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in try interpolateOutputShape(input.shape, size: size) }
    let (height, width) = (input.shape[2], input.shape[3])
    var output = Tensor.zeros(shape)
    for n in 0..<shape[0] {
        for c in 0..<shape[1] {
            for oh in 0..<size.height {
                for ow in 0..<size.width {
                    let h = sourcePosition(oh, height, size.height, mode)
                    let w = sourcePosition(ow, width, size.width, mode)
                    guard case .bilinear = mode else {
                        output[n, c, oh, ow] = input[n, c, Int(h), Int(w)]
                        continue
                    }
                    var sum = 0.0
                    for y in 0..<height where abs(h - Double(y)) < 1 {
                        for x in 0..<width where abs(w - Double(x)) < 1 {
                            sum += (1 - abs(h - Double(y))) * (1 - abs(w - Double(x))) * Double(input[n, c, y, x])
                        }
                    }
                    output[n, c, oh, ow] = Float(sum)
                }
            }
        }
    }
    return output
}

/// Where cell `o` of `count` comes from on an axis of `length` cells, in cells and their parts.
private func sourcePosition(_ o: Int, _ length: Int, _ count: Int, _ mode: InterpolationMode) -> Double {
    let (o, length, count) = (Double(o), Double(length), Double(count))
    let position: Double
    switch mode {
    case .nearest: position = floor(o * length / count)
    case .nearestExact: position = floor((o + 0.5) * length / count)
    case .bilinear(alignCorners: false): position = (o + 0.5) * length / count - 0.5
    case .bilinear(alignCorners: true): position = count == 1 ? 0 : o * (length - 1) / (count - 1)
    }
    return min(max(position, 0), length - 1)
}
