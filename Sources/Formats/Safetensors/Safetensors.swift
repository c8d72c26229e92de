import ConvNet

extension NamedArrays {
    /// Reads a safetensors file, in the order of its header.
    ///
    /// All types but complex numbers and those of 8 bits or fewer that are no integers. The tensors must fill the file
    /// without overlap and holes, names and fields may be there once, as the format demands.
    ///
    /// Source: the format's description in huggingface/safetensors.
    ///
    /// - Throws: `FormatError` if it is not such a file, or damaged.
    public static func loadSafetensors(_ path: String) throws(FormatError) -> NamedArrays {
        try NamedArrays(safetensors: try WholeFile.read(path), file: path)
    }

    /// Writes a safetensors file, with the arrays' own types and the metadata.
    ///
    /// - Throws: `FormatError` if a name is given twice or is unfit for a file, or it can't be written; an existing file
    ///   is then as it was.
    public func saveSafetensors(_ path: String) throws(FormatError) {
        try WholeFile.write(safetensorsBytes(file: path), to: path)
    }

    /// The longest header that is read, as in the format's reference implementation.
    static var longestHeader: Int { 100_000_000 }

    /// Arrays from the bytes of a safetensors file.
    package init(safetensors bytes: [UInt8], file: String) throws(FormatError) {
        var reader = ByteReader(bytes[...], file: file)
        let length = try reader.little(UInt64.self, "the header's length")
        guard length <= UInt64(NamedArrays.longestHeader), length <= UInt64(reader.remaining) else {
            throw reader.error(
                "a header of \(length) bytes does not fit the \(reader.remaining) that follow (at most"
                    + " \(NamedArrays.longestHeader)): the file is cut off, or none of this format", at: 0,
                help: "Copy or download it again")
        }
        guard reader.peek() == UInt8(ascii: "{") else {
            throw reader.error("the header does not begin with {", help: "Save it again with safetensors")
        }
        var scanner = JSONScanner(try reader.take(Int(length), "the header"), file: file, start: 8)
        let header = try SafetensorsHeader(&scanner)
        try header.checkCoverage(reader.remaining, scanner)
        let data = try reader.take(reader.remaining, "the tensors")
        let entries = header.items.map { item in
            let range = (data.startIndex + item.range.lowerBound)..<(data.startIndex + item.range.upperBound)
            return Entry(
                name: item.name,
                array: StoredArray(shape: item.shape, elementType: item.elementType, bytes: data[range]))
        }
        self.init(entries: entries, metadata: header.metadata, file: file)
    }

    /// The bytes of a safetensors file.
    package func safetensorsBytes(file: String) throws(FormatError) -> [UInt8] {
        let problem =
            ArrayName.problem(of: names) ?? (names.contains("__metadata__") ? "a tensor can't be __metadata__" : nil)
        if let problem { throw FormatError(file: file, problem: problem, help: "Choose other names") }
        var parts: [String] = []
        if !metadata.isEmpty {
            let texts = metadata.sorted { $0.key < $1.key }.map { "\(jsonText($0.key)):\(jsonText($0.value))" }
            parts.append("\"__metadata__\":{\(texts.joined(separator: ","))}")
        }
        // The widest numbers first, so that each begins at a multiple of its size, as the reference implementation does;
        // the header keeps the order that was given.
        let placed = entries.indices.sorted { one, other in
            let sizes = (entries[one].array.elementType.size, entries[other].array.elementType.size)
            return sizes.0 == sizes.1 ? one < other : sizes.0 > sizes.1
        }
        var starts = [Int](repeating: 0, count: entries.count)
        var end = 0
        for index in placed {
            starts[index] = end
            end += entries[index].array.bytes.count
        }
        for (entry, start) in zip(entries, starts) {
            let array = entry.array
            guard array.shape.count <= FormatLimits.rank,
                let type = SafetensorsHeader.types.first(where: { $0.value == array.elementType })?.key
            else { throw FormatError(file: file, problem: "\"\(entry.name)\" has more than \(FormatLimits.rank) axes") }
            let shape = array.shape.map(String.init).joined(separator: ",")
            parts.append(
                "\(jsonText(entry.name)):{\"dtype\":\"\(type)\",\"shape\":[\(shape)],"
                    + "\"data_offsets\":[\(start),\(start + array.bytes.count)]}")
        }
        var header = Array("{\(parts.joined(separator: ","))}".utf8)
        // Spaces up to a multiple of 8, so that the numbers are aligned.
        header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
        var result: [UInt8] = []
        result.reserveCapacity(8 + header.count + end)
        result.appendLittle(UInt64(header.count))
        result += header
        for index in placed { result += entries[index].array.bytes }
        return result
    }
}
