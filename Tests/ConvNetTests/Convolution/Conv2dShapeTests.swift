import ConvNet
import Testing

struct Conv2dShapeTests {
    @Test func answersWithoutRunning() throws {
        #expect(
            try conv2dOutputShape(input: [1, 3, 224, 224], weight: [64, 3, 7, 7], stride: 2, padding: 3)
                == [1, 64, 112, 112])
        #expect(try conv2dOutputShape(input: [2, 4, 7, 6], weight: [6, 2, 3, 3], groups: 2) == [2, 6, 5, 4])
    }

    @Test(
        arguments: [
            ([1, 3, 4], [2, 3, 3, 3], nil, 1, "the input must have 4 axes [N, Cin, H, W], but has 3"),
            ([1, 3, 4, 4], [2, 3, 3], nil, 1, "the weight must have 4 axes [Cout, Cin / groups, kh, kw], but has 3"),
            ([1, 0, 4, 4], [2, 0, 3, 3], nil, 1, "only the batch may be empty"),
            ([1, 3, 4, 4], [0, 3, 3, 3], nil, 1, "every length of the weight must be at least 1"),
            ([1, 3, 4, 4], [2, 3, 3, 3], nil, 0, "groups must be at least 1, but is 0"),
            ([1, 3, 4, 4], [2, 3, 3, 3], nil, 2, "Cin = 3 input channels can't be split into groups = 2"),
            ([1, 4, 4, 4], [3, 2, 3, 3], nil, 2, "Cout = 3 output channels can't be split into groups = 2"),
            ([1, 4, 4, 4], [2, 4, 3, 3], nil, 2, "Cin / groups = 4 / 2 = 2, but has 4"),
            ([1, 3, 4, 4], [2, 3, 3, 3], [3], 1, "the bias must be [Cout] = [2]"),
            ([1, 3, 2, 4], [2, 3, 5, 3], nil, 1, "D(K − 1) + 1 = 1·(5 − 1) + 1 = 5 > H + 2P = 2 + 2·0 = 2 (height)"),
            ([1, 3, 4, 2], [2, 3, 3, 3], nil, 1, "W + 2P = 2 + 2·0 = 2 (width)"),
            ([-1, 3, 4, 4], [2, 3, 3, 3], nil, 1, "has a negative length"),
        ] as [([Int], [Int], [Int]?, Int, String)])
    func namesTheRuleWithItsNumbers(_ input: [Int], _ weight: [Int], _ bias: [Int]?, _ groups: Int, _ rule: String) {
        let error = #expect(throws: ShapeError.self) {
            try conv2dOutputShape(input: input, weight: weight, bias: bias, groups: groups)
        }
        #expect(error?.description.hasPrefix("conv2d: input \(input), weight \(weight)") == true)
        #expect(error?.description.contains(rule) == true, "\(error?.description ?? "")")
    }

    @Test func outputsTooLargeAreErrors() {
        let error = #expect(throws: ShapeError.self) {
            try conv2dOutputShape(input: [1, 1, 1, 1], weight: [1, 1, 1, 1], padding: 1_000_000)
        }
        #expect(error?.problem.contains("[1, 1, 2000001, 2000001] has more than 2147483647 elements") == true)
    }

    @Test func everyOperatorTrapsInItsOwnName() async {
        let forward = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = conv2d(.ones([1, 3, 2, 2]), weight: .ones([8, 3, 5, 5]))
        }
        #expect(
            standardError(
                of: forward,
                contains: "conv2d: input [1, 3, 2, 2], weight [8, 3, 5, 5]: the kernel is larger than the padded input")
        )
        let direct = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = conv2dDirect(.ones([1, 3, 4, 4]), weight: .ones([8, 2, 3, 3]))
        }
        #expect(standardError(of: direct, contains: "conv2dDirect: input [1, 3, 4, 4], weight [8, 2, 3, 3]: "))
        let backward = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = conv2dBackward(.ones([1, 1, 3, 3]), input: .ones([1, 1, 3, 3]), weight: .ones([1, 1, 2, 2]))
        }
        #expect(
            standardError(
                of: backward,
                contains: "conv2dBackward: gradient [1, 1, 3, 3], input [1, 1, 3, 3], weight [1, 1, 2, 2]: "
                    + "the gradient must have the output's shape [N, Cout, OH, OW] = [1, 1, 2, 2]"))
        let backwardDirect = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = conv2dBackwardDirect(.ones([1, 1, 3]), input: .ones([1, 1, 3, 3]), weight: .ones([1, 1, 2, 2]))
        }
        #expect(standardError(of: backwardDirect, contains: "conv2dBackwardDirect: gradient [1, 1, 3]"))
    }

    /// What was printed before a trap is not lost in a buffer.
    @Test func whatWasPrintedBeforeATrapComesOut() async throws {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardOutputContent]) {
            print("before the trap")
            _ = Tensor.ones([2]) + Tensor.ones([3])
        }
        let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
        #expect(output.contains("before the trap"))
    }
}
