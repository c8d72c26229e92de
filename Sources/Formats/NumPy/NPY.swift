import ConvNet

extension Tensor {
    /// Reads an NPY file, as `numpy.save` writes it, into a tensor.
    ///
    /// ```swift
    /// let x = try Tensor.loadNPY("data/x.npy")     // in a cell: from the chapter's folder
    /// ```
    ///
    /// Versions 1 to 3, both orders of axes and of bytes, booleans, integers, `float16`, `float32` and `float64`;
    /// `StoredArray.tensor` says what is lost in a tensor, `StoredArray.loadNPY` loses nothing.
    ///
    /// - Throws: `FormatError` if it is not such a file, or damaged.
    public static func loadNPY(_ path: String) throws(FormatError) -> Tensor { try StoredArray.loadNPY(path).tensor }

    /// Writes an NPY file of type `float32`, byte for byte what `numpy.save` writes.
    ///
    /// - Throws: `FormatError` if it can't be written; an existing file is then as it was.
    public func saveNPY(_ path: String) throws(FormatError) { try StoredArray(self).saveNPY(path) }
}

extension StoredArray {
    /// Reads an NPY file, as `numpy.save` writes it.
    ///
    /// - Throws: `FormatError` if it is not such a file, or damaged.
    public static func loadNPY(_ path: String) throws(FormatError) -> StoredArray {
        try StoredArray(npy: try WholeFile.read(path)[...], file: path)
    }

    /// Writes an NPY file of the array's own type.
    ///
    /// - Throws: `FormatError` if NumPy has no such type (`bfloat16`) or it can't be written; an existing file is then as
    ///   it was.
    public func saveNPY(_ path: String) throws(FormatError) { try WholeFile.write(npyBytes(file: path), to: path) }

    /// An array from the bytes of an NPY file.
    package init(npy bytes: ArraySlice<UInt8>, file: String) throws(FormatError) {
        var reader = ByteReader(bytes, file: file)
        let header = try NPYHeader(&reader)
        self = try reader.array(header.shape, header.elementType, header.order)
        guard reader.remaining == 0 else {
            throw reader.error("\(reader.remaining) bytes follow the array", help: "Save it again, one array a file")
        }
    }

    /// The bytes of an NPY file of version 1, whose header has room for all 64 axes.
    package func npyBytes(file: String) throws(FormatError) -> [UInt8] {
        guard shape.count <= FormatLimits.rank else {
            throw FormatError(file: file, problem: "NumPy has no arrays of \(shape.count) axes, only up to 64")
        }
        let lengths = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var header = "{'descr': '\(try descr(file))', 'fortran_order': False, 'shape': (\(lengths)), }"
        // NumPy leaves room for the first length to grow to 21 digits, then ends the header at a multiple of 64.
        if let first = shape.first { header += String(repeating: " ", count: max(21 - "\(first)".utf8.count, 0)) }
        let before = NPYHeader.magic.count + 2 + 2
        header += String(repeating: " ", count: 63 - (before + header.utf8.count) % 64) + "\n"
        var result = NPYHeader.magic + [1, 0]
        result.reserveCapacity(before + header.utf8.count + bytes.count)
        result.appendLittle(UInt16(header.utf8.count))
        return result + header.utf8 + bytes
    }

    private func descr(_ file: String) throws(FormatError) -> String {
        switch elementType {
        case .bool: "|b1"
        case .int8: "|i1"
        case .int16: "<i2"
        case .int32: "<i4"
        case .int64: "<i8"
        case .uint8: "|u1"
        case .uint16: "<u2"
        case .uint32: "<u4"
        case .uint64: "<u8"
        case .float16: "<f2"
        case .float32: "<f4"
        case .float64: "<f8"
        case .bfloat16:
            throw FormatError(
                file: file, problem: "NumPy has no bfloat16",
                help: "Save its tensor, which is float32, or use safetensors")
        }
    }
}

extension ByteReader {
    /// The next bytes as an array of that shape, once it is known that there are as many.
    mutating func array(
        _ shape: [Int], _ type: ElementType, _ order: StoredOrder = StoredOrder()
    ) throws(FormatError) -> StoredArray {
        switch FormatLimits.count(shape) {
        case .failure(let problem): throw error(problem.text, help: "Save it in smaller parts")
        case .success(let count):
            let data = try take(count * type.size, "the shape \(shape) of \(type.rawValue)")
            return StoredArray(
                shape: shape, elementType: type, bytes: order.normalised(data, shape: shape, type))
        }
    }
}
