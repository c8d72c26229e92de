import ConvNet
import Testing

struct ReLU6Tests {
    @Test func staysBetween0And6() {
        let layer = ReLU6()
        #expect(layer.forward(Tensor([-1, 0, 2.5, 6, 7])) == Tensor([0, 0, 2.5, 6, 6]))
        #expect(layer.backward(.ones([5]) * 3) == Tensor([0, 0, 3, 0, 0]))
        #expect(relu6(Tensor([.nan])).values[0].isNaN)
    }
}
