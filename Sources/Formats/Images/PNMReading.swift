extension RasterImage {
    /// Reads a PBM, PGM or PPM file, as text (P1, P2, P3) or binary (P4, P5, P6).
    ///
    /// In a PBM file 1 is black; here, as everywhere, 0 is dark, and `maximum` is 1.
    ///
    /// Source: Netpbm's descriptions pbm(5), pgm(5) and ppm(5).
    ///
    /// - Throws: `FormatError` if it is not such a file, or damaged, or holds more than one image.
    public static func loadPNM(_ path: String) throws(FormatError) -> RasterImage {
        try RasterImage(pnm: try WholeFile.read(path), file: path)
    }

    /// An image from the bytes of a PBM, PGM or PPM file.
    package init(pnm bytes: [UInt8], file: String) throws(FormatError) {
        var reader = PNMReader(bytes, file: file)
        self = try reader.image()
    }
}

/// Reads one PBM, PGM or PPM image.
private struct PNMReader {
    private var reader: ByteReader

    init(_ bytes: [UInt8], file: String) { reader = ByteReader(bytes[...], file: file) }

    mutating func image() throws(FormatError) -> RasterImage {
        guard reader.peek() == UInt8(ascii: "P"), let digit = reader.peek(1), (0x31...0x36).contains(digit) else {
            throw reader.error("it does not begin with P1 to P6", help: "Convert it to PNG, or to one of these")
        }
        reader.skip(2)
        let kind = Int(digit) - 0x30
        let isBitmap = kind % 3 == 1
        let channels = kind % 3 == 0 ? 3 : 1
        let width = try number("the width")
        let height = try number("the height")
        let maximum = isBitmap ? 1 : try number("the maximum")
        guard (1...65535).contains(maximum) else { throw reader.error("the maximum \(maximum) is not from 1 to 65535") }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard width > 0, height > 0, !overflow, pixels <= FormatLimits.samples / channels else {
            throw reader.error("an image of \(width) × \(height) pixels is empty or too large")
        }
        let samples =
            kind <= 3
            ? try text(pixels * channels, maximum, isBitmap: isBitmap)
            : try binary(width, height, channels, maximum, isBitmap: isBitmap)
        return RasterImage(
            checkedWidth: width, height: height, channels: channels, maximum: maximum, samples: samples)
    }

    // MARK: - Numbers as text

    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private mutating func skipSpace() {
        while let byte = reader.peek() {
            if byte == UInt8(ascii: "#") {
                while let next = reader.peek(), next != 0x0A, next != 0x0D { reader.skip(1) }
            } else if isSpace(byte) {
                reader.skip(1)
            } else {
                return
            }
        }
    }

    private mutating func number(_ what: String) throws(FormatError) -> Int {
        let before = reader.offset
        skipSpace()
        let place = reader.offset
        guard place > before || before > 2 else { throw reader.error("a space is expected here") }
        var number = 0
        while let byte = reader.peek(), (0x30...0x39).contains(byte) {
            number = number * 10 + Int(byte) - 0x30
            guard number <= Int(Int32.max) else { throw reader.error("\(what) is too large", at: place) }
            reader.skip(1)
        }
        guard reader.offset > place else {
            guard reader.remaining > 0 else { throw reader.cutOff("\(what) is missing") }
            throw reader.error("\(what) is expected here")
        }
        return number
    }

    private mutating func text(_ count: Int, _ maximum: Int, isBitmap: Bool) throws(FormatError) -> [UInt16] {
        // A digit each, and a space between two, unless they are bits.
        guard count <= (isBitmap ? reader.remaining : (reader.remaining + 1) / 2) else {
            throw reader.cutOff("\(count) samples don't fit into the \(reader.remaining) bytes that follow")
        }
        var samples: [UInt16] = []
        samples.reserveCapacity(count)
        for _ in 0..<count {
            if isBitmap {
                skipSpace()
                guard let byte = reader.peek() else { throw reader.cutOff("\(samples.count) of \(count) samples") }
                guard byte == 0x30 || byte == 0x31 else { throw reader.error("0 or 1 is expected here") }
                reader.skip(1)
                samples.append(byte == 0x30 ? 1 : 0)
            } else {
                let place = reader.offset
                let sample = try number("sample \(samples.count + 1) of \(count)")
                guard sample <= maximum else {
                    throw reader.error("the sample \(sample) is over the maximum \(maximum)", at: place)
                }
                samples.append(UInt16(sample))
            }
        }
        skipSpace()
        guard reader.remaining == 0 else { throw reader.error("something follows the image") }
        return samples
    }

    // MARK: - Binary

    private mutating func binary(
        _ width: Int, _ height: Int, _ channels: Int, _ maximum: Int, isBitmap: Bool
    ) throws(FormatError) -> [UInt16] {
        guard let byte = reader.peek(), isSpace(byte) else { throw reader.error("one space is expected here") }
        reader.skip(1)
        let size = isBitmap ? (width + 7) / 8 * height : width * height * channels * (maximum < 256 ? 1 : 2)
        let start = reader.offset
        let data = try reader.take(size, "an image of \(width) × \(height) pixels")
        guard reader.remaining == 0 else {
            throw reader.error("\(reader.remaining) bytes follow the image", help: "Save one image a file")
        }
        if isBitmap {
            var samples: [UInt16] = []
            samples.reserveCapacity(width * height)
            for row in 0..<height {
                let line = data.startIndex + row * ((width + 7) / 8)
                for column in 0..<width { samples.append(data[line + column / 8] >> (7 - column % 8) & 1 == 0 ? 1 : 0) }
            }
            return samples
        }
        let samples: [UInt16]
        if maximum < 256 {
            samples = data.map(UInt16.init)
        } else {
            samples = (0..<(size / 2)).map { index in
                let place = data.startIndex + 2 * index
                return UInt16(data[place]) << 8 | UInt16(data[place + 1])
            }
        }
        if let index = samples.firstIndex(where: { $0 > maximum }) {
            throw reader.error(
                "the sample \(samples[index]) is over the maximum \(maximum)",
                at: start + index * (maximum < 256 ? 1 : 2))
        }
        return samples
    }
}
