/// `pad2d` as its definition says it: for each cell of the result, the cell of the image that it shows.
///
/// `pad2d` gives the same numbers, and has the parameters explained.
public func pad2dDirect(_ input: Tensor, _ padding: EdgePadding, mode: PaddingMode) -> Tensor {
    let shape = orTrap { () throws(ShapeError) in try pad2dOutputShape(input.shape, padding, mode: mode) }
    let (height, width) = (input.shape[2], input.shape[3])
    var output = Tensor.zeros(shape)
    for n in 0..<shape[0] {
        for c in 0..<shape[1] {
            for row in 0..<shape[2] {
                for column in 0..<shape[3] {
                    let (y, x) = (row - padding.top, column - padding.left)
                    let isInside = 0 <= y && y < height && 0 <= x && x < width
                    if mode == .zeros && !isInside { continue }
                    output[n, c, row, column] = input[n, c, shown(y, height, mode), shown(x, width, mode)]
                }
            }
        }
    }
    return output
}

/// Which of 0..<length is seen at a place that may be outside.
private func shown(_ place: Int, _ length: Int, _ mode: PaddingMode) -> Int {
    switch mode {
    case .zeros: place
    case .replicate: min(max(place, 0), length - 1)
    // There and back is a walk of 2(H − 1) steps, and this its distance from the beginning.
    case .reflect: length - 1 - abs(length - 1 - abs(place))
    case .circular: (place + length) % length
    }
}
