/// The JSON header of a safetensors file: a type, a shape and a range of bytes for each name.
///
///     {"__metadata__": {"format": "pt"}, "weight": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}}
struct SafetensorsHeader {
    struct Item {
        var name: String
        var elementType: ElementType
        var shape: [Int]
        /// In the bytes behind the header.
        var range: Range<Int>
        /// Where the header speaks of it.
        var place: Int
    }

    var items: [Item] = []
    var metadata: [String: String] = [:]

    static let types: KeyValuePairs<String, ElementType> = [
        "BOOL": .bool, "I8": .int8, "I16": .int16, "I32": .int32, "I64": .int64, "U8": .uint8, "U16": .uint16,
        "U32": .uint32, "U64": .uint64, "F16": .float16, "BF16": .bfloat16, "F32": .float32, "F64": .float64,
    ]

    init(_ scanner: inout JSONScanner) throws(FormatError) {
        try scanner.expect("{")
        var hasMetadata = false
        if !scanner.skips("}") {
            repeat {
                let place = scanner.place
                let name = try scanner.string()
                try scanner.expect(":")
                if name == "__metadata__" {
                    guard !hasMetadata else { throw scanner.error("__metadata__ is there twice", at: place) }
                    hasMetadata = true
                    try readMetadata(&scanner)
                } else {
                    guard items.count < FormatLimits.members else {
                        throw scanner.error("more than \(FormatLimits.members) tensors")
                    }
                    items.append(try SafetensorsHeader.item(name, &scanner, at: place))
                }
            } while scanner.skips(",")
            try scanner.expect("}")
        }
        try scanner.end()
        if let problem = ArrayName.problem(of: items.map(\.name)) { throw scanner.error(problem, at: 8) }
    }

    private mutating func readMetadata(_ scanner: inout JSONScanner) throws(FormatError) {
        try scanner.expect("{")
        if scanner.skips("}") { return }
        repeat {
            let place = scanner.place
            let key = try scanner.string()
            try scanner.expect(":")
            guard metadata.updateValue(try scanner.string(), forKey: key) == nil else {
                throw scanner.error("__metadata__ has \"\(key)\" twice", at: place)
            }
        } while scanner.skips(",")
        try scanner.expect("}")
    }

    private static func item(
        _ name: String, _ scanner: inout JSONScanner, at place: Int
    ) throws(FormatError) -> Item {
        var type: ElementType?
        var shape: [Int]?
        var offsets: [Int]?
        try scanner.expect("{")
        repeat {
            let keyPlace = scanner.place
            let key = try scanner.string()
            try scanner.expect(":")
            switch key {
            case "dtype" where type == nil:
                let word = try scanner.string()
                type = types.first { $0.key == word }?.value
                guard type != nil else {
                    throw scanner.error(
                        "\"\(name)\" is of type \(word), which is none of \(types.map(\.key).joined(separator: ", "))",
                        at: keyPlace)
                }
            case "shape" where shape == nil: shape = try numbers(&scanner, atMost: FormatLimits.rank)
            case "data_offsets" where offsets == nil: offsets = try numbers(&scanner, atMost: 2)
            default:
                throw scanner.error(
                    "\"\(name)\" has \"\(key)\" twice, or it is none of dtype, shape and data_offsets", at: keyPlace)
            }
        } while scanner.skips(",")
        try scanner.expect("}")
        guard let type, let shape, let offsets, offsets.count == 2 else {
            throw scanner.error("\"\(name)\" lacks one of dtype, shape and two data_offsets", at: place)
        }
        guard offsets[0] <= offsets[1] else {
            throw scanner.error("\"\(name)\" ends at \(offsets[1]), before it begins at \(offsets[0])", at: place)
        }
        switch FormatLimits.count(shape) {
        case .failure(let problem): throw scanner.error("\"\(name)\": \(problem.text)", at: place)
        case .success(let count):
            guard count * type.size == offsets[1] - offsets[0] else {
                throw scanner.error(
                    "\"\(name)\": \(count) elements of \(type.size) bytes don't fill the \(offsets[1] - offsets[0]) bytes"
                        + " from \(offsets[0]) to \(offsets[1])", at: place)
            }
        }
        return Item(name: name, elementType: type, shape: shape, range: offsets[0]..<offsets[1], place: place)
    }

    private static func numbers(_ scanner: inout JSONScanner, atMost limit: Int) throws(FormatError) -> [Int] {
        try scanner.expect("[")
        var numbers: [Int] = []
        if scanner.skips("]") { return numbers }
        repeat {
            guard numbers.count < limit else { throw scanner.error("a list of more than \(limit) numbers") }
            numbers.append(try scanner.count())
        } while scanner.skips(",")
        try scanner.expect("]")
        return numbers
    }

    /// Checks that the tensors fill the `count` bytes behind the header: no overlap, no hole, nothing behind.
    func checkCoverage(_ count: Int, _ scanner: JSONScanner) throws(FormatError) {
        var end = 0
        for item in items.sorted(by: {
            ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
        }) {
            guard item.range.lowerBound == end else {
                let problem =
                    item.range.lowerBound < end
                    ? "shares bytes with another: it begins at \(item.range.lowerBound), before \(end)"
                    : "begins at \(item.range.lowerBound), but the tensors before it end at \(end)"
                throw scanner.error("\"\(item.name)\" \(problem)", at: item.place)
            }
            end = item.range.upperBound
        }
        guard end == count else {
            throw scanner.error(
                end > count
                    ? "the tensors need \(end) bytes, but \(count) follow: the file is cut off"
                    : "\(count - end) bytes behind the last tensor belong to none", at: 8)
        }
    }
}
