import ConvNet
import Testing

/// One network of the zoo with what torchvision and PyTorch's FLOP counter say of it.
struct ModelCosts: CustomTestStringConvertible, Sendable {
    let model: GoldenCase
    var tensors: [GoldenCase] = []
    var layers: [GoldenCase] = []

    var name: String { model.options["name"] ?? "" }
    var testDescription: String { name }

    static let all: [ModelCosts] = goldenCases("model-costs").reduce(into: []) { models, line in
        switch line.operation {
        case "model": models.append(ModelCosts(model: line))
        case "tensor": models[models.count - 1].tensors.append(line)
        default: models[models.count - 1].layers.append(line)
        }
    }

    func make() throws -> Sequential {
        switch name {
        case "leNet5": leNet5()
        case "alexNet": alexNet()
        case "vgg16": vgg16()
        case "resNet18": resNet18()
        case "resNet50": resNet50()
        case "mobileNetV2": mobileNetV2()
        case "mobileNetV2Half": mobileNetV2(widthMultiplier: 0.5)
        case "uNet": uNet()
        case "oneStageDetector": oneStageDetector(classes: 4)
        case "smallVisionTransformer": smallVisionTransformer()
        case "vitB16": vitB16()
        default: throw UnknownModel()
        }
    }

    struct UnknownModel: Error {}
}

struct ModelCostTests {
    @Test func theWholeZooIsThere() {
        #expect(ModelCosts.all.count == 11)
    }

    @Test(arguments: ModelCosts.all)
    func costsWhatPyTorchCounts(_ golden: ModelCosts) throws {
        let model = try golden.make()
        let sheet = try summary(of: model, input: golden.model.list("input"))
        #expect(try sheet.outputShape == golden.model.list("output"))
        #expect(try sheet.parameters == golden.model.number("parameters"))
        #expect(try sheet.macs == golden.model.number("macs"))
        #expect(model.parameterCount == sheet.parameters)
        #expect(!model.namedState.contains { $0.tensor.isMaterialized }, "describing a network makes no numbers")
    }

    @Test(arguments: ModelCosts.all)
    func everyLayerGivesTorchvisionsShape(_ golden: ModelCosts) throws {
        let sheet = try summary(of: golden.make(), input: golden.model.list("input"))
        #expect(!golden.layers.isEmpty)
        for layer in golden.layers {
            let path = try #require(layer.options["path"])
            // Part of the attention's own row here; the projection of patches is part of the embedding's.
            guard !path.hasSuffix("out_proj"), path != "conv_proj" else { continue }
            let row = try #require(sheet[path], "\(path)")
            #expect(try row.outputShape == layer.list("output"), "\(path)")
            #expect(try row.parameters == layer.number("parameters"), "\(path)")
        }
        // Nothing learns here that doesn't there: every row with parameters is accounted for.
        let paths = Set(golden.layers.compactMap { $0.options["path"] })
        for row in sheet.rows where row.parameters > 0 && !paths.contains(row.path) {
            #expect(["MultiheadAttention", "PatchEmbedding", "PositionEmbedding"].contains(row.type), "\(row.path)")
        }
    }

    @Test(arguments: ModelCosts.all)
    func everyTensorHasTorchvisionsNameAndShape(_ golden: ModelCosts) throws {
        let state = try golden.make().namedState
        #expect(Set(state.map(\.path)).count == state.count, "names must be unique")
        let expected = try golden.tensors.map { (try #require($0.options["path"]), try $0.list("shape")) }
        #expect(
            Dictionary(uniqueKeysWithValues: state.map { ($0.path, $0.tensor.shape) })
                == Dictionary(uniqueKeysWithValues: expected))
        #expect(try state.count == golden.model.number("tensors"))
    }

    /// AlexNet's and VGG-16's as published, the others worked by hand.
    ///
    /// Araujo, Norris, Sim 2019, "Computing receptive fields of convolutional neural networks". ResNet-50 has 483
    /// there, where the 1×1 convolution has the stride; with the stride in the 3×3, as here, 11 + 3·2·4 + (2·4 +
    /// 3·2·8) + (2·8 + 5·2·16) + (2·16 + 2·2·32) = 427.
    @Test func receptiveFieldsAreThePublishedOnes() throws {
        let field = { (model: Sequential, path: String) throws -> String in
            try #require(try summary(of: model, input: [1, 3, 224, 224])[path]).receptiveField.sizeText
        }
        #expect(try field(alexNet(), "features.12") == "195")
        #expect(try field(vgg16(), "features.30") == "212")
        #expect(try field(resNet50(), "layer4.2.relu_out") == "427")
        // 11 + 4·2·4 + (2·4 + 3·2·8) + (2·8 + 3·2·16) + (2·16 + 3·2·32)
        #expect(try field(resNet18(), "layer4.1.relu_out") == "435")
    }

    @Test func sameSeedSameWeights() throws {
        let network = { (seed: UInt64) in resNet(.basic, stages: [1], width: 4, classes: 2, seed: seed) }
        #expect(network(1).stateDictionary == network(1).stateDictionary)
        #expect(network(1).stateDictionary != network(2).stateDictionary)
        // No two layers begin alike.
        let block = try #require(network(1)["layer1"] as? Sequential)
        let weights = block.parameters.filter { $0.shape.count == 4 }.map(\.value)
        #expect(weights.count == 2)
        #expect(weights[0] != weights[1])
    }

    @Test func imagesThatDoNotFitAreErrorsWithThePlace() {
        let odd = #expect(throws: ShapeError.self) { try uNet().outputShape(for: [1, 3, 100, 100]) }
        // 100 → 50 → 25 → 12, which goes up to 24 again.
        #expect(odd?.layer == "skip.deeper.level.skip.deeper.level.skip Concat")
        #expect(odd?.description.contains("same [1, 256, 25, 25], deeper [1, 256, 24, 24]") == true)
        let small = #expect(throws: ShapeError.self) { try alexNet().outputShape(for: [1, 3, 40, 40]) }
        #expect(small?.layer == "features.12 MaxPool2d")
        let other = #expect(throws: ShapeError.self) { try vitB16().outputShape(for: [1, 3, 256, 256]) }
        #expect(other?.layer == "encoder PositionEmbedding")
        #expect(other?.description.contains("input [1, 257, 768], pos_embedding [1, 197, 768]") == true)
    }
}
