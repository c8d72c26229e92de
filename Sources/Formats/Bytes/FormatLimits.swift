/// The most that a reader takes from one file.
///
/// A cell has 8 GB of address space. With these a file, what is inflated from it and the tensor made of it fit in there,
/// so that a made-up file ends in an error and not in a program out of memory.
enum FormatLimits {
    /// Bytes of a file, and of all that an archive inflates to.
    static let fileBytes = 2 << 30
    /// Bytes that one compressed member or file inflates to.
    static let inflatedBytes = 1 << 30
    /// Elements of an array.
    static let elements = 1 << 29
    /// Samples (width · height · channels) of an image.
    static let samples = 1 << 28
    /// Axes of an array: NumPy's own limit.
    static let rank = 64
    /// Arrays in one file.
    static let members = 1 << 16

    /// The product of `shape`, or what is wrong with it.
    static func count(_ shape: [Int]) -> Result<Int, Problem> {
        guard shape.count <= rank else { return .failure(Problem("\(shape.count) axes are more than \(rank)")) }
        var count = 1
        for length in shape {
            guard length >= 0 else { return .failure(Problem("the shape \(shape) has a negative length")) }
            // A zero length makes the product zero only after every other length has been found sane.
            let (product, overflow) = count.multipliedReportingOverflow(by: max(length, 1))
            guard !overflow, product <= elements else {
                return .failure(Problem("the shape \(shape) has more than \(elements) elements"))
            }
            count = product
        }
        return .success(shape.contains(0) ? 0 : count)
    }

    /// A sentence that becomes a `FormatError` where the file is known.
    struct Problem: Error {
        let text: String

        init(_ text: String) { self.text = text }
    }
}
