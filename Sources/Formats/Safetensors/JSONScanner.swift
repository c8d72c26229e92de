/// Reads JSON piece by piece, for a caller who knows what must come: strict, without recursion, nothing built.
///
/// What is nested deeper than its caller asks for is simply not what was expected.
struct JSONScanner {
    private var reader: ByteReader
    /// Where in the file the text begins.
    private let start: Int

    init(_ text: ArraySlice<UInt8>, file: String, start: Int) {
        reader = ByteReader(text, file: file)
        self.start = start
    }

    /// Where in the file the scanner stands.
    var place: Int { start + reader.offset }

    func error(_ problem: String, at place: Int? = nil) -> FormatError {
        reader.error("the header: " + problem, at: place ?? self.place, help: "Save it again with safetensors")
    }

    private mutating func skipSpace() {
        while let byte = reader.peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { reader.skip(1) }
    }

    mutating func skips(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard reader.peek() == UInt8(ascii: mark) else { return false }
        reader.skip(1)
        return true
    }

    mutating func expect(_ mark: Unicode.Scalar) throws(FormatError) {
        guard skips(mark) else { throw error("a '\(mark)' is expected here") }
    }

    /// Nothing but space up to the end.
    mutating func end() throws(FormatError) {
        skipSpace()
        guard reader.remaining == 0 else { throw error("something follows the JSON value") }
    }

    /// A whole number that is not negative, as an offset or a length is.
    mutating func count() throws(FormatError) -> Int {
        skipSpace()
        let place = self.place
        var number = 0
        var digits = 0
        while let byte = reader.peek(), (0x30...0x39).contains(byte) {
            let (tens, overflow1) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = tens.addingReportingOverflow(Int(byte) - 0x30)
            guard !overflow1, !overflow2 else { throw error("a number is too large", at: place) }
            guard digits == 0 || number > 0 else { throw error("a number begins with 0", at: place) }
            number = sum
            digits += 1
            reader.skip(1)
        }
        guard digits > 0 else { throw error("a number from 0 up is expected here") }
        if let next = reader.peek(), next == 0x2E || next == 0x45 || next == 0x65 {
            throw error("a whole number is expected here", at: place)
        }
        return number
    }

    /// A text, its escapes resolved.
    mutating func string() throws(FormatError) -> String {
        try expect("\"")
        let place = self.place
        var bytes: [UInt8] = []
        while true {
            guard let byte = reader.peek() else { throw error("a text is not closed", at: place) }
            reader.skip(1)
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw error("a text is not UTF-8", at: place)
                }
                return text
            case UInt8(ascii: "\\"): bytes += try escape().utf8
            case 0..<0x20: throw error("a control character in a text")
            default: bytes.append(byte)
            }
        }
    }

    private mutating func escape() throws(FormatError) -> String {
        guard let byte = reader.peek() else { throw error("a text is not closed") }
        reader.skip(1)
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var units = [try unit()]
            if UTF16.isLeadSurrogate(units[0]), reader.peek() == UInt8(ascii: "\\"),
                reader.peek(1) == UInt8(ascii: "u")
            {
                reader.skip(2)
                units.append(try unit())
            }
            guard let text = String(validating: units, as: UTF16.self) else { throw error("half a character") }
            return text
        default: throw error("an escape that JSON does not have")
        }
    }

    private mutating func unit() throws(FormatError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = reader.peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw error("four hexadecimal digits are expected here")
            }
            value = value << 4 | UInt16(digit)
            reader.skip(1)
        }
        return value
    }
}

/// Writes a text as JSON does.
func jsonText(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case "\u{0}"..."\u{1F}":
            let hex = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
