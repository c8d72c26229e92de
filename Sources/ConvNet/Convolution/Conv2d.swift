/// The two-dimensional convolution of an image batch, by im2col and a matrix product.
///
/// For each image and group, with K = (Cin / groups)·kh·kw products an output element and L = OH·OW positions,
///
///     y (Cout/groups, L) = W (Cout/groups, K) · unfold(x) (K, L) + b
///
/// The column matrix is made a few output rows at a time, so that it stays in the cache and memory doesn't grow with
/// the image. (The textbook makes it of the whole batch at once, and transposed: see `im2col`.)
///
/// ```swift
/// let x = Tensor.arange(shape: [1, 1, 3, 3])
/// conv2d(x, weight: Tensor.ones([1, 1, 2, 2]))
/// // [[[[ 8, 12],
/// //    [20, 24]]]]
/// ```
///
/// Padding is a true 0 and takes part in the products: 0 times an infinite weight is NaN, here as in `conv2dDirect`, the
/// definition in plain loops. PyTorch: `torch.nn.functional.conv2d`. Traps on illegal shapes; see `conv2dOutputShape`.
///
/// - Parameters:
///   - input: (N, Cin, H, W); N may be 0, the others not (PyTorch also takes Cin = 0).
///   - weight: (Cout, Cin / groups, kh, kw).
///   - bias: (Cout), or nil for none.
///   - stride: S, cells from one window to the next.
///   - padding: P, cells of 0 added on each side.
///   - dilation: D, cells from one tap of the kernel to the next.
///   - groups: Into how many independent convolutions the channels are split; Cin of them make it depthwise.
/// - Returns: (N, Cout, OH, OW) with OH = ⌊(H + 2P − D(kh − 1) − 1) / S⌋ + 1, and OW likewise.
public func conv2d(
    _ input: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Size2D = 1, padding: Size2D = 0,
    dilation: Size2D = 1, groups: Int = 1
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try Conv2dSizes(
            "conv2d", input: input.shape, weight: weight.shape, bias: bias?.shape, stride: stride, padding: padding,
            dilation: dilation, groups: groups)
    }
    var output = Tensor.zeros(sizes.outputShape)
    input.values.withUnsafeBufferPointer { input in
        weight.values.withUnsafeBufferPointer { weight in
            output.values.withUnsafeMutableBufferPointer { output in
                guard let input = input.baseAddress, let weight = weight.baseAddress, let output = output.baseAddress
                else { return }
                sizes.addProducts(input: input, weight: weight, output: output)
            }
        }
    }
    if let bias { output.addBias(bias) }
    return output
}

extension Conv2dSizes {
    func addProducts(
        input: UnsafePointer<Float>, weight: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>
    ) {
        forEachColumnBlock { block in
            block.walk.copy(
                block.rows, of: input + block.inputOffset, into: block.columns, rowStride: block.width,
                paddingValue: 0)
            multiplyAdd(
                m: groupOutChannels, n: block.width, k: patchLength,
                MatrixView(weight + block.weightOffset, width: patchLength),
                MatrixView(block.columns, width: block.width), to: output + block.outputOffset, cWidth: positions)
        }
    }
}

extension Tensor {
    /// Adds one number a channel to an (N, C, H, W) tensor.
    mutating func addBias(_ bias: Tensor) {
        let (plane, channels, planes) = (shape[2] * shape[3], shape[1], shape[0] * shape[1])
        values.withUnsafeMutableBufferPointer { values in
            for index in 0..<planes {
                let addend = bias.values[index % channels]
                for offset in (index * plane)..<((index + 1) * plane) { values[offset] += addend }
            }
        }
    }
}
