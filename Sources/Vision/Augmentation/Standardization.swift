import ConvNet

/// The mean and the standard deviation of each channel over a whole data set.
public struct FeatureStatistics: Hashable, Sendable {
    /// One a channel.
    public let mean: [Float]
    /// One a channel; of the population, not of a sample.
    public let deviation: [Float]

    /// Statistics that are known.
    public init(mean: [Float], deviation: [Float]) {
        self.mean = mean
        self.deviation = deviation
    }

    /// Over all pixels of a batch: the *training* set, and of nothing else.
    ///
    /// Keras: `fit`.
    ///
    /// - Parameter images: (N, C, H, W).
    /// - Throws: `ShapeError` unless there are four axes, none of them empty.
    public init(of images: Tensor) throws(ShapeError) {
        let check = ShapeCheck("FeatureStatistics", ["images": images.shape])
        try check.rank(images.shape, is: 4, of: "the images", axes: "[N, C, H, W]")
        try check.require(!images.shape.contains(0), "no axis may be empty")
        let (channels, plane) = (images.shape[1], images.shape[2] * images.shape[3])
        var (mean, deviation): ([Float], [Float]) = ([], [])
        for channel in 0..<channels {
            var numbers: [Float] = []
            for image in 0..<images.shape[0] {
                let first = (image * channels + channel) * plane
                numbers += images.values[first..<first + plane]
            }
            let moments = Moments(numbers)
            mean.append(Float(moments.mean))
            deviation.append(Float(moments.deviation))
        }
        self.init(mean: mean, deviation: deviation)
    }
}

/// Preprocessing that makes numbers comparable, in the order of Keras's `ImageDataGenerator.standardize`.
///
/// 1. rescale:  x ← x · rescale
/// 2. sample-wise centring:  x ← x − mean(x), over all pixels *and* channels of this image
/// 3. sample-wise standardising:  x ← x / (std(x) + 1e-6), likewise
/// 4. feature-wise centring:  x ← x − mean, one a channel, of the training set
/// 5. feature-wise standardising:  x ← x / (std + 1e-6), likewise
///
/// Nothing here is random: it is no augmentation, and is done at test time as well.
public struct Standardization: Hashable, Sendable {
    /// Such as 1/255; nil for as it is.
    public var rescale: Float?
    /// Whether the image's own mean is subtracted.
    public var samplewiseCenter: Bool
    /// Whether the image is divided by its own standard deviation.
    public var samplewiseDeviation: Bool
    /// Whether the training set's means are subtracted.
    public var featurewiseCenter: Bool
    /// Whether the channels are divided by the training set's standard deviations.
    public var featurewiseDeviation: Bool
    /// Of the training set, *after* rescaling; needed for what is feature-wise.
    public var statistics: FeatureStatistics?

    /// Steps; none unless told.
    public init(
        rescale: Float? = nil, samplewiseCenter: Bool = false, samplewiseDeviation: Bool = false,
        featurewiseCenter: Bool = false, featurewiseDeviation: Bool = false, statistics: FeatureStatistics? = nil
    ) {
        self.rescale = rescale
        self.samplewiseCenter = samplewiseCenter
        self.samplewiseDeviation = samplewiseDeviation
        self.featurewiseCenter = featurewiseCenter
        self.featurewiseDeviation = featurewiseDeviation
        self.statistics = statistics
    }

    /// The image after all steps.
    ///
    /// - Parameter image: (C, H, W).
    /// - Returns: (C, H, W).
    /// - Throws: `ShapeError` unless the image has three axes, none of them empty, and what is feature-wise has a mean
    ///   and a deviation for each channel.
    public func callAsFunction(_ image: Tensor) throws(ShapeError) -> Tensor {
        _ = try AnnotatedImage(image)
        var x = image
        if let rescale { x = x * rescale }
        if samplewiseCenter {
            let mean = Float(Moments(x.values).mean)
            x = x - mean
        }
        if samplewiseDeviation {
            let deviation = Float(Moments(x.values).deviation + 1e-6)
            x = x / deviation
        }
        guard featurewiseCenter || featurewiseDeviation else { return x }
        let check = ShapeCheck("Standardization", ["image": image.shape])
        let channels = image.shape[0]
        let plane = image.shape[1] * image.shape[2]
        guard let statistics, statistics.mean.count == channels, statistics.deviation.count == channels else {
            throw check.error(
                "feature-wise steps need a mean and a deviation for each of the \(channels) channels, but there are "
                    + "\(statistics?.mean.count ?? 0) and \(statistics?.deviation.count ?? 0)")
        }
        let values = x.values.enumerated().map { place, value in
            let channel = place / plane
            let centered = featurewiseCenter ? value - statistics.mean[channel] : value
            return featurewiseDeviation ? centered / (statistics.deviation[channel] + 1e-6) : centered
        }
        return Tensor(shape: x.shape, values)
    }
}

/// In `Double`; the deviation is the population's.
private struct Moments {
    let mean: Double
    let deviation: Double

    init(_ numbers: [Float]) {
        let mean = numbers.reduce(0.0) { $0 + Double($1) } / Double(numbers.count)
        let squares = numbers.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        self.mean = mean
        deviation = (squares / Double(numbers.count)).squareRoot()
    }
}
