/// How a window moves over an image: kernel K, stride S, padding P and dilation D, each for height and width.
///
/// The output size of one axis of length H is, as in PyTorch's `torch.nn.Conv2d`,
///
///     ⌊(H + 2P − D(K − 1) − 1) / S⌋ + 1
///
/// where D(K − 1) + 1 is the *effective* kernel: the cells from the window's first tap to its last.
///
/// ```swift
/// let geometry = ConvolutionGeometry(kernel: 3, stride: 2, padding: 1)
/// try geometry.outputSize(Size2D(224, 224))   // 112×112
/// ```
public struct ConvolutionGeometry: Hashable, Sendable {
    /// The window's taps, at least 1.
    public var kernel: Size2D
    /// The cells from one window to the next, at least 1.
    public var stride: Size2D
    /// The cells added on *each* side, at least 0.
    public var padding: Size2D
    /// The cells from one tap to the next, at least 1; 1 is a dense kernel.
    public var dilation: Size2D

    /// A geometry; nothing is checked until an output size is asked for.
    public init(kernel: Size2D, stride: Size2D = 1, padding: Size2D = 0, dilation: Size2D = 1) {
        self.kernel = kernel
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
    }

    /// The number of windows, rows by columns, over an input of height and width `input`.
    ///
    /// - Throws: `ShapeError` if a size is out of its range, the effective kernel is larger than the padded input, or a
    ///   number overflows.
    public func outputSize(_ input: Size2D) throws(ShapeError) -> Size2D {
        try outputSize(
            input,
            check: ShapeCheck(
                "convolution", ["input": [input.height, input.width], "kernel": [kernel.height, kernel.width]]))
    }

    /// As `outputSize(_:)`, with messages that name another operator.
    func outputSize(_ input: Size2D, check: ShapeCheck) throws(ShapeError) -> Size2D {
        Size2D(
            try WindowAxis(
                name: "height", symbol: "H", input: input.height, kernel: kernel.height, stride: stride.height,
                padding: padding.height, dilation: dilation.height
            ).outputLength(check: check),
            try WindowAxis(
                name: "width", symbol: "W", input: input.width, kernel: kernel.width, stride: stride.width,
                padding: padding.width, dilation: dilation.width
            ).outputLength(check: check))
    }
}

/// The number of windows along one axis: ⌊(H + 2P − D(K − 1) − 1) / S⌋ + 1.
///
/// ```swift
/// convolutionOutputSize(28, kernel: 5)                          // 24
/// convolutionOutputSize(28, kernel: 5, padding: 2)              // 28, "same"
/// convolutionOutputSize(7, kernel: 3, stride: 2)                // 3
/// convolutionOutputSize(7, kernel: 3, dilation: 2)              // 3, the effective kernel is 5
/// ```
///
/// Illegal sizes trap with the formula and the numbers; `ConvolutionGeometry.outputSize(_:)` throws instead.
///
/// - Parameters:
///   - input: The axis' length H.
///   - kernel: Taps K, at least 1.
///   - stride: Step S, at least 1.
///   - padding: Cells P added on each side, at least 0.
///   - dilation: Distance D between taps, at least 1.
/// - Returns: At least 1.
public func convolutionOutputSize(
    _ input: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1
) -> Int {
    orTrap { () throws(ShapeError) in
        try WindowAxis(
            name: "size", symbol: "H", input: input, kernel: kernel, stride: stride, padding: padding,
            dilation: dilation
        ).outputLength(check: ShapeCheck("convolutionOutputSize", ["input": [input], "kernel": [kernel]]))
    }
}

/// One axis of a window's way over an image.
struct WindowAxis {
    /// For messages: `height`, `width`.
    let name: String
    /// For formulas: `H`, `W`.
    let symbol: String
    let input: Int
    let kernel: Int
    let stride: Int
    let padding: Int
    let dilation: Int

    func outputLength(check: ShapeCheck) throws(ShapeError) -> Int {
        try check.requireWindow(
            along: name, input: input, kernel: kernel, stride: stride, padding: padding, dilation: dilation)

        let (bothSides, overflow1) = padding.multipliedReportingOverflow(by: 2)
        let (padded, overflow2) = input.addingReportingOverflow(bothSides)
        let (reach, overflow3) = dilation.multipliedReportingOverflow(by: kernel - 1)
        let (effectiveKernel, overflow4) = reach.addingReportingOverflow(1)
        try check.require(
            !(overflow1 || overflow2 || overflow3 || overflow4),
            """
            a number is too large: \(symbol) + 2P = \(input) + 2·\(padding), \
            D(K − 1) + 1 = \(dilation)·(\(kernel) − 1) + 1 (\(name))
            """)

        try check.require(
            effectiveKernel <= padded,
            """
            the kernel is larger than the padded input: D(K − 1) + 1 = \(dilation)·(\(kernel) − 1) + 1 = \
            \(effectiveKernel) > \(symbol) + 2P = \(input) + 2·\(padding) = \(padded) (\(name)), so that \
            ⌊(\(symbol) + 2P − D(K − 1) − 1) / S⌋ + 1 = ⌊(\(input) + 2·\(padding) − \(dilation)·(\(kernel) − 1) − 1) \
            / \(stride)⌋ + 1 is less than 1
            """)
        return (padded - effectiveKernel) / stride + 1
    }
}

extension ShapeCheck {
    /// The ranges that every sliding window keeps to, along one axis: a convolution's and a pooling's.
    func requireWindow(
        along name: String, input: Int, kernel: Int, stride: Int, padding: Int, dilation: Int
    ) throws(ShapeError) {
        try require(input >= 0, "the input's \(name) must not be negative, but is \(input)")
        try require(kernel >= 1, "the kernel's \(name) must be at least 1, but is \(kernel)")
        try require(stride >= 1, "the stride (\(name)) must be at least 1, but is \(stride)")
        try require(padding >= 0, "the padding (\(name)) must not be negative, but is \(padding)")
        try require(dilation >= 1, "the dilation (\(name)) must be at least 1, but is \(dilation)")
    }
}
