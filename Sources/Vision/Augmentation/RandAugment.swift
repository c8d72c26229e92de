import ConvNet

/// RandAugment: a few operations, each drawn from fourteen, all of one strength.
///
/// Two numbers instead of a search: how many operations, and how strong. Cubuk et al. 2020, "RandAugment: Practical
/// automated data augmentation with a reduced search space"; the operations and their strengths are torchvision's:
///
/// | Operation | at magnitude m of `bins` | sign |
/// |---|---|---|
/// | shear (x, y) | tangent up to 0.3 | drawn |
/// | translate (x, y) | up to 150/331 of the width or height, whole pixels | drawn |
/// | rotate | up to 30° | drawn |
/// | brightness, color, contrast, sharpness | factor 1 ± up to 0.9 | drawn |
/// | posterize | 8 to 4 bits | |
/// | solarize | threshold from the limit down to 0 | |
/// | identity, autoContrast, equalize | — | |
///
/// All geometry is about the centre (torchvision shears about the upper left corner).
public struct RandAugment: Hashable, Sendable {
    /// What may happen.
    public enum Operation: String, CaseIterable, Sendable {
        /// Nothing.
        case identity
        /// Rows slide sideways.
        case shearX
        /// Columns slide up and down.
        case shearY
        /// Sideways.
        case translateX
        /// Up or down.
        case translateY
        /// About the centre.
        case rotate
        /// Times a factor.
        case brightness
        /// Saturation.
        case color
        /// From the mean.
        case contrast
        /// From the smoothed image.
        case sharpness
        /// Fewer bits.
        case posterize
        /// Bright numbers inverted.
        case solarize
        /// Stretched to the whole range.
        case autoContrast
        /// All values equally often.
        case equalize
    }

    /// An operation and how strong it is: in its own unit (tangent, pixels, degrees, factor − 1, bits, part of the limit).
    public struct Step: Hashable, Sendable {
        /// What happens.
        public let operation: Operation
        /// How much; 0 where there is nothing to say.
        public let strength: Double

        /// A step by its parts.
        public init(operation: Operation, strength: Double = 0) {
            self.operation = operation
            self.strength = strength
        }
    }

    /// N, how many operations.
    public var operationCount: Int
    /// M, from 0 to `bins` − 1.
    public var magnitude: Int
    /// How many magnitudes there are.
    public var bins: Int

    /// The paper's two numbers.
    ///
    /// - Throws: `ShapeError` unless the count is not negative, there are 2 magnitudes or more, and the magnitude is one.
    public init(operationCount: Int = 2, magnitude: Int = 9, bins: Int = 31) throws(ShapeError) {
        let check = ShapeCheck("RandAugment", [:])
        try check.require(0...100 ~= operationCount, "the count must be in 0...100, but is \(operationCount)")
        try check.require(2...1000 ~= bins, "there must be 2 to 1000 magnitudes, but there are \(bins)")
        try check.require(0..<bins ~= magnitude, "the magnitude must be in 0..<\(bins), but is \(magnitude)")
        self.operationCount = operationCount
        self.magnitude = magnitude
        self.bins = bins
    }

    /// Operations in the order in which they are applied, each drawn with the same probability.
    public func draw(for size: Size2D, using random: inout SeededGenerator) -> [Step] {
        (0..<operationCount).map { _ in
            let operation = Operation.allCases[random.below(Operation.allCases.count)]
            let isNegative = random.unit() < 0.5
            return Step(operation: operation, strength: strength(of: operation, size, isNegative: isNegative))
        }
    }

    /// How strong an operation is at this magnitude; `isNegative` counts where a sign is drawn.
    public func strength(of operation: Operation, _ size: Size2D, isNegative: Bool = false) -> Double {
        let part = Double(magnitude) / Double(bins - 1)
        let sign: Double = isNegative ? -1 : 1
        switch operation {
        case .identity, .autoContrast, .equalize: return 0
        case .shearX, .shearY: return sign * 0.3 * part
        case .translateX: return sign * (150.0 / 331 * Double(size.width) * part).rounded(.down)
        case .translateY: return sign * (150.0 / 331 * Double(size.height) * part).rounded(.down)
        case .rotate: return sign * 30 * part
        case .brightness, .color, .contrast, .sharpness: return sign * 0.9 * part
        case .posterize: return (8 - 4 * part).rounded(.toNearestOrEven)
        case .solarize: return 1 - part
        }
    }

    /// The steps, one after the other, through image, boxes and mask.
    ///
    /// - Parameters:
    ///   - steps: what was drawn.
    ///   - sample: what is transformed.
    ///   - limit: white, 255 or 1.
    ///   - options: how geometry is sampled.
    /// - Returns: an image of the same size.
    /// - Throws: as `AnnotatedImage.transformed`.
    public static func apply(
        _ steps: [Step], to sample: AnnotatedImage, limit: Float = 255,
        _ options: ResamplingOptions = ResamplingOptions(interpolation: .nearest, fill: .constant)
    ) throws(ShapeError) -> AnnotatedImage {
        var sample = sample
        for step in steps {
            if let geometry = step.geometry { sample = try sample.transformed(by: geometry, options) }
            if let change = step.change { sample = sample.replacing(change(sample.image, limit: limit)) }
        }
        return sample
    }
}

extension RandAugment.Step {
    /// What moves, if anything.
    var geometry: AffineTransform? {
        switch operation {
        case .shearX: AffineTransform(1, 0, strength, 1)
        case .shearY: AffineTransform(1, strength, 0, 1)
        case .translateX: AffineTransform(columnShift: -strength)
        case .translateY: AffineTransform(rowShift: -strength)
        case .rotate: AffineTransform(rotation: strength)
        default: nil
        }
    }

    /// What changes colours, if anything.
    var change: PhotometricChange? {
        switch operation {
        case .brightness: .brightness(Float(1 + strength))
        case .color: .saturation(Float(1 + strength))
        case .contrast: .contrast(Float(1 + strength))
        case .sharpness: .sharpness(Float(1 + strength))
        case .posterize: .posterize(bits: Int(strength))
        case .solarize: .solarize(threshold: Float(strength))
        case .autoContrast: .autoContrast
        case .equalize: .equalize
        default: nil
        }
    }
}
