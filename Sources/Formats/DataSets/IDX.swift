import ConvNet
internal import Deflate

extension StoredArray {
    /// Reads an IDX file, as MNIST and its relatives are distributed, also compressed (`.gz`).
    ///
    /// ```swift
    /// let images = try Tensor.loadIDX("data/t10k-images-idx3-ubyte.gz")                // (N, 28, 28), 0…255
    /// let labels = try StoredArray.loadIDX("data/t10k-labels-idx1-ubyte.gz").integers()
    /// ```
    ///
    /// Source: the description on the MNIST page: two zero bytes, the type, the number of axes, the length of each axis
    /// and then the numbers, all with the highest byte first.
    ///
    /// - Throws: `FormatError` if it is not such a file, or damaged.
    public static func loadIDX(_ path: String) throws(FormatError) -> StoredArray {
        try StoredArray(idx: try WholeFile.read(path), file: path)
    }

    /// Writes an IDX file; compressed if the name ends in `.gz`.
    ///
    /// - Throws: `FormatError` if IDX has no such type, or it can't be written; an existing file is then as it was.
    public func saveIDX(_ path: String) throws(FormatError) {
        let bytes = try idxBytes(file: path)
        guard path.hasSuffix(".gz") else { return try WholeFile.write(bytes, to: path) }
        guard let packed = deflate(bytes[...], .gzip) else {
            throw FormatError(file: path, problem: "there is no memory to compress it")
        }
        try WholeFile.write(packed, to: path)
    }

    private static let idxTypes: KeyValuePairs<UInt8, ElementType> = [
        0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
    ]

    /// An array from the bytes of an IDX file, compressed or not.
    package init(idx bytes: [UInt8], file: String) throws(FormatError) {
        var reader = ByteReader(try gunzipped(bytes, file: file)[...], file: file)
        guard try reader.big(UInt16.self, "the magic number") == 0 else {
            throw reader.error("it does not begin as an IDX file does (two zero bytes)", at: 0)
        }
        let code = try reader.big(UInt8.self, "the type")
        guard let type = StoredArray.idxTypes.first(where: { $0.key == code })?.value else {
            throw reader.error("the type \(code) is not one of IDX's", at: 2)
        }
        let rank = try reader.big(UInt8.self, "the number of axes")
        guard (1...FormatLimits.rank).contains(Int(rank)) else {
            throw reader.error("\(rank) axes are not from 1 to \(FormatLimits.rank)", at: 3)
        }
        var shape: [Int] = []
        for _ in 0..<rank { shape.append(Int(try reader.big(UInt32.self, "the length of an axis"))) }
        self = try reader.array(shape, type, StoredOrder(isBigEndian: true))
        guard reader.remaining == 0 else { throw reader.error("\(reader.remaining) bytes follow the numbers") }
    }

    /// The bytes of an IDX file.
    package func idxBytes(file: String) throws(FormatError) -> [UInt8] {
        guard let code = StoredArray.idxTypes.first(where: { $0.value == elementType })?.key,
            (1...FormatLimits.rank).contains(shape.count), shape.allSatisfy({ $0 <= UInt32.max })
        else {
            throw FormatError(
                file: file, problem: "IDX has no arrays of \(elementType.rawValue) with \(shape.count) axes",
                help: "Use uint8, float32 or NPY")
        }
        var result: [UInt8] = [0, 0, code, UInt8(shape.count)]
        for length in shape { result.appendBig(UInt32(length)) }
        return result + StoredOrder(isBigEndian: true).normalised(bytes, shape: shape, elementType)
    }
}

extension Tensor {
    /// Reads an IDX file into a tensor, with the numbers as stored: pixels of MNIST go from 0 to 255.
    ///
    /// - Throws: `FormatError` if it is not such a file, or damaged; see `StoredArray.loadIDX`.
    public static func loadIDX(_ path: String) throws(FormatError) -> Tensor { try StoredArray.loadIDX(path).tensor }
}

/// What a `.gz` file holds; other files as they are.
///
/// Several compressed files in a row count as one, as `gunzip` has it.
func gunzipped(_ bytes: [UInt8], file: String) throws(FormatError) -> [UInt8] {
    guard bytes.starts(with: [0x1F, 0x8B]) else { return bytes }
    var result: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        do {
            let (output, consumed) = try inflate(rest, .gzip, limit: FormatLimits.inflatedBytes - result.count)
            result += output
            rest = rest.dropFirst(consumed)
        } catch {
            let help =
                error == .tooLarge
                ? "At most \(FormatLimits.inflatedBytes) bytes are unpacked" : "Copy or download it again"
            throw FormatError(file: file, offset: rest.startIndex, problem: error.text, help: help)
        }
    }
    return result
}
