// The adaptive poolings as their definition says them: for each window, every cell of the plane is asked whether it is in
// it. The fast forms give the same numbers, and have the parameters explained.

/// `adaptiveAvgPool2d` in plain loops.
public func adaptiveAvgPool2dDirect(_ input: Tensor, outputSize: Size2D) -> Tensor {
    adaptiveDirect(input, outputSize) { cells in
        Float(cells.reduce(0.0) { $0 + Double($1) } / Double(cells.count))
    }
}

/// `adaptiveMaxPool2d` in plain loops.
public func adaptiveMaxPool2dDirect(_ input: Tensor, outputSize: Size2D) -> Tensor {
    adaptiveDirect(input, outputSize) { cells in
        cells.reduce(-.infinity) { $1 > $0 || $1.isNaN ? $1 : $0 }
    }
}

/// `globalAvgPool2d` in plain loops.
public func globalAvgPool2dDirect(_ input: Tensor) -> Tensor { adaptiveAvgPool2dDirect(input, outputSize: 1) }

private func adaptiveDirect(_ input: Tensor, _ outputSize: Size2D, _ combine: ([Float]) -> Float) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in try adaptivePool2dOutputShape(input.shape, outputSize: outputSize) }
    var output = Tensor.zeros(shape)
    forEachElement(of: shape) { n, c, oh, ow in
        var cells: [Float] = []
        for y in 0..<input.shape[2] where isInBin(y, oh, length: input.shape[2], bins: outputSize.height) {
            for x in 0..<input.shape[3] where isInBin(x, ow, length: input.shape[3], bins: outputSize.width) {
                cells.append(input[n, c, y, x])
            }
        }
        output[n, c, oh, ow] = combine(cells)
    }
    return output
}

/// ⌊i·H / O⌋ ≤ cell < ⌈(i + 1)·H / O⌉, with the fractions multiplied out: cell + 1 > i·H / O, and cell < (i + 1)·H / O.
private func isInBin(_ cell: Int, _ index: Int, length: Int, bins: Int) -> Bool {
    (cell + 1) * bins > index * length && cell * bins < (index + 1) * length
}
