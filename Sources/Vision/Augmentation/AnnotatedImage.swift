import ConvNet

/// A box and what is in it.
public struct AnnotatedBox: Hashable, Sendable {
    /// Where, in pixels.
    public var box: Box
    /// Which class.
    public var classID: Int

    /// A box and its class.
    public init(_ box: Box, classID: Int = 0) {
        self.box = box
        self.classID = classID
    }
}

/// An image with all that is known of it, so that every geometric change goes through image, boxes and mask alike.
public struct AnnotatedImage: Equatable, Sendable {
    /// (C, H, W).
    public let image: Tensor
    /// The objects.
    public let objects: [AnnotatedBox]
    /// A class for each pixel, if there is one.
    public let mask: LabelMap?

    /// The image's height and width.
    public var size: Size2D { Size2D(image.shape[1], image.shape[2]) }

    /// An image and what is known of it.
    ///
    /// - Throws: `ShapeError` unless the image is (C, H, W) with something in it, and the mask of its size.
    public init(_ image: Tensor, objects: [AnnotatedBox] = [], mask: LabelMap? = nil) throws(ShapeError) {
        let check = ShapeCheck(
            "AnnotatedImage", ["image": image.shape, "mask": mask.map { [$0.size.height, $0.size.width] } ?? []])
        try check.rank(image.shape, is: 3, of: "the image", axes: "[C, H, W]")
        try check.require(!image.shape.contains(0), "C, H and W must be at least 1")
        try check.require(
            mask == nil || mask?.size == Size2D(image.shape[1], image.shape[2]),
            "the mask must have the image's height and width")
        self.init(checked: image, objects, mask)
    }

    init(checked image: Tensor, _ objects: [AnnotatedBox], _ mask: LabelMap?) {
        self.image = image
        self.objects = objects
        self.mask = mask
    }

    /// Everything moved by a transform; the size stays.
    ///
    /// - The image is sampled as the options say, the mask from the nearest pixels, with the same fill.
    /// - A box becomes the smallest upright box around its four moved corners, clipped to the image. It is dropped if
    ///   nothing of that box is inside, or less than `minimumVisibility` of its area. What a fill mode repeats outside
    ///   the image's edges gets no box.
    ///
    /// - Throws: `ShapeError` if the transform can't be undone (a zoom of 0) or has numbers beyond a million.
    public func transformed(by transform: AffineTransform, _ options: ResamplingOptions = ResamplingOptions())
        throws(ShapeError) -> AnnotatedImage
    {
        try transform.check("transformed", image: image.shape)
        let sampling = Sampling(transform, size: size, interpolation: options.interpolation, fill: options.fill)
        let masks = Sampling(transform, size: size, interpolation: .nearest, fill: options.fill)
        let moved = objects.compactMap { object -> AnnotatedBox? in
            visible(hull(of: object.box, moved: transform), object.classID, in: size, options.minimumVisibility)
        }
        return AnnotatedImage(
            checked: sampling.apply(to: image, constant: options.constant), moved,
            mask.map { masks.apply(to: $0, constant: options.maskConstant) })
    }

    /// The smallest upright box around the moved corners.
    ///
    /// Corners are continuous, so the centre is (W/2, H/2).
    private func hull(of box: Box, moved transform: AffineTransform) -> Box {
        let (middleX, middleY) = (Double(size.width) / 2, Double(size.height) / 2)
        let corners = [(box.x1, box.y1), (box.x2, box.y1), (box.x1, box.y2), (box.x2, box.y2)].compactMap { x, y in
            transform.moved(y - middleY, x - middleX)
        }
        let (rows, columns) = (corners.map(\.row), corners.map(\.column))
        guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(), let right = columns.max() else {
            return Box(0, 0, 0, 0)
        }
        return Box(left + middleX, top + middleY, right + middleX, bottom + middleY)
    }

    /// The box inside an image, unless too little of it is.
    private func visible(_ box: Box, _ classID: Int, in size: Size2D, _ minimum: Double) -> AnnotatedBox? {
        let inside = box.clipped(to: size)
        guard inside.area > 0, inside.area >= minimum * box.area else { return nil }
        return AnnotatedBox(inside, classID: classID)
    }

    /// A rectangle of the image.
    ///
    /// Boxes move along, are clipped, and are dropped if less than `minimumVisibility` of them is inside.
    ///
    /// - Throws: `ShapeError` unless the rectangle has a pixel and lies inside the image.
    public func cropped(top: Int, left: Int, to crop: Size2D, minimumVisibility: Double = 0.1) throws(ShapeError)
        -> AnnotatedImage
    {
        let check = ShapeCheck("cropped", ["image": image.shape, "crop": [crop.height, crop.width]])
        try check.require(
            crop.height >= 1 && crop.width >= 1 && top >= 0 && left >= 0 && crop.height <= size.height
                && crop.width <= size.width && top <= size.height - crop.height && left <= size.width - crop.width,
            "the rectangle must lie inside: 0 ≤ top, top + h ≤ H, 0 ≤ left, left + w ≤ W, but top = \(top), left = "
                + "\(left)")
        let places = (0..<crop.height).flatMap { row in
            (0..<crop.width).map { (top + row) * size.width + left + $0 }
        }
        let plane = size.height * size.width
        let values = (0..<image.shape[0]).flatMap { channel in
            places.map { image.values[channel * plane + $0] }
        }
        let moved = objects.compactMap {
            visible($0.box.moved(by: -Double(left), -Double(top)), $0.classID, in: crop, minimumVisibility)
        }
        return AnnotatedImage(
            checked: Tensor(shape: [image.shape[0], crop.height, crop.width], values), moved,
            mask.map { mask in LabelMap(checked: crop, places.map { mask.labels[$0] }) })
    }

    /// A rectangle of the given size anywhere in the image, every place equally likely.
    ///
    /// - Throws: `ShapeError` unless it has a pixel and fits into the image.
    public func randomlyCropped(
        to crop: Size2D, minimumVisibility: Double = 0.1, using random: inout SeededGenerator
    ) throws(ShapeError) -> AnnotatedImage {
        let top = crop.height >= 1 && crop.height <= size.height ? random.below(size.height - crop.height + 1) : 0
        let left = crop.width >= 1 && crop.width <= size.width ? random.below(size.width - crop.width + 1) : 0
        return try cropped(top: top, left: left, to: crop, minimumVisibility: minimumVisibility)
    }

    /// The same annotations of other pixels.
    func replacing(_ image: Tensor) -> AnnotatedImage { AnnotatedImage(checked: image, objects, mask) }
}
