/// What a convolution passes back: the loss' gradient for each thing it was made of.
public struct Conv2dGradients: Equatable, Sendable {
    /// ∂L/∂x, (N, Cin, H, W).
    public let input: Tensor
    /// ∂L/∂W, (Cout, Cin / groups, kh, kw).
    public let weight: Tensor
    /// ∂L/∂b, (Cout); what it would be if there was no bias.
    public let bias: Tensor
}

/// The gradients of `conv2d`, by im2col and matrix products.
///
/// With X = unfold(x) and δ the gradient of the output as (Cout/groups, L), for each image and group:
///
///     ∂L/∂W = δ · Xᵀ            summed over the batch
///     ∂L/∂x = fold(Wᵀ · δ)      overlapping windows are summed
///     ∂L/∂b = Σ δ               over the batch and all positions
///
/// ∂L/∂x is also the transposed convolution of δ: ⟨conv2d(x), δ⟩ = ⟨x, ∂L/∂x⟩.
///
/// Cells of the padding are thrown away. Traps if `gradient` hasn't the shape of the output, and wherever `conv2d` does.
/// PyTorch: `torch.autograd.grad` of `conv2d`, `torch.nn.grad.conv2d_input` and `conv2d_weight`.
///
/// - Parameters:
///   - gradient: δ = ∂L/∂y, (N, Cout, OH, OW).
///   - input: x of the forward pass, (N, Cin, H, W).
///   - weight: W of the forward pass, (Cout, Cin / groups, kh, kw).
///   - stride: As in the forward pass.
///   - padding: As in the forward pass.
///   - dilation: As in the forward pass.
///   - groups: As in the forward pass.
/// - Returns: The gradients of input, weight and bias, each of its shape.
public func conv2dBackward(
    _ gradient: Tensor, input: Tensor, weight: Tensor, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1,
    groups: Int = 1
) -> Conv2dGradients {
    let sizes = orTrap { () throws(ShapeError) in
        let operation = "conv2dBackward"
        let sizes = try Conv2dSizes(
            operation, input: input.shape, weight: weight.shape, bias: nil, stride: stride, padding: padding,
            dilation: dilation, groups: groups)
        try sizes.requireGradient(gradient.shape, operation)
        return sizes
    }
    return Conv2dGradients(
        input: sizes.inputGradient(gradient, weight: weight), weight: sizes.weightGradient(gradient, input: input),
        bias: gradient.channelSums())
}

extension Conv2dSizes {
    /// fold(Wᵀ · δ).
    func inputGradient(_ gradient: Tensor, weight: Tensor) -> Tensor {
        var result = Tensor.zeros(inputShape)
        gradient.values.withUnsafeBufferPointer { gradient in
            weight.values.withUnsafeBufferPointer { weight in
                result.values.withUnsafeMutableBufferPointer { result in
                    guard let gradient = gradient.baseAddress, let weight = weight.baseAddress,
                        let result = result.baseAddress
                    else { return }
                    forEachColumnBlockByImage { block in
                        block.columns.update(repeating: 0, count: patchLength * block.width)
                        multiplyAdd(
                            m: patchLength, n: block.width, k: groupOutChannels,
                            MatrixView(weight + block.weightOffset, width: patchLength).transposed,
                            MatrixView(gradient + block.outputOffset, width: positions), to: block.columns,
                            cWidth: block.width)
                        block.walk.add(
                            block.rows, of: block.columns, rowStride: block.width, to: result + block.inputOffset)
                    }
                }
            }
        }
        return result
    }

    /// δ · Xᵀ.
    func weightGradient(_ gradient: Tensor, input: Tensor) -> Tensor {
        // A sum for each part of the batch, one after the other, then the parts in their order.
        let size = weightShape.reduce(1, *)
        var sums = [Float](repeating: 0, count: max(batchParts.count, 1) * size)
        gradient.values.withUnsafeBufferPointer { gradient in
            input.values.withUnsafeBufferPointer { input in
                sums.withUnsafeMutableBufferPointer { sums in
                    guard let gradient = gradient.baseAddress, let input = input.baseAddress,
                        let sums = sums.baseAddress
                    else { return }
                    forEachColumnBlockByPart { part, block in
                        block.walk.copy(
                            block.rows, of: input + block.inputOffset, into: block.columns, rowStride: block.width,
                            paddingValue: 0)
                        multiplyAdd(
                            m: groupOutChannels, n: patchLength, k: block.width,
                            MatrixView(gradient + block.outputOffset, width: positions),
                            MatrixView(block.columns, width: block.width).transposed,
                            to: sums + (part * size + block.weightOffset), cWidth: patchLength)
                    }
                    for part in batchParts.indices.dropFirst() {
                        for index in 0..<size { sums[index] += sums[part * size + index] }
                    }
                }
            }
        }
        return Tensor(checkedShape: weightShape, Array(sums.prefix(size)))
    }
}

extension Tensor {
    /// The sum of each channel of an (N, C, H, W) tensor over the batch and all positions, in `Double`: (C).
    func channelSums() -> Tensor {
        let (channels, positions) = (shape[1], shape[2] * shape[3])
        var sums = [Double](repeating: 0, count: channels)
        values.withUnsafeBufferPointer { values in
            for plane in 0..<(shape[0] * channels) {
                var sum = 0.0
                for offset in (plane * positions)..<((plane + 1) * positions) { sum += Double(values[offset]) }
                sums[plane % channels] += sum
            }
        }
        return Tensor(checkedShape: [channels], sums.map(Float.init))
    }
}
