import ConvNet
import Testing
import Vision

struct AugmentationTests {
    private static func cases(_ operation: String) -> [GoldenCase] {
        goldenCases("augmentation").filter { $0.operation == operation }
    }

    @Test(arguments: cases("standard"))
    func standardizesAsKeras(_ golden: GoldenCase) throws {
        let size = try golden.size("size")
        let (count, channels) = (Int(try golden.number("images")), Int(try golden.number("channels")))
        let images = try golden.tensor("images", [count, channels, size.height, size.width])
        let statistics = try FeatureStatistics(of: images)
        #expect(try relativeError(statistics.mean.map(Double.init), golden.array("mean")) < 1e-6)
        #expect(try relativeError(statistics.deviation.map(Double.init), golden.array("std")) < 1e-6)
        func flag(_ name: String) throws -> Bool { try golden.number(name) == 1 }
        let standardization = Standardization(
            rescale: try flag("rescale") ? 1 / 255 : nil, samplewiseCenter: try flag("samplewise_center"),
            samplewiseDeviation: try flag("samplewise_std_normalization"),
            featurewiseCenter: try flag("featurewise_center"),
            featurewiseDeviation: try flag("featurewise_std_normalization"), statistics: statistics)
        let first = Tensor(
            shape: [channels, size.height, size.width], Array(images.values.prefix(channels * size.height * size.width))
        )
        // Numbers near 0 after subtracting a mean have few digits left in Float.
        #expect(try relativeError(standardization(first).doubles, golden.array("result")) < 2e-5)
    }

    @Test(arguments: cases("colours"))
    func changesColoursAsTorchvision(_ golden: GoldenCase) throws {
        let size = try golden.size("size")
        let image = try golden.tensor("image", [Int(try golden.number("channels")), size.height, size.width])
        let factor = Float(try golden.number("factor"))
        for (name, change) in [
            ("brightness", PhotometricChange.brightness(factor)), ("contrast", .contrast(factor)),
            ("saturation", .saturation(factor)), ("sharpness", .sharpness(factor)),
            ("posterize", .posterize(bits: Int(try golden.number("bits")))),
            ("solarize", .solarize(threshold: Float(try golden.number("threshold")))), ("autoContrast", .autoContrast),
            ("equalize", .equalize), ("channelShift", .channelShift(Float(try golden.number("shift")))),
        ] {
            // torchvision leaves grey images as they are when it takes away colour; so do their means.
            #expect(try relativeError(change(image).doubles, golden.array(name)) < 1e-5, "\(name)")
        }
    }

    private func sample() throws -> AnnotatedImage {
        try AnnotatedImage(
            Tensor.randomUniform(shape: [3, 12, 16], in: 0...255, seed: 5),
            objects: [AnnotatedBox(Box(2, 2, 9, 9), classID: 1)])
    }

    private let ranges = AugmentationRanges(
        rotation: 20, widthShift: 0.1, heightShift: 0.2, shear: 10, zoom: 0.8...1.2, channelShift: 30,
        brightness: 0.5...1.5, contrast: 0.5...1.5, horizontalFlip: true, verticalFlip: true)

    @Test func theSameSeedDrawsTheSame() throws {
        func run(_ seed: UInt64) throws -> [AnnotatedImage] {
            var random = SeededGenerator(seed: seed)
            return try (0..<4).map { _ in
                try ranges.draw(for: Size2D(12, 16), using: &random).apply(to: sample())
            }
        }
        #expect(try run(1) == run(1))
        #expect(try run(1) != run(2))
        #expect(try run(1)[0] != run(1)[1])
    }

    @Test func drawsStayInTheirRanges() throws {
        var random = SeededGenerator(seed: 6)
        let only = AugmentationRanges(widthShift: 0.25, zoom: 0.5...2, brightness: 0.5...1.5)
        var flips = 0
        for _ in 0..<500 {
            let drawn = only.draw(for: Size2D(10, 40), using: &random)
            #expect(drawn.geometry.rowOffset == 0 && abs(drawn.geometry.columnOffset) <= 10)
            #expect(0.5...2 ~= drawn.geometry.rowByRow && 0.5...2 ~= drawn.geometry.columnByColumn)
            guard case .brightness(let factor) = drawn.changes.first else {
                Issue.record("no brightness")
                return
            }
            #expect(0.5...1.5 ~= factor && drawn.changes.count == 1)
            let flip = AugmentationRanges(horizontalFlip: true).draw(for: 4, using: &random)
            flips += flip.geometry == .horizontalFlip ? 1 : 0
            #expect(flip.geometry == .horizontalFlip || flip.geometry == .identity)
            #expect(AugmentationRanges().draw(for: 4, using: &random) == DrawnAugmentation())
        }
        #expect(200...300 ~= flips)
    }

    /// Adding a flip leaves the rotations as they were.
    @Test func aSwitchMovesNoOtherDraw() {
        var (a, b) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7))
        var plain = AugmentationRanges(rotation: 30)
        let first = (0..<5).map { _ in plain.draw(for: 8, using: &a).geometry }
        plain.brightness = 0.9...1.1
        #expect((0..<5).map { _ in plain.draw(for: 8, using: &b).geometry } == first)
    }

    @Test func erasesOnlyTheImage() throws {
        let sample = try sample()
        let erased = sample.erased(top: -1, left: 14, Size2D(3, 9), value: -1)
        #expect(erased.image.values.count { $0 == -1 } == 3 * 2 * 2)
        #expect(erased.objects == sample.objects)
        #expect(sample.erased(top: .max, left: .min, Size2D(.max, .max)).image == sample.image)
        var random = SeededGenerator(seed: 8)
        for _ in 0..<100 {
            let hole = sample.cutout(side: 5, value: -1, using: &random).image.values.count { $0 == -1 } / 3
            #expect(1...25 ~= hole)
            let part =
                sample.randomlyErased(probability: 1, value: -1, using: &random).image.values.count { $0 == -1 } / 3
            #expect(1...Int(0.33 * 192 * 1.25) ~= part)
        }
        #expect(sample.randomlyErased(probability: 0, using: &random) == sample)
    }

    @Test func mixesImagesAndTargets() throws {
        let images = Tensor(shape: [2, 1, 2, 2], [0, 0, 0, 0, 8, 8, 8, 8])
        let batch = try TargetBatch(images: images, labels: [0, 2], classCount: 3)
        let mixed = try batch.mixedUp(weight: 0.75, partners: [1, 0])
        #expect(mixed.images.values == [2, 2, 2, 2, 6, 6, 6, 6])
        #expect(mixed.targets.values == [0.75, 0, 0.25, 0.25, 0, 0.75])
        let cut = try batch.cutMixed(rows: -3..<1, columns: 1..<9, partners: [1, 1])
        #expect(cut.images.values == [0, 8, 0, 0, 8, 8, 8, 8])
        #expect(cut.targets.values == [0.75, 0, 0.25, 0, 0, 1])
        #expect(throws: ShapeError.self) { try batch.mixedUp(weight: 2, partners: [1, 0]) }
        #expect(throws: ShapeError.self) { try batch.mixedUp(weight: 0.5, partners: [1, 2]) }
        #expect(throws: ShapeError.self) { try batch.cutMixed(rows: 0..<1, columns: 0..<1, partners: [0]) }
        #expect(throws: ShapeError.self) { try TargetBatch(images: images, labels: [0, 3], classCount: 3) }
        #expect(throws: ShapeError.self) { try TargetBatch(images: images, labels: [0], classCount: 3) }
    }

    /// λ of Beta(α, α): mean ½ and variance 1/(4(2α + 1)), for α on both sides of 1.
    @Test(arguments: [0.2, 1, 4])
    func mixingWeightsAreBetaDistributed(_ alpha: Double) throws {
        let images = Tensor(shape: [2, 1, 1, 1], [0, 1])
        let batch = try TargetBatch(images: images, labels: [0, 1], classCount: 2)
        var random = SeededGenerator(seed: 9)
        var weights: [Double] = []
        while weights.count < 3000 {
            let mixed = try batch.randomlyMixedUp(alpha: alpha, using: &random)
            // Half of the orders leave everyone with itself, which says nothing of λ.
            let (a, b) = (mixed.images.values[0], mixed.images.values[1])
            if a != 0 || b != 1 { weights.append(Double(b)) }
            #expect(abs(a + b - 1) < 1e-5)
        }
        let mean = weights.reduce(0, +) / 3000
        let variance = weights.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3000
        #expect(abs(mean - 0.5) < 0.03)
        #expect(abs(variance - 1 / (4 * (2 * alpha + 1))) < 0.012)
        #expect(throws: ShapeError.self) { try batch.randomlyMixedUp(alpha: 0, using: &random) }
    }

    @Test func cutMixCountsItsPixels() throws {
        let images = Tensor(shape: [2, 1, 8, 8], (0..<128).map { $0 < 64 ? 0 : 1 })
        let batch = try TargetBatch(images: images, labels: [0, 1], classCount: 2)
        var random = SeededGenerator(seed: 10)
        for _ in 0..<100 {
            let mixed = try batch.randomlyCutMixed(using: &random)
            #expect(abs(mixed.targets.values[1] - Float(mixed.images.values[..<64].count { $0 == 1 }) / 64) < 1e-6)
        }
    }

    @Test func randAugmentDrawsFromAll() throws {
        var random = SeededGenerator(seed: 11)
        let policy = try RandAugment()
        let steps = (0..<400).flatMap { _ in policy.draw(for: Size2D(12, 16), using: &random) }
        #expect(steps.count == 800)
        #expect(Set(steps.map(\.operation)) == Set(RandAugment.Operation.allCases))
        let sample = try sample()
        for step in steps.prefix(100) {
            let result = try RandAugment.apply([step], to: sample)
            #expect(result.image.shape == sample.image.shape)
            #expect(result.image.values.allSatisfy { 0...255 ~= $0 }, "\(step)")
        }
        // torchvision's strengths at 9 of 31.
        func strength(_ operation: RandAugment.Operation) -> Double { policy.strength(of: operation, Size2D(331, 662)) }
        #expect(abs(strength(.rotate) - 9) < 1e-12 && abs(strength(.shearX) - 0.09) < 1e-12)
        #expect(strength(.translateX) == 90 && strength(.translateY) == 45)
        #expect(strength(.posterize) == 7 && abs(strength(.solarize) - 0.7) < 1e-12)
        #expect(abs(policy.strength(of: .color, 9, isNegative: true) + 0.27) < 1e-12)
        #expect(throws: ShapeError.self) { try RandAugment(magnitude: 31) }
        #expect(throws: ShapeError.self) { try RandAugment(operationCount: -1) }
    }

    @Test func translatesTheWayItSays() throws {
        let row = try AnnotatedImage(Tensor(shape: [1, 1, 4], [1, 2, 3, 4]))
        let right = try RandAugment.apply([RandAugment.Step(operation: .translateX, strength: 1)], to: row)
        #expect(right.image.values == [0, 1, 2, 3])
    }

    @Test func galleryHasTwelve() throws {
        let sample = try sample()
        let gallery = try ImageDataTransform.gallery(of: sample.image)
        #expect(gallery.map(\.transform) == ImageDataTransform.allCases && gallery.count == 12)
        for (transform, image) in gallery {
            #expect(image.shape == sample.image.shape)
            #expect(image != sample.image, "\(transform)")
        }
        let pictures = Dictionary(gallery.map { ($0.transform, $0.image) }, uniquingKeysWith: { first, _ in first })
        let standard = try #require(pictures[.samplewise])
        #expect(abs(standard.mean()) < 1e-4 && abs((standard * standard).mean() - 1) < 1e-3)
        #expect(try #require(pictures[.rescale]).max() <= 1)
        #expect(throws: ShapeError.self) { try ImageDataTransform.gallery(of: Tensor.zeros([2, 2])) }
        #expect(throws: ShapeError.self) {
            try ImageDataTransform.featurewise.apply(
                to: sample.image, statistics: FeatureStatistics(mean: [0], deviation: [1]))
        }
    }
}
