import ConvNet
import Formats
import Foundation
import Testing

@Suite("Images")
struct ImageTests {
    private static let all = Expectation.named(".png", ".pbm", ".pgm", ".ppm")

    private func image(_ name: String) throws -> RasterImage {
        let bytes = try golden(name)
        return name.hasSuffix("png")
            ? try RasterImage(png: bytes, file: name) : try RasterImage(pnm: bytes, file: name)
    }

    @Test("every kind of PNG and PNM is read as stored, 0…maximum and 0…1", arguments: all)
    func reading(expected: Expectation) throws {
        let image = try image(expected.file)
        let mode: RasterImage.Mode = expected.member == "gray" ? .gray : .unchanged
        let stored = image.tensor(mode: mode, scale: .stored)
        #expect("max\(image.maximum)" == expected.kind)
        #expect(stored == Tensor(shape: expected.shape, expected.doubles.map(Float.init)))
        let unit = image.tensor(mode: mode)
        #expect(unit.values == stored.values.map { $0 / Float(image.maximum) })
        #expect(unit.values.allSatisfy { (0...1).contains($0) })
    }

    @Test(
        "every image is written and read back unchanged, as PNG and as PNM", arguments: all.filter { $0.member == nil })
    func roundTrip(expected: Expectation) throws {
        let image = try image(expected.file)
        if [1, 3, 15, 255, 65535].contains(image.maximum), image.channels == 1 || image.maximum > 15 {
            #expect(try RasterImage(png: image.pngBytes(file: "x"), file: "x") == image)
        } else {
            #expect(throws: FormatError.self) { try image.pngBytes(file: "x") }
        }
        for asText in [true, false] {
            if image.channels == 1 || image.channels == 3 {
                #expect(try RasterImage(pnm: image.pnmBytes(file: "x", asText: asText), file: "x") == image)
            } else {
                #expect(throws: FormatError.self) { try image.pnmBytes(file: "x", asText: asText) }
            }
        }
    }

    @Test("a tensor is saved and loaded by one line each; what is out of range is cut, NaN refused")
    func tensors() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/x.png"
            let x = Tensor(shape: [3, 1, 2], [0, 1, 0.2, 2, -1, 0.4])
            try x.savePNG(path)
            #expect(try Tensor.loadImage(path, scale: .stored).values == [0, 255, 51, 255, 0, 102])
            #expect(
                try Tensor.loadImage(path).isClose(
                    to: Tensor(shape: [3, 1, 2], [0, 1, 0.2, 1, 0, 0.4]), tolerance: 1e-6))
            try Tensor([[0, 1], [0.5, 0.25]]).savePNG(path, maximum: 65535)
            #expect(try Tensor.loadImage(path, scale: .stored).values == [0, 65535, 32768, 16384])
            #expect(try Tensor.loadImage(path, mode: .rgb).shape == [3, 2, 2])
            #expect(throws: FormatError.self) { try Tensor([[.nan]]).savePNG(path) }
            #expect(throws: FormatError.self) { try Tensor.zeros([5, 2, 2]).savePNG(path) }
            #expect(throws: FormatError.self) { try Tensor.zeros([1, 0, 2]).savePNG(path) }
            try RasterImage(x).savePNM("\(folder)/x.ppm")
            #expect(try RasterImage.load("\(folder)/x.ppm") == RasterImage(x))
            try Tensor([1]).saveNPY(path)
            #expect(throws: FormatError.self) { try Tensor.loadImage(path) }
        }
    }

    /// A PNG file of these chunks.
    private func png(_ chunks: [(String, [UInt8])]) -> [UInt8] {
        var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        for (type, content) in chunks {
            let length = UInt32(content.count)
            bytes += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> $0) } + Array(type.utf8) + content
            bytes += [0, 0, 0, 0]
        }
        mendChecksums(&bytes)
        return bytes
    }

    private func header(_ width: UInt32, _ height: UInt32, _ depth: UInt8, _ kind: UInt8) -> (String, [UInt8]) {
        let sizes = [width, height].flatMap { size in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } }
        return ("IHDR", sizes + [depth, kind, 0, 0, 0])
    }

    @Test("absurd headers and chunks out of order are errors, before any memory is taken")
    func hostile() throws {
        // The zlib stream of one zero byte and one more: a row of one grey pixel.
        let data: (String, [UInt8]) = ("IDAT", [0x78, 0x9C, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01])
        let end: (String, [UInt8]) = ("IEND", [])
        let one = header(1, 1, 8, 0)
        #expect(try RasterImage(png: png([one, data, end]), file: "x").samples == [0])
        let cases: [([(String, [UInt8])], String)] = [
            ([header(0, 1, 8, 0), data, end], "0 × 1"), ([header(.max, 1, 8, 0), data, end], "4294967295 × 1"),
            ([header(65536, 65536, 8, 0), data, end], "more than"),
            ([header(8000, 8000, 8, 0), data, end], "can't hold"),
            ([header(2, 1, 8, 0), data, end], "IDAT holds 2"), ([header(1, 1, 8, 5), data, end], "colour type 5"),
            ([header(1, 1, 4, 2), data, end], "4 bits"), ([header(1, 1, 8, 3), data, end], "no PLTE"),
            ([data, one, end], "first chunk"), ([one, end], "no IDAT"),
            ([one, data, ("aaaa", []), data, end], "in a row"),
            ([one, ("PLTE", [1, 2, 3]), data, end], "palette"), ([one, ("tRNS", [1]), data, end], "tRNS"),
            ([one, ("ABCD", []), data, end], "has to be understood"), ([one, one, data, end], "has to be understood"),
            ([header(1, 1, 1, 3), ("PLTE", [UInt8](repeating: 0, count: 9)), data, end], "palette"),
        ]
        for (chunks, message) in cases {
            let error = try failure { () throws(FormatError) in _ = try RasterImage(png: png(chunks), file: "x") }
            #expect(error.problem.contains(message), "\(error)")
        }
    }

    @Test(
        "made-up PNM files are errors",
        arguments: [
            "P1\n2 2\n1 0 2 0", "P2\n1 1\n255\n256", "P2\n1 1\n0\n0", "P2\n1 1\n65536\n0", "P2\n99999 99999\n255\n0",
            "P5\n2147483647 2147483647\n255\n0", "P5\n99999999999999999999 1\n255\n0", "P5\n0 1\n255\n",
            "P2\n-1 1\n255\n0",
            "P7\nWIDTH 1", "P22 2\n255\n1 1 1 1", "P5\n1 1\n255", "P2\n1 1\n255\n1 1", "P5\n# no end",
        ])
    func hostilePNM(text: String) throws {
        #expect(throws: FormatError.self) { try RasterImage(pnm: Array(text.utf8), file: "x") }
    }
}
