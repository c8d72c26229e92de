import ConvNet
import Testing

struct TensorShapeTests {
    private let x = Tensor.arange(shape: [2, 3, 4])

    @Test func reshapesWithoutMoving() throws {
        #expect(x.reshaped(to: [4, 6]).values == x.values)
        #expect(x.reshaped(to: [2, -1]).shape == [2, 12])
        #expect(x.reshaped(to: [-1]).shape == [24])
        #expect(Tensor.zeros([0, 3]).reshaped(to: [3, -1]).shape == [3, 0])
        let count = #expect(throws: ShapeError.self) { try x.reshapedShape([5, 5]) }
        #expect(count?.description == "reshaped: tensor [2, 3, 4], to [5, 5]: 24 elements don't fill 25")
        #expect(throws: ShapeError.self) { try x.reshapedShape([-1, -1]) }
        #expect(throws: ShapeError.self) { try x.reshapedShape([5, -1]) }
        #expect(throws: ShapeError.self) { try x.reshapedShape([-2, 12]) }
        #expect(throws: ShapeError.self) { try Tensor.zeros([0, 3]).reshapedShape([0, -1]) }
    }

    @Test func transposesAnyAxes() {
        let y = x.transposed(2, 0, 1)
        #expect(y.shape == [4, 2, 3])
        for i in 0..<2 {
            for j in 0..<3 {
                for k in 0..<4 { #expect(y[k, i, j] == x[i, j, k]) }
            }
        }
        #expect(y.transposed(1, 2, 0) == x)
        #expect(Tensor([[1, 2, 3], [4, 5, 6]]).transposed == Tensor([[1, 4], [2, 5], [3, 6]]))
        #expect(Tensor.zeros([0, 2]).transposed.shape == [2, 0])
        let matrix = Tensor([[1, 2]]).transposed
        #expect(matrix.shape == [2, 1])
    }

    @Test func pads() throws {
        #expect(
            Tensor([[1, 2]]).padded(Size2D(1, 2), value: -1)
                == Tensor([[-1, -1, -1, -1, -1, -1], [-1, -1, 1, 2, -1, -1], [-1, -1, -1, -1, -1, -1]]))
        let image = Tensor.arange(shape: [2, 2, 2, 2]).padded(1)
        #expect(image.shape == [2, 2, 4, 4])
        #expect(image[1, 0, 1, 2] == 9 && image[1, 0, 0, 2] == 0)
        #expect(Tensor.zeros([2, 0, 3]).padded(1).shape == [2, 2, 5])
        #expect(throws: ShapeError.self) { try Tensor([1]).paddedShape(1) }
        #expect(throws: ShapeError.self) { try Tensor([[1]]).paddedShape(-1) }
        #expect(throws: ShapeError.self) { try Tensor([[1]]).paddedShape(Size2D(.max, 0)) }
    }

    @Test func flipsByHalfATurn() {
        #expect(Tensor([[1, 2, 3], [4, 5, 6]]).flipped == Tensor([[6, 5, 4], [3, 2, 1]]))
        #expect(Tensor.arange(shape: [1, 2, 1, 2]).flipped.values == [1, 0, 3, 2])
        #expect(x.flipped.flipped == x)
    }

    @Test func misuseTraps() async {
        let axes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([2, 3]).transposed(0, 0)
        }
        #expect(standardError(of: axes, contains: "transposed: tensor [2, 3], axes [0, 0]: the axes must be 0..<2"))
        let matrix = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let notAMatrix: Tensor = Tensor.zeros([2, 3, 4]).transposed
            _ = notAMatrix
        }
        #expect(standardError(of: matrix, contains: "a matrix must have 2 axes, but this has 3"))
        let flipped = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor([1, 2]).flipped
        }
        #expect(standardError(of: flipped, contains: "flipped: tensor [2]: at least the axes H and W"))
    }
}
