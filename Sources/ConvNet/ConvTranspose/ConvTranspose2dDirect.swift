/// The transposed convolution as its definition says it, in plain loops: every input cell scatters its products.
///
///     y[n, m, h·S − P + i·D, w·S − P + j·D]  +=  x[n, c, h, w] · W[c, m − first m of c's group, i, j]
///
/// for all n, c, h, w, i, j and all output channels m of c's group; what falls outside the output is dropped. Then b[m]
/// is added everywhere.
///
/// Each sum is made in `Double` and rounded once. `convTranspose2d` gives the same numbers faster, and has the
/// parameters explained.
public func convTranspose2dDirect(
    _ input: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Size2D = 1, padding: Size2D = 0,
    outputPadding: Size2D = 0, dilation: Size2D = 1, groups: Int = 1
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try ConvTranspose2dSizes(
            "convTranspose2dDirect", input: input.shape, weight: weight.shape, bias: bias?.shape, stride: stride,
            padding: padding, outputPadding: outputPadding, dilation: dilation, groups: groups)
    }
    let plane = sizes.output.height * sizes.output.width
    var sums = [Double](repeating: 0, count: sizes.batch * sizes.outChannels * plane)
    if let bias {
        for index in sums.indices { sums[index] = Double(bias.values[index / plane % sizes.outChannels]) }
    }
    sizes.forEachProduct { product in
        sums[product.output] += Double(input.values[product.input]) * Double(weight.values[product.weight])
    }
    return Tensor(checkedShape: sizes.outputShape, sums.map(Float.init))
}

/// The gradients of `convTranspose2dDirect`, in plain loops.
///
/// Each product x·W that went into an output cell with gradient δ gives δ·W to ∂L/∂x and δ·x to ∂L/∂W.
/// `convTranspose2dBackward` gives the same numbers faster, and has the parameters explained.
public func convTranspose2dBackwardDirect(
    _ gradient: Tensor, input: Tensor, weight: Tensor, stride: Size2D = 1, padding: Size2D = 0,
    outputPadding: Size2D = 0, dilation: Size2D = 1, groups: Int = 1
) -> ConvTranspose2dGradients {
    let sizes = orTrap { () throws(ShapeError) in
        let operation = "convTranspose2dBackwardDirect"
        let sizes = try ConvTranspose2dSizes(
            operation, input: input.shape, weight: weight.shape, bias: nil, stride: stride, padding: padding,
            outputPadding: outputPadding, dilation: dilation, groups: groups)
        try sizes.requireGradient(gradient.shape, operation)
        return sizes
    }
    var inputSums = [Double](repeating: 0, count: input.count)
    var weightSums = [Double](repeating: 0, count: weight.count)
    sizes.forEachProduct { product in
        let delta = Double(gradient.values[product.output])
        inputSums[product.input] += delta * Double(weight.values[product.weight])
        weightSums[product.weight] += delta * Double(input.values[product.input])
    }
    return ConvTranspose2dGradients(
        input: Tensor(checkedShape: input.shape, inputSums.map(Float.init)),
        weight: Tensor(checkedShape: weight.shape, weightSums.map(Float.init)), bias: gradient.channelSums())
}

/// One product: where its factors are and where it goes.
private struct Product {
    let input: Int
    let weight: Int
    let output: Int
}

extension ConvTranspose2dSizes {
    fileprivate func forEachProduct(_ body: (Product) -> Void) {
        for n in 0..<batch {
            for c in 0..<inChannels {
                for m in 0..<groupOutChannels {
                    let outChannel = c / groupInChannels * groupOutChannels + m
                    for h in 0..<input.height {
                        for w in 0..<input.width {
                            let cell = ((n * inChannels + c) * input.height + h) * input.width + w
                            forEachTap(h: h, w: w) { i, j, y, x in
                                body(
                                    Product(
                                        input: cell,
                                        weight: ((c * groupOutChannels + m) * kernel.height + i) * kernel.width + j,
                                        output: ((n * outChannels + outChannel) * output.height + y) * output.width + x)
                                )
                            }
                        }
                    }
                }
            }
        }
    }

    /// The kernel's taps (i, j) that land inside the output, at (y, x).
    private func forEachTap(h: Int, w: Int, _ body: (_ i: Int, _ j: Int, _ y: Int, _ x: Int) -> Void) {
        for i in 0..<kernel.height {
            for j in 0..<kernel.width {
                let y = h * geometry.stride.height - geometry.padding.height + i * geometry.dilation.height
                let x = w * geometry.stride.width - geometry.padding.width + j * geometry.dilation.width
                if 0 <= y, y < output.height, 0 <= x, x < output.width { body(i, j, y, x) }
            }
        }
    }
}
