extension RasterImage {
    /// Writes a PBM (grey with `maximum` 1), PGM (grey) or PPM file (three channels).
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - asText: Numbers that a person can read, instead of binary.
    /// - Throws: `FormatError` for other numbers of channels, or if it can't be written; an existing file is then as it
    ///   was.
    public func savePNM(_ path: String, asText: Bool = false) throws(FormatError) {
        try WholeFile.write(pnmBytes(file: path, asText: asText), to: path)
    }

    /// The bytes of a PBM, PGM or PPM file.
    package func pnmBytes(file: String, asText: Bool) throws(FormatError) -> [UInt8] {
        guard channels == 1 || channels == 3 else {
            throw FormatError(
                file: file, problem: "PNM has no images of \(channels) channels", help: "Save it as PNG")
        }
        let isBitmap = channels == 1 && maximum == 1
        let kind = (isBitmap ? 1 : channels == 1 ? 2 : 3) + (asText ? 0 : 3)
        var result = Array("P\(kind)\n\(width) \(height)\n\(isBitmap ? "" : "\(maximum)\n")".utf8)
        for row in 0..<height {
            let line = samples[(row * width * channels)..<((row + 1) * width * channels)]
            if asText {
                let numbers = line.map { "\(isBitmap ? 1 - $0 : $0)" }
                // Netpbm asks for lines of at most 70 characters.
                for start in stride(from: 0, to: numbers.count, by: 11) {
                    result += numbers[start..<min(start + 11, numbers.count)].joined(separator: " ").utf8
                    result.append(0x0A)
                }
            } else if isBitmap {
                var bytes = [UInt8](repeating: 0, count: (width + 7) / 8)
                for (column, sample) in line.enumerated() where sample == 0 {
                    bytes[column / 8] |= 0x80 >> (column % 8)
                }
                result += bytes
            } else if maximum < 256 {
                for sample in line { result.append(UInt8(truncatingIfNeeded: sample)) }
            } else {
                for sample in line { result.appendBig(sample) }
            }
        }
        return result
    }
}
