import ConvNet

/// Images and labels of a CIFAR-10 or CIFAR-100 file in the binary version.
///
/// ```swift
/// let batch = try CIFARBatch.loadCIFAR10("data/test_batch.bin")
/// batch.images.shape                  // [10000, 3, 32, 32]
/// batch.labels[0]                     // 3
/// ```
///
/// Source: the description on the CIFAR page: a record is one label (CIFAR-100: the coarse and the fine one), then 1024
/// bytes each of red, green and blue, row by row.
public struct CIFARBatch: Sendable {
    /// (N, 3, 32, 32), 0…1: the bytes divided by 255.
    public let images: Tensor
    /// A class for each image: 0…9, or CIFAR-100's fine label, 0…99.
    public let labels: [Int]
    /// CIFAR-100's superclass for each image, 0…19; empty for CIFAR-10.
    public let coarseLabels: [Int]

    /// Reads a file of CIFAR-10: `data_batch_1.bin` and so on.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - count: Only the first so many images; all, unless told otherwise.
    /// - Returns: The images and their labels, in the order of the file.
    /// - Throws: `FormatError` if it is not such a file, or damaged.
    public static func loadCIFAR10(_ path: String, count: Int? = nil) throws(FormatError) -> CIFARBatch {
        try CIFARBatch(cifar10: try WholeFile.read(path), file: path, count: count)
    }

    /// Reads a file of CIFAR-100: `train.bin` or `test.bin`.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - count: Only the first so many images; all, unless told otherwise.
    /// - Returns: The images and their labels, in the order of the file.
    /// - Throws: `FormatError` if it is not such a file, or damaged.
    public static func loadCIFAR100(_ path: String, count: Int? = nil) throws(FormatError) -> CIFARBatch {
        try CIFARBatch(cifar100: try WholeFile.read(path), file: path, count: count)
    }

    /// A batch from the bytes of a CIFAR-10 file.
    package init(cifar10 bytes: [UInt8], file: String, count: Int? = nil) throws(FormatError) {
        (images, labels, coarseLabels) = try CIFARBatch.read(bytes, file, count, classes: [("label", 10)])
    }

    /// A batch from the bytes of a CIFAR-100 file.
    package init(cifar100 bytes: [UInt8], file: String, count: Int? = nil) throws(FormatError) {
        (images, labels, coarseLabels) = try CIFARBatch.read(
            bytes, file, count, classes: [("coarse label", 20), ("fine label", 100)])
    }

    private static func read(
        _ bytes: [UInt8], _ file: String, _ wanted: Int?, classes: [(name: String, count: Int)]
    ) throws(FormatError) -> (Tensor, [Int], [Int]) {
        let pixels = 3 * 32 * 32
        let record = classes.count + pixels
        guard !bytes.isEmpty, bytes.count % record == 0, bytes.count / record * pixels <= FormatLimits.elements else {
            throw FormatError(
                file: file, offset: bytes.count / record * record,
                problem: "\(bytes.count) bytes are no whole number of records of \(record) bytes, or too many",
                help: "Unpack the binary version, and copy or download it again")
        }
        let count = min(max(wanted ?? .max, 0), bytes.count / record)
        var labels: [[Int]] = []
        for (index, kind) in classes.enumerated() {
            labels.append((0..<count).map { Int(bytes[$0 * record + index]) })
            if let wrong = labels[index].firstIndex(where: { $0 >= kind.count }) {
                throw FormatError(
                    file: file, offset: wrong * record + index,
                    problem:
                        "the \(kind.name) of image \(wrong) is \(labels[index][wrong]), not from 0 to \(kind.count - 1)",
                    help: "CIFAR-10 and CIFAR-100 have functions of their own")
            }
        }
        var values: [Float] = []
        values.reserveCapacity(count * pixels)
        for image in 0..<count {
            let start = image * record + classes.count
            for byte in bytes[start..<(start + pixels)] { values.append(Float(byte) / 255) }
        }
        let images = Tensor(shape: [count, 3, 32, 32], values)
        return (images, labels[classes.count - 1], classes.count > 1 ? labels[0] : [])
    }
}
