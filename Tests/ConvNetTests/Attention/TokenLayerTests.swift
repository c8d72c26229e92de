import ConvNet
import Testing

struct TokenLayerTests {
    @Test func positionsAreAddedToEverySequence() throws {
        let layer = PositionEmbedding(tokens: 2, embedDim: 3, seed: 1)
        layer.parameter.value = .arange(shape: [1, 2, 3])
        #expect(layer.forward(.ones([2, 2, 3])).values == [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
        try expectNumericGradients(layer, input: [2, 2, 3])
        let error = #expect(throws: ShapeError.self) { try layer.outputShape(for: [1, 3, 3]) }
        #expect(error?.problem == "the input must be [N, tokens, E] with tokens = 2 and E = 3")
    }

    @Test func theFirstTokenIsTaken() throws {
        let layer = FirstToken()
        #expect(layer.forward(.arange(shape: [2, 3, 2])) == Tensor([[0, 1], [6, 7]]))
        try expectNumericGradients(layer, input: [2, 3, 2])
        #expect(throws: ShapeError.self) { try layer.outputShape(for: [2, 0, 2]) }
        #expect(throws: ShapeError.self) { try layer.outputShape(for: [2, 2]) }
    }
}
