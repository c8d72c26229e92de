import ConvNet

/// The samples of an image as its file stores them: whole numbers from 0 (dark) to `maximum` (bright).
///
/// ```swift
/// let image = try RasterImage.load("data/cat.png")
/// image.channels                           // 3
/// let x = image.tensor()                   // (3, H, W), 0…1
/// let bytes = image.tensor(scale: .stored) // (3, H, W), 0…255
/// ```
public struct RasterImage: Equatable, Sendable {
    /// What a sample becomes in a tensor.
    public enum Scale: Sendable {
        /// sample / maximum: 0…1, as torchvision's `ToTensor`.
        case unit
        /// The sample itself: 0…255 for 8 bits, as torchvision's `read_image`.
        case stored
    }

    /// Which channels are wanted.
    public enum Mode: Int, Sendable {
        /// Those of the file.
        case unchanged = 0
        /// One: the luma 0.299·R + 0.587·G + 0.114·B of ITU-R BT.601, as Pillow and torchvision compute it.
        case gray = 1
        /// Three: red, green, blue; grey is each of them.
        case rgb = 3
    }

    /// Columns of pixels.
    public let width: Int
    /// Rows of pixels.
    public let height: Int
    /// Numbers a pixel: 1 grey, 2 grey and alpha, 3 red, green, blue, 4 those and alpha.
    public let channels: Int
    /// The largest sample there may be: 255 for 8 bits, 65535 for 16, 1 for black and white.
    public let maximum: Int
    /// All samples: row by row, pixel by pixel, channel by channel.
    public let samples: [UInt16]

    /// For readers, who have checked it.
    init(checkedWidth width: Int, height: Int, channels: Int, maximum: Int, samples: [UInt16]) {
        self.width = width
        self.height = height
        self.channels = channels
        self.maximum = maximum
        self.samples = samples
    }

    /// An image from a tensor.
    ///
    /// - Parameters:
    ///   - tensor: (C, H, W) with 1 to 4 channels, or (H, W). Numbers are rounded to the nearest sample; what is outside
    ///     of the range becomes its nearest end, as torchvision's `save_image` has it.
    ///   - maximum: The largest sample, from 1 to 65535.
    ///   - scale: Whether the numbers go from 0 to 1 or from 0 to `maximum`.
    /// - Throws: `FormatError` for other shapes, NaN, and an image without pixels.
    public init(_ tensor: Tensor, maximum: Int = 255, scale: Scale = .unit) throws(FormatError) {
        func refusal(_ problem: String, _ help: String) -> FormatError {
            FormatError(file: "RasterImage", problem: problem, help: help)
        }
        let shape = tensor.rank == 2 ? [1] + tensor.shape : tensor.shape
        guard shape.count == 3, (1...4).contains(shape[0]), shape[1] > 0, shape[2] > 0 else {
            throw refusal("the shape \(tensor.shape) is no image", "Give (C, H, W) with 1 to 4 channels, or (H, W)")
        }
        guard (1...65535).contains(maximum), tensor.count <= FormatLimits.samples else {
            throw refusal(
                "maximum \(maximum) or \(tensor.count) samples are too large", "Use 255 or 65535, and a smaller image")
        }
        guard !tensor.values.contains(where: \.isNaN) else { throw refusal("a number is NaN", "Mend it before saving") }
        let factor = scale == .unit ? Float(maximum) : 1
        let (channels, plane) = (shape[0], shape[1] * shape[2])
        var samples = [UInt16](repeating: 0, count: tensor.count)
        for channel in 0..<channels {
            for pixel in 0..<plane {
                let value = min(max(tensor.values[channel * plane + pixel] * factor, 0), Float(maximum))
                samples[pixel * channels + channel] = UInt16(value.rounded())
            }
        }
        self.init(
            checkedWidth: shape[2], height: shape[1], channels: channels, maximum: maximum, samples: samples)
    }

    /// The image as a tensor of shape (C, H, W).
    public func tensor(mode: Mode = .unchanged, scale: Scale = .unit) -> Tensor {
        let divisor = scale == .unit ? Float(maximum) : 1
        let plane = width * height
        let count = mode == .unchanged ? channels : mode.rawValue
        let colours = channels < 3 ? 1 : 3
        var values = [Float](repeating: 0, count: count * plane)
        for channel in 0..<count {
            for pixel in 0..<plane {
                let start = pixel * channels
                let sample: Float =
                    switch mode {
                    case .unchanged: Float(samples[start + channel])
                    case .rgb: Float(samples[start + (colours == 3 ? channel : 0)])
                    case .gray: colours == 3 ? luma(start) : Float(samples[start])
                    }
                values[channel * plane + pixel] = sample / divisor
            }
        }
        return Tensor(shape: [count, height, width], values)
    }

    /// Rounded to a whole sample with Pillow's own integers, for 8 bits to the bit.
    private func luma(_ start: Int) -> Float {
        let (red, green, blue) = (Int(samples[start]), Int(samples[start + 1]), Int(samples[start + 2]))
        return Float((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16)
    }
}

extension RasterImage {
    /// Reads a PNG, PBM, PGM or PPM file, whatever its name: the first bytes tell.
    ///
    /// - Throws: `FormatError` if it is none of these, or damaged.
    public static func load(_ path: String) throws(FormatError) -> RasterImage {
        let bytes = try WholeFile.read(path)
        if bytes.starts(with: PNGChunks.signature) { return try RasterImage(png: bytes, file: path) }
        if bytes.first == UInt8(ascii: "P"), bytes.count > 1, (0x31...0x36).contains(bytes[1]) {
            return try RasterImage(pnm: bytes, file: path)
        }
        throw FormatError(
            file: path, offset: 0, problem: "neither PNG nor PBM, PGM or PPM", help: "Convert it to PNG")
    }
}

extension Tensor {
    /// Reads a PNG, PBM, PGM or PPM file into a tensor of shape (C, H, W).
    ///
    /// ```swift
    /// let x = try Tensor.loadImage("data/cat.png", mode: .rgb)      // (3, H, W), 0…1
    /// ```
    ///
    /// Samples are what the file stores: no gamma or colour profile is applied, as in Pillow and torchvision. A palette
    /// becomes red, green and blue; transparency becomes a channel of its own.
    ///
    /// - Throws: `FormatError` if it is none of these, or damaged.
    public static func loadImage(
        _ path: String, mode: RasterImage.Mode = .unchanged, scale: RasterImage.Scale = .unit
    ) throws(FormatError) -> Tensor {
        try RasterImage.load(path).tensor(mode: mode, scale: scale)
    }

    /// Writes a PNG file; the shape is (C, H, W) or (H, W), see `RasterImage.init(_:maximum:scale:)`.
    ///
    /// - Throws: `FormatError` for other shapes and NaN, or if it can't be written; an existing file is then as it was.
    public func savePNG(_ path: String, maximum: Int = 255, scale: RasterImage.Scale = .unit) throws(FormatError) {
        try RasterImage(self, maximum: maximum, scale: scale).savePNG(path)
    }
}
