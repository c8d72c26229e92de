/// What kind of numbers a file stores.
public enum ElementType: String, CaseIterable, Sendable {
    /// One byte: 0 is false, all else is true.
    case bool
    /// One byte, −128…127.
    case int8
    /// Two bytes, signed.
    case int16
    /// Four bytes, signed.
    case int32
    /// Eight bytes, signed: what PyTorch and NumPy use for labels.
    case int64
    /// One byte, 0…255.
    case uint8
    /// Two bytes, unsigned.
    case uint16
    /// Four bytes, unsigned.
    case uint32
    /// Eight bytes, unsigned.
    case uint64
    /// IEEE 754 half precision: 11 bits of precision, up to 65504.
    case float16
    /// The upper half of a `float32`: 8 bits of precision, the same range. Not one of NumPy's types.
    case bfloat16
    /// IEEE 754 single precision: a tensor's own type.
    case float32
    /// IEEE 754 double precision.
    case float64

    /// Bytes an element.
    public var size: Int {
        switch self {
        case .bool, .int8, .uint8: 1
        case .int16, .uint16, .float16, .bfloat16: 2
        case .int32, .uint32, .float32: 4
        case .int64, .uint64, .float64: 8
        }
    }

    /// Whether it holds whole numbers or booleans.
    public var isInteger: Bool {
        switch self {
        case .float16, .bfloat16, .float32, .float64: false
        default: true
        }
    }
}
