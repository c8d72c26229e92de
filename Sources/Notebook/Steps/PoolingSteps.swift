import ConvNet
import Display

extension [Figure.Step] {
    /// Max pooling, window by window: the window, the cell that wins, and the output as it fills.
    ///
    /// Traps unless the input is a single plane, on illegal geometry (see `pool2dOutputShape`), and with more than 100
    /// windows.
    ///
    /// - Parameters:
    ///   - input: (H, W) or with leading axes of length 1.
    ///   - kernel: The window.
    ///   - stride: S; nil for the kernel's size.
    /// - Returns: A step for each window; the last one shows the whole output.
    public static func maxPooling(_ input: Tensor, kernel: Size2D, stride: Size2D? = nil) -> [Figure.Step] {
        let pooling = orTrap { () throws(ShapeError) in
            try PoolingSteps(input, kernel, stride ?? kernel, operation: "maxPooling")
        }
        let maxima = maxPool2d(pooling.input, kernel: kernel, stride: pooling.stride)
        return pooling.cells.map { index, row, column, window in
            let value = StepParts.text(maxima.values[index])
            return Figure.Step(
                caption: "出力の行 \(row)、列 \(column)：最大は \(value)（\(pooling.winnerPlace(index))）",
                panels: [
                    .grid(pooling.input, title: "入力", regions: [window, pooling.winner(index)]), .symbol("→"),
                    .grid(
                        StepParts.filled(maxima, upTo: index + 1), title: "最大値",
                        regions: [StepParts.window(row, column)]),
                ])
        }
    }

    /// Where the gradient of max pooling goes, window by window: each δ to the cell that won.
    ///
    /// Traps as `maxPooling`, and unless there is a δ for each window.
    ///
    /// - Parameters:
    ///   - gradient: δ, one number a window.
    ///   - input: x of the forward pass.
    ///   - kernel: As in the forward pass.
    ///   - stride: As in the forward pass.
    /// - Returns: A step for each window; the last one shows the whole gradient of the input.
    public static func maxPoolingGradient(
        _ gradient: Tensor, input: Tensor, kernel: Size2D, stride: Size2D? = nil
    ) -> [Figure.Step] {
        let pooling = orTrap { () throws(ShapeError) in
            try PoolingSteps(input, kernel, stride ?? kernel, gradient: gradient, operation: "maxPoolingGradient")
        }
        return pooling.cells.map { index, row, column, window in
            let passed = maxPool2dBackward(
                StepParts.masked(pooling.gradient, upTo: index + 1), input: pooling.input, kernel: kernel,
                stride: pooling.stride)
            let winner = pooling.winner(index)
            return Figure.Step(
                caption:
                    "δ = \(StepParts.text(pooling.gradient.values[index])) を、最大だった画素（\(pooling.winnerPlace(index))）だけに足す",
                panels: [
                    .grid(pooling.input, title: "入力 x", regions: [window, winner]),
                    .grid(pooling.gradient, title: "上流の勾配 δ", regions: [StepParts.window(row, column)]),
                    .symbol("→"), .grid(passed, title: "dX", regions: [window, winner]),
                ])
        }
    }

    /// Where the gradient of average pooling goes, window by window: an equal share of each δ to all its cells.
    ///
    /// Traps as `maxPoolingGradient`.
    ///
    /// - Parameters:
    ///   - gradient: δ, one number a window.
    ///   - input: x of the forward pass.
    ///   - kernel: As in the forward pass.
    ///   - stride: As in the forward pass.
    /// - Returns: A step for each window; the last one shows the whole gradient of the input.
    public static func averagePoolingGradient(
        _ gradient: Tensor, input: Tensor, kernel: Size2D, stride: Size2D? = nil
    ) -> [Figure.Step] {
        let pooling = orTrap { () throws(ShapeError) in
            try PoolingSteps(input, kernel, stride ?? kernel, gradient: gradient, operation: "averagePoolingGradient")
        }
        return pooling.cells.map { index, row, column, window in
            let passed = avgPool2dBackward(
                StepParts.masked(pooling.gradient, upTo: index + 1), inputShape: pooling.input.shape, kernel: kernel,
                stride: pooling.stride)
            let delta = pooling.gradient.values[index]
            let count = kernel.height * kernel.width
            return Figure.Step(
                caption:
                    "δ = \(StepParts.text(delta)) を \(count) 等分し、窓の画素すべてに \(StepParts.text(delta / Float(count))) ずつ足す",
                panels: [
                    .grid(pooling.input, title: "入力 x", regions: [window]),
                    .grid(pooling.gradient, title: "上流の勾配 δ", regions: [StepParts.window(row, column)]),
                    .symbol("→"), .grid(passed, title: "dX", regions: [window]),
                ])
        }
    }
}

/// The windows of a pooling over one plane, without padding.
private struct PoolingSteps {
    let input: Tensor
    let gradient: Tensor
    let kernel: Size2D
    let stride: Size2D
    private let places: [Int]

    init(
        _ input: Tensor, _ kernel: Size2D, _ stride: Size2D, gradient: Tensor? = nil, operation: String
    ) throws(ShapeError) {
        self.input = try StepParts.plane(input, "input", in: operation)
        self.kernel = kernel
        self.stride = stride
        let shape = try pool2dOutputShape(self.input.shape, kernel: kernel, stride: stride)
        try StepParts.requireFew(shape[2] * shape[3], in: operation)
        if let gradient {
            self.gradient = try StepParts.plane(gradient, "gradient", in: operation)
            try ShapeCheck(operation, ["gradient": gradient.shape]).require(
                self.gradient.shape == shape, "the gradient must have one number a window, \(shape.suffix(2))")
        } else {
            self.gradient = Tensor.zeros(shape)
        }
        places = maxPool2dWithIndices(self.input, kernel: kernel, stride: stride).indices
    }

    /// Each number of the output with its place and its window over the input.
    var cells: [(index: Int, row: Int, column: Int, window: Grid.Region)] {
        let columns = gradient.shape[3]
        return (0..<gradient.count).map { index in
            let (row, column) = (index / columns, index % columns)
            return (index, row, column, StepParts.window(row * stride.height, column * stride.width, kernel))
        }
    }

    /// The cell that wins a window.
    func winner(_ index: Int) -> Grid.Region {
        StepParts.window(places[index] / input.shape[3], places[index] % input.shape[3], group: 1)
    }

    func winnerPlace(_ index: Int) -> String {
        "行 \(places[index] / input.shape[3])、列 \(places[index] % input.shape[3])"
    }
}
