import ConvNet
import Testing
import Vision

struct BoxOverlapTests {
    /// Published values: torchvision's documentation and tests.
    @Test func equalsPublishedNumbers() {
        let hundred = Box(0, 0, 100, 100)
        let others = [hundred, Box(0, 0, 50, 50), Box(200, 200, 300, 300), Box(0, 0, 25, 25)]
        #expect(BoxOverlap.iou.matrix([hundred], others) == [[1, 0.25, 0, 0.0625]])
        #expect(abs(hundred.giou(others[2]) + 0.7778) < 5e-5)
        #expect(hundred.diou(others[1]) == 0.1875)
        let (large, inside) = (Box(-1, -1, 1, 1), Box(0, 0, 1, 1))
        let (above, corner) = (Box(0, 1, 1, 2), Box(1, 1, 2, 2))
        #expect(BoxOverlap.giou.loss(large, inside) == 0.75)
        #expect(BoxOverlap.giou.loss(inside, above) == 1)
        #expect(BoxOverlap.giou.loss(inside, corner) == 1.5)
        for measure in [BoxOverlap.diou, .ciou] {
            #expect(measure.loss(large, large) == 0)
            #expect(measure.loss(large, inside) == 0.8125)
            #expect(abs(measure.loss(large, above) - 1.1923) < 5e-5)
            #expect(measure.loss(large, corner) == 1.25)
        }
    }

    @Test(arguments: goldenCases("overlaps"))
    func equalsTorchvision(_ golden: GoldenCase) throws {
        let (a, b) = (try golden.boxes("a"), try golden.boxes("b"))
        for measure in BoxOverlap.allCases {
            let expected = try golden.array(measure.rawValue)
            for (actual, expected) in zip(measure.matrix(a, b).joined(), expected) {
                #expect(abs(actual - expected) < 1e-12, "\(measure)")
            }
        }
        for format in [BoxFormat.xywh, .cxcywh] {
            let expected = try golden.array(format.rawValue)
            for (actual, expected) in zip(a.flatMap { $0.coordinates(as: format) }, expected) {
                #expect(abs(actual - expected) < 1e-12, "\(format)")
            }
        }
    }

    /// To the bit, with empty boxes among them: a threshold may be met exactly.
    @Test(arguments: goldenCases("coco-overlaps"))
    func equalsPycocotools(_ golden: GoldenCase) throws {
        let (a, b) = (try golden.boxes("a", as: .xywh), try golden.boxes("b", as: .xywh))
        #expect(Array(BoxOverlap.iou.matrix(a, b).joined()) == (try golden.array("iou")))
        #expect(a.flatMap { box in b.map { box.coverage(by: $0) } } == (try golden.array("crowd")))
    }

    @Test func keepsTheOrderOfTheFamily() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let (a, b) = (random.solidBox(), random.solidBox())
            let (iou, giou, diou, ciou) = (a.iou(b), a.giou(b), a.diou(b), a.ciou(b))
            #expect((0...1).contains(iou))
            #expect(-1 < giou && giou <= iou)
            #expect(-1 < diou && diou <= iou)
            #expect(-2 < ciou && ciou <= diou)
            for measure in BoxOverlap.allCases {
                #expect(measure(a, b) == measure(b, a))
                #expect(measure(a, a) == 1)
            }
        }
    }

    /// No measure depends on where the picture begins or on the unit of length.
    @Test func ignoresTranslationAndScale() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let (a, b) = (random.solidBox(), random.solidBox())
            func moved(_ box: Box) -> Box { Box(box.x1 * 8 + 3, box.y1 * 8 - 5, box.x2 * 8 + 3, box.y2 * 8 - 5) }
            for measure in BoxOverlap.allCases {
                #expect(abs(measure(a, b) - measure(moved(a), moved(b))) < 1e-9)
            }
        }
    }

    @Test func countsWholePixels() {
        #expect(Box(0, 0, 1, 1).iou(Box(1, 1, 2, 2)) == 0)
        #expect(Box(0, 0, 1, 1).iou(Box(1, 1, 2, 2), .inclusive) == 1.0 / 7)
        // Four pixels a side, one apart: each fills an area, and neither touches the other.
        #expect(Box(0, 0, 1, 1).iou(Box(2, 0, 3, 1), .inclusive) == 0)
        #expect(Box(2, 2, 2, 2).iou(Box(2, 2, 2, 2), .inclusive) == 1)
    }

    @Test func sharesOfABox() {
        #expect(Box(0, 0, 4, 4).coverage(by: Box(2, 0, 10, 10)) == 0.5)
        #expect(Box(0, 0, 4, 4).coverage(by: Box(-1, -1, 9, 9)) == 1)
        #expect(Box(0, 0, 0, 4).coverage(by: Box(-1, -1, 9, 9)) == 0)
    }

    /// What the documentation says of boxes without an area, and never NaN.
    @Test func hasAnAnswerForEmptyBoxes() {
        let point = Box(3, 3, 3, 3)
        for measure in BoxOverlap.allCases { #expect(measure(point, point) == 0) }
        #expect(point.giou(Box(0, 0, 3, 3)) == 0)
        #expect(point.giou(Box(7, 7, 7, 7)) == -1, "nothing in a hull of 16")
        #expect(point.diou(Box(7, 7, 7, 7)) == -1, "the centres are the hull's corners")
        let odd = [
            point, Box(0, 0, 5, 0), Box(0, 0, 0, 5), Box(5, 5, 0, 0), Box(.nan, 0, 1, 1), Box(0, 0, 1, .nan),
            Box(0, 0, 4, 4), Box(-.infinity, 0, .infinity, 5), Box(0, 0, .infinity, 5), Box(0, 0, 1e300, 1e300),
        ]
        for a in odd {
            for b in odd {
                #expect(a.coverage(by: b).isFinite)
                for measure in BoxOverlap.allCases {
                    #expect(measure(a, b).isFinite)
                    #expect(measure(a, b) == measure(b, a), "\(measure) \(a) \(b)")
                }
            }
        }
    }

    @Test func matrixHasARowForEachFirst() {
        #expect(BoxOverlap.iou.matrix([], [Box(0, 0, 1, 1)]).isEmpty)
        #expect(BoxOverlap.iou.matrix([Box(0, 0, 1, 1)], []) == [[]])
    }
}
