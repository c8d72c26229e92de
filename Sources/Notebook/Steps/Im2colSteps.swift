import ConvNet
import Display

extension [Figure.Step] {
    /// The matrix of `im2col` as it is filled, a window a row.
    ///
    /// Traps unless there is one image, on illegal geometry (see `im2colShape`), and with more than 100 positions.
    ///
    /// - Parameters:
    ///   - input: The image, (H, W), (C, H, W) or (1, C, H, W); a panel a channel.
    ///   - kernel: The window.
    ///   - stride: S, cells from one window to the next.
    ///   - padding: P, cells of 0 added on each side.
    /// - Returns: A step for each row of the matrix; the last one shows it whole.
    public static func im2col(
        _ input: Tensor, kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0
    ) -> [Figure.Step] {
        orTrap { () throws(ShapeError) in
            try ShapeCheck("im2col", ["input": input.shape]).require(
                2...4 ~= input.rank && (input.rank < 4 || input.shape[0] == 1),
                "the input must be one image: [H, W], [C, H, W] or [1, C, H, W]")
            let image = input.reshaped(to: Array<Int>(repeating: 1, count: 4 - input.rank) + input.shape)
            let shape = try im2colShape(image.shape, kernel: kernel, stride: stride, padding: padding)
            try StepParts.requireFew(shape[0], in: "im2col")
            let matrix = ConvNet.im2col(image, kernel: kernel, stride: stride, padding: padding)
            return steps(image, matrix, kernel, stride, padding)
        }
    }

    private static func steps(
        _ image: Tensor, _ matrix: Tensor, _ kernel: Size2D, _ stride: Size2D, _ padding: Size2D
    ) -> [Figure.Step] {
        let framed = pad2d(image, EdgePadding(padding), mode: .zeros)
        let (channels, height, width) = (framed.shape[1], framed.shape[2], framed.shape[3])
        let across = (width - kernel.width) / stride.width + 1
        let (rows, length) = (matrix.shape[0], matrix.shape[1])
        return (0..<rows).map { index in
            let (row, column) = (index / across, index % across)
            let window = StepParts.window(row * stride.height, column * stride.width, kernel)
            let planes = (0..<channels).map { channel in
                let values = framed.values[channel * height * width..<(channel + 1) * height * width]
                return Panel.grid(
                    Tensor(shape: [height, width], [Float](values)),
                    title: channels == 1 ? "入力" : "入力 c=\(channel)", regions: [window])
            }
            return Figure.Step(
                caption: "窓の左上は行 \(window.row)、列 \(window.column)。\(length) 個の数を、行列の行 \(index) に並べる",
                panels: planes + [
                    .symbol("→"),
                    .grid(
                        StepParts.filled(matrix, upTo: (index + 1) * length), title: "行列 \(rows)×\(length)",
                        regions: [StepParts.window(index, 0, Size2D(1, length))]),
                ])
        }
    }
}
