import ConvNet
import Testing

struct TensorTests {
    @Test func isRowMajor() {
        let x = Tensor.arange(shape: [2, 3, 4, 5])
        #expect(x[1, 2, 3, 4] == 119)
        #expect(x[1, 0, 2, 3] == 60 + 0 + 10 + 3)
        #expect(x.count == 120 && x.rank == 4)
        #expect(Tensor([[1, 2], [3, 4]])[1, 0] == 3)
        #expect(Tensor([5, 6])[1] == 6)
        #expect(Tensor.arange(shape: [2, 2, 2])[1, 0, 1] == 5)
        #expect(Tensor(shape: [], [7])[] == 7)
    }

    @Test func isAValue() {
        let original = Tensor.zeros([2, 2])
        var copy = original
        copy[0, 1] = 5
        copy[1, 1] += 2
        #expect(original == .zeros([2, 2]))
        #expect(copy == Tensor([[0, 5], [0, 2]]))
        var cube = Tensor.zeros([1, 1, 1])
        cube[0, 0, 0] = 1
        #expect(cube.values == [1])
    }

    @Test func isEqualByShapeAndNumbers() {
        #expect(Tensor([1, 2]) != Tensor([[1, 2]]))
        #expect(Tensor([Float.nan]) != Tensor([Float.nan]))
    }

    @Test func isMadeInManyWays() {
        #expect(Tensor([[1, 2, 3]]).shape == [1, 3])
        #expect(Tensor.ones([2]).values == [1, 1])
        #expect(Tensor(repeating: 3, shape: [1, 2]).values == [3, 3])
        #expect(Tensor.zeros([0, 3]).count == 0)
        #expect(Tensor([] as [[Float]]).shape == [0, 0])
        #expect(Tensor.zeros([]).values == [0])
    }

    @Test func validationAsksWithoutTrapping() throws {
        try Tensor.validate(shape: [2, 3], valueCount: 6)
        let count = #expect(throws: ShapeError.self) { try Tensor.validate(shape: [2, 3], valueCount: 5) }
        #expect(count?.problem == "the shape holds 2·3 = 6 values, but 5 are given")
        #expect(throws: ShapeError.self) { try Tensor.validate(shape: [2, -3], valueCount: 6) }
        #expect(throws: ShapeError.self) { try Tensor.validate(shape: [.max, .max], valueCount: 1) }
        #expect(throws: ShapeError.self) { try Tensor.validate(shape: [0, .max, .max], valueCount: 0) }
        #expect(throws: ShapeError.self) { try Tensor.validate(shape: [1 << 31], valueCount: 0) }
    }

    @Test func misuseTraps() async {
        let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor(shape: [2, 2], [1, 2, 3])
        }
        #expect(standardError(of: count, contains: "Tensor: shape [2, 2]: the shape holds 2·2 = 4 values, but 3"))
        let ragged = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor([[1, 2], [3]])
        }
        #expect(standardError(of: ragged, contains: "Tensor: row 0 [2], row 1 [1]: the rows of a matrix"))
        let index = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([1, 2, 3, 4])[0, 0, 3, 0]
        }
        #expect(
            standardError(
                of: index, contains: "tensor [1, 2, 3, 4], index [0, 0, 3, 0]: index 3 of axis 2 is not in 0..<3"))
        let rank = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([1, 2, 3])[0, 0]
        }
        #expect(standardError(of: rank, contains: "tensor [1, 2, 3], index [0, 0]: 2 indices for 3 axes"))
        let size = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([1 << 20, 1 << 20])
        }
        #expect(standardError(of: size, contains: "has more than 2147483647 elements"))
    }
}
