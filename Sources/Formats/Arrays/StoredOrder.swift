/// How a file lays out an array, where it differs from ours: row-major, lowest byte first.
struct StoredOrder {
    /// The first index moves fastest.
    var isColumnMajor = false
    /// The highest byte comes first.
    var isBigEndian = false

    /// The same numbers in our order; the bytes themselves where that is theirs already.
    func normalised(_ bytes: ArraySlice<UInt8>, shape: [Int], _ type: ElementType) -> ArraySlice<UInt8> {
        let isSameOrder = !isColumnMajor || shape.count < 2
        guard !isSameOrder || (isBigEndian && type.size > 1) else { return bytes }
        return switch type.size {
        case 1: gather(bytes, shape, UInt8.self)
        case 2: gather(bytes, shape, UInt16.self)
        case 4: gather(bytes, shape, UInt32.self)
        default: gather(bytes, shape, UInt64.self)
        }
    }

    private func gather<Bits: FixedWidthInteger>(
        _ bytes: ArraySlice<UInt8>, _ shape: [Int], _ type: Bits.Type
    ) -> ArraySlice<UInt8> {
        let size = MemoryLayout<Bits>.size
        var steps = [Int](repeating: 1, count: shape.count)
        if isColumnMajor {
            for axis in shape.indices.dropFirst() { steps[axis] = steps[axis - 1] * shape[axis - 1] }
        } else {
            for axis in shape.indices.dropLast().reversed() { steps[axis] = steps[axis + 1] * shape[axis + 1] }
        }
        let result = bytes.withUnsafeBytes { raw in
            [UInt8](unsafeUninitializedCapacity: raw.count) { buffer, count in
                let target = UnsafeMutableRawBufferPointer(buffer)
                // An odometer over the indices in row-major order; `source` follows it through the file.
                var index = [Int](repeating: 0, count: shape.count)
                var source = 0
                for place in stride(from: 0, to: raw.count, by: size) {
                    let bits = raw.loadUnaligned(fromByteOffset: source * size, as: Bits.self)
                    target.storeBytes(of: isBigEndian ? bits.byteSwapped : bits, toByteOffset: place, as: Bits.self)
                    for axis in stride(from: shape.count - 1, through: 0, by: -1) {
                        index[axis] += 1
                        source += steps[axis]
                        if index[axis] < shape[axis] { break }
                        source -= index[axis] * steps[axis]
                        index[axis] = 0
                    }
                }
                count = raw.count
            }
        }
        return result[...]
    }
}
