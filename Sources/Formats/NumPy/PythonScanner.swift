/// Reads the one form of Python that NPY headers have: a dictionary of a text, a boolean and a tuple of numbers.
struct PythonScanner {
    struct Header {
        var descr = ""
        var descrPlace = 0
        var isFortranOrder = false
        var shape: [Int] = []
    }

    private var reader: ByteReader
    /// Where in the file the header begins.
    private let start: Int

    init(_ text: ArraySlice<UInt8>, file: String, start: Int) {
        reader = ByteReader(text, file: file)
        self.start = start
    }

    func error(_ problem: String, at place: Int? = nil, help: String = "Save it with numpy.save") -> FormatError {
        reader.error("the header: " + problem, at: place ?? start + reader.offset, help: help)
    }

    mutating func header() throws(FormatError) -> Header {
        var header = Header()
        var seen: Set<String> = []
        try expect("{")
        while !skips("}") {
            let place = start + reader.offset
            let key = try text()
            guard seen.insert(key).inserted else { throw error("'\(key)' is there twice", at: place) }
            try expect(":")
            skipSpace()
            let valuePlace = start + reader.offset
            switch key {
            case "descr":
                if reader.peek() == UInt8(ascii: "[") {
                    throw error("the type has fields", help: "Save each field as an array of its own")
                }
                (header.descr, header.descrPlace) = (try text(), valuePlace)
            case "fortran_order": header.isFortranOrder = try boolean()
            case "shape": header.shape = try tuple()
            default: throw error("'\(key)' is none of descr, fortran_order and shape", at: place)
            }
            if !skips(",") {
                try expect("}")
                break
            }
        }
        skipSpace()
        guard reader.remaining == 0 else { throw error("something follows the dictionary") }
        for key in ["descr", "fortran_order", "shape"] where !seen.contains(key) {
            throw error("'\(key)' is missing", at: start)
        }
        return header
    }

    private mutating func skipSpace() {
        while let byte = reader.peek(), [0x20, 0x09, 0x0A, 0x0D].contains(byte) { reader.skip(1) }
    }

    private mutating func skips(_ mark: Unicode.Scalar) -> Bool {
        skipSpace()
        guard reader.peek() == UInt8(ascii: mark) else { return false }
        reader.skip(1)
        return true
    }

    private mutating func expect(_ mark: Unicode.Scalar) throws(FormatError) {
        guard skips(mark) else { throw error("a '\(mark)' is expected here") }
    }

    private mutating func text() throws(FormatError) -> String {
        skipSpace()
        guard let quote = reader.peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw error("a text in quotes is expected here")
        }
        reader.skip(1)
        var bytes: [UInt8] = []
        while let byte = reader.peek(), byte != quote {
            guard byte >= 0x20, byte != UInt8(ascii: "\\"), bytes.count < 64 else {
                throw error("this text is no name of a field or a type")
            }
            bytes.append(byte)
            reader.skip(1)
        }
        guard reader.peek() == quote else { throw error("a text is not closed") }
        reader.skip(1)
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func boolean() throws(FormatError) -> Bool {
        for (word, value) in [("True", true), ("False", false)] {
            let rest = reader.bytes.dropFirst(reader.offset)
            if rest.starts(with: word.utf8) {
                reader.skip(word.utf8.count)
                return value
            }
        }
        throw error("True or False is expected here")
    }

    private mutating func tuple() throws(FormatError) -> [Int] {
        try expect("(")
        var numbers: [Int] = []
        var hasComma = false
        while !skips(")") {
            guard numbers.isEmpty || hasComma else { throw error("a ',' or ')' is expected here") }
            guard numbers.count < FormatLimits.rank else { throw error("more than \(FormatLimits.rank) axes") }
            numbers.append(try number())
            hasComma = skips(",")
        }
        guard numbers.count != 1 || hasComma else { throw error("a shape of one axis is written with a comma: (3,)") }
        return numbers
    }

    private mutating func number() throws(FormatError) -> Int {
        skipSpace()
        let place = start + reader.offset
        if reader.peek() == UInt8(ascii: "-") { throw error("a negative length in the shape") }
        var number = 0
        var digits = 0
        while let byte = reader.peek(), (0x30...0x39).contains(byte) {
            let (tens, overflow1) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = tens.addingReportingOverflow(Int(byte) - 0x30)
            guard !overflow1, !overflow2 else { throw error("a length in the shape is too large", at: place) }
            number = sum
            digits += 1
            reader.skip(1)
        }
        guard digits > 0 else { throw error("a number is expected here") }
        // Python 2 wrote a long integer as 3L.
        if reader.peek() == UInt8(ascii: "L") { reader.skip(1) }
        return number
    }
}
