import Glibc

/// `lpPool2d` in plain loops over every tap of every window, with the padding looked at cell by cell.
///
///     (k / n · Σ xᵖ)^(1/p)      PyTorch's, k = kh·kw, n the window's cells inside the padded image
///     (Σ |x|ᵖ)^(1/p)            absolute
///     (1 / n · Σ |x|ᵖ)^(1/p)    mean-normalised
///
/// `lpPool2d` gives the same numbers by walking over the cells inside the image only, and has the parameters explained.
public func lpPool2dDirect(
    _ input: Tensor, p: Double, kernel: Size2D, stride: Size2D? = nil, padding: Size2D = 0, dilation: Size2D = 1,
    ceilMode: Bool = false, convention: LPConvention = .pytorch
) -> Tensor {
    let stride = stride ?? kernel
    let shape = orTrap { () throws(ShapeError) in
        try WindowNorm(p: p, convention: convention, kernel: kernel).validate("lpPool2dDirect", input.shape)
        return try pool2dOutputShape(
            input.shape, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceilMode)
    }
    var output = Tensor.zeros(shape)
    forEachElement(of: shape) { n, c, oh, ow in
        var (sum, largest, inPaddedImage) = (0.0, 0.0, 0)
        for i in 0..<kernel.height {
            for j in 0..<kernel.width {
                let y = oh * stride.height - padding.height + i * dilation.height
                let x = ow * stride.width - padding.width + j * dilation.width
                if y < input.shape[2] + padding.height, x < input.shape[3] + padding.width { inPaddedImage += 1 }
                guard 0 <= y, y < input.shape[2], 0 <= x, x < input.shape[3] else { continue }
                let value = Double(input[n, c, y, x])
                sum += pow(convention == .pytorch ? value : abs(value), p)
                if abs(value) > largest || value.isNaN { largest = abs(value) }
            }
        }
        let cells = Double(inPaddedImage)
        let norm =
            switch convention {
            case .pytorch: pow(Double(kernel.height * kernel.width) / cells * sum, 1 / p)
            case .absolute: pow(sum, 1 / p)
            case .meanNormalised: pow(sum / cells, 1 / p)
            }
        output[n, c, oh, ow] = Float(p == .infinity ? largest : norm)
    }
    return output
}
