import ConvNet
import Testing

struct CostSheetTests {
    private func model() -> Sequential {
        Sequential(named: [
            "conv": Conv2d(inChannels: 3, outChannels: 4, kernel: 3, padding: 1),
            "block": Residual(
                Sequential(Conv2d(inChannels: 4, outChannels: 4, kernel: 3, padding: 1), BatchNorm2d(channels: 4)),
                activation: ReLU()),
            "pool": GlobalAvgPool2d(), "flatten": Flatten(), "fc": Linear(inFeatures: 4, outFeatures: 10),
        ])
    }

    @Test func hasARowALayer() throws {
        let model = model()
        let sheet = try summary(of: model, input: [1, 3, 32, 32])
        #expect(
            sheet.rows.map(\.path)
                == ["conv", "block.main.0", "block.main.1", "block.activation", "pool", "flatten", "fc"])
        #expect(sheet.rows.map(\.parameters) == [4 * 28, 4 * 37, 8, 0, 0, 0, 50])
        #expect(sheet.rows.map(\.macs) == [1024 * 27 * 4, 1024 * 36 * 4, 0, 0, 0, 0, 40])
        #expect(sheet["block.main.0"]?.inputShape == [1, 4, 32, 32])
        #expect(sheet["fc"]?.outputShape == [1, 10])
        #expect(sheet.outputShape == [1, 10])
        #expect(sheet.parameters == model.parameterCount)
        #expect(sheet.macs == model.macs(for: [1, 3, 32, 32]))
        #expect(sheet.flops == 2 * sheet.macs)
        #expect(try summary(of: model, input: [5, 3, 32, 32]).macs == 5 * sheet.macs)
        #expect(!model.namedState.contains { $0.tensor.isMaterialized })
    }

    @Test func isATableOfText() throws {
        let model = model()
        model["conv"]?.freeze()
        let sheet = try summary(of: model, input: [1, 3, 32, 32])
        #expect(
            sheet.description == """
                layer             type             output          parameters     MACs  field  jump
                conv              Conv2d           [1, 4, 32, 32]         112  110,592      3     1
                block.main.0      Conv2d           [1, 4, 32, 32]         148  147,456      5     1
                block.main.1      BatchNorm2d      [1, 4, 32, 32]           8        0      5     1
                block.activation  ReLU             [1, 4, 32, 32]           0        0      5     1
                pool              GlobalAvgPool2d  [1, 4, 1, 1]             0        0    all     1
                flatten           Flatten          [1, 4]                   0        0    all     1
                fc                Linear           [1, 10]                 50       40    all     1
                input [1, 3, 32, 32] → output [1, 10]
                parameters 318, 112 of them frozen
                MACs 258,088 (FLOPs = 2·MACs = 516,176)
                """)
        #expect(sheet.trainableParameters == model.trainableParameterCount)
    }

    /// One image whose last maps are single pixels: batch normalisation could not train with it.
    @Test func costsAreThoseOfEvaluation() throws {
        let model = resNet18(classes: 10)
        model[1].isTraining = false
        let shape = [1, 3, 32, 32]
        let whole = try summary(of: model, input: [2, 3, 32, 32])
        #expect(try summary(of: model, input: shape).macs == whole.macs / 2)
        #expect(model.macs(for: shape) == whole.macs / 2)
        #expect(!model[1].isTraining && model["layer1"]?.isTraining == true, "every layer keeps its mode")
        #expect(throws: ShapeError.self, "a pass in training mode is still refused") {
            try model.outputShape(for: shape)
        }
        #expect(throws: ShapeError.self) { try summary(of: model, input: [1, 4, 32, 32]) }
        #expect(!model[1].isTraining && model["layer1"]?.isTraining == true, "after an error as well")
    }

    @Test func oneLayerIsASheetOfOneRow() throws {
        let sheet = try summary(of: Linear(inFeatures: 3, outFeatures: 2), input: [4, 3])
        #expect(sheet.rows.count == 1)
        #expect(sheet.macs == 24)
    }

    @Test func anErrorNamesThePlace() {
        let error = #expect(throws: ShapeError.self) { try summary(of: model(), input: [1, 4, 8, 8]) }
        #expect(error?.layer == "conv Conv2d")
    }
}
