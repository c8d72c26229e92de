internal import Deflate

extension RasterImage {
    /// Reads a PNG file: all colour types, depths, palettes, transparency and interlacing.
    ///
    /// - Throws: `FormatError` if it is not such a file, or damaged.
    public static func loadPNG(_ path: String) throws(FormatError) -> RasterImage {
        try RasterImage(png: try WholeFile.read(path), file: path)
    }

    /// An image from the bytes of a PNG file.
    package init(png bytes: [UInt8], file: String) throws(FormatError) {
        var reader = ByteReader(bytes[...], file: file)
        let chunks = try PNGChunks(&reader)
        let header = chunks.header
        let size = header.inflatedSize
        // Nothing is allocated for an image that so few bytes can't hold.
        guard size <= inflatedBound(chunks.data.count) else {
            throw reader.error(
                "\(chunks.data.count) compressed bytes can't hold \(header.width) × \(header.height) pixels", at: 16,
                help: "Copy or download it again")
        }
        let raw: [UInt8]
        do {
            raw = try inflate(chunks.data[...], .zlib, limit: size).output
        } catch {
            throw reader.error("IDAT: \(error.text)", help: "Copy or download it again")
        }
        guard raw.count == size else {
            throw reader.error("the image needs \(size) bytes, but IDAT holds \(raw.count)")
        }
        let stored = try PNGSamples(header).read(raw, reader)
        self = try PNGColours(chunks).image(stored, reader)
    }
}

/// Rows of filtered bytes → the samples that the file stores, in their places.
struct PNGSamples {
    let header: PNGHeader

    init(_ header: PNGHeader) { self.header = header }

    func read(_ raw: [UInt8], _ reader: ByteReader) throws(FormatError) -> [UInt16] {
        let perPixel = header.colour.samples
        var samples = [UInt16](repeating: 0, count: header.width * header.height * perPixel)
        var position = 0
        for pass in header.passes {
            let length = header.rowBytes(pass.columns)
            var previous = [UInt8](repeating: 0, count: length)
            for row in 0..<pass.rows {
                guard let filter = PNGFilter(rawValue: raw[position]) else {
                    throw reader.error("a row has the filter \(raw[position]); there are only 0 to 4")
                }
                var bytes = Array(raw[(position + 1)..<(position + 1 + length)])
                filter.restore(&bytes, previous: previous, step: header.pixelBytes)
                let start = (pass.y + row * pass.dy) * header.width + pass.x
                for column in 0..<pass.columns {
                    let target = (start + column * pass.dx) * perPixel
                    for channel in 0..<perPixel {
                        samples[target + channel] = sample(bytes, column * perPixel + channel)
                    }
                }
                previous = bytes
                position += 1 + length
            }
        }
        return samples
    }

    private func sample(_ row: [UInt8], _ index: Int) -> UInt16 {
        switch header.depth {
        case 16: return UInt16(row[2 * index]) << 8 | UInt16(row[2 * index + 1])
        case 8: return UInt16(row[index])
        default:
            let bit = index * header.depth
            let shift = 8 - header.depth - bit % 8
            return UInt16(row[bit / 8] >> shift) & UInt16((1 << header.depth) - 1)
        }
    }
}

/// Stored samples → grey or colours, with alpha where the file has any.
struct PNGColours {
    let chunks: PNGChunks

    init(_ chunks: PNGChunks) { self.chunks = chunks }

    func image(_ stored: [UInt16], _ reader: ByteReader) throws(FormatError) -> RasterImage {
        let header = chunks.header
        let depthMaximum = (1 << header.depth) - 1
        var channels = header.colour.samples
        var samples = stored
        var maximum = depthMaximum
        switch header.colour {
        case .grayAlpha, .rgba: break
        case .gray, .rgb:
            guard let key = chunks.transparency else { break }
            let bytes = Array(key)
            let transparent = stride(from: 0, to: bytes.count, by: 2).map {
                (UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])) & UInt16(depthMaximum)
            }
            samples = []
            samples.reserveCapacity(stored.count / channels * (channels + 1))
            for start in stride(from: 0, to: stored.count, by: channels) {
                let pixel = stored[start..<(start + channels)]
                samples += pixel
                samples.append(pixel.elementsEqual(transparent) ? 0 : UInt16(depthMaximum))
            }
            channels += 1
        case .palette:
            maximum = 255
            channels = chunks.transparency == nil ? 3 : 4
            let colours = Array(chunks.palette)
            let alphas = chunks.transparency.map { Array($0) } ?? []
            samples = []
            samples.reserveCapacity(stored.count * channels)
            for index in stored.map(Int.init) {
                guard 3 * index < colours.count else {
                    throw reader.error(
                        "a pixel has colour \(index), but the palette has \(colours.count / 3)",
                        help: "Convert it to PNG again")
                }
                for part in 0..<3 { samples.append(UInt16(colours[3 * index + part])) }
                if channels == 4 { samples.append(index < alphas.count ? UInt16(alphas[index]) : 255) }
            }
        }
        return RasterImage(
            checkedWidth: header.width, height: header.height, channels: channels, maximum: maximum, samples: samples)
    }
}
