import ConvNet
import Display

extension [Figure.Step] {
    /// A transposed convolution as an ordinary one, in four steps: zeros between the cells, zeros around them, the
    /// kernel turned, and a convolution with a stride of 1.
    ///
    /// Traps unless both are a single plane, on illegal geometry (see `convTranspose2dOutputShape`), and with a padding
    /// of the kernel's size or more, for which there is no frame of zeros.
    ///
    /// - Parameters:
    ///   - input: (H, W) or with leading axes of length 1.
    ///   - kernel: The kernel, likewise.
    ///   - stride: S; S − 1 zeros come between two cells.
    ///   - padding: P; the frame has K − 1 − P cells.
    ///   - outputPadding: OP; further zeros at the bottom and on the right.
    /// - Returns: Four steps; the last one shows the whole output.
    public static func transposedConvolution(
        _ input: Tensor, _ kernel: Tensor, stride: Size2D = 1, padding: Size2D = 0, outputPadding: Size2D = 0
    ) -> [Figure.Step] {
        let operation = "transposedConvolution"
        let (image, weight) = orTrap { () throws(ShapeError) in
            let image = try StepParts.plane(input, "input", in: operation)
            let weight = try StepParts.plane(kernel, "kernel", in: operation)
            _ = try convTranspose2dOutputShape(
                input: image.shape, weight: weight.shape, stride: stride, padding: padding, outputPadding: outputPadding
            )
            try ShapeCheck(operation, ["input": image.shape, "kernel": weight.shape]).require(
                padding.height < weight.shape[2] && padding.width < weight.shape[3],
                "the padding must be smaller than the kernel: the frame has K − 1 − P cells")
            return (image, weight)
        }
        let between = Size2D(stride.height - 1, stride.width - 1)
        let frame = Size2D(weight.shape[2] - 1 - padding.height, weight.shape[3] - 1 - padding.width)
        let spread = spread(image, by: stride)
        let framed = pad2d(
            spread,
            EdgePadding(
                top: frame.height, bottom: frame.height + outputPadding.height, left: frame.width,
                right: frame.width + outputPadding.width), mode: .zeros)
        let turned = Tensor(shape: weight.shape, weight.values.reversed())
        let output = conv2d(framed, weight: turned)
        let extra = outputPadding == 0 ? "" : "（下と右には、出力パディングの \(text(outputPadding)) を足す）"
        return [
            Figure.Step(
                caption: "手順 1：画素と画素の間に、0 を S − 1 = \(text(between)) 個ずつ入れる",
                panels: [
                    .grid(image, title: title("入力", image)), .symbol("→"), .grid(spread, title: title("間に 0", spread)),
                ]),
            Figure.Step(
                caption: "手順 2：周りを、0 で K − 1 − P = \(text(frame)) 画素ずつ囲む\(extra)",
                panels: [
                    .grid(spread, title: title("間に 0", spread)), .symbol("→"),
                    .grid(
                        framed, title: title("周りに 0", framed),
                        regions: [
                            StepParts.window(
                                frame.height, frame.width, Size2D(spread.shape[2], spread.shape[3]), group: 2)
                        ]),
                ]),
            Figure.Step(
                caption: "手順 3：カーネルを上下左右に裏返す（180° 回す）",
                panels: [.grid(weight, title: "カーネル"), .symbol("→"), .grid(turned, title: "裏返したカーネル")]),
            Figure.Step(
                caption: "手順 4：ストライド 1 で、普通の畳み込みをする。出力は \(output.shape[2])×\(output.shape[3])",
                panels: [
                    .grid(
                        framed, title: title("周りに 0", framed),
                        regions: [StepParts.window(0, 0, Size2D(weight.shape[2], weight.shape[3]))]), .symbol("∗"),
                    .grid(turned, title: "裏返したカーネル"), .symbol("="),
                    .grid(output, title: title("出力", output), regions: [StepParts.window(0, 0)]),
                ]),
        ]
    }

    /// The cells of a plane `stride` apart, and zeros between them.
    private static func spread(_ image: Tensor, by stride: Size2D) -> Tensor {
        let (height, width) = (image.shape[2], image.shape[3])
        var result = Tensor.zeros([1, 1, (height - 1) * stride.height + 1, (width - 1) * stride.width + 1])
        for row in 0..<height {
            for column in 0..<width {
                result[0, 0, row * stride.height, column * stride.width] = image[0, 0, row, column]
            }
        }
        return result
    }

    private static func title(_ name: String, _ plane: Tensor) -> String {
        "\(name)：\(plane.shape[2])×\(plane.shape[3])"
    }

    /// One number, or two if height and width differ.
    private static func text(_ size: Size2D) -> String {
        size.height == size.width ? "\(size.height)" : "\(size.height)×\(size.width)"
    }
}
