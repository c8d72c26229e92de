import ConvNet
import Display

extension [Figure.Step] {
    /// A kernel that slides over an image: for each position the window, its products with the kernel, and the
    /// number of the output that is their sum.
    ///
    ///     figure(steps: .slidingKernel(image, kernel, stride: 2, padding: 1), caption: "…", alt: "…")
    ///
    /// Traps unless both are a single plane, on illegal geometry (see `conv2dOutputShape`), and with more than 100
    /// positions.
    ///
    /// - Parameters:
    ///   - input: The image, (H, W) or with leading axes of length 1.
    ///   - kernel: The kernel, likewise.
    ///   - stride: S, cells from one window to the next.
    ///   - padding: P, cells of 0 added on each side; the image in it is framed.
    /// - Returns: A step for each position, in row-major order; the last one shows the whole output.
    public static func slidingKernel(
        _ input: Tensor, _ kernel: Tensor, stride: Size2D = 1, padding: Size2D = 0
    ) -> [Figure.Step] {
        orTrap { () throws(ShapeError) in
            let image = try StepParts.plane(input, "input", in: "slidingKernel")
            let weight = try StepParts.plane(kernel, "kernel", in: "slidingKernel")
            let shape = try conv2dOutputShape(
                input: image.shape, weight: weight.shape, stride: stride, padding: padding)
            try StepParts.requireFew(shape[2] * shape[3], in: "slidingKernel")
            let output = conv2d(image, weight: weight, stride: stride, padding: padding)
            return steps(image, weight, output, stride, padding)
        }
    }

    private static func steps(
        _ image: Tensor, _ weight: Tensor, _ output: Tensor, _ stride: Size2D, _ padding: Size2D
    ) -> [Figure.Step] {
        let framed = pad2d(image, EdgePadding(padding), mode: .zeros)
        let size = Size2D(weight.shape[2], weight.shape[3])
        let columns = output.shape[3]
        let frame =
            padding == 0
            ? []
            : [
                StepParts.window(
                    padding.height, padding.width, Size2D(image.shape[2], image.shape[3]), group: 2)
            ]
        return (0..<output.count).map { index in
            let (row, column) = (index / columns, index % columns)
            let (top, left) = (row * stride.height, column * stride.width)
            let products =
                StepParts.part(of: framed, row: top, column: left, size: size)
                * weight.reshaped(to: [size.height, size.width])
            let sum = products.count <= 9 ? StepParts.sum(of: products.values) : "積の和"
            return Figure.Step(
                caption: "出力の行 \(row)、列 \(column)：\(sum) = \(StepParts.text(output.values[index]))",
                panels: [
                    .grid(framed, title: "入力", regions: frame + [StepParts.window(top, left, size)]), .symbol("∗"),
                    .grid(weight, title: "カーネル"), .symbol("→"), .grid(products, title: "積"), .symbol("和 ="),
                    .grid(
                        StepParts.filled(output, upTo: index + 1), title: "出力",
                        regions: [StepParts.window(row, column)]),
                ])
        }
    }
}
