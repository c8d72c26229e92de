import ConvNet

extension StoredArray {
    /// The numbers as a tensor.
    ///
    /// Exact for `bool`, integers of 8 and 16 bits, `float16`, `bfloat16` and `float32`. Other integers are exact up to
    /// 2²⁴ = 16,777,216 and rounded to the nearest `Float` beyond. `float64` is rounded to 24 bits of precision, about 7
    /// digits; what is larger than 3.4·10³⁸ becomes infinite.
    public var tensor: Tensor {
        let values: [Float] =
            switch elementType {
            case .bool: map(UInt8.self) { $0 == 0 ? 0 : 1 }
            case .int8: map(UInt8.self) { Float(Int8(bitPattern: $0)) }
            case .int16: map(UInt16.self) { Float(Int16(bitPattern: $0)) }
            case .int32: map(UInt32.self) { Float(Int32(bitPattern: $0)) }
            case .int64: map(UInt64.self) { Float(Int64(bitPattern: $0)) }
            case .uint8: map(UInt8.self) { Float($0) }
            case .uint16: map(UInt16.self) { Float($0) }
            case .uint32: map(UInt32.self) { Float($0) }
            case .uint64: map(UInt64.self) { Float($0) }
            case .float16: map(UInt16.self) { Float(Float16(bitPattern: $0)) }
            case .bfloat16: map(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
            case .float32: map(UInt32.self) { Float(bitPattern: $0) }
            case .float64: map(UInt64.self) { Float(Double(bitPattern: $0)) }
            }
        return Tensor(shape: shape, values)
    }

    /// The numbers in double precision, in row-major order.
    ///
    /// Exact for all types but integers of 64 bits beyond 2⁵³, which are rounded.
    public var doubles: [Double] {
        switch elementType {
        case .float64: map(UInt64.self) { Double(bitPattern: $0) }
        case .int64: map(UInt64.self) { Double(Int64(bitPattern: $0)) }
        case .uint64: map(UInt64.self) { Double($0) }
        case .int32: map(UInt32.self) { Double(Int32(bitPattern: $0)) }
        case .uint32: map(UInt32.self) { Double($0) }
        // A tensor holds all others exactly.
        default: tensor.values.map(Double.init)
        }
    }

    /// Whole numbers, exactly, in row-major order; true is 1, false is 0.
    ///
    /// - Throws: `FormatError` if the file stores no integers, or one is larger than `Int.max`.
    public func integers() throws(FormatError) -> [Int] {
        switch elementType {
        case .bool: return map(UInt8.self) { $0 == 0 ? 0 : 1 }
        case .int8: return map(UInt8.self) { Int(Int8(bitPattern: $0)) }
        case .int16: return map(UInt16.self) { Int(Int16(bitPattern: $0)) }
        case .int32: return map(UInt32.self) { Int(Int32(bitPattern: $0)) }
        case .int64: return map(UInt64.self) { Int(Int64(bitPattern: $0)) }
        case .uint8: return map(UInt8.self) { Int($0) }
        case .uint16: return map(UInt16.self) { Int($0) }
        case .uint32: return map(UInt32.self) { Int($0) }
        case .uint64:
            let numbers = map(UInt64.self) { $0 }
            if let index = numbers.firstIndex(where: { $0 > Int.max }) {
                throw FormatError(
                    file: "integers()", problem: "element \(index) is \(numbers[index]), more than Int holds",
                    help: "Use doubles or tensor")
            }
            return numbers.map { Int($0) }
        case .float16, .bfloat16, .float32, .float64:
            throw FormatError(
                file: "integers()", problem: "the numbers are stored as \(elementType.rawValue)",
                help: "Use doubles or tensor")
        }
    }

    /// Each element through `convert`, from its bits.
    private func map<Bits: FixedWidthInteger, Value>(_ type: Bits.Type, _ convert: (Bits) -> Value) -> [Value] {
        let (count, size) = (self.count, MemoryLayout<Bits>.size)
        return bytes.withUnsafeBytes { raw in
            [Value](unsafeUninitializedCapacity: count) { buffer, filled in
                for index in 0..<count {
                    let bits = Bits(littleEndian: raw.loadUnaligned(fromByteOffset: index * size, as: Bits.self))
                    buffer.initializeElement(at: index, to: convert(bits))
                }
                filled = count
            }
        }
    }
}
