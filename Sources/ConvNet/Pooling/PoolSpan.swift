/// The cells that one pooling window takes along one axis: a window is a span of rows times a span of columns.
struct PoolSpan: Equatable {
    /// The first cell inside the image; meaningless when `count` is 0.
    let first: Int
    /// D, from one cell to the next; 1 if there is no next.
    let step: Int
    /// Cells inside the image.
    let count: Int
    /// Cells inside the image or its padding: all but those that a ceil-mode window reaches beyond it.
    let paddedCount: Int

    /// A dense run of cells, none of them padding.
    init(_ cells: Range<Int>) {
        (first, step, count, paddedCount) = (cells.lowerBound, 1, cells.count, cells.count)
    }

    /// Window number `index` along `axis`.
    init(_ index: Int, of axis: PoolAxis) {
        let start = index * axis.stride - axis.padding
        // The taps t with 0 ≤ start + t·D < H, and those with start + t·D < H + P.
        let lower = start < 0 ? (-start - 1) / axis.dilation + 1 : 0
        let upper = min(axis.kernel, PoolSpan.taps(in: axis.input - start, step: axis.dilation))
        count = max(0, upper - lower)
        // Without a cell there may be no such product: the dilation can be any number.
        first = count > 0 ? start + lower * axis.dilation : 0
        // Nor may one be stepped over that far: of one cell or none there is no next.
        step = count > 1 ? axis.dilation : 1
        paddedCount = min(axis.kernel, PoolSpan.taps(in: axis.input + axis.padding - start, step: axis.dilation))
    }

    /// How many of 0, D, 2D, … are below `length`.
    private static func taps(in length: Int, step: Int) -> Int {
        length <= 0 ? 0 : (length - 1) / step + 1
    }
}

/// One axis of a pooling window's way over an image.
struct PoolAxis {
    /// For messages: `height`, `width`.
    let name: String
    /// For formulas: `H`, `W`.
    let symbol: String
    let input: Int
    let kernel: Int
    let stride: Int
    let padding: Int
    let dilation: Int
    let ceilMode: Bool

    /// ⌊(H + 2P − D(K − 1) − 1 + (ceil ? S − 1 : 0)) / S⌋ + 1, less 1 in ceil mode if the last window would begin
    /// beyond H + P.
    func outputLength(check: ShapeCheck) throws(ShapeError) -> Int {
        try check.requireWindow(
            along: name, input: input, kernel: kernel, stride: stride, padding: padding, dilation: dilation)

        let (reach, overflow1) = dilation.multipliedReportingOverflow(by: kernel - 1)
        let (effectiveKernel, overflow2) = reach.addingReportingOverflow(1)
        try check.require(
            !overflow1 && !overflow2,
            "a number is too large: D(K − 1) + 1 = \(dilation)·(\(kernel) − 1) + 1 (\(name))")
        try check.require(
            padding <= effectiveKernel / 2,
            """
            the padding must be at most half the effective kernel: P = \(padding) > ⌊(D(K − 1) + 1) / 2⌋ = \
            ⌊(\(dilation)·(\(kernel) − 1) + 1) / 2⌋ = \(effectiveKernel / 2) (\(name))
            """)
        let (padded, overflow3) = input.addingReportingOverflow(2 * padding)
        try check.require(
            !overflow3, "a number is too large: \(symbol) + 2P = \(input) + 2·\(padding) (\(name))")

        let (quotient, remainder) = (padded - effectiveKernel).quotientAndRemainder(dividingBy: stride)
        var length = quotient + 1
        // Swift divides towards zero; the formula's brackets round down, or up in ceil mode.
        if ceilMode, remainder > 0 { length += 1 }
        if !ceilMode, remainder < 0 { length -= 1 }
        if ceilMode, length > 1, (length - 1) * stride >= input + padding { length -= 1 }
        try check.require(
            length >= 1,
            """
            no window fits: ⌊(\(symbol) + 2P − D(K − 1) − 1\(ceilMode ? " + S − 1" : "")) / S⌋ + 1 = \
            ⌊(\(input) + 2·\(padding) − \(dilation)·(\(kernel) − 1) − 1\(ceilMode ? " + \(stride) − 1" : "")) \
            / \(stride)⌋ + 1 = \(length) is less than 1 (\(name))
            """)
        return length
    }
}

/// The number of pooling windows along one axis:
/// ⌊(H + 2P − D(K − 1) − 1 + (ceil ? S − 1 : 0)) / S⌋ + 1.
///
/// In ceil mode a window may reach beyond the padded input, but the last one is dropped if it would *begin* at H + P or
/// later: if (o − 1)·S ≥ H + P then o is one less.
///
/// ```swift
/// poolingOutputSize(112, kernel: 3, stride: 2, padding: 1)    // 56, ResNet's
/// poolingOutputSize(6, kernel: 3, stride: 2)                  // 2
/// poolingOutputSize(6, kernel: 3, stride: 2, ceilMode: true)  // 3: the last window has one cell too few
/// ```
///
/// PyTorch's rule (`torch.nn.MaxPool2d`, `AvgPool2d`). ONNX has it for AveragePool and MaxPool since version 22 ("sliding
/// windows that would start in the right padded region are ignored"); its older versions, and its LpPool still, say nothing
/// of dropping the last window: `poolingOutputSize(1, kernel: 1, stride: 2, ceilMode: true)` is 1 by both, but
/// `poolingOutputSize(2, kernel: 1, stride: 2, ceilMode: true)` is 1 here and ⌈(2 − 1) / 2 + 1⌉ = 2 there. ONNX also has no
/// limit on the padding, which may differ from side to side, and leaves padding out of a mean unless asked
/// (`count_include_pad`, where PyTorch counts it). Traps on illegal sizes with the formula and the numbers.
///
/// - Parameters:
///   - input: The axis' length H.
///   - kernel: Taps K, at least 1.
///   - stride: Step S, at least 1; K if it is nil.
///   - padding: Cells P added on each side, at least 0 and at most half the effective kernel D(K − 1) + 1.
///   - dilation: Distance D between taps, at least 1.
///   - ceilMode: Whether the quotient is rounded up.
/// - Returns: At least 1.
public func poolingOutputSize(
    _ input: Int, kernel: Int, stride: Int? = nil, padding: Int = 0, dilation: Int = 1, ceilMode: Bool = false
) -> Int {
    orTrap { () throws(ShapeError) in
        try PoolAxis(
            name: "size", symbol: "H", input: input, kernel: kernel, stride: stride ?? kernel, padding: padding,
            dilation: dilation, ceilMode: ceilMode
        ).outputLength(check: ShapeCheck("poolingOutputSize", ["input": [input], "kernel": [kernel]]))
    }
}
