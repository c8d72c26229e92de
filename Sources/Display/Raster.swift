/// A colour image as pixels, with boxes drawn over it.
///
/// Boxes keep their own coordinates, in pixels of the image with y growing downwards, so that they stay sharp at any
/// size. They differ by dash as well as by colour, and each has its label: the drawing can be read in black and white.
public struct Raster: Hashable, Sendable, Codable {
    /// A box over the image.
    public struct Outline: Hashable, Sendable, Codable {
        /// The left edge.
        public var x1: Double
        /// The upper edge.
        public var y1: Double
        /// The right edge.
        public var x2: Double
        /// The lower edge.
        public var y2: Double
        /// Written at the box; empty for nothing.
        public var label: String
        /// Boxes of one group look the same (0, 1, 2 …): 0 is drawn through, the others are dashed.
        public var group: Int

        /// Creates the value from its parts.
        public init(x1: Double, y1: Double, x2: Double, y2: Double, label: String = "", group: Int = 0) {
            self.x1 = x1
            self.y1 = y1
            self.x2 = x2
            self.y2 = y2
            self.label = label
            self.group = group
        }
    }

    /// Written above.
    public var title: String
    /// In pixels.
    public var width: Int
    /// In pixels.
    public var height: Int
    /// Red, green and blue of each pixel, row by row: 3 · width · height bytes.
    public var pixels: Bytes
    /// Drawn in this order.
    public var outlines: [Outline]

    /// Creates the value from its parts.
    public init(title: String = "", width: Int, height: Int, pixels: [UInt8], outlines: [Outline] = []) {
        self.title = title
        self.width = width
        self.height = height
        self.pixels = Bytes(pixels)
        self.outlines = outlines
    }

    /// Whether there are as many bytes as width and height say, and at least one pixel.
    package var isDrawable: Bool {
        guard width > 0, height > 0 else { return false }
        let (pixelCount, overflow) = width.multipliedReportingOverflow(by: height)
        // One third of the bytes, not three times the pixels, which might overflow.
        return !overflow && pixels.values.count % 3 == 0 && pixelCount == pixels.values.count / 3
    }

    /// The image at another size: each new pixel is the mean of those it covers, or the one that it is in.
    ///
    /// Only for a drawable raster and sizes of at least 1.
    package func resampled(width newWidth: Int, height newHeight: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(3 * newWidth * newHeight)
        for row in 0..<newHeight {
            let top = row * height / newHeight
            let bottom = max(top + 1, (row + 1) * height / newHeight)
            for column in 0..<newWidth {
                let left = column * width / newWidth
                let right = max(left + 1, (column + 1) * width / newWidth)
                var sums = (0, 0, 0)
                for y in top..<bottom {
                    for x in left..<right {
                        let place = 3 * (y * width + x)
                        sums.0 += Int(pixels.values[place])
                        sums.1 += Int(pixels.values[place + 1])
                        sums.2 += Int(pixels.values[place + 2])
                    }
                }
                let count = (bottom - top) * (right - left)
                result += [sums.0, sums.1, sums.2].map { UInt8(($0 + count / 2) / count) }
            }
        }
        return result
    }
}

/// Bytes that are one string in JSON: a list of numbers would be four times as long.
public struct Bytes: Hashable, Sendable, Codable {
    /// The bytes.
    public var values: [UInt8]

    /// Bytes by their values.
    public init(_ values: [UInt8]) {
        self.values = values
    }

    /// Reads a base64 string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let values = Base64.decode(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "bytes must be base64")
        }
        self.values = values
    }

    /// Writes a base64 string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Base64.encode(values))
    }
}

/// Bytes as text (RFC 4648), without Foundation, which cells do without.
package enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let rest = bytes.count - start
            let (a, b, c) = (
                Int(bytes[start]), rest > 1 ? Int(bytes[start + 1]) : 0, rest > 2 ? Int(bytes[start + 2]) : 0
            )
            let group = a << 16 | b << 8 | c
            text.append(alphabet[group >> 18])
            text.append(alphabet[group >> 12 & 63])
            text.append(rest > 1 ? alphabet[group >> 6 & 63] : UInt8(ascii: "="))
            text.append(rest > 2 ? alphabet[group & 63] : UInt8(ascii: "="))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for anything that `encode` would not have written.
    package static func decode(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard digits.count % 4 == 0, padding <= 2 else { return nil }
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, digit) in alphabet.enumerated() { values[Int(digit)] = UInt8(value) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3)
        var (group, bits) = (0, 0)
        for digit in digits.dropLast(padding) {
            guard let value = values[Int(digit)] else { return nil }
            group = (group << 6 | Int(value)) & 0xFFFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(group >> bits & 255))
            }
        }
        return group & (1 << bits - 1) == 0 ? bytes : nil
    }
}
