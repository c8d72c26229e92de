internal import Deflate

/// A PNG file cut into its chunks, each held against its checksum and its place in the order.
///
/// Source: the PNG specification (ISO/IEC 15948), chapters 5, 10 and 11.
struct PNGChunks {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    var header: PNGHeader
    /// Red, green, blue for each entry.
    var palette: ArraySlice<UInt8> = []
    /// Alpha for the first entries of the palette, or the one transparent grey or colour.
    var transparency: ArraySlice<UInt8>?
    /// The compressed samples, all IDAT chunks put together.
    var data: [UInt8] = []

    init(_ reader: inout ByteReader) throws(FormatError) {
        guard reader.bytes.starts(with: PNGChunks.signature) else {
            throw reader.error("it does not begin as a PNG file does", help: "Convert it to PNG")
        }
        reader.skip(8)
        let first = try PNGChunks.chunk(&reader)
        guard first.type == "IHDR" else { throw reader.error("the first chunk is \(first.type), not IHDR", at: 8) }
        header = try PNGHeader(first.content, reader)
        var isDataOver = false
        while true {
            let place = reader.offset
            let (type, content) = try PNGChunks.chunk(&reader)
            if type != "IDAT", !data.isEmpty { isDataOver = true }
            switch type {
            case "IDAT":
                guard !isDataOver else { throw reader.error("IDAT chunks are not in a row", at: place) }
                data += content
            case "PLTE":
                guard palette.isEmpty, data.isEmpty, transparency == nil, header.colour.allowsPalette,
                    !content.isEmpty, content.count % 3 == 0, content.count / 3 <= header.paletteLimit
                else { throw reader.error("a palette of \(content.count) bytes is out of place here", at: place) }
                palette = content
            case "tRNS":
                guard transparency == nil, data.isEmpty, isTransparency(content) else {
                    throw reader.error("a tRNS chunk of \(content.count) bytes is out of place here", at: place)
                }
                transparency = content
            case "IEND":
                guard !data.isEmpty else { throw reader.error("there is no IDAT chunk", at: place) }
                guard header.colour != .palette || !palette.isEmpty else {
                    throw reader.error("there is no PLTE chunk", at: place)
                }
                return
            default:
                // The case of the first letter tells what may be left out.
                guard type.utf8.first.map({ $0 & 0x20 != 0 }) == true else {
                    throw reader.error("a chunk \(type) that has to be understood is not known", at: place)
                }
            }
        }
    }

    private func isTransparency(_ content: ArraySlice<UInt8>) -> Bool {
        switch header.colour {
        case .palette: !content.isEmpty && content.count <= palette.count / 3
        case .gray: content.count == 2
        case .rgb: content.count == 6
        case .grayAlpha, .rgba: false
        }
    }

    private static func chunk(
        _ reader: inout ByteReader
    ) throws(FormatError) -> (type: String, content: ArraySlice<UInt8>) {
        let place = reader.offset
        let length = try reader.big(UInt32.self, "a chunk's length")
        let start = reader.bytes.startIndex + reader.offset
        let type = try reader.take(4, "a chunk's type")
        guard type.allSatisfy({ (0x41...0x5A).contains($0 & ~0x20) }), length <= Int32.max else {
            throw reader.error("there is no chunk here", at: place)
        }
        let name = String(decoding: type, as: UTF8.self)
        let content = try reader.take(Int(length), "the chunk \(name)")
        let sum = try reader.big(UInt32.self, "the checksum of \(name)")
        guard crc32(reader.bytes[start..<content.endIndex]) == sum else {
            throw reader.error(
                "the checksum of \(name) is another: it was changed", at: place, help: "Copy or download it again")
        }
        return (name, content)
    }
}

/// The first chunk of a PNG file: how large the image is, and what its samples mean.
struct PNGHeader {
    enum Colour: UInt8 {
        case gray = 0
        case rgb = 2
        case palette = 3
        case grayAlpha = 4
        case rgba = 6

        /// Samples a pixel in the file.
        var samples: Int {
            switch self {
            case .gray, .palette: 1
            case .grayAlpha: 2
            case .rgb: 3
            case .rgba: 4
            }
        }

        var depths: Set<UInt8> {
            switch self {
            case .gray: [1, 2, 4, 8, 16]
            case .palette: [1, 2, 4, 8]
            default: [8, 16]
            }
        }

        var allowsPalette: Bool { self != .gray && self != .grayAlpha }
    }

    let width: Int
    let height: Int
    /// Bits a sample.
    let depth: Int
    let colour: Colour
    let isInterlaced: Bool

    init(width: Int, height: Int, depth: Int, colour: Colour, isInterlaced: Bool) {
        self.width = width
        self.height = height
        self.depth = depth
        self.colour = colour
        self.isInterlaced = isInterlaced
    }

    init(_ content: ArraySlice<UInt8>, _ whole: ByteReader) throws(FormatError) {
        let place = PNGChunks.signature.count + 8
        guard content.count == 13 else {
            throw whole.error("IHDR has \(content.count) bytes, not 13", at: PNGChunks.signature.count)
        }
        var reader = ByteReader(content, file: whole.file)
        let width = try reader.big(UInt32.self, "the width")
        let height = try reader.big(UInt32.self, "the height")
        guard width > 0, height > 0, width <= Int32.max, height <= Int32.max else {
            throw whole.error("an image of \(width) × \(height) pixels", at: place)
        }
        let depth = try reader.little(UInt8.self, "the depth")
        let type = try reader.little(UInt8.self, "the colour type")
        guard let colour = Colour(rawValue: type), colour.depths.contains(depth) else {
            throw whole.error("colour type \(type) with \(depth) bits is not one of PNG's", at: place + 8)
        }
        let rest = try reader.take(3, "methods")
        guard rest.starts(with: [0, 0]), let interlace = rest.last, interlace <= 1 else {
            throw whole.error("methods \(Array(rest)) are not known", at: place + 10)
        }
        let (pixels, overflow) = Int(width).multipliedReportingOverflow(by: Int(height))
        guard !overflow, pixels <= FormatLimits.samples / 4 else {
            throw whole.error(
                "\(width) × \(height) pixels are more than \(FormatLimits.samples / 4)", at: place,
                help: "Scale it down")
        }
        self.init(
            width: Int(width), height: Int(height), depth: Int(depth), colour: colour, isInterlaced: interlace == 1)
    }

    /// Entries that a palette may have.
    var paletteLimit: Int { colour == .palette ? 1 << depth : 256 }

    /// Bytes from a pixel to the one before it, at least 1: what filters look back.
    var pixelBytes: Int { max(1, colour.samples * depth / 8) }

    /// Bytes a row of so many pixels, without its filter byte.
    func rowBytes(_ columns: Int) -> Int { (columns * colour.samples * depth + 7) / 8 }

    /// The images that the file holds one behind the other: one, or the seven of Adam7.
    var passes: [PNGPass] {
        let all =
            isInterlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)]
        return all.map { x, y, dx, dy in
            PNGPass(
                x: x, y: y, dx: dx, dy: dy, columns: width > x ? (width - x + dx - 1) / dx : 0,
                rows: height > y ? (height - y + dy - 1) / dy : 0)
        }.filter { $0.columns > 0 && $0.rows > 0 }
    }

    /// Bytes of all passes, filter bytes included.
    var inflatedSize: Int { passes.reduce(0) { $0 + $1.rows * (1 + rowBytes($1.columns)) } }
}

/// Every `dx`-th pixel of every `dy`-th row, from (x, y) on.
struct PNGPass {
    var x: Int
    var y: Int
    var dx: Int
    var dy: Int
    var columns: Int
    var rows: Int
}
