import ConvNet
import Testing

struct ExplanationTests {
    /// The mean of a class' map is its score without the bias.
    @Test func aScoreIsTheMeanOfItsMap() {
        let features = Tensor.randomNormal(shape: [2, 5, 4, 3], seed: 1)
        let weight = Tensor.randomNormal(shape: [3, 5], seed: 2)
        let scores = linear(globalAvgPool2d(features).reshaped(to: [2, 5]), weight: weight)
        for classIndex in 0..<3 {
            let map = classActivationMap(features: features, weight: weight, classIndex: classIndex)
            let means = globalAvgPool2d(map)
            for n in 0..<2 { #expect(abs(means[n, 0, 0, 0] - scores[n, classIndex]) <= 1e-5) }
        }
    }

    /// Both methods agree on a network that both can explain, up to the factor H·W and relu.
    @Test func gradCAMGeneralisesCAM() {
        let features = Tensor.randomNormal(shape: [2, 5, 4, 3], seed: 1)
        let head = Sequential(GlobalAvgPool2d(), Flatten(), Linear(inFeatures: 5, outFeatures: 3, seed: 4))
        let linear = head[2] as? Linear
        let identity = LeakyReLU(negativeSlope: 1)
        let map = gradCAM(features, features: identity, head: head, classes: [1, 1])
        let expected = classActivationMap(features: features, weight: linear?.weight ?? .zeros([3, 5]), classIndex: 1)
        #expect(map.isClose(to: relu(expected) / 12, tolerance: 1e-5))
    }

    @Test func aLayerIsFoundByItsPath() async {
        let features = Sequential(
            Conv2d(inChannels: 1, outChannels: 3, kernel: 3, padding: 1), ReLU(), MaxPool2d(kernel: 2))
        let head = Sequential(GlobalAvgPool2d(), Flatten(), Linear(inFeatures: 3, outFeatures: 2))
        let model = Sequential(named: ["features": features, "head": head])
        let x = Tensor.randomNormal(shape: [2, 1, 6, 4], seed: 5)
        let whole = gradCAM(x, model: model, at: "features", classes: [0, 1])
        #expect(whole.shape == [2, 1, 3, 2])
        #expect(whole == gradCAM(x, features: features, head: head, classes: [0, 1]))
        #expect(whole == gradCAM(x, model: model, at: "features.2", classes: [0, 1]))
        #expect(gradCAM(x, model: model, at: "features.1", classes: [0, 1]).shape == [2, 1, 6, 4])
        let missing = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = gradCAM(.ones([1, 1, 2, 2]), model: Sequential(ReLU(), Flatten()), at: "feature", classes: [0])
        }
        #expect(standardError(of: missing, contains: "there is no layer feature in the chain of 0, 1"))
    }

    @Test func aHeatMapGoesFromZeroToOne() {
        let map = heatMap(Tensor(shape: [2, 1, 1, 2], [2, 4, 3, 3]), size: Size2D(2, 4))
        #expect(map.values == [0, 0.25, 0.75, 1, 0, 0.25, 0.75, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    }

    @Test func shapesThatDontFitAreErrors() async {
        let weight = #expect(throws: ShapeError.self) {
            try classActivationMapOutputShape(features: [1, 4, 2, 2], weight: [3, 5], classIndex: 0)
        }
        #expect(weight?.problem == "the weight must be [classes, C] with C = 4")
        let index = #expect(throws: ShapeError.self) {
            try classActivationMapOutputShape(features: [1, 4, 2, 2], weight: [3, 4], classIndex: 3)
        }
        #expect(index?.problem == "class 3 is not in 0..<3")
        #expect(throws: ShapeError.self) { try gradCAMOutputShape(features: [1, 4, 2, 2], gradient: [1, 4, 2, 3]) }
        let trapped = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = gradCAM(.ones([1, 1, 2, 2]), features: ReLU(), head: Flatten(), classes: [4])
        }
        #expect(standardError(of: trapped, contains: "class 4 of image 0 is not in 0..<4"))
    }
}
