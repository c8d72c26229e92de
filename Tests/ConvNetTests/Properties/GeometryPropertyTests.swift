import ConvNet
import Testing

/// What must hold for every geometry, over more than 2,000 random ones of small tensors, each in several ways.
///
/// The tests of single operators have some hundreds more. What can't be tried with an example's numbers is passed over, and
/// counted.
struct GeometryPropertyTests {
    /// All options of a convolution, padding modes included: fast against plain, and both adjoints.
    @Test func convolutionsOfEveryKind() throws {
        var tried = 0
        for seed in 1000..<1600 as Range<UInt64> {
            let example = RandomConvolution(seed: seed)
            let mode = PaddingMode.allCases[Int(seed % 4)]
            // A reflected or circular padding is limited by the image.
            let edges = edges(of: example, mode)
            let padded = pad2dDirect(example.input, edges, mode: mode)
            guard fits(padded.shape, example) else { continue }
            tried += 1
            let options = (example.stride, example.dilation, example.groups)
            let fast = conv2d(
                example.input, weight: example.weight, bias: example.bias, stride: options.0, padding: .edges(edges),
                paddingMode: mode, dilation: options.1, groups: options.2)
            let direct = conv2dDirect(
                padded, weight: example.weight, bias: example.bias, stride: options.0, dilation: options.1,
                groups: options.2)
            #expect(relativeError(fast, direct) <= 1e-5, "\(mode) \(example)")

            let y = Tensor.randomNormal(shape: fast.shape, seed: seed)
            let gradients = conv2dBackward(
                y, input: example.input, weight: example.weight, stride: options.0, padding: .edges(edges),
                paddingMode: mode, dilation: options.1, groups: options.2)
            let withoutBias =
                fast
                - conv2d(
                    example.input * 0, weight: example.weight, bias: example.bias, stride: options.0,
                    padding: .edges(edges), paddingMode: mode, dilation: options.1, groups: options.2)
            let scale = dot(direct.map(abs), y.map(abs)) + 1
            #expect(
                abs(dot(withoutBias, y) - dot(example.input, gradients.input)) <= 1e-4 * scale, "\(mode) \(example)")
            #expect(
                abs(dot(withoutBias, y) - dot(example.weight, gradients.weight)) <= 1e-4 * scale, "\(mode) \(example)")
        }
        #expect(tried >= 500)
    }

    /// ⟨convᵀ(x), y⟩ = ⟨x, conv(y)⟩ with an output padding: what a convolution doesn't see of y counts for nothing.
    @Test func transposedConvolutionsOfEveryKind() throws {
        var tried = 0
        for seed in 2000..<2700 as Range<UInt64> {
            let example = RandomConvolution(seed: seed)
            var random = SeededGenerator(seed: seed)
            let x = Tensor.randomNormal(
                shape: [1, example.weight.shape[0], 1 + random.below(4), 1 + random.below(4)], seed: seed)
            let extra = Size2D(
                random.below(max(example.stride.height, example.dilation.height)),
                random.below(max(example.stride.width, example.dilation.width)))
            let shape = try? convTranspose2dOutputShape(
                input: x.shape, weight: example.weight.shape, stride: example.stride, padding: example.padding,
                outputPadding: extra, dilation: example.dilation, groups: example.groups)
            // A padding may take everything away; the error of that is tested elsewhere.
            guard let shape else { continue }
            tried += 1
            let transpose = { (operation: (Tensor, Tensor, Tensor?, Size2D, Size2D, Size2D, Size2D, Int) -> Tensor) in
                operation(
                    x, example.weight, nil, example.stride, example.padding, extra, example.dilation, example.groups)
            }
            let fast = transpose(convTranspose2d)
            #expect(fast.shape == shape)
            #expect(relativeError(fast, transpose(convTranspose2dDirect)) <= 1e-5, "\(example)")
            let y = Tensor.randomNormal(shape: shape, seed: ~seed)
            let seen = conv2d(
                y, weight: example.weight, stride: example.stride, padding: example.padding,
                dilation: example.dilation, groups: example.groups)
            #expect(seen.shape[2] >= x.shape[2] && seen.shape[3] >= x.shape[3])
            var product = 0.0
            for c in 0..<x.shape[1] {
                for row in 0..<x.shape[2] {
                    for column in 0..<x.shape[3] {
                        product += Double(x[0, c, row, column]) * Double(seen[0, c, row, column])
                    }
                }
            }
            #expect(abs(product - dot(fast, y)) <= 1e-4 * (dot(fast.map(abs), y.map(abs)) + 1), "\(example)")
        }
        #expect(tried >= 400)
    }

    /// Max, average and Lp pooling, dilated and in ceil mode: fast against plain.
    @Test func poolingsOfEveryKind() {
        for example in RandomPooling.examples(800, dilated: true) {
            let (x, kernel, stride) = (example.input, example.kernel, example.stride)
            let (padding, dilation, ceiling) = (example.padding, example.dilation, example.ceilMode)
            #expect(
                maxPool2d(x, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceiling)
                    == maxPool2dDirect(
                        x, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceiling),
                "\(example)")
            let includes = example.seed % 2 == 0
            #expect(
                avgPool2d(
                    x, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceiling,
                    countIncludePad: includes)
                    == avgPool2dDirect(
                        x, kernel: kernel, stride: stride, padding: padding, dilation: dilation, ceilMode: ceiling,
                        countIncludePad: includes), "\(example)")
            let convention = LPConvention.allCases[Int(example.seed % 3)]
            let p = [1, 2, 3.5, .infinity][Int(example.seed % 4)]
            guard p.isFinite || convention != .pytorch else { continue }
            // Of PyTorch's convention, no roots of negative numbers.
            let positive = convention == .pytorch ? x.map(abs) : x
            let norms = [lpPool2d, lpPool2dDirect].map {
                $0(positive, p, kernel, stride, padding, dilation, ceiling, convention)
            }
            #expect(relativeError(norms[0], norms[1]) <= 1e-6, "\(convention) \(p) \(example)")
        }
    }

    /// fold(unfold(x)) is x times the number of windows that cover each cell, and fold is the adjoint of unfold.
    @Test func foldingGivesADivisor() {
        for seed in 3000..<3300 as Range<UInt64> {
            let example = RandomConvolution(seed: seed)
            let size = Size2D(example.input.shape[2], example.input.shape[3])
            let options = (example.kernel, example.stride, example.padding, example.dilation)
            let open = { (x: Tensor) in
                unfold(x, kernel: options.0, stride: options.1, padding: options.2, dilation: options.3)
            }
            let close = { (columns: Tensor) in
                fold(
                    columns, outputSize: size, kernel: options.0, stride: options.1, padding: options.2,
                    dilation: options.3)
            }
            let columns = open(example.input)
            #expect(
                columns
                    == unfoldDirect(
                        example.input, kernel: options.0, stride: options.1, padding: options.2, dilation: options.3))
            // The textbook's matrix is the same, transposed and one image below the other.
            let textbook = im2col(
                example.input, kernel: options.0, stride: options.1, padding: options.2, dilation: options.3)
            #expect(columns.transposed(0, 2, 1).values == textbook.values, "\(example)")
            let divisor = close(open(.ones(example.input.shape)))
            #expect(relativeError(close(columns), divisor * example.input) <= 1e-5, "\(example)")
            let y = Tensor.randomNormal(shape: columns.shape, seed: ~seed)
            #expect(abs(dot(columns, y) - dot(example.input, close(y))) <= 1e-3, "\(example)")
            let direct = foldDirect(
                y, outputSize: size, kernel: options.0, stride: options.1, padding: options.2, dilation: options.3)
            #expect(relativeError(close(y), direct) <= 1e-5, "\(example)")
        }
    }

    /// Adaptive windows are the ones they say they are, overlap or not, and their average is linear.
    @Test func adaptivePoolings() {
        for seed in 0..<300 as Range<UInt64> {
            var random = SeededGenerator(seed: seed)
            let x = Tensor.randomNormal(
                shape: [1 + random.below(2), 1 + random.below(2), 1 + random.below(9), 1 + random.below(9)], seed: seed)
            let size = Size2D(1 + random.below(11), 1 + random.below(11))
            let average = adaptiveAvgPool2d(x, outputSize: size)
            #expect(average == adaptiveAvgPool2dDirect(x, outputSize: size))
            #expect(adaptiveMaxPool2d(x, outputSize: size) == adaptiveMaxPool2dDirect(x, outputSize: size))
            let y = Tensor.randomNormal(shape: average.shape, seed: ~seed)
            #expect(abs(dot(average, y) - dot(x, adaptiveAvgPool2dBackward(y, inputShape: x.shape))) <= 1e-4)
        }
    }

    private func edges(of example: RandomConvolution, _ mode: PaddingMode) -> EdgePadding {
        let limit = { (length: Int, padding: Int) in
            switch mode {
            case .zeros, .replicate: padding
            case .reflect: min(padding, length - 1)
            case .circular: min(padding, length)
            }
        }
        return EdgePadding(
            Size2D(
                limit(example.input.shape[2], example.padding.height),
                limit(example.input.shape[3], example.padding.width)))
    }

    private func fits(_ padded: [Int], _ example: RandomConvolution) -> Bool {
        padded[2] > example.dilation.height * (example.kernel.height - 1)
            && padded[3] > example.dilation.width * (example.kernel.width - 1)
    }
}
