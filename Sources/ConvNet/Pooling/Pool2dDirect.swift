// The two common poolings as their definitions say them, in plain loops over every tap of every window, with the
// padding looked at cell by cell. `maxPool2d` and `avgPool2d` give the same numbers by walking over the cells inside
// the image only, and have the parameters explained.

/// `maxPool2d` in plain loops.
public func maxPool2dDirect(
    _ input: Tensor, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1,
    ceilMode: Bool = false
) -> Tensor {
    let stride = stride ?? kernel
    let shape = orTrap { () throws(ShapeError) in
        try pool2dOutputShape(
            input.shape, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }
    var output = Tensor(repeating: -.infinity, shape: shape)
    forEachElement(of: shape) { n, c, oh, ow in
        for i in 0..<kernel.height {
            for j in 0..<kernel.width {
                let y = oh * stride.height - padding.height + i * dilation.height
                let x = ow * stride.width - padding.width + j * dilation.width
                let isInside = 0 <= y && y < input.shape[2] && 0 <= x && x < input.shape[3]
                let value = isInside ? input[n, c, y, x] : -.infinity
                if value > output[n, c, oh, ow] || value.isNaN { output[n, c, oh, ow] = value }
            }
        }
    }
    return output
}

/// `avgPool2d` in plain loops.
public func avgPool2dDirect(
    _ input: Tensor, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1,
    ceilMode: Bool = false, countIncludePad: Bool = true, divisorOverride: Int? = nil
) -> Tensor {
    let stride = stride ?? kernel
    let shape = orTrap { () throws(ShapeError) in
        try pool2dOutputShape(
            input.shape, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }
    var output = Tensor.zeros(shape)
    forEachElement(of: shape) { n, c, oh, ow in
        var (sum, inImage, inPaddedImage) = (0.0, 0, 0)
        for i in 0..<kernel.height {
            for j in 0..<kernel.width {
                let y = oh * stride.height - padding.height + i * dilation.height
                let x = ow * stride.width - padding.width + j * dilation.width
                // Above and to the left there is only padding; below and to the right, a ceil-mode window may overhang.
                if y < input.shape[2] + padding.height, x < input.shape[3] + padding.width { inPaddedImage += 1 }
                if 0 <= y, y < input.shape[2], 0 <= x, x < input.shape[3] {
                    inImage += 1
                    sum += Double(input[n, c, y, x])
                }
            }
        }
        let divisor = divisorOverride ?? (countIncludePad ? inPaddedImage : inImage)
        output[n, c, oh, ow] = inImage == 0 ? 0 : Float(sum / Double(divisor))
    }
    return output
}

/// All index combinations of an (N, C, H, W) shape, in row-major order.
func forEachElement(of shape: [Int], _ body: (Int, Int, Int, Int) -> Void) {
    for n in 0..<shape[0] {
        for c in 0..<shape[1] {
            for y in 0..<shape[2] {
                for x in 0..<shape[3] {
                    body(n, c, y, x)
                }
            }
        }
    }
}
