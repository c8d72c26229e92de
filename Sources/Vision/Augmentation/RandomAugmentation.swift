import ConvNet

/// What Keras's `ImageDataGenerator` may do to an image, and how far.
///
/// ```swift
/// var random = SeededGenerator(seed: 1)
/// let ranges = AugmentationRanges(rotation: 20, widthShift: 0.1, zoom: 0.8...1.2, horizontalFlip: true)
/// let augmented = try ranges.draw(for: sample.size, using: &random).apply(to: sample)
/// ```
///
/// The same seed draws the same transforms, on every machine. Only for training: test images stay as they are.
public struct AugmentationRanges: Hashable, Sendable {
    /// Degrees: θ is drawn from −rotation…rotation.
    public var rotation: Double
    /// A fraction of the width: the picture moves by up to this to the left or right.
    public var widthShift: Double
    /// A fraction of the height: the picture moves by up to this up or down.
    public var heightShift: Double
    /// Degrees: s is drawn from −shear…shear.
    public var shear: Double
    /// Drawn twice, for rows and columns; below 1 enlarges.
    ///
    /// Keras's single number z means 1 − z…1 + z.
    public var zoom: ClosedRange<Double>
    /// One offset for all channels is drawn from −channelShift…channelShift; 0 for none.
    public var channelShift: Float
    /// What all numbers are multiplied by; nil for none.
    public var brightness: ClosedRange<Float>?
    /// How far numbers go from their mean; nil for none. (Not in Keras's list.)
    public var contrast: ClosedRange<Float>?
    /// Whether every other image is mirrored, left to right.
    public var horizontalFlip: Bool
    /// Whether every other image is turned upside down.
    public var verticalFlip: Bool

    /// Ranges; nothing happens unless told.
    public init(
        rotation: Double = 0, widthShift: Double = 0, heightShift: Double = 0, shear: Double = 0,
        zoom: ClosedRange<Double> = 1...1, channelShift: Float = 0, brightness: ClosedRange<Float>? = nil,
        contrast: ClosedRange<Float>? = nil, horizontalFlip: Bool = false, verticalFlip: Bool = false
    ) {
        self.rotation = rotation
        self.widthShift = widthShift
        self.heightShift = heightShift
        self.shear = shear
        self.zoom = zoom
        self.channelShift = channelShift
        self.brightness = brightness
        self.contrast = contrast
        self.horizontalFlip = horizontalFlip
        self.verticalFlip = verticalFlip
    }

    /// One transform, everything drawn evenly from its range.
    ///
    /// The generator advances by the same number of draws whatever the ranges are, so that adding a flip does not change
    /// the rotations.
    ///
    /// - Parameters:
    ///   - size: the image's, of which the shifts are fractions.
    ///   - random: advances.
    /// - Returns: what was drawn.
    public func draw(for size: Size2D, using random: inout SeededGenerator) -> DrawnAugmentation {
        func spread(_ limit: Double) -> Double { limit * (2 * random.unit() - 1) }
        func within(_ range: ClosedRange<Double>) -> Double {
            range.lowerBound + (range.upperBound - range.lowerBound) * random.unit()
        }
        let angle = spread(rotation)
        let rows = spread(heightShift) * Double(size.height)
        let columns = spread(widthShift) * Double(size.width)
        let slant = spread(shear)
        var geometry = AffineTransform(
            rotation: angle, rowShift: rows, columnShift: columns, shear: slant, rowZoom: within(zoom),
            columnZoom: within(zoom))
        let offset = Float(spread(Double(channelShift)))
        let (light, difference) = (random.unit(), random.unit())
        let (mirrors, turns) = (random.unit() < 0.5, random.unit() < 0.5)
        if horizontalFlip && mirrors { geometry = geometry.then(.horizontalFlip) }
        if verticalFlip && turns { geometry = geometry.then(.verticalFlip) }
        func factor(_ range: ClosedRange<Float>?, _ part: Double) -> Float? {
            range.map { $0.lowerBound + ($0.upperBound - $0.lowerBound) * Float(part) }
        }
        var changes: [PhotometricChange] = []
        if channelShift != 0 { changes.append(.channelShift(offset)) }
        if let factor = factor(brightness, light) { changes.append(.brightness(factor)) }
        if let factor = factor(contrast, difference) { changes.append(.contrast(factor)) }
        return DrawnAugmentation(geometry: geometry, changes: changes)
    }
}

/// A transform with all its numbers: applied to two images, it does the same to both.
public struct DrawnAugmentation: Hashable, Sendable {
    /// What moves, in one sampling.
    public var geometry: AffineTransform
    /// What changes colours, in this order, after it.
    public var changes: [PhotometricChange]

    /// A transform by its parts.
    public init(geometry: AffineTransform = .identity, changes: [PhotometricChange] = []) {
        self.geometry = geometry
        self.changes = changes
    }

    /// The image, its boxes and its mask, transformed.
    ///
    /// - Parameters:
    ///   - sample: what is transformed.
    ///   - limit: white, 255 or 1.
    ///   - options: how the geometry is sampled.
    /// - Returns: an image of the same size.
    /// - Throws: as `AnnotatedImage.transformed`.
    public func apply(
        to sample: AnnotatedImage, limit: Float = 255, _ options: ResamplingOptions = ResamplingOptions()
    ) throws(ShapeError) -> AnnotatedImage {
        let moved = geometry == .identity ? sample : try sample.transformed(by: geometry, options)
        return moved.replacing(changes.reduce(moved.image) { $1($0, limit: limit) })
    }
}
