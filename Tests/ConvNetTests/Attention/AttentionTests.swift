import ConvNet
import Testing

struct AttentionTests {
    @Test func aQueryTakesTheValueOfTheKeyThatFits() {
        let key = Tensor([[10, 0], [0, 10]])
        let y = scaledDotProductAttention(Tensor([[10, 0]]), key: key, value: Tensor([[1], [2]]))
        #expect(y == Tensor([[1]]))
        // Equal scores: the mean.
        #expect(scaledDotProductAttention(Tensor([[1, 1]]), key: key, value: Tensor([[1], [2]])) == Tensor([[1.5]]))
    }

    @Test func theScaleIsOneOverTheRootOfTheWidth() {
        // Scores 4/√4 = 2 and 0: weights e² / (e² + 1).
        let result = scaledDotProductAttentionWithWeights(
            Tensor([[1, 1, 1, 1]]), key: Tensor([[1, 1, 1, 1], [0, 0, 0, 0]]), value: Tensor([[1], [0]]))
        #expect(result.weights.isClose(to: Tensor([[0.880797, 0.119203]]), tolerance: 1e-6))
        #expect(result.output.isClose(to: Tensor([[0.880797]]), tolerance: 1e-6))
    }

    @Test func masksSayTheSameInFourWays() {
        let x = Tensor.randomNormal(shape: [2, 3, 4], seed: 1)
        let attend = { (mask: AttentionMask) in
            scaledDotProductAttentionWithWeights(x, key: x, value: x, mask: mask)
        }
        let causal = attend(.causal)
        #expect(causal == attend(.allowing(Tensor([[1, 0, 0], [1, 1, 0], [1, 1, 1]]))))
        #expect(causal == attend(.blocking(Tensor([[0, 1, 1], [0, 0, 1], [0, 0, 0]]))))
        let none = -Float.infinity
        #expect(causal == attend(.adding(Tensor([[0, none, none], [0, 0, none], [0, 0, 0]]))))
        #expect(causal.weights[0, 0, 0] == 1)
        // A mask that differs between batch and query is stretched over neither.
        #expect(attend(.allowing(Tensor([1, 1, 1]))) == attend(.allowing(.ones([2, 1, 3]))))
    }

    @Test func whoMaySeeNothingGetsNothingAndGivesNothingBack() {
        let x = Tensor.randomNormal(shape: [2, 3], seed: 1)
        let mask = AttentionMask.allowing(Tensor([[1, 1], [0, 0]]))
        let result = scaledDotProductAttentionWithWeights(x, key: x, value: x, mask: mask)
        #expect(result.weights.values.suffix(2) == [0, 0])
        #expect(result.output.values.suffix(3) == [0, 0, 0])
        let gradients = scaledDotProductAttentionBackward(.ones([2, 3]), query: x, key: x, value: x, mask: mask)
        #expect(gradients.query.values.suffix(3) == [0, 0, 0])
    }

    @Test func extremesAreDefined() {
        for attend in [scaledDotProductAttentionWithWeights, scaledDotProductAttentionDirect] {
            // Scores of thousands don't overflow.
            let large = attend(Tensor([[1000]]), Tensor([[1000], [-1000]]), Tensor([[1], [2]]), nil, nil)
            #expect(large.output == Tensor([[1]]))
            // NaN and ∞ among the scores spread over their query alone.
            for odd in [Float.nan, .infinity] {
                let result = attend(Tensor([[1], [0]]), Tensor([[odd], [1]]), Tensor([[1], [2]]), nil, nil)
                #expect(result.weights.values[0].isNaN && result.weights.values[1].isNaN)
            }
            // No keys at all: as for a query that may look at none.
            let empty = attend(.ones([2, 3]), .zeros([0, 3]), .zeros([0, 4]), nil, nil)
            #expect(empty.output == .zeros([2, 4]))
            #expect(
                attend(.zeros([0, 2, 3]), .zeros([0, 4, 3]), .zeros([0, 4, 5]), nil, nil).output.shape == [0, 2, 5])
        }
    }

    /// Tokens have no order: exchanging them exchanges the results.
    @Test func isEquivariantToTheOrderOfTokens() {
        let layer = MultiheadAttention(embedDim: 6, heads: 2, seed: 3)
        let x = Tensor.randomNormal(shape: [1, 3, 6], seed: 4)
        let reversed = { (t: Tensor) in
            Tensor(shape: t.shape, stride(from: 12, through: 0, by: -6).flatMap { t.values[$0..<($0 + 6)] })
        }
        #expect(layer.forward(reversed(x)).isClose(to: reversed(layer.forward(x)), tolerance: 1e-5))
    }

    @Test(arguments: 0..<120)
    func fastEqualsDirect(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let lead = [[], [2], [0], [2, 1], [1, 3]][random.below(5)]
        let (queries, keys) = (1 + random.below(5), random.below(6))
        let (width, valueWidth) = (1 + random.below(9), 1 + random.below(9))
        let query = Tensor.randomNormal(shape: lead + [queries, width], seed: random.next())
        let key = Tensor.randomNormal(shape: lead + [keys, width], seed: random.next())
        let value = Tensor.randomNormal(shape: lead + [keys, valueWidth], seed: random.next())
        let noise = Tensor.randomNormal(shape: [queries, keys], seed: random.next())
        let mask: AttentionMask? = [
            nil, .causal, .adding(noise), .allowing(noise.map { $0 < 0.3 ? 1 : 0 }),
            .blocking(noise.map { $0 < 0 ? 1 : 0 }),
        ][random.below(5)]
        let fast = scaledDotProductAttentionWithWeights(query, key: key, value: value, mask: mask)
        let direct = scaledDotProductAttentionDirect(query, key: key, value: value, mask: mask)
        #expect(relativeError(fast.output, direct.output) <= 1e-5)
        #expect(relativeError(fast.weights, direct.weights) <= 1e-5)
        let delta = Tensor.randomNormal(shape: fast.output.shape, seed: random.next())
        let gradients = scaledDotProductAttentionBackward(delta, query: query, key: key, value: value, mask: mask)
        let expected = scaledDotProductAttentionBackwardDirect(delta, query: query, key: key, value: value, mask: mask)
        for (actual, expected) in [
            (gradients.query, expected.query), (gradients.key, expected.key), (gradients.value, expected.value),
            (gradients.mask ?? .zeros([]), expected.mask ?? .zeros([])),
        ] {
            // The gradients of a single key's scores are 0 but for rounding.
            #expect(actual.maxAbsoluteDifference(from: expected) <= 1e-5 * max(1, expected.map(abs).values.max() ?? 0))
        }
    }

    @Test func layersCountWhatTheyLearnAndCost() throws {
        #expect(MultiheadAttention(embedDim: 8, heads: 2).parameterCount == 288)
        #expect(MultiheadAttention(embedDim: 8, heads: 2).macs(for: [2, 5, 8]) == 2 * (4 * 5 * 64 + 2 * 25 * 8))
        #expect(ScaledDotProductAttention().macs(for: [2, 5, 8]) == 2 * 2 * 25 * 8)
        #expect(SqueezeExcitation(channels: 64, squeezedChannels: 4).parameterCount == 580)
        #expect(SqueezeExcitation(channels: 64, squeezedChannels: 4).macs(for: [3, 64, 7, 7]) == 3 * 512)
        let patches = PatchEmbedding(imageSize: 224, patchSize: 16, embedDim: 768)
        #expect(patches.parameterCount == 742_656)
        #expect(patches.macs(for: [1, 3, 224, 224]) == 196 * 768 * 768)
        #expect(try patches.outputShape(for: [1, 3, 224, 224]) == [1, 197, 768])
        let block = TransformerEncoderBlock(embedDim: 768, heads: 12, mlpDim: 3072)
        #expect(block.parameterCount == 7_087_872)
        #expect(block.macs(for: [1, 197, 768]) == 197 * 768 * (4 * 768 + 2 * 197 + 2 * 3072))
        #expect(!block.parameters.contains { $0.isMaterialized })
    }
}
