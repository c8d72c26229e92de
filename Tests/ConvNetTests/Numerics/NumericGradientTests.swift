import ConvNet
import Testing

struct NumericGradientTests {
    private let point = Tensor([[1, -2], [3, 0.5]])

    @Test func takesFunctionsOfEitherPrecision() {
        let float = numericGradient(of: { ($0 * $0).sum() }, at: point)
        #expect(float.isClose(to: point * 2, tolerance: 1e-3))
        let double = numericGradient(of: { dot($0, $0) }, at: point)
        #expect(double.isClose(to: point * 2, tolerance: 1e-5))
    }

    @Test func aStepOfZeroTraps() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = numericGradient(of: { $0.sum() }, at: .zeros([2]), step: 0)
        }
        #expect(standardError(of: result, contains: "numericGradient: at [2]: the step must be greater than 0"))
    }

    @Test func keepsTheShape() {
        #expect(numericGradient(of: { $0.sum() }, at: .zeros([2, 0, 3])).shape == [2, 0, 3])
        #expect(numericGradient(of: { $0.sum() }, at: point, step: 1) == .ones([2, 2]))
    }
}
