import ConvNet
import Testing

/// The ONNX standard's own node vectors; Tools/golden/make_onnx.py wrote them down.
struct ONNXNodeTests {
    /// The standard's cases that the engine can't reproduce, and why.
    private static let different: [(reason: String, names: [String])] = [
        (
            "three-dimensional images: the engine's have two",
            [
                "averagepool_3d_default", "averagepool_3d_dilations_small",
                "averagepool_3d_dilations_large_count_include_pad_is_0_ceil_mode_is_False",
                "averagepool_3d_dilations_large_count_include_pad_is_0_ceil_mode_is_True",
                "averagepool_3d_dilations_large_count_include_pad_is_1_ceil_mode_is_False",
                "averagepool_3d_dilations_large_count_include_pad_is_1_ceil_mode_is_True",
                "col2im_5d", "convtranspose_3d", "lppool_3d_default", "maxpool_3d_default", "maxpool_3d_dilations",
                "maxpool_3d_dilations_use_ref_impl", "maxpool_3d_dilations_use_ref_impl_large",
            ]
        ),
        (
            "auto_pad gives one side more than the other: the padding of these operators is PyTorch's, the same on both",
            [
                "averagepool_2d_same_lower", "averagepool_2d_same_upper", "lppool_2d_same_lower",
                "lppool_2d_same_upper", "maxpool_2d_same_lower", "maxpool_2d_same_upper", "convtranspose_autopad_same",
            ]
        ),
        (
            "padding of more than half the kernel: an error in PyTorch's poolings, and so here",
            ["averagepool_2d_pads", "averagepool_2d_pads_count_include_pad", "lppool_2d_pads", "maxpool_2d_pads"]
        ),
        (
            "indices for another size than the output's, laid into its upper left corner: PyTorch's are the output's own",
            ["maxunpool_export_with_output_shape"]
        ),
    ]

    private static let cases = goldenCases("onnx")

    private static func cases(_ operations: String...) -> [GoldenCase] {
        cases.filter { operations.contains($0.operation) && $0.options["skipped"] == nil }
    }

    @Test func everyCaseIsReproducedOrListed() {
        let skipped = Self.cases.filter { $0.options["skipped"] != nil }.compactMap { $0.options["name"] }
        #expect(Set(skipped) == Set(Self.different.flatMap(\.names).map { "test_" + $0 }))
        #expect(Self.cases.count == 79 && skipped.count == 25)
        let tested = Self.cases(
            "Conv", "ConvTranspose", "AveragePool", "MaxPool", "LpPool", "GlobalAveragePool", "GlobalMaxPool", "Col2Im",
            "BatchNormalization", "MaxUnpool")
        #expect(tested.count + skipped.count == Self.cases.count)
    }

    @Test(arguments: cases("Conv"))
    func convolutions(_ golden: GoldenCase) throws {
        for convolve in [conv2d, conv2dDirect] {
            let output = convolve(
                try golden.tensor("input"), try golden.tensor("weight"), nil, try golden.size("stride"),
                try golden.size("padding"), try golden.size("dilation"), try golden.number("groups"))
            try expect(output, golden)
        }
    }

    @Test(arguments: cases("ConvTranspose"))
    func transposedConvolutions(_ golden: GoldenCase) throws {
        for convolve in [convTranspose2d, convTranspose2dDirect] {
            let output = convolve(
                try golden.tensor("input"), try golden.tensor("weight"), nil, try golden.size("stride"),
                try golden.size("padding"), try golden.size("outputPadding"), try golden.size("dilation"),
                try golden.number("groups"))
            try expect(output, golden)
        }
    }

    @Test(arguments: cases("AveragePool"))
    func averages(_ golden: GoldenCase) throws {
        for pool in [avgPool2d, avgPool2dDirect] {
            let output = pool(
                try golden.tensor("input"), try golden.size("kernel"), try golden.size("stride"),
                try golden.size("padding"), try golden.size("dilation"), try golden.number("ceil") == 1,
                try golden.number("include") == 1, nil)
            try expect(output, golden)
        }
    }

    @Test(arguments: cases("MaxPool"))
    func maxima(_ golden: GoldenCase) throws {
        let input = try golden.tensor("input")
        let result = maxPool2dWithIndices(
            input, kernel: try golden.size("kernel"), stride: try golden.size("stride"),
            padding: try golden.size("padding"), dilation: try golden.size("dilation"),
            ceilMode: try golden.number("ceil") == 1)
        #expect(try result.output == golden.tensor("output"))
        guard let indices = golden.tensors["indices"] else { return }
        // ONNX can also count along columns; both cases have one plane, so that counting over all planes is the same.
        let isColumnMajor = try golden.number("columnMajor") == 1
        let (height, width) = (input.shape[2], input.shape[3])
        let places = result.indices.map { isColumnMajor ? $0 % width * height + $0 / width : $0 }
        #expect(input.shape[0] * input.shape[1] == 1 && places == indices.values.map { Int($0) })
    }

    @Test(arguments: cases("LpPool"))
    func norms(_ golden: GoldenCase) throws {
        let output = lpPool2d(
            try golden.tensor("input"), p: Double(try golden.number("p")), kernel: try golden.size("kernel"),
            stride: try golden.size("stride"), padding: try golden.size("padding"),
            dilation: try golden.size("dilation"), ceilMode: try golden.number("ceil") == 1, convention: .absolute)
        try expect(output, golden)
    }

    @Test(arguments: cases("GlobalAveragePool", "GlobalMaxPool"))
    func wholePlanes(_ golden: GoldenCase) throws {
        let input = try golden.tensor("input")
        let isMaximum = golden.operation == "GlobalMaxPool"
        try expect(isMaximum ? adaptiveMaxPool2d(input, outputSize: 1) : globalAvgPool2d(input), golden)
    }

    @Test(arguments: cases("Col2Im"))
    func columns(_ golden: GoldenCase) throws {
        let input = try golden.tensor("input")
        let output = fold(
            input, outputSize: try golden.size("size"), kernel: try golden.size("kernel"),
            stride: try golden.size("stride"), padding: try golden.size("padding"),
            dilation: try golden.size("dilation"))
        try expect(output, golden)
        // The textbook's matrix is the same, one image below the other and each transposed.
        let textbook = col2im(
            input.transposed(0, 2, 1).reshaped(to: [-1, input.shape[1]]), inputShape: output.shape,
            kernel: try golden.size("kernel"), stride: try golden.size("stride"), padding: try golden.size("padding"),
            dilation: try golden.size("dilation"))
        try expect(textbook, golden)
    }

    @Test(arguments: cases("BatchNormalization"))
    func normalisations(_ golden: GoldenCase) throws {
        let (input, mean, variance) = (
            try golden.tensor("input"), try golden.tensor("mean"), try golden.tensor("variance")
        )
        let layer = BatchNorm2d(
            channels: input.shape[1], epsilon: try #require(golden.options["epsilon"].flatMap(Double.init)))
        (layer.weight, layer.bias) = (try golden.tensor("weight"), try golden.tensor("bias"))
        (layer.runningMean, layer.runningVariance) = (mean, variance)
        layer.isTraining = try golden.number("training") == 1
        try expect(layer.forward(input), golden)
        guard layer.isTraining else { return }
        #expect(try relativeError(layer.runningMean, golden.tensor("runningMean")) <= 1e-5)
        // ONNX keeps the biased variance, (n − 1) / n of PyTorch's, in the running one.
        let size = Float(input.count / input.shape[1])
        let biased = variance * 0.9 + (layer.runningVariance - variance * 0.9) * ((size - 1) / size)
        #expect(try relativeError(biased, golden.tensor("runningVariance")) <= 1e-5)
    }

    @Test(arguments: cases("MaxUnpool"))
    func unpooling(_ golden: GoldenCase) throws {
        let output = maxUnpool2d(
            try golden.tensor("input"), indices: try golden.tensor("indices").values.map { Int($0) },
            kernel: try golden.size("kernel"), stride: try golden.size("stride"))
        #expect(try output == golden.tensor("output"))
    }

    private func expect(_ output: Tensor, _ golden: GoldenCase) throws {
        let name = golden.options["name"] ?? ""
        // The standard gives this one's results to four decimals only.
        let tolerance: Float = name == "test_averagepool_2d_ceil_last_window_starts_on_pad" ? 2e-4 : 1e-5
        #expect(try relativeError(output, golden.tensor("output")) <= tolerance, "\(name)")
    }
}
