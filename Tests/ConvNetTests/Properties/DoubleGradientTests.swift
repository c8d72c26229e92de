import ConvNet
import Foundation
import Testing

/// Every backward pass against central differences in double precision, of definitions that are written once more in the
/// tests.
///
/// The difference between the two is then `Float` rounding alone, and a wrong term can't hide in it.
struct DoubleGradientTests {
    private static let tolerance: Float = 2e-6

    @Test(arguments: RandomConvolution.examples(120).filter { $0.input.count * $0.weight.count < 4000 })
    func convolutions(_ example: RandomConvolution) throws {
        let delta = try example.outputLike(seed: example.seed)
        let expected = numericGradients(
            of: {
                DoubleReference.conv2d(
                    $0[0], $0[1], $0[2], stride: example.stride, padding: example.padding, dilation: example.dilation,
                    groups: example.groups, shape: delta.shape)
            }, at: [example.input, example.weight, example.bias], delta: delta)
        for gradients in [example.backward(delta), example.backwardDirect(delta)] {
            expect([gradients.input, gradients.weight, gradients.bias], expected)
        }
    }

    @Test(arguments: RandomConvolution.examples(120).filter { $0.input.count * $0.weight.count < 4000 })
    func transposedConvolutions(_ example: RandomConvolution) throws {
        // The example's weight taken as (Cin, Cout / groups, kh, kw), so Cin is its Cout.
        let inChannels = example.weight.shape[0]
        let x = Tensor.randomNormal(shape: [1, inChannels, 2, 3], seed: example.seed)
        let bias = Tensor.randomNormal(shape: [example.weight.shape[1] * example.groups], seed: 1)
        let shape: [Int]
        do {
            shape = try convTranspose2dOutputShape(
                input: x.shape, weight: example.weight.shape, bias: bias.shape, stride: example.stride,
                padding: example.padding, dilation: example.dilation, groups: example.groups)
        } catch {
            return  // The padding takes everything away.
        }
        let delta = Tensor.randomNormal(shape: shape, seed: 2)
        let expected = numericGradients(
            of: {
                DoubleReference.convTranspose2d(
                    $0[0], $0[1], $0[2], stride: example.stride, padding: example.padding, dilation: example.dilation,
                    groups: example.groups, shape: shape)
            }, at: [x, example.weight, bias], delta: delta)
        for backward in [convTranspose2dBackward, convTranspose2dBackwardDirect] {
            let gradients = backward(
                delta, x, example.weight, example.stride, example.padding, 0, example.dilation, example.groups)
            expect([gradients.input, gradients.weight, gradients.bias], expected)
        }
    }

    @Test(arguments: RandomPooling.examples(120, dilated: true))
    func poolings(_ example: RandomPooling) throws {
        // No two cells are as near to each other as a step, no cell as near to 0, where magnitudes have a corner.
        var random = SeededGenerator(seed: example.seed)
        let places = (0..<example.input.count).shuffled(using: &random)
        let sign: Float = example.seed % 2 == 0 ? 1 : -1
        let x = Tensor(shape: example.input.shape, places.map { sign * (0.5 + Float($0) / 64) })
        let shape = try pool2dOutputShape(
            x.shape, kernel: example.kernel, stride: example.stride, padding: example.padding,
            dilation: example.dilation, ceilMode: example.ceilMode)
        let delta = Tensor.randomNormal(shape: shape, seed: example.seed)
        func expected(_ combine: ([Double], Int) -> Double) -> [Tensor] {
            numericGradients(
                of: {
                    DoubleReference.pool(
                        $0[0], kernel: example.kernel, stride: example.stride, padding: example.padding,
                        dilation: example.dilation, shape: shape, combine: combine)
                }, at: [x], delta: delta)
        }
        let options = (example.kernel, example.stride, example.padding, example.dilation, example.ceilMode)
        let maximum = maxPool2dBackward(
            delta, input: x, kernel: options.0, stride: options.1, padding: options.2, dilation: options.3,
            ceilMode: options.4)
        // A window that sees nothing has no maximum, and a constant has no gradient.
        expect([maximum], expected { cells, _ in cells.max() ?? 0 })
        for (includes, divisor) in [(true, nil), (false, nil), (true, 3)] as [(Bool, Int?)] {
            let average = avgPool2dBackward(
                delta, inputShape: x.shape, kernel: options.0, stride: options.1, padding: options.2,
                dilation: options.3, ceilMode: options.4, countIncludePad: includes, divisorOverride: divisor)
            expect(
                [average],
                expected { cells, padded in
                    guard !cells.isEmpty else { return 0 }
                    return cells.reduce(0, +) / Double(divisor ?? (includes ? padded : cells.count))
                })
        }
        let size = Double(example.kernel.height * example.kernel.width)
        for convention in LPConvention.allCases {
            let p = convention == .pytorch ? 2.0 : 3.0
            let norm = lpPool2dBackward(
                delta, input: x, p: p, kernel: options.0, stride: options.1, padding: options.2, dilation: options.3,
                ceilMode: options.4, convention: convention)
            expect(
                [norm],
                expected { cells, padded in
                    let sum = cells.reduce(0) { $0 + pow(abs($1), p) }
                    switch convention {
                    case .pytorch: return pow(sum * size / Double(padded), 1 / p)
                    case .absolute: return pow(sum, 1 / p)
                    case .meanNormalised: return pow(sum / Double(padded), 1 / p)
                    }
                })
        }
    }

    @Test func normalisations() {
        let x = Tensor.randomNormal(shape: [3, 4, 2, 3], seed: 1)
        let (weight, bias) = (Tensor.randomNormal(shape: [4], seed: 2), Tensor.randomNormal(shape: [4], seed: 3))
        let delta = Tensor.randomNormal(shape: x.shape, seed: 4)
        func channelwise(_ gradients: NormalisationGradients, _ set: ([Int]) -> Int) {
            let expected = numericGradients(
                of: { DoubleReference.normalise($0[0], $0[1], $0[2], set: set) { at in at[1] } },
                at: [x, weight, bias], delta: delta)
            expect([gradients.input, gradients.weight, gradients.bias], expected)
        }
        channelwise(batchNorm2dBackward(delta, input: x, weight: weight)) { $0[1] }
        channelwise(groupNormBackward(delta, input: x, groups: 2, weight: weight)) { $0[0] * 2 + $0[1] / 2 }
        channelwise(groupNormBackward(delta, input: x, groups: 4, weight: weight)) { $0[0] * 4 + $0[1] }
        let (gamma, beta) = (Tensor.randomNormal(shape: [2, 3], seed: 5), Tensor.randomNormal(shape: [2, 3], seed: 6))
        let gradients = layerNormBackward(delta, input: x, normalizedShape: [2, 3], weight: gamma)
        let expected = numericGradients(
            of: {
                DoubleReference.normalise(
                    $0[0], $0[1], $0[2], set: { $0[0] * 4 + $0[1] }, parameter: { $0[2] * 3 + $0[3] })
            }, at: [x, gamma, beta], delta: delta)
        expect([gradients.input, gradients.weight, gradients.bias], expected)
    }

    @Test func whatStandsBetween() {
        let x = Tensor.randomNormal(shape: [3, 5], seed: 1)
        let delta = Tensor.randomNormal(shape: [3, 5], seed: 2)
        for activation: Activation in [
            .leakyReLU(negativeSlope: 0.1), .sigmoid, .tanh, .gelu, .geluTanh, .silu, .relu,
        ] {
            let expected = numericGradients(of: { $0[0].map(activation.value) }, at: [x], delta: delta)
            expect([activation.backward(delta, input: x)], expected)
        }
        expect(
            [softmaxBackward(delta, input: x)],
            numericGradients(of: { DoubleReference.softmax($0[0]) }, at: [x], delta: delta))
        expect(
            [logSoftmaxBackward(delta, input: x)],
            numericGradients(of: { DoubleReference.softmax($0[0]).map { log($0) } }, at: [x], delta: delta))
        let (weight, bias) = (Tensor.randomNormal(shape: [4, 5], seed: 3), Tensor.randomNormal(shape: [4], seed: 4))
        let narrow = Tensor.randomNormal(shape: [3, 4], seed: 5)
        let gradients = linearBackward(narrow, input: x, weight: weight)
        expect(
            [gradients.input, gradients.weight, gradients.bias],
            numericGradients(
                of: { DoubleReference.linear($0[0], $0[1], $0[2]) }, at: [x, weight, bias], delta: narrow))
        let targets = [4, 0, 2]
        let loss = numericGradients(
            of: { numbers in
                let q = DoubleReference.softmax(numbers[0]).map { log($0) }
                let sum = (0..<3).reduce(0.0) { sum, n in
                    sum - 0.9 * q[n, targets[n]] - 0.02 * (0..<5).reduce(0) { $0 + q[n, $1] }
                }
                return Numbers([]) { _ in sum / 3 }
            }, at: [x], delta: .ones([]))
        expect([crossEntropyBackward(x, targets: targets, labelSmoothing: 0.1)], loss)
    }

    @Test func attention() throws {
        let query = Tensor.randomNormal(shape: [3, 4], seed: 1)
        let key = Tensor.randomNormal(shape: [5, 4], seed: 2)
        let value = Tensor.randomNormal(shape: [5, 2], seed: 3)
        let mask = Tensor.randomNormal(shape: [3, 5], seed: 4)
        let delta = Tensor.randomNormal(shape: [3, 2], seed: 5)
        let expected = numericGradients(
            of: { DoubleReference.attention($0[0], $0[1], $0[2], $0[3]) }, at: [query, key, value, mask], delta: delta)
        for backward in [scaledDotProductAttentionBackward, scaledDotProductAttentionBackwardDirect] {
            let gradients = backward(delta, query, key, value, .adding(mask), nil)
            expect([gradients.query, gradients.key, gradients.value, try #require(gradients.mask)], expected)
        }
    }

    private func expect(_ actual: [Tensor], _ expected: [Tensor]) {
        #expect(actual.count == expected.count)
        for (actual, expected) in zip(actual, expected) {
            // Central differences are exact to about 1e-8 of the function's size, which is near 1 here.
            #expect(actual.shape == expected.shape)
            let scale = max(1, expected.map(abs).values.max() ?? 0)
            #expect(actual.maxAbsoluteDifference(from: expected) <= Self.tolerance * scale)
        }
    }
}
