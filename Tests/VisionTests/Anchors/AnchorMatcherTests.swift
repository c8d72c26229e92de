import ConvNet
import Testing
import Vision

struct AnchorMatcherTests {
    private func code(_ match: AnchorMatch) -> Int {
        switch match {
        case .object(let position): position
        case .background: -1
        case .ignored: -2
        }
    }

    @Test(arguments: goldenCases("matching"))
    func matchesAsTorchvision(_ golden: GoldenCase) throws {
        let (anchors, objects) = (try golden.boxes("anchors"), try golden.boxes("objects"))
        let (high, low) = (try golden.number("high"), try golden.number("low"))
        for (name, rescue) in [("never", AnchorMatcher.Rescue.never), ("best", .bestAnchors)] {
            let matcher = try AnchorMatcher(highThreshold: high, lowThreshold: low, rescue: rescue)
            #expect(matcher.match(anchors, to: objects).map(code) == (try golden.integers(name)), "\(name)")
        }
        let ssd = try AnchorMatcher(highThreshold: high, lowThreshold: high, rescue: .exclusiveAnchor)
        #expect(ssd.match(anchors, to: objects).map(code) == (try golden.integers("exclusive")))
    }

    @Test(arguments: goldenCases("matching"))
    func codesAsTorchvision(_ golden: GoldenCase) throws {
        let (anchors, objects) = (try golden.boxes("anchors"), try golden.boxes("objects"))
        let weights = try golden.array("weights")
        let coder = BoxCoder(weights: BoxOffsets(dx: weights[0], dy: weights[1], dw: weights[2], dh: weights[3]))
        let offsets = anchors.enumerated().map { coder.encode(objects[$0 % objects.count], from: $1) }
        #expect(try relativeError(offsets.flatMap { [$0.dx, $0.dy, $0.dw, $0.dh] }, golden.array("offsets")) < 1e-12)
        // Predictions far beyond the limit on sizes.
        let wild = try golden.array("wild")
        let decoded = anchors.enumerated().map { place, anchor in
            coder.decode(
                BoxOffsets(
                    dx: wild[4 * place], dy: wild[4 * place + 1], dw: wild[4 * place + 2], dh: wild[4 * place + 3]),
                from: anchor)
        }
        #expect(try relativeError(decoded.flatMap(\.corners), golden.array("decoded")) < 1e-12)
    }

    @Test(arguments: goldenCases("matching"))
    func minesAsTorchvision(_ golden: GoldenCase) throws {
        let matches = try golden.integers("exclusive").map { $0 >= 0 ? AnchorMatch.object($0) : .background }
        let chosen = try hardNegatives(losses: golden.array("losses"), matches: matches)
        #expect(chosen.sorted() == (try golden.integers("negatives")))
    }

    @Test func encodingAndDecodingAreInverse() {
        var random = SeededGenerator(seed: 11)
        let coder = BoxCoder(weights: BoxOffsets(dx: 10, dy: 10, dw: 5, dh: 5))
        for _ in 0..<200 {
            let (box, anchor) = (random.solidBox(), random.solidBox())
            let again = coder.decode(coder.encode(box, from: anchor), from: anchor)
            #expect(relativeError(again.corners, box.corners) < 1e-12)
        }
        let wild = BoxCoder().decode(BoxOffsets(dx: 0, dy: 0, dw: 99, dh: -99), from: Box(0, 0, 16, 16))
        #expect(abs(wild.width - 1000) < 1e-9)
    }

    /// RPN: the middle range is ignored, unless it is the best that an object has.
    @Test func thresholdsAndRescue() {
        let object = Box(0, 0, 10, 10)
        let anchors = [Box(0, 0, 10, 8), Box(0, 0, 10, 5), Box(0, 0, 10, 2), Box(50, 50, 60, 60)]
        let matcher = AnchorMatcher.regionProposals
        #expect(matcher.match(anchors, to: [object]) == [.object(0), .ignored, .background, .background])
        #expect(matcher.match(Array(anchors[1...]), to: [object]) == [.object(0), .background, .background])
        #expect(matcher.match(anchors, to: []) == Array(repeating: .background, count: 4))
        #expect(matcher.match([], to: [object]) == [])
        #expect(AnchorMatcher.ssd.match([anchors[2]], to: [object, object]) == [.object(1)])
        #expect(throws: ShapeError.self) { try AnchorMatcher(highThreshold: 0.3, lowThreshold: 0.7) }
    }

    @Test func minesOnlyBackground() throws {
        let matches: [AnchorMatch] = [.object(0), .background, .ignored, .background, .background]
        #expect(try hardNegatives(losses: [9, 1, 8, 1, 2], matches: matches, ratio: 2) == [4, 1])
        #expect(try hardNegatives(losses: [9, 1, 8, .nan, 2], matches: matches) == [4, 1, 3])
        #expect(try hardNegatives(losses: [9, 1, 8, 1, 2], matches: matches, ratio: 0) == [])
        #expect(try hardNegatives(losses: [9, 1, 8, 1, 2], matches: matches, ratio: .max) == [4, 1, 3])
        #expect(try hardNegatives(losses: [1, 2], matches: [.background, .background]) == [])
        #expect(throws: ShapeError.self) { try hardNegatives(losses: [1], matches: matches) }
        #expect(throws: ShapeError.self) { try hardNegatives(losses: [9, 1, 8, 1, 2], matches: matches, ratio: -1) }
    }

    @Test(arguments: goldenCases("fcos"))
    func fcosEqualsTorchvision(_ golden: GoldenCase) throws {
        let generator = try AnchorGenerator(sizes: [[8], [16], [32]], aspectRatios: [[1], [1], [1]])
        let points = try generator.anchorsByLevel(image: 64, featureMaps: [8, 4, 2])
        let targets = fcosTargets(points: points, objects: try golden.boxes("objects"))
        #expect(targets.map { $0?.object ?? -1 } == (try golden.integers("matched")))
        let distances = targets.flatMap { target -> [Double] in
            guard let target else { return [0, 0, 0, 0] }
            return [target.left, target.top, target.right, target.bottom]
        }
        #expect(try relativeError(distances, golden.array("distances")) < 1e-12)
        #expect(try relativeError(targets.map { $0?.centerness ?? 0 }, golden.array("centreness")) < 1e-12)
    }
}
