/// Bytes, and how far they have been read: whoever takes more than there is gets an error with the place.
struct ByteReader {
    /// What errors call the file.
    let file: String
    /// All of the file, or of an archive's member.
    let bytes: ArraySlice<UInt8>
    /// How many bytes have been read.
    private(set) var offset = 0

    init(_ bytes: ArraySlice<UInt8>, file: String) {
        self.bytes = bytes
        self.file = file
    }

    /// Bytes not read yet.
    var remaining: Int { bytes.count - offset }

    /// An error at a place: where the reader stands, unless told otherwise.
    func error(_ problem: String, at place: Int? = nil, help: String = "") -> FormatError {
        FormatError(file: file, offset: place ?? offset, problem: problem, help: help)
    }

    /// The error for a file that ends too early.
    func cutOff(_ problem: String, at place: Int? = nil) -> FormatError {
        error("\(problem): the file is cut off", at: place, help: "Copy or download it again")
    }

    /// The next `count` bytes.
    mutating func take(_ count: Int, _ what: @autoclosure () -> String) throws(FormatError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else {
            throw cutOff("\(what()) needs \(count) bytes, but \(remaining) follow")
        }
        let start = bytes.startIndex + offset
        offset += count
        return bytes[start..<(start + count)]
    }

    /// The next bytes as an unsigned number, the lowest byte first.
    mutating func little<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type, _ what: @autoclosure () -> String
    ) throws(FormatError) -> Number {
        let size = MemoryLayout<Number>.size
        return try take(size, what()).reversed().reduce(0) { $0 << 8 | Number($1) }
    }

    /// The next bytes as an unsigned number, the highest byte first.
    mutating func big<Number: FixedWidthInteger & UnsignedInteger>(
        _ type: Number.Type, _ what: @autoclosure () -> String
    ) throws(FormatError) -> Number {
        let size = MemoryLayout<Number>.size
        return try take(size, what()).reduce(0) { $0 << 8 | Number($1) }
    }

    /// The byte `ahead` places further on, without reading it.
    func peek(_ ahead: Int = 0) -> UInt8? {
        ahead < remaining ? bytes[bytes.startIndex + offset + ahead] : nil
    }

    /// Passes over `count` bytes that are known to be there.
    mutating func skip(_ count: Int) { offset = min(offset + count, bytes.count) }

    /// Continues `place` bytes from the start.
    mutating func move(to place: Int, _ what: @autoclosure () -> String) throws(FormatError) {
        guard place >= 0, place <= bytes.count else {
            throw error("\(what()) would be at byte \(place), behind the end of the file (\(bytes.count) bytes)")
        }
        offset = place
    }
}

extension [UInt8] {
    /// Appends a number, the lowest byte first.
    mutating func appendLittle<Number: FixedWidthInteger>(_ number: Number) {
        for shift in stride(from: 0, to: Number.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
    }

    /// Appends a number, the highest byte first.
    mutating func appendBig<Number: FixedWidthInteger>(_ number: Number) {
        for shift in stride(from: Number.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
