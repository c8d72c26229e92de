import ConvNet
import Testing

struct AttentionShapeTests {
    @Test(
        arguments: [
            ([3], [2, 4], [2, 5], nil, "the query must have at least 2 axes […, L, E], but has 1"),
            ([2, 3, 4], [1, 3, 4], [2, 3, 4], nil, "the leading axes of query, key and value must be the same"),
            ([3, 4], [2, 5], [2, 5], nil, "query and key must have the same width E, at least 1"),
            ([3, 0], [2, 0], [2, 5], nil, "but have 0 and 0"),
            ([3, 4], [2, 4], [3, 5], nil, "there must be a value for each of the S = 2 keys, but there are 3"),
            ([3, 4], [2, 4], [2, 5], [3, 3], "the mask [3, 3] can't be stretched over the scores [L, S] = [3, 2]"),
            ([3, 4], [2, 4], [2, 5], [1, 3, 2], "can't be stretched"),
        ] as [([Int], [Int], [Int], [Int]?, String)])
    func productsNameTheRule(_ query: [Int], _ key: [Int], _ value: [Int], _ mask: [Int]?, _ rule: String) {
        let error = #expect(throws: ShapeError.self) {
            try attentionOutputShape(query: query, key: key, value: value, mask: mask.map { .adding(.zeros($0)) })
        }
        #expect(error?.description.contains(rule) == true, "\(error?.description ?? "")")
    }

    @Test func headsNameTheRule() {
        let parameters = MultiheadAttention(embedDim: 4, heads: 2).attentionParameters
        let expect = { (input: [Int], heads: Int, padding: [Int]?, rule: String) in
            let error = #expect(throws: ShapeError.self) {
                try multiheadAttentionOutputShape(
                    query: input, key: input, value: input, parameters: parameters, heads: heads,
                    keyPaddingMask: padding)
            }
            #expect(error?.description.contains(rule) == true, "\(error?.description ?? "")")
        }
        expect([2, 4], 2, nil, "the query must have 3 axes [N, L, E], but has 2")
        expect([1, 2, 6], 2, nil, "the weights' width E = 4")
        expect([1, 2, 4], 3, nil, "E / heads = 4 / 3 is no whole number")
        expect([1, 2, 4], 0, nil, "E / heads = 4 / 0 is no whole number")
        expect([1, 2, 4], 2, [2, 2], "the key padding mask must be [N, S] = [1, 2]")
        var wrong = parameters
        wrong.outProjBias = .zeros([3])
        let error = #expect(throws: ShapeError.self) {
            try multiheadAttentionOutputShape(
                query: [1, 2, 4], key: [1, 2, 4], value: [1, 2, 4], parameters: wrong, heads: 2)
        }
        #expect(error?.problem == "outProjBias must be [4] for E = 4, but is [3]")
    }

    @Test func patchesNameTheRule() {
        let parameters = PatchEmbedding(imageSize: 4, patchSize: 2, inChannels: 1, embedDim: 3).embeddingParameters
        let expect = { (input: [Int], rule: String) in
            let error = #expect(throws: ShapeError.self) {
                try patchEmbeddingOutputShape(input, parameters: parameters)
            }
            #expect(error?.description.contains(rule) == true, "\(error?.description ?? "")")
        }
        expect([1, 1, 5, 4], "the patch must divide the image: H / Ph = 5 / 2 and W / Pw = 4 / 2")
        expect([1, 2, 4, 4], "the weight is for C = 1 channels, but the input has 2")
        expect([1, 1, 4, 6], "the position embedding must be [1, 7, 3], but is [1, 5, 3]")
        expect([1, 4, 4], "the input must have 4 axes [N, C, H, W], but has 3")
    }

    @Test func blocksNameTheRule() throws {
        let layer = SqueezeExcitation(channels: 4, squeezedChannels: 2)
        var parameters = layer.blockParameters
        #expect(throws: ShapeError.self) { try layer.outputShape(for: [1, 3, 2, 2]) }
        #expect(throws: ShapeError.self) { try squeezeExcitationOutputShape([1, 3, 2, 2], parameters: parameters) }
        parameters.expandBias = .zeros([2])
        let error = #expect(throws: ShapeError.self) {
            try squeezeExcitationOutputShape([1, 4, 2, 2], parameters: parameters)
        }
        #expect(error?.problem == "expandBias must be [4], but is [2]")
        let block = TransformerEncoderBlock(embedDim: 4, heads: 2, mlpDim: 3)
        #expect(throws: ShapeError.self) { try block.outputShape(for: [1, 2, 5]) }
        #expect(throws: ShapeError.self) { try block.outputShape(for: [2, 4]) }
        var blockParameters = block.functionParameters
        blockParameters.linear2Weight = .zeros([3, 4])
        let inner = #expect(throws: ShapeError.self) {
            try transformerEncoderBlockOutputShape([1, 2, 4], parameters: blockParameters, heads: 2)
        }
        #expect(inner?.problem == "linear2Weight must be [4, 3], but is [3, 4]")
    }

    @Test func misuseTraps() async {
        let early = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = MultiheadAttention(embedDim: 2, heads: 1).backward(.ones([1, 1, 2]))
        }
        #expect(standardError(of: early, contains: "MultiheadAttention.backward: gradient [1, 1, 2]: forward(_:) must"))
        let heads = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            _ = MultiheadAttention(embedDim: 6, heads: 4)
        }
        #expect(standardError(of: heads, contains: "E / heads = 6 / 4 is no whole number"))
        let gradient = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let x = Tensor.ones([2, 3])
            _ = scaledDotProductAttentionBackward(.ones([3, 2]), query: x, key: x, value: x)
        }
        #expect(standardError(of: gradient, contains: "the gradient must have the output's shape […, L, Ev] = [2, 3]"))
    }
}
