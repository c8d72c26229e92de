import ConvNet
import Testing

struct TensorDescriptionTests {
    @Test func alignsIntegersWithoutDecimals() {
        #expect("\(Tensor([[1, 2], [3, 4]]))" == "[[1, 2],\n [3, 4]]")
        #expect("\(Tensor([[-1, 20], [300, 4]]))" == "[[ -1,  20],\n [300,   4]]")
    }

    @Test func separatesPlanes() {
        #expect(
            "\(Tensor.arange(shape: [1, 2, 2, 3]))" == """
                [[[[ 0,  1,  2],
                   [ 3,  4,  5]],

                  [[ 6,  7,  8],
                   [ 9, 10, 11]]]]
                """)
    }

    @Test func usesAsManyDecimalsAsNeededUpToFour() {
        #expect("\(Tensor([0.5, 1.25, -3]))" == "[ 0.50,  1.25, -3.00]")
        #expect("\(Tensor([0.1, 0.2]))" == "[0.1, 0.2]")
        #expect("\(Tensor([1.0 / 3, 2]))" == "[0.3333, 2.0000]")
        #expect("\(Tensor([-0.99999, 1]))" == "[-1.0000,  1.0000]")
    }

    @Test func hasNoNegativeZero() {
        #expect("\(Tensor([-0.0, 1]))" == "[0, 1]")
        #expect("\(Tensor([-0.00001, 0.5]))" == "[0.0000, 0.5000]")
    }

    @Test func usesPowersOfTenForTheVerySmallAndLarge() {
        #expect("\(Tensor([1e-6, -0.25e-6, 0]))" == "[ 1.0000e-06, -2.5000e-07,  0.0000e+00]")
        #expect("\(Tensor([1e20, 1]))" == "[1.0000e+20, 1.0000e+00]")
        #expect("\(Tensor([12_345_678, 1]))" == "[12345678,        1]")
        #expect("\(Tensor([9.99996e-5]))" == "[1.0000e-04]")
        #expect("\(Tensor([.leastNonzeroMagnitude]))" == "[1.4013e-45]")
        #expect("\(Tensor([.greatestFiniteMagnitude]))" == "[3.4028e+38]")
    }

    @Test func writesWhatIsNotANumber() {
        #expect("\(Tensor([.nan, 1, -.infinity, .infinity]))" == "[ nan,    1, -inf,  inf]")
        #expect("\(Tensor([.nan]))" == "[nan]")
    }

    @Test func showsTheShapeOfWhatIsEmpty() {
        #expect("\(Tensor.zeros([0]))" == "[]")
        #expect("\(Tensor.zeros([0, 3, 2, 2]))" == "[] (shape [0, 3, 2, 2])")
        #expect("\(Tensor(shape: [], [3]))" == "3")
    }

    @Test func shortensWhatIsLong() {
        #expect("\(Tensor.arange(shape: [1001]))" == "[   0,    1,    2, …,  998,  999, 1000]")
        let lines = "\(Tensor.arange(shape: [100, 100]))".split(separator: "\n")
        #expect(lines.count == 7)
        #expect(lines[0] == "[[   0,    1,    2, …,   97,   98,   99],")
        #expect(lines[3] == " …,")
        #expect(lines[6] == " [9900, 9901, 9902, …, 9997, 9998, 9999]]")
        #expect(!"\(Tensor.arange(shape: [1000]))".contains("…"))
    }

    @Test func elementTextsShareOneFormat() {
        #expect(Tensor([[1, 2.5]]).elementTexts == ["1.0", "2.5"])
    }
}
