/// What stands before the numbers of an NPY file: versions 1, 2 and 3.
///
///     "\x93NUMPY"  major  minor  length of the header (2 bytes, from version 2 on 4)  header
///
/// The header is a Python dictionary: `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`.
///
/// Source: NumPy, `numpy.lib.format`.
struct NPYHeader {
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// NumPy itself refuses longer ones than 10,000 bytes, unless told otherwise.
    static let longest = 1 << 20

    var elementType: ElementType
    var order: StoredOrder
    var shape: [Int]

    /// Reads the header; the reader then stands at the numbers.
    init(_ reader: inout ByteReader) throws(FormatError) {
        guard reader.bytes.prefix(6).elementsEqual(NPYHeader.magic) else {
            throw reader.error(
                "it does not begin as an NPY file does (\\x93NUMPY)", help: "Save it with numpy.save")
        }
        reader.skip(6)
        let major = try reader.little(UInt8.self, "the version")
        let minor = try reader.little(UInt8.self, "the version")
        guard (1...3).contains(major), minor == 0 else {
            throw reader.error("NPY version \(major).\(minor) is none of 1.0, 2.0 and 3.0", at: 6)
        }
        let length =
            major == 1
            ? Int(try reader.little(UInt16.self, "the header's length"))
            : Int(try reader.little(UInt32.self, "the header's length"))
        guard length <= NPYHeader.longest else {
            throw reader.error("a header of \(length) bytes is longer than \(NPYHeader.longest)", at: 8)
        }
        let start = reader.offset
        let text = try reader.take(length, "the header")
        var scanner = PythonScanner(text, file: reader.file, start: start)
        let values = try scanner.header()
        (elementType, order) = try NPYHeader.type(values.descr, scanner, at: values.descrPlace)
        order.isColumnMajor = values.isFortranOrder
        shape = values.shape
    }

    /// `<f4`: byte order, kind, size.
    private static func type(
        _ descr: String, _ scanner: PythonScanner, at place: Int
    ) throws(FormatError) -> (ElementType, StoredOrder) {
        func refusal(_ problem: String, _ help: String) -> FormatError { scanner.error(problem, at: place, help: help) }
        guard let mark = descr.first, "<>|=".contains(mark) else {
            throw refusal("the type '\(descr)' has no byte order (<, >, | or =)", "Save it with numpy.save")
        }
        guard let type = types[String(descr.dropFirst())] else {
            throw refusal("the type '\(descr)' holds no real numbers", help(descr.dropFirst().first))
        }
        guard mark != "|" || type.size == 1 else {
            throw refusal("the type '\(descr)' does not say its byte order", "Save it with numpy.save")
        }
        // `=` is the order of the machine that reads, as NumPy takes it.
        return (type, StoredOrder(isBigEndian: mark == ">" || (mark == "=" && 1.bigEndian == 1)))
    }

    private static let types: [String: ElementType] = [
        "b1": .bool, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64, "u1": .uint8, "u2": .uint16, "u4": .uint32,
        "u8": .uint64, "f2": .float16, "f4": .float32, "f8": .float64,
    ]

    private static func help(_ kind: Character?) -> String {
        switch kind {
        case "O": "It holds Python objects, which only Python can read: convert it with astype first"
        case "c": "Save the real and the imaginary part as arrays of their own"
        case "U", "S": "Texts are no numbers: save their indices"
        default: "Convert it with astype('float32') first"
        }
    }
}
