import ConvNet

/// Numbers with a shape, in the type in which a file stores them.
///
/// A `Tensor` holds `Float` only. Whoever needs what `Float` can't hold exactly (labels, large integers, double
/// precision) reads a `StoredArray` and takes from it what is wanted:
///
/// ```swift
/// let labels = try StoredArray.loadNPY("data/labels.npy").integers()   // [Int], exact
/// ```
///
/// Row-major, as a tensor, whatever order the file has.
public struct StoredArray: Equatable, Sendable {
    /// The length of each axis.
    public let shape: [Int]
    /// The type of the numbers in the file.
    public let elementType: ElementType
    /// The numbers in row-major order, each with its lowest byte first.
    let bytes: ArraySlice<UInt8>

    /// For readers: as many bytes as the shape holds elements.
    init(shape: [Int], elementType: ElementType, bytes: ArraySlice<UInt8>) {
        self.shape = shape
        self.elementType = elementType
        self.bytes = bytes
    }

    /// A tensor's numbers, as `float32`.
    public init(_ tensor: Tensor) {
        self.init(shape: tensor.shape, elementType: .float32, bytes: StoredArray.encode(tensor.values, \.bitPattern))
    }

    /// Whole numbers, as `int64`.
    ///
    /// - Throws: `ShapeError` unless there are as many as the product of `shape`.
    public init(shape: [Int], integers: [Int]) throws(ShapeError) {
        try Tensor.validate(shape: shape, valueCount: integers.count)
        self.init(
            shape: shape, elementType: .int64, bytes: StoredArray.encode(integers) { UInt64(bitPattern: Int64($0)) })
    }

    /// Numbers of double precision, as `float64`.
    ///
    /// - Throws: `ShapeError` unless there are as many as the product of `shape`.
    public init(shape: [Int], doubles: [Double]) throws(ShapeError) {
        try Tensor.validate(shape: shape, valueCount: doubles.count)
        self.init(shape: shape, elementType: .float64, bytes: StoredArray.encode(doubles, \.bitPattern))
    }

    /// Bytes from 0 to 255, as `uint8`.
    ///
    /// - Throws: `ShapeError` unless there are as many as the product of `shape`.
    public init(shape: [Int], bytes: [UInt8]) throws(ShapeError) {
        try Tensor.validate(shape: shape, valueCount: bytes.count)
        self.init(shape: shape, elementType: .uint8, bytes: bytes[...])
    }

    /// The number of elements: the product of `shape`.
    public var count: Int { bytes.count / elementType.size }

    private static func encode<Value, Bits: FixedWidthInteger>(
        _ values: [Value], _ bits: (Value) -> Bits
    ) -> ArraySlice<UInt8> {
        let size = MemoryLayout<Bits>.size
        let bytes = [UInt8](unsafeUninitializedCapacity: values.count * size) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            for (index, value) in values.enumerated() {
                raw.storeBytes(of: bits(value).littleEndian, toByteOffset: index * size, as: Bits.self)
            }
            count = values.count * size
        }
        return bytes[...]
    }
}
