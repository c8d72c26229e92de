import ConvNet
import Testing
import Vision

struct FocalLossTests {
    @Test(arguments: goldenCases("focal"))
    func equalsTorchvision(_ golden: GoldenCase) throws {
        let count = try golden.array("logits").count
        let (logits, targets) = (try golden.tensor("logits", [count]), try golden.tensor("targets", [count]))
        let alpha = try golden.number("alpha")
        let gamma = try golden.number("gamma")
        let loss = sigmoidFocalLoss(logits, targets: targets, alpha: alpha < 0 ? nil : alpha, gamma: gamma)
        #expect(try relativeError(loss.doubles, golden.array("loss")) < 1e-6)
        let gradient = sigmoidFocalLossGradient(logits, targets: targets, alpha: alpha < 0 ? nil : alpha, gamma: gamma)
        #expect(try relativeError(gradient.doubles, golden.array("gradient")) < 1e-6)
    }

    @Test func whatIsRightHardlyCounts() {
        let easy = sigmoidFocalLoss(Tensor([4, -4]), targets: Tensor([1, 0]), alpha: nil, gamma: 2)
        let plain = sigmoidFocalLoss(Tensor([4, -4]), targets: Tensor([1, 0]), alpha: nil, gamma: 0)
        #expect(zip(easy.values, plain.values).allSatisfy { $0 < $1 / 1000 })
        #expect(sigmoidFocalLoss(Tensor([200, -200]), targets: Tensor([1, 0])).values == [0, 0])
    }

    @Test func refusesOtherShapes() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = sigmoidFocalLoss(Tensor([1, 2]), targets: Tensor([1]))
        }
        #expect(
            standardError(of: result, contains: "sigmoidFocalLoss: logits [2], targets [1]: each logit needs a target"))
    }
}
