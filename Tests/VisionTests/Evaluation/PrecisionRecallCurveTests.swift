import ConvNet
import Testing
import Vision

struct PrecisionRecallCurveTests {
    /// A curve of hits (T) and misses (F) from the highest score down.
    private func curve(_ hits: String, of objects: Int) throws -> PrecisionRecallCurve {
        let matches = hits.enumerated().map {
            ScoredMatch(score: 1 - Double($0) / 100, outcome: $1 == "T" ? .truePositive : .falsePositive)
        }
        return try PrecisionRecallCurve(matches, objectCount: objects)
    }

    /// The worked example of Padilla, Netto and da Silva 2020: 24.57 % over all points, 26.84 % at eleven.
    @Test func equalsAPublishedExample() throws {
        let example = try curve("TFTFFFFFFTFTTTFFFFFFFFTF", of: 15)
        let all: Double = try #require(example.averagePrecision(.allPoints))
        let eleven: Double = try #require(example.averagePrecision(.elevenPoints()))
        #expect(abs(all - 0.2457) < 5e-5)
        #expect(abs(eleven - 0.2684) < 5e-5)
    }

    @Test func hasAPointForEachDetectionThatCounts() throws {
        let curve = try PrecisionRecallCurve(
            [
                ScoredMatch(score: 0.2, outcome: .truePositive), ScoredMatch(score: 0.9, outcome: .falsePositive),
                ScoredMatch(score: 0.5, outcome: .ignored), ScoredMatch(score: 0.7, outcome: .truePositive),
            ], objectCount: 4)
        #expect(curve.points.map(\.score) == [0.9, 0.7, 0.2])
        #expect(curve.points.map(\.recall) == [0, 0.25, 0.5])
        let best = 2.0 / 3
        #expect(curve.points.map(\.precision) == [0, 0.5, best])
        #expect(curve.envelope == [best, best, best])
        #expect(curve.highestRecall == 0.5)
        #expect(curve.averagePrecision(.allPoints) == best / 2)
        #expect(curve.sampled(steps: 4) == [best, best, best, 0, 0])
    }

    /// Three (seven) of ten objects found: the grid decides whether the recall 0.3 (0.7) is reached.
    @Test func theGridDecidesAtThreeAndSevenTenths() throws {
        func points(_ hits: Int, _ grid: RecallGrid) throws -> Int {
            let curve = try curve(String(repeating: "T", count: hits), of: 10)
            return curve.sampled(steps: 10, grid).count { $0 == 1 }
        }
        #expect(try RecallGrid.allCases.map { try points(3, $0) } == [3, 3, 3, 4])
        #expect(try RecallGrid.allCases.map { try points(7, $0) } == [7, 8, 8, 8])
        #expect(try RecallGrid.allCases.map { try points(10, $0) } == [11, 11, 11, 11])
        #expect(DetectionProtocol.voc2007.averaging == .elevenPoints(.multiples))
        #expect(DetectionProtocol.voc2007.grid(.fractions).averaging == .elevenPoints(.fractions))
        #expect(DetectionProtocol.voc2010.grid(.fractions) == .voc2010)
    }

    @Test func isNothingWithoutObjectsAndZeroWithoutDetections() throws {
        for averaging in [PrecisionAveraging.allPoints, .elevenPoints(), .points101()] {
            #expect(try curve("FF", of: 0).averagePrecision(averaging) == nil)
            #expect(try curve("", of: 3).averagePrecision(averaging) == 0)
            #expect(try curve("TTT", of: 3).averagePrecision(averaging) == 1)
        }
        #expect(try curve("FF", of: 0).highestRecall == nil)
    }

    @Test func refusesWhatCannotBe() {
        let hit = ScoredMatch(score: 1, outcome: .truePositive)
        #expect(throws: EvaluationError.moreMatchesThanObjects(matches: 2, objects: 1)) {
            try PrecisionRecallCurve([hit, hit], objectCount: 1)
        }
        #expect(throws: EvaluationError.scoreIsNaN(image: nil, detection: 0)) {
            try PrecisionRecallCurve([ScoredMatch(score: .nan, outcome: .falsePositive)], objectCount: 1)
        }
    }

    @Test func staysInRangeAndNeverLosesByAHit() throws {
        var random = SeededGenerator(seed: 8)
        for _ in 0..<200 {
            let hits = (0..<random.below(20)).map { _ in random.below(3) == 0 ? "F" : "T" }.joined()
            let objects = hits.count { $0 == "T" } + 1 + random.below(5)
            let curve = try curve(hits, of: objects)
            #expect(zip(curve.points, curve.points.dropFirst()).allSatisfy { $0.recall <= $1.recall })
            #expect(zip(curve.envelope, curve.envelope.dropFirst()).allSatisfy { $0 >= $1 })
            for averaging in [PrecisionAveraging.allPoints, .elevenPoints(.fractions), .points101()] {
                let value = try #require(curve.averagePrecision(averaging))
                #expect((0...1).contains(value))
                let better = try #require(try self.curve("T" + hits, of: objects).averagePrecision(averaging))
                #expect(better >= value)
            }
        }
    }
}
