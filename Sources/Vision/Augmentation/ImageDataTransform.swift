import ConvNet

/// The twelve things that Keras's `ImageDataGenerator` does to an image, by the names of its arguments.
///
/// The first nine are augmentation: drawn anew for every image of training. The last three are preprocessing, always
/// the same.
public enum ImageDataTransform: String, CaseIterable, Sendable {
    /// Turned about the centre.
    case rotation = "rotation_range"
    /// Moved to the side.
    case widthShift = "width_shift_range"
    /// Moved up or down.
    case heightShift = "height_shift_range"
    /// Enlarged or made smaller.
    case zoom = "zoom_range"
    /// Slanted.
    case shear = "shear_range"
    /// Left and right exchanged.
    case horizontalFlip = "horizontal_flip"
    /// Top and bottom exchanged.
    case verticalFlip = "vertical_flip"
    /// Times a factor.
    case brightness = "brightness_range"
    /// Plus an offset.
    case channelShift = "channel_shift_range"
    /// Into another unit.
    case rescale
    /// By the mean and deviation of the training set: `featurewise_center` and `featurewise_std_normalization`.
    case featurewise = "featurewise_center + std"
    /// By the image's own mean and deviation: `samplewise_center` and `samplewise_std_normalization`.
    case samplewise = "samplewise_center + std"

    /// How far each goes in a demonstration.
    public struct Amounts: Hashable, Sendable {
        /// Degrees, clockwise.
        public var rotation = 30.0
        /// A fraction of the width or height, to the right or down.
        public var shift = 0.2
        /// Below 1 enlarges.
        public var zoom = 0.7
        /// Degrees.
        public var shear = 20.0
        /// A factor.
        public var brightness: Float = 1.5
        /// Of 255, for all channels.
        public var channelShift: Float = 60
        /// A factor.
        public var rescale: Float = 1 / 255.0

        /// The defaults; change what is to differ.
        public init() {}
    }

    /// An image after this one transform.
    ///
    /// - Parameters:
    ///   - image: (C, H, W), 0…255.
    ///   - statistics: of the training set, for `featurewise`; nil for those of this image, channel by channel.
    ///   - amounts: how far.
    ///   - options: how geometry is sampled.
    /// - Returns: (C, H, W).
    /// - Throws: `ShapeError` if the shapes don't fit or the geometry can't be undone.
    public func apply(
        to image: Tensor, statistics: FeatureStatistics? = nil, amounts: Amounts = Amounts(),
        _ options: ResamplingOptions = ResamplingOptions()
    ) throws(ShapeError) -> Tensor {
        let sample = try AnnotatedImage(image)
        let (height, width) = (Double(sample.size.height), Double(sample.size.width))
        let geometry: AffineTransform
        switch self {
        case .rotation: geometry = AffineTransform(rotation: amounts.rotation)
        case .widthShift: geometry = AffineTransform(columnShift: -amounts.shift * width)
        case .heightShift: geometry = AffineTransform(rowShift: -amounts.shift * height)
        case .zoom: geometry = AffineTransform(rowZoom: amounts.zoom, columnZoom: amounts.zoom)
        case .shear: geometry = AffineTransform(shear: amounts.shear)
        case .horizontalFlip: geometry = .horizontalFlip
        case .verticalFlip: geometry = .verticalFlip
        case .brightness: return PhotometricChange.brightness(amounts.brightness)(image)
        case .channelShift: return PhotometricChange.channelShift(amounts.channelShift)(image)
        case .rescale: return try Standardization(rescale: amounts.rescale)(image)
        case .samplewise: return try Standardization(samplewiseCenter: true, samplewiseDeviation: true)(image)
        case .featurewise:
            let own = try FeatureStatistics(of: image.reshaped(to: [1] + image.shape))
            return try Standardization(
                featurewiseCenter: true, featurewiseDeviation: true, statistics: statistics ?? own)(image)
        }
        return try sample.transformed(by: geometry, options).image
    }

    /// All twelve, in the order above: for a figure.
    ///
    /// - Throws: as `apply`.
    public static func gallery(
        of image: Tensor, statistics: FeatureStatistics? = nil, amounts: Amounts = Amounts(),
        _ options: ResamplingOptions = ResamplingOptions()
    ) throws(ShapeError) -> [(transform: ImageDataTransform, image: Tensor)] {
        var results: [(transform: ImageDataTransform, image: Tensor)] = []
        for transform in allCases {
            results.append(
                (transform, try transform.apply(to: image, statistics: statistics, amounts: amounts, options)))
        }
        return results
    }
}
