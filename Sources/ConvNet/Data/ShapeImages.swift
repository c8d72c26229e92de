/// What generated images look like.
public struct ShapeImageOptions: Hashable, Sendable {
    /// Height and width in pixels.
    public var size: Size2D
    /// 1 for grey, 3 for colour; every channel has its own brightness.
    public var channels: Int
    /// The classes: class k is `kinds[k]`.
    public var kinds: [ShapeKind]
    /// How many objects an image has.
    ///
    /// Objects don't overlap; where no place is left, there are fewer, but at least one.
    public var objectCount: ClosedRange<Int>
    /// The side of an object's square, in pixels.
    public var objectSize: ClosedRange<Int>
    /// How bright the background is, 0 black to 1 white.
    public var background: ClosedRange<Float>
    /// How much an object differs from the background, brighter or (half of the time) darker; at most so much that it
    /// stays in 0...1.
    public var contrast: ClosedRange<Float>
    /// The standard deviation of the noise added to each number.
    public var noise: Float

    /// Options; each has a default that makes an easy data set.
    public init(
        size: Size2D = 32, channels: Int = 1, kinds: [ShapeKind] = [.circle, .square, .triangle, .cross],
        objectCount: ClosedRange<Int> = 1...1, objectSize: ClosedRange<Int> = 9...20,
        background: ClosedRange<Float> = 0.2...0.8, contrast: ClosedRange<Float> = 0.3...0.7, noise: Float = 0.05
    ) {
        self.size = size
        self.channels = channels
        self.kinds = kinds
        self.objectCount = objectCount
        self.objectSize = objectSize
        self.background = background
        self.contrast = contrast
        self.noise = noise
    }

    /// Whether images can be made so.
    ///
    /// - Throws: `ShapeError` if the largest object doesn't fit, a shape would have fewer than 5 pixels a side, there are
    ///   no classes or one twice, or a number is out of its range.
    public func validate() throws(ShapeError) {
        let check = ShapeCheck("ShapeImages", ["size": [size.height, size.width], "channels": [channels]])
        try check.require(channels >= 1, "there must be at least 1 channel")
        try check.require(
            !kinds.isEmpty && Set(kinds).count == kinds.count, "there must be at least one kind, and each only once")
        try check.require(objectCount.lowerBound >= 1, "each image needs at least 1 object")
        try check.require(
            objectSize.lowerBound >= 5 && objectSize.upperBound <= min(size.height, size.width),
            "an object's side must be in 5...min(H, W) = 5...\(min(size.height, size.width)), but is \(objectSize)")
        try check.require(
            background.lowerBound >= 0 && background.upperBound <= 1, "the background must be in 0...1")
        try check.require(
            contrast.lowerBound >= 0 && contrast.upperBound <= 1, "the contrast must be in 0...1")
        try check.require(noise >= 0, "the noise must not be negative, but is \(noise)")
        try check.count([channels, size.height, size.width], of: "an image")
    }
}

/// Generated images of shapes, with the class, box and mask of every object: data for classification, detection and
/// segmentation with nothing to download.
///
/// ```swift
/// let data = ShapeImages(count: 100, seed: 1)
/// data.images.shape              // [100, 1, 32, 32]
/// data.classes[0]                // 0, 1, 2 or 3: circle, square, triangle, cross
/// data.objects[0][0].box         // where
/// data.pixelLabels.count         // 100·32·32: 0 is background, k + 1 is class k
/// ```
///
/// Image number i is decided by the seed and i alone: a larger set begins with the smaller one. Another seed gives other
/// images, to validate with.
public struct ShapeImages: Sendable {
    /// How they were made.
    public let options: ShapeImageOptions
    /// Numbers in 0...1, (N, C, H, W).
    public let images: Tensor
    /// The objects of each image, in the order in which they were placed.
    public let objects: [[ShapeObject]]

    /// So many images; traps on options that can't be, see `ShapeImageOptions.validate()`.
    public init(count: Int, seed: UInt64, options: ShapeImageOptions = ShapeImageOptions()) {
        orTrap { () throws(ShapeError) in
            try options.validate()
            let shape = [count, options.channels, options.size.height, options.size.width]
            try ShapeCheck("ShapeImages", ["images": shape]).count(shape, of: "the images")
        }
        var values: [Float] = []
        values.reserveCapacity(count * options.channels * options.size.height * options.size.width)
        var objects: [[ShapeObject]] = []
        for index in 0..<count {
            // Mixed, not added: neighbouring states of the generator give the same numbers, one place apart.
            var mixer = SeededGenerator(seed: UInt64(index))
            var random = SeededGenerator(seed: mixer.next() ^ seed)
            objects.append(ShapeImages.place(options, &random))
            ShapeImages.paint(objects[index], options, &random, into: &values)
        }
        self.options = options
        self.objects = objects
        images = Tensor(checkedShape: [count, options.channels, options.size.height, options.size.width], values)
    }

    /// The number of images.
    public var count: Int { objects.count }

    /// The class of each image's first object: for classification, of images with one object.
    public var classes: [Int] {
        objects.map { objects in objects.first.flatMap { options.kinds.firstIndex(of: $0.kind) } ?? 0 }
    }

    /// The class of each pixel, in the order of (N, H, W): 0 is background, k + 1 is `options.kinds[k]`.
    public var pixelLabels: [Int] {
        let plane = options.size.height * options.size.width
        var labels = [Int](repeating: 0, count: count * plane)
        for (image, objects) in objects.enumerated() {
            for object in objects {
                let label = (options.kinds.firstIndex(of: object.kind) ?? 0) + 1
                for (pixel, value) in object.mask.values.enumerated() where value > 0 {
                    labels[image * plane + pixel] = label
                }
            }
        }
        return labels
    }

    /// Draws objects until there are enough, or no place is found for one.
    private static func place(_ options: ShapeImageOptions, _ random: inout SeededGenerator) -> [ShapeObject] {
        let wanted = options.objectCount.lowerBound + random.below(options.objectCount.count)
        var objects: [ShapeObject] = []
        // Of an image with room for one object more, most draws find it.
        for _ in 0..<(20 * wanted) where objects.count < wanted {
            let kind = options.kinds[random.below(options.kinds.count)]
            let side = options.objectSize.lowerBound + random.below(options.objectSize.count)
            let left = random.below(options.size.width - side + 1)
            let top = random.below(options.size.height - side + 1)
            let square = ShapeBox(x1: left, y1: top, x2: left + side, y2: top + side)
            guard !objects.contains(where: { $0.box.overlaps(square, margin: 1) }) else { continue }
            objects.append(draw(kind, square, options.size))
        }
        return objects
    }

    /// The shape that fills a square: a pixel is its own if its centre is.
    private static func draw(_ kind: ShapeKind, _ square: ShapeBox, _ size: Size2D) -> ShapeObject {
        var mask = Tensor.zeros([size.height, size.width])
        let half = Double(square.width) / 2
        var (x1, y1, x2, y2) = (square.x2, square.y2, square.x1, square.y1)
        for y in square.y1..<square.y2 {
            for x in square.x1..<square.x2 {
                let (u, v) = ((Double(x - square.x1) + 0.5) / half - 1, (Double(y - square.y1) + 0.5) / half - 1)
                guard kind.contains(x: u, y: v) else { continue }
                mask.values[y * size.width + x] = 1
                (x1, y1, x2, y2) = (min(x1, x), min(y1, y), max(x2, x + 1), max(y2, y + 1))
            }
        }
        return ShapeObject(kind: kind, box: ShapeBox(x1: x1, y1: y1, x2: x2, y2: y2), mask: mask)
    }

    /// Background, objects, noise; cut to 0...1.
    private static func paint(
        _ objects: [ShapeObject], _ options: ShapeImageOptions, _ random: inout SeededGenerator,
        into values: inout [Float]
    ) {
        for _ in 0..<options.channels {
            let background = random.uniform(in: options.background)
            var plane = [Float](repeating: background, count: options.size.height * options.size.width)
            for object in objects {
                let contrast = random.uniform(in: options.contrast)
                // Darker where brighter would not be seen, and the other way round.
                let fitsAbove = background + contrast <= 1
                let fitsBelow = background - contrast >= 0
                let isBrighter = fitsAbove == fitsBelow ? random.below(2) == 0 : fitsAbove
                let color = min(max(background + (isBrighter ? contrast : -contrast), 0), 1)
                for (pixel, value) in object.mask.values.enumerated() where value > 0 { plane[pixel] = color }
            }
            for value in plane {
                values.append(min(max(value + options.noise * random.normal(), 0), 1))
            }
        }
    }
}
