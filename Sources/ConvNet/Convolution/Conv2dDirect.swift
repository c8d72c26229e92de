/// The two-dimensional convolution as its definition says it, in plain loops.
///
///     y[n, m, oh, ow] = b[m] + Σ_c Σ_i Σ_j  W[m, c, i, j] · x[n, g·Cin/groups + c, oh·S − P + i·D, ow·S − P + j·D]
///
/// where x is 0 outside the image and g is the group of output channel m. (Networks call this a convolution;
/// mathematically it is a cross-correlation, as the kernel is not flipped: see `Tensor.flipped`.)
///
/// Each sum is made in `Double` and rounded once, so that this is also the more exact of the two.
/// `conv2d` gives the same numbers faster, and has the parameters explained.
public func conv2dDirect(
    _ input: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Size2D = 1, padding: Size2D = 0,
    dilation: Size2D = 1, groups: Int = 1
) -> Tensor {
    let sizes = orTrap { () throws(ShapeError) in
        try Conv2dSizes(
            "conv2dDirect", input: input.shape, weight: weight.shape, bias: bias?.shape, stride: stride,
            padding: padding, dilation: dilation, groups: groups)
    }
    var output = Tensor.zeros(sizes.outputShape)
    for n in 0..<sizes.batch {
        for m in 0..<sizes.outChannels {
            for oh in 0..<sizes.output.height {
                for ow in 0..<sizes.output.width {
                    var sum = Double(bias?.values[m] ?? 0)
                    sizes.forEachTap(m: m, oh: oh, ow: ow) { tap in
                        let x = tap.isInside ? input[n, tap.channel, tap.y, tap.x] : 0
                        sum += Double(weight[m, tap.c, tap.i, tap.j]) * Double(x)
                    }
                    output[n, m, oh, ow] = Float(sum)
                }
            }
        }
    }
    return output
}

/// The gradients of `conv2dDirect`, in plain loops.
///
/// Each product W·x in the forward pass becomes two in the backward pass, with δ the gradient of the output:
///
///     ∂L/∂W[m, c, i, j]  = Σ_n Σ_oh Σ_ow  δ[n, m, oh, ow] · x[n, …, oh·S − P + i·D, ow·S − P + j·D]
///     ∂L/∂x[n, …, y, x]  = the sum of δ[n, m, oh, ow] · W[m, c, i, j] over all products with that cell
///     ∂L/∂b[m]           = Σ_n Σ_oh Σ_ow  δ[n, m, oh, ow]
///
/// Each sum is made in `Double` and rounded once. `conv2dBackward` gives the same numbers faster, and has the
/// parameters explained.
public func conv2dBackwardDirect(
    _ gradient: Tensor, input: Tensor, weight: Tensor, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1,
    groups: Int = 1
) -> Conv2dGradients {
    let sizes = orTrap { () throws(ShapeError) in
        let operation = "conv2dBackwardDirect"
        let sizes = try Conv2dSizes(
            operation, input: input.shape, weight: weight.shape, bias: nil, stride: stride, padding: padding,
            dilation: dilation, groups: groups)
        try sizes.requireGradient(gradient.shape, operation)
        return sizes
    }
    var inputSums = [Double](repeating: 0, count: input.count)
    var weightSums = [Double](repeating: 0, count: weight.count)
    var biasSums = [Double](repeating: 0, count: sizes.outChannels)
    for n in 0..<sizes.batch {
        for m in 0..<sizes.outChannels {
            for oh in 0..<sizes.output.height {
                for ow in 0..<sizes.output.width {
                    let delta = Double(gradient[n, m, oh, ow])
                    biasSums[m] += delta
                    sizes.forEachTap(m: m, oh: oh, ow: ow) { tap in
                        let x = tap.isInside ? input[n, tap.channel, tap.y, tap.x] : 0
                        weightSums[sizes.weightOffset(m: m, tap)] += delta * Double(x)
                        if tap.isInside {
                            inputSums[sizes.inputOffset(n: n, tap)] += delta * Double(weight[m, tap.c, tap.i, tap.j])
                        }
                    }
                }
            }
        }
    }
    return Conv2dGradients(
        input: Tensor(checkedShape: input.shape, inputSums.map(Float.init)),
        weight: Tensor(checkedShape: weight.shape, weightSums.map(Float.init)),
        bias: Tensor(checkedShape: [sizes.outChannels], biasSums.map(Float.init)))
}

/// One product of one output element.
private struct Tap {
    /// In the weight: channel within the group, row, column.
    let c: Int
    let i: Int
    let j: Int
    /// In the input: channel, row, column.
    let channel: Int
    let y: Int
    let x: Int
    /// Whether (y, x) is in the image; otherwise it is padding, and the cell is 0.
    let isInside: Bool
}

extension Conv2dSizes {
    /// The products of output element (m, oh, ow), in the weight's order.
    fileprivate func forEachTap(m: Int, oh: Int, ow: Int, _ body: (Tap) -> Void) {
        let group = m / groupOutChannels
        for c in 0..<groupInChannels {
            for i in 0..<kernel.height {
                for j in 0..<kernel.width {
                    let y = oh * geometry.stride.height - geometry.padding.height + i * geometry.dilation.height
                    let x = ow * geometry.stride.width - geometry.padding.width + j * geometry.dilation.width
                    let isInside = 0 <= y && y < input.height && 0 <= x && x < input.width
                    body(
                        Tap(
                            c: c, i: i, j: j, channel: group * groupInChannels + c, y: y, x: x, isInside: isInside))
                }
            }
        }
    }

    fileprivate func weightOffset(m: Int, _ tap: Tap) -> Int {
        ((m * groupInChannels + tap.c) * kernel.height + tap.i) * kernel.width + tap.j
    }

    fileprivate func inputOffset(n: Int, _ tap: Tap) -> Int {
        ((n * inChannels + tap.channel) * input.height + tap.y) * input.width + tap.x
    }
}
