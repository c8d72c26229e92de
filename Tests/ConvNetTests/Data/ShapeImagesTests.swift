import ConvNet
import Testing

struct ShapeImagesTests {
    private static let several = ShapeImageOptions(
        size: Size2D(40, 48), channels: 3, kinds: ShapeKind.allCases, objectCount: 1...4, objectSize: 5...16)

    @Test func aSeedDecidesEveryImage() {
        let data = ShapeImages(count: 20, seed: 7, options: Self.several)
        #expect(data.images.shape == [20, 3, 40, 48])
        let longer = ShapeImages(count: 30, seed: 7, options: Self.several)
        #expect(Array(longer.images.values.prefix(data.images.count)) == data.images.values)
        #expect(Array(longer.objects.prefix(20)) == data.objects)
        #expect(ShapeImages(count: 20, seed: 8, options: Self.several).images != data.images)
        // No two images are alike.
        let different = Set((0..<20).map { (image: Int) -> [Float] in data.images.selecting([image]).values })
        #expect(different.count == 20)
    }

    @Test func boxesAreTightAroundMasks() {
        let data = ShapeImages(count: 200, seed: 1, options: Self.several)
        for object in data.objects.flatMap({ $0 }) {
            let pixels = object.mask.values.indices.filter { object.mask.values[$0] > 0 }
            let (columns, rows) = (pixels.map { $0 % 48 }, pixels.map { $0 / 48 })
            #expect(columns.min() == object.box.x1)
            #expect(columns.max() == object.box.x2 - 1)
            #expect(rows.min() == object.box.y1)
            #expect(rows.max() == object.box.y2 - 1)
            #expect(pixels.count == object.area)
        }
    }

    @Test func objectsDontOverlapAndAllKindsAppear() {
        let data = ShapeImages(count: 200, seed: 2, options: Self.several)
        #expect(Set(data.objects.flatMap { $0.map(\.kind) }) == Set(ShapeKind.allCases))
        #expect(Set(data.objects.map(\.count)) == [1, 2, 3, 4])
        for objects in data.objects {
            let total = objects.reduce(Tensor.zeros([40, 48])) { $0 + $1.mask }
            #expect(total.max() == 1)
        }
        #expect(data.images.min() >= 0)
        #expect(data.images.max() <= 1)
    }

    @Test func labelsAreTheMasksClasses() {
        let data = ShapeImages(count: 10, seed: 3)
        let labels = data.pixelLabels
        for image in 0..<10 {
            let expected = data.objects[image][0].mask.values.map { $0 > 0 ? data.classes[image] + 1 : 0 }
            #expect(Array(labels[image * 1024..<(image + 1) * 1024]) == expected)
        }
        #expect(data.options.kinds[data.classes[0]] == data.objects[0][0].kind)
    }

    /// The areas of the figures that geometry knows: of a side of 200 pixels, to 0.6 %.
    @Test(arguments: zip(ShapeKind.allCases, [Double.pi / 4, 1, 0.5, 5.0 / 9, Double.pi * 3 / 16, 0.5]))
    func shapesHaveTheirAreas(_ kind: ShapeKind, _ share: Double) {
        let options = ShapeImageOptions(size: 200, kinds: [kind], objectSize: 200...200)
        let area = ShapeImages(count: 1, seed: 1, options: options).objects[0][0].area
        #expect(abs(Double(area) / 40000 - share) < 0.006)
    }

    /// The mean brightness inside differs from that outside by the contrast, whatever the noise.
    @Test func objectsStandOut() {
        let data = ShapeImages(count: 50, seed: 4)
        for (index, objects) in data.objects.enumerated() {
            let mask = objects[0].mask
            let image = Tensor(shape: [32, 32], Array(data.images.values[index * 1024..<(index + 1) * 1024]))
            let inside = (image * mask).sum() / mask.sum()
            let outside = (image * (1 - mask)).sum() / (1 - mask).sum()
            #expect(abs(inside - outside) > 0.2)
        }
    }

    @Test func optionsThatCantBeAreErrors() {
        for options in [
            ShapeImageOptions(size: 8, objectSize: 9...9), ShapeImageOptions(kinds: []),
            ShapeImageOptions(kinds: [.ring, .ring]), ShapeImageOptions(objectCount: 0...1),
            ShapeImageOptions(channels: 0), ShapeImageOptions(objectSize: 4...9), ShapeImageOptions(noise: -1),
            ShapeImageOptions(background: -1...1), ShapeImageOptions(contrast: 0...2),
        ] {
            #expect(throws: ShapeError.self) { try options.validate() }
        }
    }
}
