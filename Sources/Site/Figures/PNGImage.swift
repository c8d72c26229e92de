import Deflate

/// RGB pixels as a PNG file.
enum PNGImage {
    /// A file larger than this is made again without the pixels' lowest bits, which nobody sees: a page must load.
    static let enough = 4096
    private static let mostBitsDropped = 3

    /// Only for 3 · width · height bytes and sizes of at least 1.
    static func encode(width: Int, height: Int, rgb: [UInt8]) -> [UInt8] {
        var file = encode(width: width, height: height, exactly: rgb)
        for bits in 1...mostBitsDropped where file.count > enough {
            file = encode(width: width, height: height, exactly: rgb.map { rounded($0, bits: bits) })
        }
        return file
    }

    /// To one of fewer levels; black and white stay.
    private static func rounded(_ value: UInt8, bits: Int) -> UInt8 {
        let levels = (256 >> bits) - 1
        return UInt8((Int(value) * levels + 127) / 255 * 255 / levels)
    }

    private static func encode(width: Int, height: Int, exactly rgb: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(rgb.count + height)
        var above = [UInt8](repeating: 0, count: 3 * width)
        for row in 0..<height {
            let line = Array(rgb[3 * width * row..<3 * width * (row + 1)])
            // Each line begins with its filter: none, the pixel before, the pixel above; the one that leaves least.
            let before = line.indices.map { line[$0] &- ($0 < 3 ? 0 : line[$0 - 3]) }
            let upper = line.indices.map { line[$0] &- above[$0] }
            let candidates = [line, before, upper]
            let sums = candidates.map { $0.reduce(0) { $0 + abs(Int(Int8(bitPattern: $1))) } }
            let filter = sums.indices.min { sums[$0] < sums[$1] } ?? 0
            lines.append(UInt8(filter))
            lines += candidates[filter]
            above = line
        }
        // 8 bits a channel, RGB, and the only compression and filter method and no interlacing.
        let header = bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", header) + chunk("IDAT", deflate(lines[...], .zlib) ?? []) + chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bigEndian(data.count) + body + bigEndian(Int(checksum(body)))
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(number >> $0 & 255) }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ rest >> 1 : rest >> 1 }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { sum, byte in table[Int((sum ^ UInt32(byte)) & 255)] ^ sum >> 8 }
    }
}
