import ConvNet
import Foundation
import Testing

/// Each operator beside its definition in plain loops.
///
/// The table is held against the sources: an operator with a backward pass that has no line here, or no plain form, is
/// an error. Losses are left out: most are their own definition.
struct OperatorTableTests {
    /// One operator: both forms of it on the same random input, made from a seed.
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let forms: @Sendable (UInt64) -> (fast: Tensor, direct: Tensor)

        var testDescription: String { name }

        init(_ name: String, _ forms: @escaping @Sendable (UInt64) -> (fast: Tensor, direct: Tensor)) {
            self.name = name
            self.forms = forms
        }
    }

    private static func image(_ seed: UInt64) -> Tensor { .randomNormal(shape: [2, 4, 6, 5], seed: seed) }
    private static func vector(_ count: Int, _ seed: UInt64) -> Tensor { .randomNormal(shape: [count], seed: ~seed) }
    private static func tokens(_ seed: UInt64) -> Tensor { .randomNormal(shape: [2, 3, 4], seed: seed) }

    static let rows: [Row] = [
        Row("conv2d") { seed in
            let (x, weight) = (image(seed), Tensor.randomNormal(shape: [6, 2, 3, 2], seed: ~seed))
            return (
                conv2d(x, weight: weight, stride: Size2D(2, 1), padding: 1, dilation: Size2D(1, 2), groups: 2),
                conv2dDirect(x, weight: weight, stride: Size2D(2, 1), padding: 1, dilation: Size2D(1, 2), groups: 2)
            )
        },
        Row("convTranspose2d") { seed in
            let (x, weight) = (image(seed), Tensor.randomNormal(shape: [4, 3, 3, 2], seed: ~seed))
            return (
                convTranspose2d(x, weight: weight, stride: 2, padding: 1, outputPadding: Size2D(1, 0), groups: 2),
                convTranspose2dDirect(x, weight: weight, stride: 2, padding: 1, outputPadding: Size2D(1, 0), groups: 2)
            )
        },
        Row("unfold") { seed in
            (
                unfold(image(seed), kernel: 3, stride: 2, padding: 1, paddingValue: 7),
                unfoldDirect(image(seed), kernel: 3, stride: 2, padding: 1, paddingValue: 7)
            )
        },
        Row("fold") { seed in
            let columns = Tensor.randomNormal(shape: [2, 12, 20], seed: seed)
            return (
                fold(columns, outputSize: Size2D(5, 6), kernel: 2),
                foldDirect(columns, outputSize: Size2D(5, 6), kernel: 2)
            )
        },
        Row("pad2d") { seed in
            let mode = PaddingMode.allCases[Int(seed % 4)]
            let edges = EdgePadding(top: 2, bottom: 0, left: 1, right: 3)
            return (pad2d(image(seed), edges, mode: mode), pad2dDirect(image(seed), edges, mode: mode))
        },
        Row("maxPool2d") { seed in
            (
                maxPool2d(image(seed), kernel: 3, stride: 2, padding: 1, dilation: 2, ceilMode: true),
                maxPool2dDirect(image(seed), kernel: 3, stride: 2, padding: 1, dilation: 2, ceilMode: true)
            )
        },
        Row("avgPool2d") { seed in
            (
                avgPool2d(image(seed), kernel: 3, stride: 2, padding: 1, dilation: 2, ceilMode: true),
                avgPool2dDirect(image(seed), kernel: 3, stride: 2, padding: 1, dilation: 2, ceilMode: true)
            )
        },
        Row("lpPool2d") { seed in
            let convention = LPConvention.allCases[Int(seed % 3)]
            return (
                lpPool2d(image(seed), p: 2, kernel: 3, stride: 2, padding: 1, ceilMode: true, convention: convention),
                lpPool2dDirect(
                    image(seed), p: 2, kernel: 3, stride: 2, padding: 1, ceilMode: true, convention: convention)
            )
        },
        Row("adaptiveAvgPool2d") { seed in
            (adaptiveAvgPool2d(image(seed), outputSize: 4), adaptiveAvgPool2dDirect(image(seed), outputSize: 4))
        },
        Row("adaptiveMaxPool2d") { seed in
            (adaptiveMaxPool2d(image(seed), outputSize: 4), adaptiveMaxPool2dDirect(image(seed), outputSize: 4))
        },
        Row("globalAvgPool2d") { seed in (globalAvgPool2d(image(seed)), globalAvgPool2dDirect(image(seed))) },
        Row("maxUnpool2d") { seed in
            let pooled = maxPool2dWithIndices(image(seed), kernel: 2)
            return (
                maxUnpool2d(pooled.output, indices: pooled.indices, kernel: 2, outputSize: Size2D(6, 5)),
                maxUnpool2dDirect(pooled.output, indices: pooled.indices, kernel: 2, outputSize: Size2D(6, 5))
            )
        },
        Row("interpolate") { seed in
            let mode = InterpolationMode.bilinear(alignCorners: seed % 2 == 0)
            return (
                interpolate(image(seed), size: Size2D(9, 4), mode: mode),
                interpolateDirect(image(seed), size: Size2D(9, 4), mode: mode)
            )
        },
        Row("linear") { seed in
            let weight = Tensor.randomNormal(shape: [3, 4], seed: ~seed)
            return (
                linear(tokens(seed), weight: weight, bias: vector(3, seed)),
                linearDirect(tokens(seed), weight: weight, bias: vector(3, seed))
            )
        },
        Row("batchNorm2d") { seed in
            (
                batchNorm2d(image(seed), weight: vector(4, seed), bias: vector(4, 1)),
                batchNorm2dDirect(image(seed), weight: vector(4, seed), bias: vector(4, 1))
            )
        },
        Row("groupNorm") { seed in
            (
                groupNorm(image(seed), groups: 2, weight: vector(4, seed)),
                groupNormDirect(image(seed), groups: 2, weight: vector(4, seed))
            )
        },
        Row("instanceNorm2d") { seed in (instanceNorm2d(image(seed)), instanceNorm2dDirect(image(seed))) },
        Row("layerNorm") { seed in
            let weight = Tensor.randomNormal(shape: [6, 5], seed: ~seed)
            return (
                layerNorm(image(seed), normalizedShape: [6, 5], weight: weight, bias: weight),
                layerNormDirect(image(seed), normalizedShape: [6, 5], weight: weight, bias: weight)
            )
        },
        Row("softmax") { seed in
            let axis = Int(seed % 4)
            return (softmax(image(seed), axis: axis), softmaxDirect(image(seed), axis: axis))
        },
        Row("logSoftmax") { seed in
            let axis = -1 - Int(seed % 4)
            return (logSoftmax(image(seed), axis: axis), logSoftmaxDirect(image(seed), axis: axis))
        },
        Row("crossEntropy") { seed in
            let targets = (0..<60).map { $0 % 7 == 0 ? -100 : $0 % 4 }
            let loss = { (reduction: LossReduction) in
                (
                    crossEntropy(image(seed), targets: targets, labelSmoothing: 0.1, reduction: reduction),
                    crossEntropyDirect(image(seed), targets: targets, labelSmoothing: 0.1, reduction: reduction)
                )
            }
            let (mean, sum) = (loss(.mean), loss(.sum))
            return (Tensor([mean.0, sum.0]), Tensor([mean.1, sum.1]))
        },
        Row("scaledDotProductAttention") { seed in
            let x = tokens(seed)
            return (
                scaledDotProductAttention(x, key: x, value: x, mask: .causal),
                scaledDotProductAttentionDirect(x, key: x, value: x, mask: .causal).output
            )
        },
        Row("multiheadAttention") { seed in
            let (x, parameters) = (
                tokens(seed), MultiheadAttention(embedDim: 4, heads: 2, seed: seed).attentionParameters
            )
            return (
                multiheadAttention(query: x, key: x, value: x, parameters: parameters, heads: 2).output,
                multiheadAttentionDirect(query: x, key: x, value: x, parameters: parameters, heads: 2).output
            )
        },
        Row("squeezeExcitation") { seed in
            let parameters = SqueezeExcitation(channels: 4, squeezedChannels: 2, seed: seed).blockParameters
            return (
                squeezeExcitation(image(seed), parameters: parameters),
                squeezeExcitationDirect(image(seed), parameters: parameters)
            )
        },
        Row("patchEmbedding") { seed in
            let layer = PatchEmbedding(
                imageSize: Size2D(6, 5), patchSize: Size2D(2, 5), inChannels: 4, embedDim: 3, seed: seed)
            return (
                patchEmbedding(image(seed), parameters: layer.embeddingParameters),
                patchEmbeddingDirect(image(seed), parameters: layer.embeddingParameters)
            )
        },
        Row("transformerEncoderBlock") { seed in
            let parameters = TransformerEncoderBlock(embedDim: 4, heads: 2, mlpDim: 5, seed: seed).functionParameters
            return (
                transformerEncoderBlock(tokens(seed), parameters: parameters, heads: 2).output,
                transformerEncoderBlockDirect(tokens(seed), parameters: parameters, heads: 2).output
            )
        },
        Row("classActivationMap") { seed in
            let weight = Tensor.randomNormal(shape: [3, 4], seed: ~seed)
            return (
                classActivationMap(features: image(seed), weight: weight, classIndex: 1),
                classActivationMapDirect(features: image(seed), weight: weight, classIndex: 1)
            )
        },
        Row("gradCAM") { seed in
            (
                gradCAM(features: image(seed), gradient: image(~seed)),
                gradCAMDirect(features: image(seed), gradient: image(~seed))
            )
        },
    ]

    @Test(arguments: rows)
    func fastEqualsDirect(_ row: Row) {
        for seed in 0..<12 as Range<UInt64> {
            let (fast, direct) = row.forms(seed)
            #expect(relativeError(fast, direct) <= 1e-5, "\(row.name), seed \(seed)")
        }
    }

    /// The folders of Sources/ConvNet that hold operators.
    private static let folders = [
        "Activations", "Attention", "Convolution", "ConvTranspose", "Dense", "Explanation", "Im2col", "Normalisation",
        "Padding", "Pooling", "Resampling",
    ]

    @Test func everyOperatorIsInTheTable() throws {
        let functions = try publicFunctions()
        let operators = functions.filter { $0.hasSuffix("Backward") }.map { String($0.dropLast("Backward".count)) }
        #expect(operators.count >= 20)
        for name in Set(operators) {
            #expect(functions.contains(name + "Direct"), "\(name) has no plain form \(name)Direct")
            #expect(Self.rows.contains { $0.name == name }, "\(name) is not in the table")
        }
        for name in functions where name.hasSuffix("Direct") && !name.hasSuffix("BackwardDirect") {
            #expect(Self.rows.contains { $0.name + "Direct" == name }, "\(name) is not in the table")
        }
    }

    /// The names of all public functions in the operators' folders that belong to no type.
    private func publicFunctions() throws -> Set<String> {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var names: Set<String> = []
        for folder in Self.folders {
            let folder = root.appendingPathComponent("Sources/ConvNet/\(folder)")
            for file in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
                for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
                where line.hasPrefix("public func ") {
                    names.insert(String(line.dropFirst("public func ".count).prefix { $0 != "(" && $0 != "<" }))
                }
            }
        }
        return names
    }
}
