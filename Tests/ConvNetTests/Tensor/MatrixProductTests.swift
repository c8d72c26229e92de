import ConvNet
import Testing

struct MatrixProductTests {
    @Test func multipliesRowsByColumns() {
        #expect(matmul(Tensor([[1, 2], [3, 4]]), Tensor([[10], [1]])) == Tensor([[12], [34]]))
    }

    /// Sizes around the tiles (4×8) and the blocks (64, 512, 256) of the fast product, against three loops.
    @Test(arguments: [
        (1, 1, 1), (4, 8, 8), (5, 9, 3), (3, 7, 17), (64, 8, 4), (65, 12, 9), (2, 300, 3), (3, 257, 5), (2, 3, 520),
        (70, 260, 10), (1, 600, 1),
    ])
    func equalsThreeLoops(_ m: Int, _ k: Int, _ n: Int) {
        let a = Tensor.randomNormal(shape: [m, k], seed: 1)
        let b = Tensor.randomNormal(shape: [k, n], seed: 2)
        var expected = Tensor.zeros([m, n])
        for i in 0..<m {
            for j in 0..<n {
                var sum = 0.0
                for l in 0..<k { sum += Double(a.values[i * k + l]) * Double(b.values[l * n + j]) }
                expected[i, j] = Float(sum)
            }
        }
        #expect(relativeError(matmul(a, b), expected) <= 1e-5)
    }

    @Test func emptyProductsAreZeros() {
        #expect(matmul(.zeros([2, 0]), .zeros([0, 3])) == .zeros([2, 3]))
        #expect(matmul(.zeros([0, 2]), .zeros([2, 3])).shape == [0, 3])
    }

    @Test func shapesMustFit() throws {
        #expect(try matmulShape([2, 3], [3, 5]) == [2, 5])
        let inner = #expect(throws: ShapeError.self) { try matmulShape([2, 3], [4, 5]) }
        #expect(
            inner?.description == "matmul: left [2, 3], right [4, 5]: the inner lengths must agree: [m, k]·[k, n], "
                + "but k = 3 columns on the left and 4 rows on the right")
        #expect(throws: ShapeError.self) { try matmulShape([2, 3, 4], [4, 5]) }
        #expect(throws: ShapeError.self) { try matmulShape([1 << 20, 0], [0, 1 << 20]) }
    }

    @Test func illegalShapesTrap() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = matmul(.zeros([2, 3]), .zeros([2, 3]))
        }
        #expect(standardError(of: result, contains: "matmul: left [2, 3], right [2, 3]: "))
    }
}
