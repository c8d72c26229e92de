import ConvNet
import Testing

struct TensorArithmeticTests {
    private let a = Tensor([[1, 2], [3, 4]])
    private let b = Tensor([[10, 20], [30, 40]])

    @Test func worksElementByElement() {
        #expect(a + b == Tensor([[11, 22], [33, 44]]))
        #expect(b - a == Tensor([[9, 18], [27, 36]]))
        #expect(a * b == Tensor([[10, 40], [90, 160]]))
        #expect(b / a == Tensor([[10, 10], [10, 10]]))
        #expect(-a == Tensor([[-1, -2], [-3, -4]]))
        #expect(a.map { $0 * $0 } == a * a)
    }

    @Test func takesNumbersOnEitherSide() {
        #expect(a + 1 == Tensor([[2, 3], [4, 5]]))
        #expect(1 + a == a + 1)
        #expect(a - 1 == Tensor([[0, 1], [2, 3]]))
        #expect(1 - a == -(a - 1))
        #expect(a * 2 == 2 * a)
        #expect(a / 2 == a * 0.5)
        #expect(12 / a == Tensor([[12, 6], [4, 3]]))
    }

    @Test func changesInPlace() {
        var sum = a
        sum += b
        sum -= a
        #expect(sum == b)
    }

    @Test func nothingIsBroadcast() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([2, 3]) + Tensor.zeros([3])
        }
        #expect(standardError(of: result, contains: "+: left [2, 3], right [3]: both tensors must have the same shape"))
    }

    @Test func reduces() {
        #expect(a.sum() == 10 && a.mean() == 2.5 && a.max() == 4 && a.min() == 1)
        #expect(Tensor.zeros([0]).sum() == 0)
        #expect(Tensor.zeros([0]).mean().isNaN)
        #expect(Tensor([1, .nan, 3]).max().isNaN && Tensor([1, .nan, 3]).min().isNaN)
        // In Float each 1 would be lost beside 2²⁴.
        #expect(Tensor([16_777_216, 1, 1, 1, 1]).sum() == 16_777_220)
    }

    @Test func reducingNothingTraps() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = Tensor.zeros([0, 2]).max()
        }
        #expect(standardError(of: result, contains: "max: tensor [0, 2]: there are no elements"))
    }

    @Test func comparesWithATolerance() {
        #expect(a.isClose(to: a + 0.00009))
        #expect(!a.isClose(to: a + 0.001))
        #expect(a.isClose(to: a + 0.05, tolerance: 0.1))
        // Relative for large numbers.
        #expect((a * 10000).isClose(to: a * 10000 + 0.9))
        #expect(!a.isClose(to: a.reshaped(to: [4])))
        #expect(!Tensor([.nan]).isClose(to: Tensor([.nan])))
        #expect(Tensor([.infinity]).isClose(to: Tensor([.infinity])))
        #expect(!Tensor([1]).isClose(to: Tensor([.infinity])))
        #expect(a.maxAbsoluteDifference(from: a + 0.5) == 0.5)
        #expect(Tensor.zeros([0]).maxAbsoluteDifference(from: .zeros([0])) == 0)
    }
}
