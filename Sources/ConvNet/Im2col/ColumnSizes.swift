/// The checked sizes of im2col and col2im, unfold and fold.
struct ColumnSizes {
    let batch: Int
    let channels: Int
    let input: Size2D
    let output: Size2D
    let geometry: ConvolutionGeometry

    /// C·FH·FW: numbers in one window.
    let patchLength: Int
    /// L = OH·OW: windows in one image.
    let positions: Int

    var inputShape: [Int] { [batch, channels, input.height, input.width] }
    /// Textbook: a window a row.
    var textbookShape: [Int] { [batch * positions, patchLength] }
    /// PyTorch: a window a column.
    var unfoldShape: [Int] { [batch, patchLength, positions] }
    var walk: PatchWalk { PatchWalk(channels: channels, input: input, output: output, geometry: geometry) }

    init(inputShape: [Int], geometry: ConvolutionGeometry, check: ShapeCheck) throws(ShapeError) {
        try check.rank(inputShape, is: 4, of: "the image batch", axes: "[N, C, H, W]")
        try check.count(inputShape, of: "the image batch")
        try check.require(
            !inputShape.dropFirst().contains(0), "C, H and W must be at least 1; only the batch may be empty")
        batch = inputShape[0]
        channels = inputShape[1]
        input = Size2D(inputShape[2], inputShape[3])
        self.geometry = geometry
        output = try geometry.outputSize(input, check: check)
        patchLength = try check.count(
            [channels, geometry.kernel.height, geometry.kernel.width], of: "one window [C, FH, FW]")
        positions = try check.count([output.height, output.width], of: "the output [OH, OW]")
        try check.count([batch, patchLength, positions], of: "the column matrix [N, C·FH·FW, OH·OW]")
    }
}

extension ShapeCheck {
    /// A check whose message shows the kernel as well.
    init(_ operation: String, _ name: String, _ shape: [Int], kernel: Size2D) {
        self.init(operation, [name: shape, "kernel": [kernel.height, kernel.width]])
    }
}
