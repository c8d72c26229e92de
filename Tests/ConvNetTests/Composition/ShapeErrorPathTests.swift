import ConvNet
import Testing

struct ShapeErrorPathTests {
    @Test func namesTheLayerAndBothShapes() {
        let model = Sequential(named: [
            "features": Sequential(
                Conv2d(inChannels: 3, outChannels: 8, kernel: 3), ReLU(), MaxPool2d(kernel: 2),
                Conv2d(inChannels: 4, outChannels: 8, kernel: 3))
        ])
        let error = #expect(throws: ShapeError.self) { try model.outputShape(for: [1, 3, 16, 16]) }
        #expect(error?.layer == "features.3 Conv2d")
        #expect(
            error?.description == """
                features.3 Conv2d: conv2d: input [1, 8, 7, 7], weight [8, 4, 3, 3], bias [8]: the weight must be \
                [Cout, Cin / groups, kh, kw] with Cin / groups = 8 / 1 = 8, but has 4
                """)
    }

    @Test func aSizeThatShrinksToNothingIsFoundWhereItDoes() {
        let model = Sequential(
            MaxPool2d(kernel: 2), MaxPool2d(kernel: 2), Conv2d(inChannels: 1, outChannels: 1, kernel: 5))
        let error = #expect(throws: ShapeError.self) { try model.outputShape(for: [1, 1, 16, 16]) }
        #expect(error?.layer == "2 Conv2d")
        #expect(error?.problem.contains("= 5 > H + 2P = 4 + 2·0 = 4") == true)
    }

    @Test func aLinearLayerNamesItsFeatures() {
        let model = Sequential(Flatten(), Linear(inFeatures: 100, outFeatures: 10))
        let error = #expect(throws: ShapeError.self) { try model.outputShape(for: [2, 3, 5, 5]) }
        #expect(error?.layer == "1 Linear")
        #expect(error?.description.contains("input [2, 75], weight [10, 100]") == true)
    }

    @Test func aResidualNamesBothWays() {
        let block = Sequential(named: [
            "block": Residual(Conv2d(inChannels: 2, outChannels: 4, kernel: 3, stride: 2, padding: 1))
        ])
        let error = #expect(throws: ShapeError.self) { try block.outputShape(for: [1, 2, 8, 8]) }
        #expect(
            error?.description == """
                block Residual: sum: main [1, 4, 4, 4], shortcut [1, 2, 8, 8]: both ways must give the same shape; \
                the shortcut is the input itself, so a projection is needed
                """)
        let projected = Residual(
            Conv2d(inChannels: 2, outChannels: 4, kernel: 3, stride: 2, padding: 1),
            shortcut: Conv2d(inChannels: 2, outChannels: 4, kernel: 1))
        let other = #expect(throws: ShapeError.self) { try projected.outputShape(for: [1, 2, 8, 8]) }
        #expect(other?.description.hasPrefix("Residual: sum: main [1, 4, 4, 4], shortcut [1, 4, 8, 8]") == true)
        let inside = #expect(throws: ShapeError.self) { try projected.outputShape(for: [1, 3, 8, 8]) }
        #expect(inside?.layer == "main Conv2d")
    }

    @Test func branchesNameEachOther() {
        let block = Concat(named: [
            "one": Conv2d(inChannels: 2, outChannels: 4, kernel: 1),
            "three": Conv2d(inChannels: 2, outChannels: 4, kernel: 3),
        ])
        let error = #expect(throws: ShapeError.self) { try block.outputShape(for: [1, 2, 8, 8]) }
        #expect(
            error?.description == """
                Concat: concat: one [1, 4, 8, 8], three [1, 4, 6, 6]: every axis but the channels must have the same \
                length
                """)
        let sum = Sequential(named: ["sum": Sum(Flatten(), Sequential())])
        let other = #expect(throws: ShapeError.self) { try sum.outputShape(for: [1, 2, 2]) }
        #expect(
            other?.description == "sum Sum: sum: 0 [1, 4], 1 [1, 2, 2]: all branches must give the same shape")
    }

    @Test func nothingRunsBeforeTheErrorIsFound() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Sequential(Probe(ReLU(), announces: true), Sequential(Flatten(), Linear(inFeatures: 5, outFeatures: 1)))
                .forward(.ones([1, 4]))
        }
        #expect(standardError(of: result, contains: "1.1 Linear: linear: input [1, 4], weight [1, 5]"))
        #expect(!standardError(of: result, contains: "Probe runs"))
    }
}
