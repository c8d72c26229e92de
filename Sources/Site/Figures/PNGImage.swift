/// RGB pixels as a PNG file, not compressed: what a figure shows is small, and a browser reads it anyway.
enum PNGImage {
    /// Only for 3 · width · height bytes and sizes of at least 1.
    static func encode(width: Int, height: Int, rgb: [UInt8]) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity(rgb.count + height)
        for row in 0..<height {
            // Each line begins with its filter: none.
            lines.append(0)
            lines += rgb[3 * width * row..<3 * width * (row + 1)]
        }
        // 8 bits a channel, RGB, and the only compression, filter method and no interlacing.
        let header = bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0]
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", header) + chunk("IDAT", stored(lines)) + chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bigEndian(data.count) + body + bigEndian(Int(checksum(body)))
    }

    /// A zlib stream of blocks that are stored as they are, each of at most 65535 bytes.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        stream.reserveCapacity(bytes.count + bytes.count / 1000 + 32)
        for start in stride(from: 0, to: bytes.count, by: 65535) {
            let end = min(start + 65535, bytes.count)
            let length = end - start
            stream.append(end == bytes.count ? 1 : 0)
            for number in [length, ~length] { stream += [UInt8(number & 255), UInt8(number >> 8 & 255)] }
            stream += bytes[start..<end]
        }
        var (a, b) = (1, 0)
        for byte in bytes {
            a = (a + Int(byte)) % 65521
            b = (b + a) % 65521
        }
        return stream + bigEndian(b << 16 | a)
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
