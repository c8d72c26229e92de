import ConvNet
import Testing
import Vision

struct AffineTransformTests {
    private static var cases: [GoldenCase] { goldenCases("augmentation").filter { $0.operation == "affine" } }

    private func transform(_ golden: GoldenCase) throws -> AffineTransform {
        func option(_ name: String, _ standard: Double) throws -> Double {
            golden.options[name] == nil ? standard : try golden.number(name)
        }
        return AffineTransform(
            rotation: try option("theta", 0), rowShift: try option("tx", 0), columnShift: try option("ty", 0),
            shear: try option("shear", 0), rowZoom: try option("zx", 1), columnZoom: try option("zy", 1))
    }

    @Test(arguments: cases)
    func equalsKeras(_ golden: GoldenCase) throws {
        let size = try golden.size("size")
        let shape = [Int(try golden.number("channels")), size.height, size.width]
        let fill = try #require(golden.options["fill"].flatMap(FillMode.init))
        let options = ResamplingOptions(
            interpolation: try golden.number("order") == 0 ? .nearest : .bilinear, fill: fill, constant: -7)
        let result = try AnnotatedImage(golden.tensor("image", shape)).transformed(by: transform(golden), options)
        #expect(try relativeError(result.image.doubles, golden.array("result")) < 1e-5)
    }

    private func sample(_ height: Int, _ width: Int, seed: UInt64 = 1) throws -> AnnotatedImage {
        let image = Tensor.randomUniform(shape: [2, height, width], in: 0...255, seed: seed)
        var random = SeededGenerator(seed: seed)
        let mask = try LabelMap(Size2D(height, width), (0..<height * width).map { _ in random.below(3) })
        let box = Box(1, 0, Double(width), Double(height) / 2)
        return try AnnotatedImage(image, objects: [AnnotatedBox(box, classID: 4)], mask: mask)
    }

    @Test(arguments: FillMode.allCases, Interpolation.allCases)
    func identityChangesNothing(_ fill: FillMode, _ interpolation: Interpolation) throws {
        for (height, width) in [(5, 7), (4, 4), (1, 3)] {
            let sample = try sample(height, width)
            let options = ResamplingOptions(interpolation: interpolation, fill: fill)
            #expect(try sample.transformed(by: .identity, options) == sample)
            for flip in [AffineTransform.horizontalFlip, .verticalFlip] {
                let once = try sample.transformed(by: flip, options)
                #expect(try once.transformed(by: flip, options) == sample, "flipped twice")
            }
        }
    }

    @Test func flipsMirror() throws {
        let image = try AnnotatedImage(
            Tensor(shape: [1, 2, 3], [1, 2, 3, 4, 5, 6]), objects: [AnnotatedBox(Box(0, 0, 1, 2), classID: 3)])
        let mirrored = try image.transformed(by: .horizontalFlip)
        #expect(mirrored.image.values == [3, 2, 1, 6, 5, 4])
        #expect(mirrored.objects == [AnnotatedBox(Box(2, 0, 3, 2), classID: 3)])
        #expect(try image.transformed(by: .verticalFlip).image.values == [4, 5, 6, 1, 2, 3])
    }

    /// A quarter turn is exact: no pixel is filled, and four of them are none.
    @Test func fourQuarterTurnsAreNone() throws {
        let turn = AffineTransform(rotation: 90)
        #expect(turn.then(turn).then(turn).then(turn) == .identity)
        #expect(AffineTransform(rotation: -270) == turn)
        let square = try AnnotatedImage(Tensor(shape: [1, 2, 2], [1, 2, 3, 4]))
        let options = ResamplingOptions(fill: .constant, constant: -1)
        #expect(try square.transformed(by: turn, options).image.values == [3, 1, 4, 2], "clockwise")
    }

    @Test func signsAreThoseOfTheInverseMap() throws {
        let row = try AnnotatedImage(Tensor(shape: [1, 1, 4], [1, 2, 3, 4]), objects: [AnnotatedBox(Box(2, 0, 3, 1))])
        let options = ResamplingOptions(fill: .constant)
        let moved = try row.transformed(by: AffineTransform(columnShift: 1), options)
        #expect(moved.image.values == [2, 3, 4, 0])
        #expect(moved.objects.map(\.box) == [Box(1, 0, 2, 1)])
        // Half the numbers look twice as large.
        let near = try row.transformed(by: AffineTransform(columnZoom: 0.5), options)
        #expect(near.image.values == [1.75, 2.25, 2.75, 3.25])
        #expect(near.objects.map(\.box) == [Box(2, 0, 4, 1)])
    }

    @Test func fillsBeyondTheEdges() throws {
        let row = try AnnotatedImage(Tensor(shape: [1, 1, 4], [1, 2, 3, 4]))
        for (fill, expected): (FillMode, [Float]) in [
            (.constant, [9, 9, 1, 2]), (.nearest, [1, 1, 1, 2]), (.reflect, [2, 1, 1, 2]), (.wrap, [3, 4, 1, 2]),
        ] {
            let options = ResamplingOptions(fill: fill, constant: 9)
            #expect(try row.transformed(by: AffineTransform(columnShift: -2), options).image.values == expected)
            // Far outside, the pattern goes on.
            let far = try row.transformed(by: AffineTransform(columnShift: -802), options).image.values
            #expect(far == (fill == .constant ? [9, 9, 9, 9] : fill == .nearest ? [1, 1, 1, 1] : expected))
        }
    }

    @Test func compositionIsOneAfterTheOther() throws {
        var random = SeededGenerator(seed: 21)
        for _ in 0..<50 {
            let (first, second) = (random.transform(), random.transform())
            let both = first.then(second)
            // Of whole-pixel moves, also the pictures are the same.
            let inverse = try #require(both.inverted)
            let none = both.then(inverse)
            for (actual, expected) in zip(none.numbers, AffineTransform.identity.numbers) {
                #expect(abs(actual - expected) < 1e-9)
            }
        }
        let sample = try sample(6, 6)
        let (turn, shift) = (AffineTransform(rotation: 90), AffineTransform(rowShift: 2, columnShift: -1))
        let options = ResamplingOptions(fill: .wrap)
        #expect(
            try sample.transformed(by: turn, options).transformed(by: shift, options).image
                == sample.transformed(by: turn.then(shift), options).image)
    }

    /// The mask of an object and the image of that mask stay the same picture; the box holds the object's pixels.
    @Test func imageMaskAndBoxStayTogether() throws {
        var random = SeededGenerator(seed: 22)
        for _ in 0..<200 {
            let size = Size2D(8 + random.below(20), 8 + random.below(20))
            let (top, left) = (random.below(size.height - 4), random.below(size.width - 4))
            let (height, width) = (2 + random.below(size.height - top - 1), 2 + random.below(size.width - left - 1))
            var mask = try LabelMap(size, Array(repeating: 0, count: size.height * size.width))
            for y in top..<min(top + height, size.height) {
                for x in left..<min(left + width, size.width) { mask[y, x] = 1 }
            }
            let box = Box(Double(left), Double(top), Double(width), Double(height), as: .xywh).clipped(to: size)
            let image = Tensor(shape: [1, size.height, size.width], mask.labels.map(Float.init))
            let sample = try AnnotatedImage(image, objects: [AnnotatedBox(box)], mask: mask)
            let options = ResamplingOptions(interpolation: .nearest, fill: .constant, minimumVisibility: 0)
            let moved = try sample.transformed(by: random.transform(), options)
            let labels = try #require(moved.mask?.labels)
            #expect(moved.image.values == labels.map(Float.init))
            let pixels = labels.indices.filter { labels[$0] == 1 }
            guard let box = moved.objects.first?.box else {
                #expect(pixels.isEmpty)
                continue
            }
            for pixel in pixels {
                let (x, y) = (Double(pixel % size.width) + 0.5, Double(pixel / size.width) + 0.5)
                #expect(box.x1 - 1e-6 <= x && x <= box.x2 + 1e-6 && box.y1 - 1e-6 <= y && y <= box.y2 + 1e-6)
            }
        }
    }

    @Test func dropsBoxesThatAreHardlyThere() throws {
        let image = Tensor.zeros([1, 10, 10])
        let sample = try AnnotatedImage(image, objects: [AnnotatedBox(Box(0, 0, 4, 4)), AnnotatedBox(Box(5, 5, 9, 9))])
        let shift = AffineTransform(columnShift: 3)
        #expect(try sample.transformed(by: shift).objects.map(\.box) == [Box(0, 0, 1, 4), Box(2, 5, 6, 9)])
        let strict = ResamplingOptions(minimumVisibility: 0.5)
        #expect(try sample.transformed(by: shift, strict).objects.map(\.box) == [Box(2, 5, 6, 9)])
        #expect(try sample.transformed(by: AffineTransform(columnShift: 40)).objects.isEmpty)
    }

    @Test func cropsEverything() throws {
        let sample = try AnnotatedImage(
            Tensor.arange(shape: [1, 4, 5]), objects: [AnnotatedBox(Box(0, 0, 3, 3)), AnnotatedBox(Box(0, 0, 1, 1))],
            mask: LabelMap(Size2D(4, 5), Array(0..<20)))
        let crop = try sample.cropped(top: 1, left: 2, to: Size2D(2, 3))
        #expect(crop.image == Tensor(shape: [1, 2, 3], [7, 8, 9, 12, 13, 14]))
        #expect(crop.mask?.labels == [7, 8, 9, 12, 13, 14])
        #expect(crop.objects.map(\.box) == [Box(0, 0, 1, 2)])
        for (top, left, size): (Int, Int, Size2D) in [(-1, 0, 2), (0, 0, 5), (3, 0, 2), (0, 0, 0), (.max, 0, 2)] {
            #expect(throws: ShapeError.self) { try sample.cropped(top: top, left: left, to: size) }
        }
        var random = SeededGenerator(seed: 1)
        let places = try (0..<200).map { _ in try sample.randomlyCropped(to: 2, using: &random).image.values[0] }
        #expect(Set(places) == [0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13], "every place that there is")
        #expect(throws: ShapeError.self) { try sample.randomlyCropped(to: 5, using: &random) }
    }

    @Test func refusesWhatCannotBeUndone() throws {
        let sample = try sample(3, 3)
        for transform in [
            AffineTransform(rowZoom: 0), AffineTransform(rowShift: .nan), AffineTransform(columnShift: 1e300),
            AffineTransform(shear: 90), AffineTransform(rotation: .infinity),
        ] {
            #expect(throws: ShapeError.self) { try sample.transformed(by: transform) }
        }
        #expect(throws: ShapeError.self) { try AnnotatedImage(Tensor.zeros([3, 3])) }
        #expect(throws: ShapeError.self) { try AnnotatedImage(Tensor.zeros([1, 0, 3])) }
        #expect(throws: ShapeError.self) { try AnnotatedImage(Tensor.zeros([1, 3, 2]), mask: sample.mask) }
    }
}

extension SeededGenerator {
    fileprivate mutating func transform() -> AffineTransform {
        AffineTransform(
            rotation: 360 * unit() - 180, rowShift: 6 * unit() - 3, columnShift: 6 * unit() - 3,
            shear: 60 * unit() - 30, rowZoom: 0.5 + unit(), columnZoom: 0.5 + unit())
    }
}

extension AffineTransform {
    fileprivate var numbers: [Double] {
        [rowByRow, rowByColumn, columnByRow, columnByColumn, rowOffset, columnOffset]
    }
}
