internal import Deflate

extension RasterImage {
    /// Writes a PNG file.
    ///
    /// `maximum` must be 255 or 65535, for grey alone also 1, 3 or 15: what PNG's depths hold.
    ///
    /// - Throws: `FormatError` for another `maximum`, or if it can't be written; an existing file is then as it was.
    public func savePNG(_ path: String) throws(FormatError) { try WholeFile.write(pngBytes(file: path), to: path) }

    /// The bytes of a PNG file.
    package func pngBytes(file: String) throws(FormatError) -> [UInt8] {
        let depths = channels == 1 ? [1, 2, 4, 8, 16] : [8, 16]
        let colours: [PNGHeader.Colour] = [.gray, .grayAlpha, .rgb, .rgba]
        guard let depth = depths.first(where: { (1 << $0) - 1 == maximum }), colours.indices.contains(channels - 1)
        else {
            throw FormatError(
                file: file, problem: "PNG has no samples from 0 to \(maximum) in \(channels) channels",
                help: "Use a maximum of 255 or 65535")
        }
        let header = PNGHeader(
            width: width, height: height, depth: depth, colour: colours[channels - 1], isInterlaced: false)
        guard let data = deflate(filteredRows(header)[...], .zlib) else {
            throw FormatError(file: file, problem: "there is no memory to compress it")
        }
        var start: [UInt8] = []
        start.appendBig(UInt32(width))
        start.appendBig(UInt32(height))
        start += [UInt8(depth), header.colour.rawValue, 0, 0, 0]
        return PNGChunks.signature + RasterImage.chunk("IHDR", start) + RasterImage.chunk("IDAT", data)
            + RasterImage.chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.appendBig(UInt32(content.count))
        let checked = Array(type.utf8) + content
        result += checked
        result.appendBig(crc32(checked[...]))
        return result
    }

    /// Each row through the filter that leaves the smallest numbers, as the specification advises; none below 8 bits.
    private func filteredRows(_ header: PNGHeader) -> [UInt8] {
        let length = header.rowBytes(width)
        var previous = [UInt8](repeating: 0, count: length)
        var result: [UInt8] = []
        result.reserveCapacity(height * (1 + length))
        for row in 0..<height {
            let bytes = packed(row, header)
            var best = (filter: PNGFilter.none, bytes: bytes, cost: header.depth < 8 ? 0 : cost(bytes))
            for filter in PNGFilter.allCases.dropFirst() where header.depth >= 8 {
                let candidate = filter.apply(bytes, previous: previous, step: header.pixelBytes)
                let cost = cost(candidate)
                if cost < best.cost { best = (filter, candidate, cost) }
            }
            result.append(best.filter.rawValue)
            result += best.bytes
            previous = bytes
        }
        return result
    }

    /// The bytes as signed numbers, without their signs, added up.
    private func cost(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 + Int(Int8(bitPattern: $1).magnitude) } }

    private func packed(_ row: Int, _ header: PNGHeader) -> [UInt8] {
        let line = samples[(row * width * channels)..<((row + 1) * width * channels)]
        var result: [UInt8] = []
        result.reserveCapacity(header.rowBytes(width))
        switch header.depth {
        case 16: for sample in line { result.appendBig(sample) }
        case 8: for sample in line { result.append(UInt8(truncatingIfNeeded: sample)) }
        default:
            result = [UInt8](repeating: 0, count: header.rowBytes(width))
            for (index, sample) in line.enumerated() {
                let bit = index * header.depth
                result[bit / 8] |= UInt8(truncatingIfNeeded: sample) << (8 - header.depth - bit % 8)
            }
        }
        return result
    }
}
